"""Compile the models to `table.json`, which the light reader uses: `python -m sfa_audit.project.compile`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sfa_audit.project.base import (
    Note,
    NoteGroup,
    Part,
    Record,
    Records,
    Scalar,
    Section,
    extra,
    key_of,
    keys_of,
    marker,
)
from sfa_audit.project.base import record_class as class_of
from sfa_audit.project.fields import Usual
from sfa_audit.project.model import Answers, FactsFile, Project
from sfa_audit.project.table import Field

_CARRIED = ("unit", "label", "labels", "receiver", "part_of", "completes")
_USUAL = ("known_from", "ask", "look", "minutes")


def compile_table() -> dict[str, Any]:
    """The table of all fields, in order, as plain data: the names of the columns, and a row for each field."""
    both = set(FactsFile.model_fields)
    rows = [*_rows(Project, "", None, None)]
    for row in rows:
        if row["path"].split(".")[0].split("[")[0] not in both:
            row["only"] = "project"
    head = [{**row, "only": "answers"} for row in _rows(Answers, "", None, {"head"})]
    blank = {**Field._field_defaults, "values": [], "closed": [], "one_of": []}
    return {
        "columns": list(Field._fields),
        "fields": [[row.get(name) or blank.get(name) for name in Field._fields] for row in rows + head],
    }


def _rows(model: type[Part], at: str, usual: Usual | None, only: set[str] | None) -> Iterator[dict[str, Any]]:
    """The rows of all fields of a model, each followed by those below it."""
    for name, info in model.model_fields.items():
        if only is not None and name not in only:
            continue
        path = f"{at}.{name}" if at else name
        mark = marker(model, name)
        if mark is None:
            group = info.annotation
            if not isinstance(group, type) or not issubclass(group, (Section, NoteGroup)):
                raise TypeError(f"{path} is neither a value, nor a list, nor a section")
            yield {
                "path": path,
                "kind": "section",
                "fact": issubclass(group, Section),
                "says": _first_line(group),
                "must": info.is_required(),
            }
            yield from _rows(group, path, group.usual, None)
        elif isinstance(mark, Records):
            record = class_of(info.annotation)
            yield {**_row(model, name, path, usual or record.usual), **_list_row(record, mark)}
            yield from _rows(record, f"{path}[]", record.usual, None)
        else:
            yield {**_row(model, name, path, usual or _of_list(model, name)), **_scalar_row(mark, model)}


def _row(model: type[Part], name: str, path: str, usual: Usual | None) -> dict[str, Any]:
    info, more = model.model_fields[name], extra(model, name)
    examples = info.examples or [None]
    row = {"path": path, "says": info.description, "example": examples[0]}
    row |= {key: more.get(f"x-{key.replace('_', '-')}", "") for key in _CARRIED}
    row |= {key: more.get(f"x-{key.replace('_', '-')}", getattr(usual, key, "")) for key in _USUAL}
    return {**row, "key": bool(more.get("x-key"))}


def _scalar_row(mark: Scalar, model: type[Part]) -> dict[str, Any]:
    fact = mark.fact and not issubclass(model, (Note, NoteGroup))
    return {"kind": mark.kind, "values": list(mark.options), "must": mark.must, "fact": fact}


def _list_row(record: type[Part], mark: Records) -> dict[str, Any]:
    return {
        "kind": "list",
        "fact": issubclass(record, Record),
        "record_key": key_of(record),
        "closed": list(keys_of(record)) if mark.closed else [],
        "one_of": list(record.one_of),
    }


def _of_list(model: type[Part], name: str) -> Usual | None:
    """For the flag beside a list that stands in no section: what the records of that list share."""
    of = extra(model, name).get("x-completes")
    return class_of(model.model_fields[of].annotation).usual if isinstance(of, str) else None


def _first_line(group: type[Part]) -> str:
    return (group.__doc__ or "").strip().splitlines()[0]


def spelled() -> str:
    """The content of `table.json`, one field a line."""
    table = compile_table()
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in table["fields"])
    return f'{{"columns": {json.dumps(table["columns"])},\n"fields": [\n{rows}\n]}}\n'


def main() -> None:
    """Write `table.json` beside this file."""
    Path(__file__).with_name("table.json").write_text(spelled(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
