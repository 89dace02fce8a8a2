"""Parts that are larger than their whole: 12 of 10 managers trained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from sfa_audit.facts import Facts
from sfa_audit.project.table import FieldTable


class Oversized(NamedTuple):
    """A part with its whole, as concrete paths and values."""

    path: str
    value: Fraction
    whole_path: str
    whole: Fraction


def oversized(tree: Mapping[str, Any], table: FieldTable) -> Iterator[Oversized]:
    """Every number of a resolved tree that is larger than the number it is declared to be a part of."""
    facts = Facts(tree, {})
    for path, value in facts.leaves():
        if not isinstance(value, Fraction):
            continue
        try:
            whole_path = table.field(path).part_of
        except KeyError:  # a fact of a custom pack
            continue
        if "[]" in whole_path:  # the whole stands in the same record
            whole_path = f"{path.rpartition('.')[0]}.{whole_path.rpartition('.')[2]}"
        whole = facts.get(whole_path) if whole_path else None
        if isinstance(whole, Fraction) and value > whole:
            yield Oversized(path, value, whole_path, whole)
