"""One YAML document → one source of facts: its plain tree read by the table, its head, its evidence, its places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from sfa_audit import values
from sfa_audit.errors import Fault
from sfa_audit.facts import join, steps
from sfa_audit.i18n import Message, message
from sfa_audit.ledger import Entry, Source
from sfa_audit.project.table import FieldTable, NeedsModel, read
from sfa_audit.values import ValueFault
from sfa_audit.yaml_file import Document

HEAD = "head"
CUSTOM = "custom"
RECORDS = (
    "format", "profile", "evidence", "voices", "not_applicable", "waivers", "assessment", "comments", "actions",
    "outcome", HEAD,
)  # fmt: skip
Path = tuple[str | int, ...]


def read_source(
    document: Document, changes: Mapping[str, Any], table: FieldTable, *, project: bool
) -> tuple[Mapping[str, Any], list[Fault], Source]:
    """The read tree of a document, its faults, and the source that it makes for the ledger."""
    faults: list[Fault] = []
    data = document.data
    assert isinstance(data, dict)
    if project and HEAD in data:
        hint = message("name the project file first, then the answers files")
        faults.append(document.fault((HEAD,), message("this is an answers file, not a project file"), hint, key=True))
    raw = _changed(data, changes, faults, project=project)
    tree = _read(raw, document, table, faults, changes, project=project) if not faults else {}
    for name, wrong in _of_a_pack(raw, table) if tree else ():
        faults.append(_placed((CUSTOM, name), wrong.message, wrong.hint, document, changes if project else {}))
    facts = {key: value for key, value in tree.items() if key not in RECORDS}
    entries = tuple(_entries(tree.get("evidence") or (), document.name, answers=not project))
    return tree, faults, Source(document.name, facts, _head(tree.get(HEAD), document.name), entries, _Places(document))


def _of_a_pack(raw: Mapping[str, Any], table: FieldTable) -> Iterator[tuple[str, ValueFault]]:
    """The facts that a pack declares itself and a file gives as something else, by name."""
    given = raw.get(CUSTOM)
    if not isinstance(given, dict):
        return
    for name, field in table.children(CUSTOM).items():
        if name in given:
            try:
                values.scalar(field.kind, given[name], field.values)
            except ValueFault as fault:
                yield name, fault


class _Places(Mapping[Path, tuple[int, int]]):
    """Where each part of a document stands, found when it is asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def __contains__(self, path: object) -> bool:
        data: Any = self._document.data
        for step in path if isinstance(path, tuple) else ():
            if (isinstance(data, dict) and step in data) or (
                isinstance(data, list) and isinstance(step, int) and step < len(data)
            ):
                data = data[step]
            else:
                return False
        return True

    def __getitem__(self, path: Path) -> tuple[int, int]:
        return self._document.place(path)

    def __iter__(self) -> Iterator[Path]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError


def _read(
    raw: dict[str, Any],
    document: Document,
    table: FieldTable,
    faults: list[Fault],
    changes: Mapping[str, Any],
    *,
    project: bool,
) -> Mapping[str, Any]:
    try:
        return read(raw, table, answers=not project)
    except NeedsModel:
        from sfa_audit.project.check import faults as model_faults

        for found in model_faults(raw, answers=not project):
            given = changes if project else {}
            faults.append(_placed(found.loc, found.message, found.hint, document, given, key=found.key))
        if not faults:  # the two ways of reading must not disagree; a test holds that they do not
            raise
        return {}


def _placed(
    loc: Path, what: Message, hint: Message | None, document: Document, changes: Mapping[str, Any], *, key: bool = False
) -> Fault:
    """A fault at its place in the file, or of the option that gave the value."""
    if _came_with(loc, changes, document):
        return Fault("--set", None, None, join(loc), what, hint)
    return document.fault(loc, what, hint, key=key)


def _came_with(loc: Path, changes: Mapping[str, Any], document: Document) -> bool:
    """Whether a fault is one of `--set`: of the value that it gives, or of a key above it that the file has not."""
    for at in map(steps, changes):
        if loc[: len(at)] == at or (at[: len(loc)] == loc and loc not in _Places(document)):
            return True
    return False


def _head(raw: Mapping[str, Any] | None, name: str) -> Entry | None:
    if not raw:
        return None
    day = raw.get("date")
    return Entry(
        "", raw["kind"], _text(raw.get("by")), day if isinstance(day, date) else None, raw["source"], name, answers=True
    )


def _entries(evidence: Any, name: str, *, answers: bool) -> Iterator[Entry]:
    for entry in evidence:
        day = entry.get("date")
        yield Entry(
            fact=entry["fact"],
            kind=entry["kind"],
            by=_text(entry.get("by")),
            date=day if isinstance(day, date) else None,
            ref=_text(entry.get("ref")),
            source=name,
            note=_text(entry.get("note")),
            answers=answers,
        )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _changed(raw: dict[str, Any], changes: Mapping[str, Any], faults: list[Fault], *, project: bool) -> dict[str, Any]:
    """The tree with `--set` applied: in the project file the new value, in any answers file nothing at that path."""
    if not changes:
        return raw
    raw = deepcopy(raw)
    for path, value in changes.items():
        *above, last = steps(path) or ("",)
        here = _walk(raw, above, make=project)
        if isinstance(here, dict) and project:
            here[str(last)] = value
        elif isinstance(here, dict):
            here.pop(str(last), None)
        elif isinstance(here, list) and isinstance(last, int) and last < len(here) and project:
            here[last] = value
        elif project:
            what = Message("there is no {path} in the project file", {"path": path})
            hint = message("set the list as a whole, or add the record to the file")
            faults.append(Fault("--set", None, None, path, what, hint))
    return raw


def _walk(here: Any, path: Sequence[str | int], *, make: bool) -> Any:
    """What lies at a path; None when there is nothing. `make` puts sections there that are missing."""
    for step in path:
        if isinstance(here, dict) and isinstance(step, str):
            if make and not isinstance(here.get(step), dict | list):
                here[step] = {}
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            return None
    return here
