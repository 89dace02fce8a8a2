"""Pieces of the report's contract: what a sponsor can decide. Heavy; see `report_schema`."""

from __future__ import annotations

from typing import Literal

from sfa_audit.report_schema_parts import Day, Exact, Figure, Part

Choice = Literal["allowed", "not_allowed", "undecided", "not_needed"]
CourseStatus = Literal["ready", "found", "late", "paperwork", "unreachable", "nothing"]


class AcceptedRisk(Part):
    """A rule or stop whose risk is accepted, and the last day of that."""

    id: str
    until: Day


class Go(Part):
    """To go now: the conditions in the way, the stops that would need a waiver, and what is accepted already."""

    state: Choice
    failed: list[str]
    undecided: list[str]
    stops: list[str]
    possible: list[str]
    not_waivable: list[str]
    by_waivers: bool
    left_out: bool
    warnings: list[str]
    accepted: list[AcceptedRisk]


class GoWithConditions(Part):
    """To go once the musts of the plan are done, and what is still not met after all of it."""

    state: Choice
    course: CourseStatus
    musts: list[str]
    owners: list[str]
    first: Day | None
    rest: list[str]
    ends: Day | None
    between: Figure | None
    remaining: list[str]


class Work(Part):
    """The work of the plan at one end of what is known, and the day on which it is done."""

    course: CourseStatus
    days: Figure
    weeks: Exact
    ends: Day | None


class Hold(Part):
    """To wait: what can be asked in the meantime, and when the work can be done."""

    state: Choice
    questions: list[str]
    low: Work
    high: Work | None


class Halt(Part):
    """To stop: whether a plan reaches what is asked, and what would be left behind."""

    state: Choice
    within: bool | None
    reached: Figure
    done: list[str]
    doing: list[str]


class Choices(Part):
    """Go, go with conditions, hold and stop: what the gate's rules say of each, and what stays open in it."""

    go: Go
    conditions: GoWithConditions
    hold: Hold
    stop: Halt
