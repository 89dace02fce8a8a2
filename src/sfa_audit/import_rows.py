"""A filled-in form → answers: each row's fact and answer, read with the conversions of the project file.

Whatever cannot be read becomes a fault that names the cell; nothing is dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from sfa_audit.errors import Fault, short
from sfa_audit.fact_words import FactWords
from sfa_audit.forms import ANSWER, BY, DAY, FACT, SLOT
from sfa_audit.i18n import LANGUAGES, Message, message, translator
from sfa_audit.import_cells import Cell, Sheet
from sfa_audit.project.table import Field, FieldTable
from sfa_audit.spots import Spot, spelled, spot_named
from sfa_audit.suggest import closest
from sfa_audit.value_hints import day_meant
from sfa_audit.values import UNKNOWN, ValueFault

LAST_HEADER = 50  # rows among which the column heads are looked for
FACT_WORDS = {"fact", "fact path", "path", "事实", "事实路径", "路径", "字段"}
ANSWER_WORDS = {"answer", "answers", "value", "答案", "回答", "取值", "值"}
SOURCE = "head.source"
HEADS = (BY, DAY, SOURCE)
_SLOTTED = re.compile(rf"([\w.]+)\[{SLOT}(\d+)\]\.(\w+)")
_SERIALS = range(20_000, 80_000)  # days of Excel from 1954 to 2119; a smaller number is hardly meant as a date


class Mapped(NamedTuple):
    """What a mapping file says: the meaning of column heads, and of words given as answers. Both casefolded."""

    columns: Mapping[str, str] = {}
    answers: Mapping[str, str] = {}


@dataclass
class Filled:
    """What a form holds: the answers, where they come from, and what could not be read."""

    values: dict[Spot, Any] = field(default_factory=dict)
    head: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def norm(text: str) -> str:
    """A column head as it is compared: without case, outer marks and doubled spaces."""
    return " ".join(text.split()).strip(" *:：?？.。").casefold()


def form_columns(sheet: Sheet, mapped: Mapped) -> tuple[int, int, int] | None:
    """Row of the column heads, column of the facts, column of the answers; None when the sheet has no such columns."""
    facts = FACT_WORDS | {norm(translator(lang).gettext(FACT)) for lang in LANGUAGES}
    answers = ANSWER_WORDS | {norm(translator(lang).gettext(ANSWER)) for lang in LANGUAGES}
    for number, row in enumerate(sheet.rows[:LAST_HEADER]):
        names = [mapped.columns.get(norm(cell.text), norm(cell.text)) for cell in row]
        fact = next((n for n, name in enumerate(names) if name == "fact" or name in facts), None)
        answer = next((n for n, name in enumerate(names) if name == "answer" or name in answers), None)
        if fact is not None and answer is not None:
            return number, fact, answer
    return None


def read_form(
    sheet: Sheet, at: tuple[int, int, int], file: str, mapped: Mapped, table: FieldTable, words: Sequence[FactWords]
) -> Filled:
    """All rows below the column heads. `words` read choices, in the languages in which they may be written."""
    return _Reader(sheet, at, file, mapped, table, words).read()


class _Row(NamedTuple):
    path: str
    spot: Spot
    answer: Cell


class _Reader:
    def __init__(
        self, sheet: Sheet, at: tuple[int, int, int], file: str, mapped: Mapped, table: FieldTable,
        words: Sequence[FactWords],
    ) -> None:  # fmt: skip
        self._sheet, self._file, self._mapped, self._table, self._words = sheet, file, mapped, table, words
        self._head, self._fact, self._answer = at
        self._found = Filled()
        self._names: dict[str, str] = {}

    def read(self) -> Filled:
        rows = list(self._rows())
        for row in rows:  # the names of new records first: their other rows may stand above
            slotted = _SLOTTED.fullmatch(row.path)
            if slotted and self._table.field(row.spot.pattern).key:
                value = self._value(row)
                if value is not None and value is not UNKNOWN:
                    self._names[row.path.rpartition(".")[0]] = spelled(value)
        for row in rows:
            self._take(row)
        self._whole_lists(rows)
        return self._found

    def _rows(self) -> Iterator[_Row]:
        """Every row with an answer, its fact found."""
        for cells in self._sheet.rows[self._head + 1 :]:
            fact = cells[self._fact] if self._fact < len(cells) else Cell("", None)
            answer = cells[self._answer] if self._answer < len(cells) else Cell("", None)
            if fact.merged and fact.merged == answer.merged:
                continue  # a heading across the table
            if answer.problem is not None and (fact.text or answer.text or not answer.merged):
                self._fault(answer, answer.problem)
            elif fact.problem is not None and answer.text:
                self._fault(fact, fact.problem)
            elif answer.text:
                yield from self._row(fact, answer)

    def _row(self, fact: Cell, answer: Cell) -> Iterator[_Row]:
        path = fact.text
        slotted = _SLOTTED.fullmatch(path)
        if path in HEADS:
            self._of_head(path, answer)
            return
        spot = spot_named(path, self._table)
        if spot is not None and spot.list and not slotted:
            spot = self._keyed(spot)
        if not path:
            self._fault(answer, message("there is an answer, but no fact in its row"))
        elif spot is None:
            names = [f.path for f in self._table if f.fact]
            guess = closest(re.sub(r"\[.*\]", "[]", path), names)
            hint = message("did you mean {guess}?", guess=guess) if guess else None
            self._fault(fact, message("{path} is no fact", path=short(path)), hint)
        else:
            yield _Row(path, spot, answer)

    def _keyed(self, spot: Spot) -> Spot | None:
        """The spot with its key as the project file spells it; None for a key that its list cannot have."""
        of = self._table.field(spot.list)
        try:
            key = self._read(self._table.field(f"{spot.list}[].{of.record_key}"), spot.key)
        except ValueFault:
            return None
        return Spot(spot.pattern, spelled(key)) if key is not UNKNOWN else None

    def _of_head(self, path: str, answer: Cell) -> None:
        if path == DAY:
            row = _Row(path, Spot(path), answer)
            value = self._value(row)
            if isinstance(value, date):
                self._found.head[path] = value.isoformat()
        elif answer.text.isprintable():
            self._found.head[path] = answer.text

    def _take(self, row: _Row) -> None:
        slotted = _SLOTTED.fullmatch(row.path)
        spot, record = row.spot, row.path.rpartition(".")[0]
        if slotted:
            if record not in self._names:
                if not self._table.field(spot.pattern).key:
                    what = message("the record {record} has no name; fill in its first line", record=record)
                    self._fault(row.answer, what)
                return
            spot = Spot(spot.pattern, self._names[record])
        value = self._value(row)
        if value is None:
            return
        if spot in self._found.values and self._found.values[spot] != value:
            self._fault(row.answer, message("{path} is answered twice, and not alike", path=spot.text))
            return
        self._found.values[spot] = value

    def _whole_lists(self, rows: Sequence[_Row]) -> None:
        """A list cannot be none and have records."""
        values = self._found.values
        for row in rows:
            name = row.spot.pattern
            if row.spot in values and self._table.field(name).is_list and any(spot.list == name for spot in values):
                del values[row.spot]
                self._fault(row.answer, message("{path} has records in other lines", path=row.path))

    def _value(self, row: _Row) -> Any:
        """The value of an answer; None when it cannot be read, which is told once."""
        of = self._table.field(row.spot.pattern)
        try:
            return self._read(of, self._raw(row.answer, of))
        except ValueFault as fault:
            self._fault(row.answer, fault.message, fault.hint)
            return None

    def _read(self, of: Field, raw: object) -> Any:
        """With the words of each language; the last one's fault is told."""
        for words in self._words[:-1]:
            try:
                return words.read(of, raw)
            except ValueFault:
                continue
        return self._words[-1].read(of, raw)

    def _raw(self, cell: Cell, of: Field) -> object:
        value = cell.value
        if isinstance(value, str):
            value = self._mapped.answers.get(norm(value), value)
        if of.kind == "date":
            return self._day(value)
        if isinstance(value, date):
            return value.isoformat()
        if of.kind in ("text", "choice") and not isinstance(value, str):
            return "yes" if value is True else "no" if value is False else str(value)
        return value

    def _day(self, value: object) -> object:
        """A date, however the spreadsheet holds it: as one, as a serial number, as text that can mean one day only."""
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str) and value.isdecimal() and len(value) == 5:
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and value in _SERIALS:
            return (self._sheet.day_zero + timedelta(days=value)).isoformat()
        if isinstance(value, str) and (day := day_meant(value.strip())):
            return day.isoformat()
        return value

    def _fault(self, cell: Cell, what: Message, hint: Message | None = None) -> None:
        name = f"{self._sheet.title}!{cell.name}" if self._sheet.title else cell.name
        fault = Fault(self._file, None, None, name, what, hint)
        if fault not in self._found.faults:
            self._found.faults.append(fault)
