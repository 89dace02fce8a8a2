"""The fields of the project file as plain data, and a reader that goes by them: no pydantic, nothing slow to import.

`load_table` gives the fields, compiled from the models of this package. `read` turns plain YAML data into the
resolved tree. It finds no faults: where it cannot read something it raises `NeedsModel`, and the models are asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from sfa_audit import values
from sfa_audit.project import shapes
from sfa_audit.values import NONE, UNKNOWN, ValueFault

_INDEX = re.compile(r"\[\d+\]")
_PATH = re.compile(r"\w+(?:\[\d+\])?(?:\.\w+(?:\[\d+\])?)*", re.ASCII)
_FREE = "custom"
# answers files need not repeat what stands in the project file
_OPTIONAL_IN_ANSWERS = ("project.name", "project.phase")


class NeedsModel(Exception):  # noqa: N818 - not an error: the way is longer
    """The light reader cannot read a file: the models will say why."""


class Field(NamedTuple):
    """One field, list or section of the project file. Texts that do not apply are "", numbers 0, sets ()."""

    path: str
    """The pattern: `sponsor.role`, `goals`, `goals[].owner`."""
    kind: str
    """text, choice, count, amount, number, share, flag, date, list, section; for what is no fact also texts, text map,
    agreement, counts, free, format."""
    says: str
    """What it means, in one sentence."""
    fact: bool = False
    """False for evidence, voices, waivers, comments and the like."""
    unit: str = ""
    example: Any = None
    """As it would stand in a file."""
    label: str = ""
    """See `sfa_audit.project.fields` for the scheme of labels."""
    labels: str = ""
    """The plural of a count or list."""
    known_from: str = ""
    """The phase in which it can first be known."""
    ask: str = ""
    """The id of the role that can tell."""
    look: str = ""
    """The document or system to look in."""
    minutes: int = 0
    """What finding it out takes."""
    receiver: str = ""
    """Whose word outranks that of the giver: reps, managers, partners."""
    part_of: str = ""
    """The pattern of the whole of which this number is a part."""
    values: tuple[str, ...] = ()
    """The words of a choice."""
    must: bool = False
    """Required where its section or record is there."""
    key: bool = False
    """Tells the records of its list apart."""
    record_key: str = ""
    """Of a list: the name of the key field of its records."""
    closed: tuple[str, ...] = ()
    """Of a closed list: the keys that its records can have."""
    completes: str = ""
    """The name of the list, beside this flag, of which it says whether it is complete."""
    one_of: tuple[str, ...] = ()
    """Of a list: the fields of which each record has exactly one."""
    only: str = ""
    """project or answers, where only that kind of file has it."""

    @property
    def name(self) -> str:
        """The last key of the path."""
        return self.path.rpartition(".")[2]

    @property
    def parent(self) -> str:
        """The pattern of the section or record that holds it, "" at the top."""
        return self.path.rpartition(".")[0]

    @property
    def is_list(self) -> bool:
        """Whether it is a list of records."""
        return self.kind == "list"

    @property
    def is_leaf(self) -> bool:
        """Whether it holds one value."""
        return self.kind not in ("list", "section")


class FieldTable:
    """All fields, by pattern and by what holds them; iterates over them in the order of the file."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self._fields = {field.path: field for field in fields}
        self._children: dict[str, dict[str, Field]] = {}
        for field in fields:
            self._children.setdefault(field.parent, {})[field.name] = field

    def __iter__(self) -> Iterator[Field]:
        return iter(self._fields.values())

    def __contains__(self, pattern: object) -> bool:
        return pattern in self._fields

    def field(self, path: str) -> Field:
        """The field at a pattern (`goals[].owner`) or a concrete path (`goals[0].owner`). KeyError for any other."""
        return self._fields[path] if path in self._fields else self._fields[pattern(path)]

    def children(self, parent: str) -> Mapping[str, Field]:
        """What a section (`sponsor`), a record (`goals[]`) or the file ("") holds, by name."""
        return self._children.get(parent, {})

    def facts(self) -> Iterator[Field]:
        """The facts that hold one value, those of records included."""
        return (field for field in self if field.fact and field.is_leaf)

    def lists(self) -> Iterator[Field]:
        """The lists of facts."""
        return (field for field in self if field.fact and field.is_list)

    def closed(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """By path of a closed list: the name of its key field, and all its keys."""
        return {field.path: (field.record_key, field.closed) for field in self.lists() if field.closed}

    def keys(self) -> dict[str, str]:
        """By path of a list that has one: the name of its key field."""
        return {field.path: field.record_key for field in self if field.record_key}

    def receivers(self) -> dict[str, str]:
        """By pattern of a fact that somebody receives: who does."""
        return {field.path: field.receiver for field in self.facts() if field.receiver}

    def with_facts(self, declared: Sequence[Field]) -> FieldTable:
        """This table with the facts that a pack declares, which stand under `custom:`."""
        if not declared:
            return self
        free = self.field(_FREE)._replace(kind="section", fact=True)
        return FieldTable((*(free if field.path == _FREE else field for field in self), *declared))

    def covers(self, path: str) -> bool:
        """Whether a concrete path names a fact, a record, a list or a section of facts; a custom pack's facts count."""
        if path == _FREE or path.startswith(f"{_FREE}."):
            return True
        if not _PATH.fullmatch(path):
            return False
        found = self._fields.get(pattern(path).removesuffix("[]"))
        return found is not None and found.fact and (found.is_list or not path.endswith("]"))


def pattern(path: str) -> str:
    """The pattern of a concrete path: `goals[0].owner` gives `goals[].owner`."""
    return _INDEX.sub("[]", path)


@lru_cache(maxsize=1)
def load_table() -> FieldTable:
    """The compiled table of all fields."""
    table = json.loads(_content(), parse_float=Decimal)
    if tuple(table["columns"]) != Field._fields:
        raise ValueError("table.json is of another version: compile it again")
    sets = [n for n, name in enumerate(Field._fields) if Field._field_defaults.get(name) == ()]
    for row in table["fields"]:
        for n in sets:
            row[n] = tuple(row[n])
    return FieldTable(tuple(map(Field._make, table["fields"])))


def _content() -> bytes:
    # in the order of cost: importing importlib.resources takes longer than reading the file
    try:
        with open(__file__.removesuffix("table.py") + "table.json", "rb") as file:  # noqa: PTH123 - no pathlib needed
            return file.read()
    except OSError:  # a zipped installation
        from importlib.resources import files

        return files("sfa_audit.project").joinpath("table.json").read_bytes()


def read(tree: object, table: FieldTable, *, answers: bool = False) -> dict[str, Any]:
    """The resolved tree of a project file, or of an answers file: plain data in, values out, in the order of the table.

    Unknown = left out, known not to exist = NONE or (for flags) False, lists = tuples of dicts. A closed list that is
    `none` has a record for each of its keys. Raises NeedsModel where the file has any fault.
    """
    try:
        found = _Reader(table, "answers" if answers else "project").group(tree, "")
    except ValueFault as fault:
        raise NeedsModel(str(fault)) from None
    for entry in found.get("evidence", ()):
        if not table.covers(entry["fact"]):
            raise NeedsModel(entry["fact"])
    return found


class _Reader:
    """Reads one file, top down."""

    def __init__(self, table: FieldTable, file: str) -> None:
        self._table = table
        self._file = file

    def group(self, raw: object, parent: str) -> dict[str, Any]:
        if not isinstance(raw, dict):
            raise NeedsModel(parent)
        children = self._table.children(parent)
        for name in raw:
            field = children.get(name)
            if field is None or (field.only and field.only != self._file):
                raise NeedsModel(f"{parent}: {name}")
        found: dict[str, Any] = {}
        for name, field in children.items():
            value = self._value(raw[name], field) if name in raw else self._absent(field)
            if value is not UNKNOWN:
                found[name] = value
        return found

    def _absent(self, field: Field) -> Any:
        if field.must and field.only in ("", self._file) and not self._may_be_left_out(field):
            raise NeedsModel(field.path)
        return UNKNOWN

    def _may_be_left_out(self, field: Field) -> bool:
        return self._file == "answers" and (field.path in _OPTIONAL_IN_ANSWERS or field.path == "project")

    def _value(self, raw: Any, field: Field) -> Any:
        if field.path == _FREE:
            return self._custom(raw)
        if field.kind == "section":
            return self._section(raw, field)
        if field.kind == "list":
            return self._list(raw, field)
        if field.kind in shapes.READERS:
            return shapes.READERS[field.kind](raw)
        if self._may_be_left_out(field):
            return values.scalar(field.kind, raw, field.values, fact=False)
        return values.scalar(field.kind, raw, field.values, must=field.must, fact=field.fact)

    def _section(self, raw: Any, field: Field) -> Any:
        if values.is_unknown(raw) or (values.is_none(raw) and not field.fact):
            raw = {}
        elif values.is_none(raw):
            raw = self._nothing(field.path)
        return self.group(raw, field.path) or UNKNOWN

    def _custom(self, raw: Any) -> Any:
        """The facts of a custom pack: those that it declares by their kind, any others as they stand.

        What does not fit its kind stays as it stands too; whoever loads the file tells it with its place.
        """
        found = shapes.free(raw)
        if found is UNKNOWN or not isinstance(raw, dict):
            return UNKNOWN
        for name, field in self._table.children(_FREE).items():
            if name in raw:
                with suppress(ValueFault):
                    found[name] = values.scalar(field.kind, raw[name], field.values)
        return {name: value for name, value in found.items() if value is not UNKNOWN}

    def _list(self, raw: Any, field: Field) -> Any:
        if values.is_unknown(raw) or (raw == [] and field.closed):
            return UNKNOWN
        inner = f"{field.path}[]"
        if values.is_none(raw):
            raw = [{field.record_key: name, **self._nothing(inner)} for name in field.closed]
        if not isinstance(raw, list):
            raise NeedsModel(field.path)
        found = tuple(self.group(item, inner) for item in raw)
        if field.record_key and len({record[field.record_key] for record in found}) < len(found):
            raise NeedsModel(field.path)
        if field.one_of and any(sum(name in record for name in field.one_of) != 1 for record in found):
            raise NeedsModel(field.path)
        return found

    def _nothing(self, parent: str) -> dict[str, Any]:
        """What `none` for a section or record says of everything in it, as it would stand in a file."""
        children = self._table.children(parent).values()
        return {field.name: "none" for field in children if not field.key and not field.completes}


__all__ = ["NONE", "Field", "FieldTable", "NeedsModel", "load_table", "pattern", "read"]
