"""Where an answer belongs: a fact of the project, or of one record of a list, named by the record's key.

Files name records by their number; a person knows them by name: `goals[win more deals].owner`.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sfa_audit.facts import Facts
from sfa_audit.figures import plain_number
from sfa_audit.project.table import Field, FieldTable
from sfa_audit.project.written import text_in_yaml
from sfa_audit.values import NONE, UNKNOWN

_IN_RECORD = re.compile(r"([\w.]+?)\[(.*)\](?:\.(\w+))?", re.DOTALL)


class Spot(NamedTuple):
    """One fact: its pattern (`goals[].owner`, `sponsor.role`, `goals`), and within a list the key of its record."""

    pattern: str
    key: str = ""

    @property
    def list(self) -> str:
        """The list that the fact stands in, "" outside lists."""
        return self.pattern.partition("[]")[0] if "[]" in self.pattern else ""

    @property
    def text(self) -> str:
        """The spot as a person reads and writes it: `goals[win more deals].owner`."""
        return self.pattern.replace("[]", f"[{self.key}]", 1)


def spot_named(text: str, table: FieldTable) -> Spot | None:
    """The spot that a text names, None where it names no fact that can be answered."""
    found = _IN_RECORD.fullmatch(text.strip())
    if found is None:
        spot = Spot(text.strip())
    elif found[3] is None:
        return None
    else:
        spot = Spot(f"{found[1]}[].{found[3]}", found[2].strip())
    if spot.pattern not in table or bool(spot.list) != bool(spot.key):
        return None
    field = table.field(spot.pattern)
    return spot if field.fact and (field.is_leaf or field.is_list) else None


def spot_of(path: str, facts: Facts, table: FieldTable) -> Spot | None:
    """The spot of a concrete path as readings and the ledger give it; None for a fact that the table does not have."""
    found = _IN_RECORD.fullmatch(path)
    if found is None:
        return Spot(path) if path in table else None
    name, index, field = found[1], found[2], found[3]
    if name not in table or field is None:
        return None
    key = index
    if index.isdecimal():
        record = facts.get(f"{name}[{index}]")
        key = spelled(record.get(table.field(name).record_key)) if isinstance(record, dict) else ""
    pattern = f"{name}[].{field}"
    return Spot(pattern, key) if key and pattern in table else None


def keys_of(name: str, facts: Facts, table: FieldTable) -> list[str]:
    """The keys of the records that a list has, those that a closed list only implies included."""
    field = table.field(name).record_key
    return [spelled(record.fields[field]) for record in facts.records(name).items if field in record.fields]


def key_field(field: Field, table: FieldTable) -> Field | None:
    """The field by which the records are named that a fact of a record stands in; None outside lists."""
    if not field.parent.endswith("[]"):
        return None
    return table.field(f"{field.parent}.{table.field(field.parent.removesuffix('[]')).record_key}")


def spelled(value: Any, kind: str = "") -> str:
    """A value as a person writes it: yes, 12, 30%, 2026-11-23, none, unknown, or the text itself."""
    if value is UNKNOWN or value is None:
        return "unknown"
    if value is NONE or value == ():
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return f"{plain_number(value * 100)}%" if kind == "share" else plain_number(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def in_file(value: Any, field: Field) -> str:
    """A value as it stands in a YAML file."""
    if isinstance(value, str) and field.kind in ("text", "choice"):
        return text_in_yaml(value)
    return spelled(value, field.kind)
