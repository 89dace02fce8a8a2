"""A survey tool's export with a row a respondent → counts of the answers 1 to 5 by group, cause and statement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sfa_audit.errors import Fault
from sfa_audit.i18n import LANGUAGES, Message, message, translator
from sfa_audit.import_cells import Cell, Sheet
from sfa_audit.import_rows import LAST_HEADER, Mapped, norm
from sfa_audit.pack import RulePack

GROUP, SEGMENT, FAILURE = "group", "segment", "failure"
REVERSED = "-"  # `-goals` in a mapping file: 5 says that goals are not under control
GROUP_WORDS = {"group", "组别", "群体", "人群"}
SEGMENT_WORDS = {"segment", "区域", "细分", "部门"}
LIKERT = {
    "strongly disagree": 1, "disagree": 2, "neutral": 3, "neither agree nor disagree": 3, "agree": 4,
    "strongly agree": 5, "非常不同意": 1, "强烈反对": 1, "不同意": 2, "一般": 3, "中立": 3, "同意": 4, "非常同意": 5,
}  # fmt: skip
POINTS = 5
_NUMBERED = re.compile(r"^(?:q|question|第)?\s*\d+\s*(?:题|[.):、：-])\s*")
_LEADING = re.compile(r"([1-5])(?:\.0+)?(?:\s*[-–—=:：.、)(（].*|\s+\D.*|分)?")


@dataclass
class Survey:
    """What an export holds: counts by group and by cause or statement, who answered, and what could not be read."""

    counts: dict[str, dict[tuple[str, str], list[int]]] = field(default_factory=dict)
    respondents: dict[str, int] = field(default_factory=dict)
    segments: dict[str, set[str]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def voices(self, day: str, segments: int | None) -> list[Mapping[str, Any]]:
        """The entries for an answers file, a group each; `segments` is their number where no column says it."""
        found: list[Mapping[str, Any]] = []
        for group in self.counts:
            voice: dict[str, Any] = {"group": group}
            n = len(self.segments.get(group, ())) or segments
            if n is not None:
                voice["segments"] = n
            voice["date"] = day
            for part in ("agreement", "benchmark"):
                rows = {id: row for (kind, id), row in self.counts[group].items() if kind == part}
                if rows:
                    voice[part] = rows
            found.append(voice)
        return found


def survey_columns(sheet: Sheet, mapped: Mapped, pack: RulePack) -> tuple[int, dict[int, tuple[str, str]]] | None:
    """Row of the column heads and the meaning of each column that is read; None when no column is a cause's."""
    names = _names(pack)
    for number, row in enumerate(sheet.rows[:LAST_HEADER]):
        found = {n: meaning for n, cell in enumerate(row) if (meaning := _meaning(cell.text, names, mapped))}
        if any(kind in ("agreement", "benchmark", FAILURE) for kind, _ in found.values()):
            return number, found
    return None


def read_survey(
    sheet: Sheet, at: tuple[int, dict[int, tuple[str, str]]], file: str, mapped: Mapped, group: str | None,
    groups: Sequence[str],
) -> Survey:  # fmt: skip
    """Count all rows below the column heads; `group` is whose they are where no column says it."""
    number, columns = at
    survey = Survey()
    heads = sheet.rows[number]
    reader = _Rows(survey, sheet, columns, file, mapped, groups)
    reader.heads(heads)
    survey.ignored = [cell.text for n, cell in enumerate(heads) if cell.text and n not in columns]
    for cells in sheet.rows[number + 1 :]:
        reader.take(cells, group)
    return survey


