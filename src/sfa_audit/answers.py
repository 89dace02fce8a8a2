"""Answers → the text of an answers file, and back.

The first line marks a file as the program's own, with a digest of all below it: a file without the mark, or one that
somebody has changed since, is a person's file and stays as it is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sfa_audit import values
from sfa_audit.errors import InputError
from sfa_audit.project.table import Field, FieldTable
from sfa_audit.project.written import in_yaml, text_in_yaml
from sfa_audit.spots import Spot, in_file, spelled
from sfa_audit.values import UNKNOWN, ValueFault
from sfa_audit.yaml_file import parse

MARK = "# sfa-audit answers sha256:"
_MARKED = re.compile(re.escape(MARK) + r"([0-9a-f]{64})")
PERSON, OWN, EDITED = "person", "own", "edited"


class Head(NamedTuple):
    """Where the answers of a file come from; the date is in ISO form, `by` a role or ""."""

    source: str
    kind: str
    by: str
    date: str


@dataclass
class Answers:
    """The answers of one file: a value a spot, in the order given, and what was said of how single facts are known."""

    head: Head
    values: dict[Spot, Any] = field(default_factory=dict)
    evidence: dict[Spot, str] = field(default_factory=dict)
    voices: list[Mapping[str, Any]] = field(default_factory=list)

    def put(self, spot: Spot, value: Any) -> None:
        """Give or replace one answer."""
        self.values[spot] = value

    def add_record(self, name: str, key: str, value: Any, table: FieldTable) -> None:
        """Begin a record of a list; `value` is its key as a value. What was said of the list as a whole goes."""
        self.values.pop(Spot(name), None)
        self.values[Spot(f"{name}[].{table.field(name).record_key}", key)] = value

    def drop_record(self, name: str, key: str) -> bool:
        """Take back a record of a list; whether it was there."""
        gone = [spot for spot in self.values if spot.list == name and spot.key == key]
        for spot in gone:
            del self.values[spot]
            self.evidence.pop(spot, None)
        return bool(gone)

    def keys(self, name: str) -> list[str]:
        """The keys of the records of a list that stand in this file, in the order in which they were given."""
        return list(dict.fromkeys(spot.key for spot in self.values if spot.list == name))

    def merge(self, other: Answers) -> None:
        """Take over all that another set of answers says; of voices, a group replaces the same group."""
        self.values |= other.values
        self.evidence |= other.evidence
        groups = {voice["group"] for voice in other.voices}
        self.voices = [voice for voice in self.voices if voice["group"] not in groups] + other.voices


def to_yaml(answers: Answers, table: FieldTable, note: str) -> str:
    """The text of the file; `note` is a sentence for its reader, which stands as a comment below the mark."""
    head = answers.head
    lines = [f"# {note}", "format: 1", "head:", f"  source: {text_in_yaml(head.source)}", f"  kind: {head.kind}"]
    if head.by:
        lines.append(f"  by: {text_in_yaml(head.by)}")
    lines += [f"  date: {head.date}", *_Writer(answers, table).group("", ""), *_evidence(answers), *_voices(answers)]
    body = "\n".join(lines) + "\n"
    return f"{MARK}{_digest(body)}\n{body}"


def whose(data: bytes) -> str:
    """Whose file this is: the program's own, one that somebody has changed since, or a person's."""
    first, _, body = _plain(data).partition("\n")
    mark = _MARKED.fullmatch(first.strip())
    if mark is None:
        return PERSON
    return OWN if mark[1] == _digest(body) else EDITED


def read_back(data: bytes, name: str, table: FieldTable) -> Answers | None:
    """The answers of a file of our own; None where it is not one."""
    if whose(data) != OWN:
        return None
    try:
        tree: Any = parse(data, name).data
        head = tree["head"]
        answers = Answers(
            Head(str(head["source"]), str(head["kind"]), str(head.get("by", "")), str(head["date"])),
            dict(_read(tree, "", "", table)),
        )
        answers.evidence = dict(_read_evidence(tree, answers))
        answers.voices = [voice for voice in tree.get("voices") or () if isinstance(voice, dict)]
    except (InputError, ValueFault, KeyError, TypeError, AttributeError):
        return None  # written by a version that knew other facts: left alone like a person's
    return answers


def _plain(data: bytes) -> str:
    # a checkout may have turned the line ends
    return data.decode("utf-8", "replace").replace("\r\n", "\n")


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


class _Writer:
    def __init__(self, answers: Answers, table: FieldTable) -> None:
        self._answers, self._table = answers, table

    def group(self, parent: str, key: str, margin: str = "") -> Iterator[str]:
        """The lines of a section, a record or the whole file, in the order of the table."""
        for child in self._table.children(parent).values():
            if not child.fact:
                continue
            if child.kind == "section":
                inner = list(self.group(child.path, key, f"{margin}  "))
                yield from [f"{margin}{child.name}:", *inner] if inner else []
            elif (spot := Spot(child.path, key)) in self._answers.values:
                yield f"{margin}{child.name}: {in_file(self._answers.values[spot], child)}"
            elif child.is_list and (keys := self._answers.keys(child.path)):
                yield f"{margin}{child.name}:"
                for one in keys:
                    yield from self._record(child, one, margin)

    def _record(self, field: Field, key: str, margin: str) -> Iterator[str]:
        name = field.record_key
        value = self._answers.values.get(Spot(f"{field.path}[].{name}", key), key)
        yield f"{margin}- {name}: {in_file(value, self._table.field(f'{field.path}[].{name}'))}"
        for line in self.group(f"{field.path}[]", key, f"{margin}  "):
            if not line.startswith(f"{margin}  {name}: "):
                yield line


def _evidence(answers: Answers) -> Iterator[str]:
    """How single facts are known, where that is more than the head says."""
    if answers.evidence:
        yield "evidence:"
    for spot, kind in answers.evidence.items():
        path = spot.pattern
        if spot.list:
            path = path.replace("[]", f"[{answers.keys(spot.list).index(spot.key)}]")
        yield f"- fact: {path}"
        yield f"  kind: {kind}"
        if answers.head.by:
            yield f"  by: {text_in_yaml(answers.head.by)}"
        yield f"  date: {answers.head.date}"


def _voices(answers: Answers) -> Iterator[str]:
    if answers.voices:
        yield "voices:"
    for voice in answers.voices:
        margin = "- "
        for name, value in voice.items():
            if isinstance(value, Mapping):
                yield f"{margin}{name}:"
                yield from (f"    {id}: {in_yaml(list(counts))}" for id, counts in value.items())
            else:
                yield f"{margin}{name}: {value if name == 'date' else in_yaml(value)}"
            margin = "  "


def _read(tree: Mapping[str, Any], parent: str, key: str, table: FieldTable) -> Iterator[tuple[Spot, Any]]:
    for name, raw in tree.items():
        field = table.children(parent)[name]
        if not field.fact:
            continue
        if field.kind == "section":
            yield from _read(raw, field.path, key, table)
        elif field.is_list and isinstance(raw, Sequence) and not isinstance(raw, str):
            for record in raw:
                of = table.field(f"{field.path}[].{field.record_key}")
                own = spelled(values.scalar(of.kind, record[field.record_key], of.values))
                yield from _read(record, f"{field.path}[]", own, table)
        elif field.is_list:
            yield Spot(field.path), values.NONE if values.is_none(raw) else UNKNOWN
        else:
            yield Spot(field.path, key), values.scalar(field.kind, raw, field.values)


def _read_evidence(tree: Mapping[str, Any], answers: Answers) -> Iterator[tuple[Spot, str]]:
    for entry in tree.get("evidence") or ():
        found = re.fullmatch(r"([\w.]+)\[(\d+)\]\.(\w+)", entry["fact"])
        if found is None:
            yield Spot(entry["fact"]), entry["kind"]
        else:
            key = answers.keys(found[1])[int(found[2])]
            yield Spot(f"{found[1]}[].{found[3]}", key), entry["kind"]
