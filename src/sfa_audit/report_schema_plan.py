"""Pieces of the report's contract: the plan. Heavy; see `report_schema`."""

from __future__ import annotations

from typing import Literal

from sfa_audit.report_schema_parts import Count, Day, Exact, Figure, Part, Share, Status


class PlanQuestion(Part):
    """What to find out before anything else, with the points that it settles."""

    rule: str
    points: Figure
    facts: list[str]


class Action(Part):
    """The work on one rule, or on several that it serves; without person-days, `per` names the facts they depend on."""

    id: str
    rules: list[str]
    facts: list[str]
    days: Figure | None
    per: list[str]
    cost: Exact | None
    weeks: Exact
    owner: str
    kinds: list[str]


class Step(Action):
    """An action in its place: why it stands there, the stops it lifts, what it adds alone, and readiness after it."""

    why: Literal["stop", "floor", "salespeople", "rest"]
    stops: list[str]
    alone: Figure
    after: Figure
    ends: Day


class PlannedReadiness(Part):
    """Readiness after the plan."""

    lower: Figure
    upper: Figure


class PlannedCondition(Part):
    """A condition of the gate after the plan."""

    id: str
    kind: str
    cause: str | None
    status: Status
    required: Exact | None
    actual: Figure | None
    names: list[str]
    questions: list[str]


class PlannedVerdict(Part):
    """The verdict after the plan."""

    status: str
    conditions: list[PlannedCondition]


class BlockedStop(Part):
    """A stop that the plan cannot lift, and why."""

    stop: str
    rule: str | None
    why: str | None


class Course(Part):
    """The plan at one end of what is known, or why there is none."""

    end: Literal["lower", "upper"]
    status: Literal["ready", "found", "late", "paperwork", "unreachable", "nothing"]
    days: Figure
    cost: Exact | None
    weeks: Exact
    ends: Day | None
    late: bool
    readiness: PlannedReadiness | None
    verdict: PlannedVerdict | None
    blocked: list[BlockedStop]
    open: bool
    steps: list[Step]


class Point(Part):
    """What so many person-days buy at best."""

    budget: Exact
    days: Figure
    cost: Exact | None
    lower: Figure
    upper: Figure
    enough: bool
    actions: list[str]


class Bought(Point):
    """What the budget asked for buys, in order, with the verdict after it."""

    ends: Day | None
    weeks: Exact
    verdict: PlannedVerdict | None
    steps: list[Step]


class LeftOut(Part):
    """A remedy that the plan could not choose, and why."""

    action: Action
    why: Literal["too_late", "excluded", "owner", "effort", "late"]
    lift: Figure


class KeptAction(Part):
    """An action that the project file keeps, whether it is late, and whether the facts show it."""

    rule: str
    owner: str | None
    due: Day | None
    status: str
    late: bool
    shown: bool | None


class Progress(Part):
    """What has become of the actions that the project file keeps."""

    done: Count
    doing: Count
    open: Count
    dropped: Count
    late: Count
    actions: list[KeptAction]


class Plan(Part):
    """The least effort that passes the gate, what each effort buys, and what cannot be had."""

    gate: str | None
    target: Share | None
    floors: dict[str, Share]
    decided: bool | None
    go_live: Day | None
    budget: Exact | None
    day_rate: Exact | None
    currency: str | None
    exclude: list[str]
    owners: list[str]
    questions: list[PlanQuestion]
    low: Course
    high: Course | None
    frontier: list[Point]
    bought: Bought | None
    left_out: list[LeftOut]
    progress: Progress
