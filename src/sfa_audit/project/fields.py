"""How a fact is declared: one readable call a field, one type a kind of value.

Labels (English; a translation keys on the path of the field). The scheme:

- **a field of a record in a list**: `label` completes "3 of 7 goals have …": "a metric", "a place in the system".
- **a list**: `label` and `labels` are the nouns of its records: "goal", "goals".
- **a count**: `label` and `labels` are the nouns of what is counted: "steering session", "steering sessions".
- **a flag of a section**: `label` is a clause that is true when the answer is yes: "the scope has a rule for changes".
- **anything else**: `label` is a noun phrase: "the sponsor's hours a week".

`labels` is empty where the scheme has no plural.

`known_from` is the phase in which a fact can first be known: a rule that reads it is due at the next milestone
at the earliest.
`ask` is the id of the role that can tell (as in the `roles` of a pack), `look` the document or system to look in,
`minutes` what finding it out takes. A section gives them once as `usual`; a field overrides where it differs.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from pydantic import Field

PHASES = ("selection", "design", "build", "pilot", "rollout", "live")
"""Phases of a roll-out, in order."""


@dataclasses.dataclass(frozen=True, slots=True)
class Usual:
    """What the fields of a section share: when they can first be known, whom to ask, where to look, minutes."""

    known_from: str
    ask: str
    look: str
    minutes: int


def _declare(
    required: bool, example: object, says: str, unit: str, label: str, labels: str, more: dict[str, Any]
) -> Any:
    """A pydantic field whose declaration travels as `x-…` keys, so that the JSON Schema shows it too."""
    said = {"unit": unit, "label": label, "labels": labels, **more}
    extra = {f"x-{key.replace('_', '-')}": value for key, value in said.items() if value}
    if required:
        return Field(description=says, examples=[example], json_schema_extra=extra)
    return Field(default=None, description=says, examples=[example], json_schema_extra=extra)


def flag(says: str, label: str, *, example: bool = True, **more: Any) -> Any:
    """A yes/no fact, phrased so that yes is the good answer."""
    return _declare(False, "yes" if example else "no", says, "yes/no", label, "", more)


def complete(of: str) -> Any:
    """The flag beside an open list: no = there may be more records than are listed."""
    noun = of.replace("_", " ")
    return _declare(
        False,
        "yes",
        f"Every record of {noun} is listed; no = there may be more.",
        "yes/no",
        f"the list of {noun} is complete",
        "",
        {"completes": of},
    )


def text(says: str, label: str, *, example: str, unit: str = "text", **more: Any) -> Any:
    """A name or a sentence; none = there is none."""
    return _declare(False, example, says, unit, label, "", more)


def choice(says: str, label: str, *, example: str, unit: str = "choice", **more: Any) -> Any:
    """One of a fixed set of words; the set stands in the type of the field."""
    return _declare(False, example, says, unit, label, "", more)


def count(says: str, label: str, labels: str = "", *, example: int, unit: str, **more: Any) -> Any:
    """A whole number of things, 0 or more."""
    return _declare(False, example, says, unit, label, labels, more)


def amount(says: str, label: str, *, example: float, unit: str, **more: Any) -> Any:
    """A number that cannot be negative."""
    return _declare(False, example, says, unit, label, "", more)


def number(says: str, label: str, *, example: float, unit: str, **more: Any) -> Any:
    """A number of either sign."""
    return _declare(False, example, says, unit, label, "", more)


def share(says: str, label: str, *, example: str, **more: Any) -> Any:
    """A part of a whole, 0 to 1, written 30% or 0.3."""
    return _declare(False, example, says, "share", label, "", more)


def date(says: str, label: str, *, example: str, **more: Any) -> Any:
    """A calendar date, written 2026-11-23; none = not set."""
    return _declare(False, example, says, "date", label, "", more)


def key(says: str, label: str, *, example: object, unit: str = "text", **more: Any) -> Any:
    """The field that tells the records of a list apart; required in every record."""
    return _declare(True, example, says, unit, label, "", {"key": True, **more})


def required(says: str, label: str, *, example: object, unit: str = "text", **more: Any) -> Any:
    """A field that must be there."""
    return _declare(True, example, says, unit, label, "", more)


def records(says: str, label: str, labels: str, *, example: list[dict[str, Any]], **more: Any) -> Any:
    """A list of records; an empty list (or none) = known that there are none."""
    return _declare(False, example, says, "list", label, labels, more)


def plain(says: str, *, example: object, unit: str = "text", needed: bool = False, **more: Any) -> Any:
    """A field of a part that holds no facts about the roll-out: evidence, voices, waivers, comments …"""
    return _declare(needed, example, says, unit, says[:1].lower() + says[1:].rstrip("."), "", more)
