"""Pieces of the report's contract: what a choice of the plan's actions leads to. Heavy; see `report_schema`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sfa_audit.report_schema_parts import Part, Status

Whole = Annotated[str, Field(pattern=r"^-?\d+$", description="Points of 100, times the denominator.")]


class Measure(Part):
    """A level that a gate looks at. Of a choice of actions it is `now` and the lifts of these actions, added up.

    `lower` is readiness on what is known, `open` the points that nobody has answered; the others bear the id of their
    condition, with `.open` for the open points of a floor's cause.
    """

    id: str
    now: Whole
    lifts: Annotated[dict[str, Whole], Field(description="By the id of the action; one that adds nothing is left out.")]


class StandingStop(Part):
    """A stop that stands today."""

    id: str
    state: Literal["confirmed", "possible"]
    actions: Annotated[
        list[str] | None,
        Field(description="It is lifted when all of these are done; null where no choice of actions lifts it."),
    ]


class Limit(Part):
    """A condition of the gate under any choice of actions.

    With a `measure`: passed where it is at least (at most) `required`. Else failed where `open` names a measure and not
    even with all of its points `required` would be reached; else undetermined. The condition on the stops has neither
    measure nor status: failed while a confirmed stop stands, undetermined while a possible one does, else passed. Of
    all others `status` is the same whatever is done.
    """

    id: str
    status: Status | None
    relation: Literal["at_least", "at_most", "none"]
    measure: str | None
    open: str | None
    required: Whole | None


class WhatIf(Part):
    """What any choice of the actions of `low` leads to, by adding up: no rule has to be scored again."""

    denominator: Annotated[str, Field(pattern=r"^[1-9]\d*$", description="Of all whole numbers here.")]
    measures: list[Measure]
    stops: list[StandingStop]
    conditions: list[Limit]
