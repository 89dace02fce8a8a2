"""Conditions on one record of a list, three-valued: true, false, or None when a field that decides is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from sfa_audit.facts import truth
from sfa_audit.values import NONE, UNKNOWN


class Has(NamedTuple):
    """The field is there: true, or a known text, date or number other than none and 0."""

    field: str


class OneOf(NamedTuple):
    """The field is one of these values."""

    field: str
    values: tuple[str, ...]


class Within(NamedTuple):
    """The field is a number within these bounds; none counts as outside."""

    field: str
    at_least: Fraction | None = None
    at_most: Fraction | None = None


class Some(NamedTuple):
    """At least `need` of these conditions hold."""

    need: int
    of: tuple[Condition, ...]


Condition = Has | OneOf | Within | Some


def holds(condition: Condition, fields: Mapping[str, Any]) -> bool | None:
    """Whether the condition holds of a record; None when that depends on an unknown field."""
    if isinstance(condition, Some):
        states = [holds(inner, fields) for inner in condition.of]
        if sum(s is True for s in states) >= condition.need:
            return True
        return None if sum(s is not False for s in states) >= condition.need else False
    value = fields.get(condition.field, UNKNOWN)
    if value is UNKNOWN:
        return None
    if isinstance(condition, Has):
        return truth(value)
    if isinstance(condition, OneOf):
        return value in condition.values
    if value is NONE or not isinstance(value, Fraction):
        return False
    if condition.at_least is not None and value < condition.at_least:
        return False
    return condition.at_most is None or value <= condition.at_most


def condition_fields(conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    """The fields that the conditions read, each once, in their order."""
    names: dict[str, None] = {}
    for condition in conditions:
        if isinstance(condition, Some):
            names |= dict.fromkeys(condition_fields(condition.of))
        else:
            names[condition.field] = None
    return tuple(names)