class _Rows:
    def __init__(
        self, survey: Survey, sheet: Sheet, columns: Mapping[int, tuple[str, str]], file: str, mapped: Mapped,
        groups: Sequence[str],
    ) -> None:  # fmt: skip
        self._survey, self._sheet, self._columns, self._file = survey, sheet, columns, file
        self._mapped = mapped
        self._groups = {norm(translator(lang).gettext(g)): g for lang in LANGUAGES for g in groups}

    def heads(self, cells: Sequence[Cell]) -> None:
        """A head in the words of a failure may mean either direction, and two of one meaning may contradict."""
        seen: set[str] = set()
        for n, (kind, id) in self._columns.items():
            if kind == FAILURE:
                hint = message("say in a mapping file: {id} when 5 means under control, -{id} when 1 does", id=id)
                self._fault(
                    cells[n], message("the column has the words of a failure: its direction is not clear"), hint
                )
            elif id and id.removeprefix(REVERSED) in seen:
                self._fault(cells[n], message("a second column means {id}", id=id))
            seen.add(id.removeprefix(REVERSED))

    def take(self, cells: Sequence[Cell], group: str | None) -> None:
        """One respondent. A row without any answer is none."""
        given: dict[tuple[str, str], int] = {}
        segment = ""
        for n, (kind, id) in self._columns.items():
            cell = cells[n] if n < len(cells) else Cell("", None)
            if cell.problem is not None:
                self._fault(cell, cell.problem)
            elif kind == GROUP and cell.text:
                group = self._group(cell) or group
            elif kind == SEGMENT:
                segment = cell.text
            elif kind in ("agreement", "benchmark") and cell.text and (answer := self._answer(cell)):
                given[kind, id.removeprefix(REVERSED)] = POINTS + 1 - answer if id.startswith(REVERSED) else answer
        if not given:
            return
        if group is None:
            self._fault(cells[0], message("the group of this row is not said"))
            return
        counts = self._survey.counts.setdefault(group, {})
        for key, answer in given.items():
            counts.setdefault(key, [0] * POINTS)[answer - 1] += 1
        self._survey.respondents[group] = self._survey.respondents.get(group, 0) + 1
        if segment:
            self._survey.segments.setdefault(group, set()).add(norm(segment))

    def _group(self, cell: Cell) -> str | None:
        name = norm(self._mapped.answers.get(norm(cell.text), cell.text))
        if name not in self._groups:
            self._fault(cell, message("this is none of the groups: {groups}",
                                      groups=", ".join(dict.fromkeys(self._groups.values()))))  # fmt: skip
        return self._groups.get(name)

    def _answer(self, cell: Cell) -> int | None:
        value = cell.value
        if isinstance(value, str):
            value = self._mapped.answers.get(norm(value), value)
            word = norm(value)
            found = _LEADING.fullmatch(word)
            value = int(found[1]) if found else LIKERT.get(word)
        if isinstance(value, int | Decimal) and not isinstance(value, bool) and value in range(1, POINTS + 1):
            return int(value)
        # What somebody answered is not repeated: one row is one person.
        self._fault(
            cell, message("this is no answer from 1 to 5"), message("say in a mapping file what its words mean")
        )
        return None

    def _fault(self, cell: Cell, what: Message, hint: Message | None = None) -> None:
        name = f"{self._sheet.title}!{cell.name}" if self._sheet.title else cell.name
        self._survey.faults.append(Fault(self._file, None, None, name, what, hint))


def _names(pack: RulePack) -> dict[str, tuple[str, str]]:
    """What a column may be called: ids and texts of causes and statements, in every language."""
    names: dict[str, tuple[str, str]] = {}
    for cause in pack.causes:
        for sign in ("", REVERSED):
            names[f"{sign}{norm(cause.id)}"] = ("agreement", f"{sign}{cause.id}")
    for entry in pack.benchmark:
        names[norm(entry["id"])] = ("benchmark", entry["id"])
    for texts in pack.texts.values():
        for key, text in texts.items():
            kind, _, rest = key.partition(".")
            id, _, part = rest.rpartition(".")
            if kind == "cause" and part == "short":
                names.setdefault(norm(text), ("agreement", id))
            elif kind == "cause" and part in ("title", "failure"):
                names.setdefault(norm(text), (FAILURE, id))
            elif kind == "benchmark" and part == "statement":
                names.setdefault(norm(text), ("benchmark", id))
    names |= {norm(word): (GROUP, "") for word in GROUP_WORDS} | {norm(word): (SEGMENT, "") for word in SEGMENT_WORDS}
    return names


def _meaning(head: str, names: Mapping[str, tuple[str, str]], mapped: Mapped) -> tuple[str, str] | None:
    """The meaning of a column's head: by the mapping file, by itself, without its number, or by what is in brackets."""
    if norm(head) in mapped.columns:
        return names.get(norm(mapped.columns[norm(head)]))
    within = re.search(r"[\[【]([^\]】]+)[\]】]\s*$", head)
    tries = [head, _NUMBERED.sub("", norm(head)), within[1] if within else ""]
    found = next((names[norm(one)] for one in tries if norm(one) in names), None)
    return None if found and found[1].startswith(REVERSED) else found
