"""Pieces of the report's contract: the plan and the state of its actions. Heavy; see `report_schema`.

`plan -f json` writes the same pieces in a document of their own, see `report_schema_documents`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sfa_audit.report_schema_parts import ConditionKind, Count, Day, Exact, Figure, Part, Share, Status, WorkStatus
from sfa_audit.report_schema_what_if import WhatIf

RemedyKind = Literal["behaviour", "document", "system"]
WhyNot = Literal["too_late", "excluded", "owner", "effort", "late"]

Rule = Annotated[str, Field(description="Id of a rule of the pack.")]
StopId = Annotated[str, Field(description="Id of a stop of the pack.")]
FactPath = Annotated[str, Field(description="A fact of the project file by its path; records without their place.")]
Role = Annotated[str, Field(description="Id of a role of the pack.")]
Effort = Annotated[Figure, Field(description="Effort in person-days; shown and whole are rounded up.")]
Lift = Annotated[Figure, Field(description="Points of readiness, of 100.")]
Level = Annotated[Figure, Field(description="Readiness in points of 100, forecast by the same scorer.")]
Weeks = Annotated[Exact, Field(description="Elapsed time in weeks.")]
Budget = Annotated[Exact, Field(description="A budget in person-days.")]
Money = Annotated[
    Exact | None, Field(description="Cost: person-days times the day rate, in `currency`. Null without a rate.")
]


class PlanQuestion(Part):
    """What to find out before anything else."""

    rule: Rule
    points: Annotated[Figure, Field(description="Points of readiness, of 100, that its answers would settle.")]
    facts: list[FactPath]


class Action(Part):
    """The work on one rule, or on several that the same work serves."""

    id: Annotated[str, Field(description="The rule whose remedy it is.")]
    rules: Annotated[list[Rule], Field(description="All rules that the work serves, the first its own.")]
    facts: Annotated[list[FactPath], Field(description="The facts that the work changes.")]
    days: Annotated[
        Figure | None, Field(description="Effort in person-days, rounded up; null where it depends on open facts.")
    ]
    per: Annotated[list[FactPath], Field(description="The open facts on which the effort depends.")]
    cost: Money
    weeks: Weeks
    before_go_live: Annotated[Exact, Field(description="Weeks from the end of the work to the day of going live.")]
    owner: Role
    kinds: Annotated[list[RemedyKind], Field(description="What the work changes; of documents alone is paperwork.")]


class Step(Action):
    """An action at its place in the plan."""

    why: Annotated[
        Literal["stop", "floor", "salespeople", "rest"],
        Field(description="Why it stands here: lifts a stop, serves a floor, serves salespeople, or the rest."),
    ]
    stops: Annotated[list[StopId], Field(description="The stops that the work helps to lift.")]
    alone: Annotated[Figure, Field(description="Points of readiness that it adds if it alone is done.")]
    after: Annotated[Figure, Field(description="Readiness once this action and all before it are done.")]
    ends: Annotated[str, Field(description="Day on which it is done if it begins now.", pattern=r"^\d{4}-\d{2}-\d{2}$")]


class PlannedReadiness(Part):
    """Readiness after the plan: on what is known, and at most."""

    lower: Level
    upper: Level


class PlannedCondition(Part):
    """A condition of the gate after the plan."""

    id: str
    kind: ConditionKind
    cause: Annotated[str | None, Field(description="Id of the cause of a floor.")]
    status: Status
    required: Annotated[Exact | None, Field(description="The level asked for, in points of 100.")]
    actual: Annotated[Figure | None, Field(description="What the plan leads to, in points of 100.")]
    names: Annotated[list[str], Field(description="Ids of the stops, rules or waivers that stand in the way.")]
    questions: Annotated[list[Rule], Field(description="The rules whose open answers would decide it.")]


class PlannedVerdict(Part):
    """The gate's answer after the plan."""

    status: Literal["passed", "failed", "undetermined", "not_asked"]
    conditions: list[PlannedCondition]


class BlockedStop(Part):
    """A stop that the plan cannot lift."""

    stop: StopId
    rule: Annotated[str | None, Field(description="The rule whose work is missing; null where no remedy is left.")]
    why: Annotated[WhyNot | None, Field(description="Why that work cannot be chosen.")]


class Course(Part):
    """The plan at one end of what is known, or why there is none."""

    end: Annotated[
        Literal["lower", "upper"],
        Field(description="On what is known (lower), or as if every open answer were the most favourable (upper)."),
    ]
    status: Annotated[
        Literal["ready", "found", "late", "paperwork", "unreachable", "nothing"],
        Field(
            description="ready: nothing has to be done; found: the least effort; late: there is one, but not before "
            "go-live; paperwork: only paperwork would reach the level, which is no plan; unreachable: no work does; "
            "nothing: nothing is due."
        ),
    ]
    days: Effort
    cost: Money
    weeks: Weeks
    ends: Annotated[Day | None, Field(description="Day on which all of it is done if it begins now.")]
    late: Annotated[bool, Field(description="Whether that is after go-live.")]
    readiness: PlannedReadiness | None
    verdict: PlannedVerdict | None
    blocked: Annotated[list[BlockedStop], Field(description="The stops that it cannot lift.")]
    open: Annotated[
        bool, Field(description="Whether there may be a plan once the effort of what is left out is known.")
    ]
    steps: Annotated[list[Step], Field(description="The actions in order; weeks run side by side.")]


class Point(Part):
    """What a budget buys at best."""

    budget: Budget
    days: Annotated[Figure, Field(description="What is spent of it, in person-days, rounded up.")]
    cost: Money
    lower: Level
    upper: Level
    enough: Annotated[bool, Field(description="Whether it meets what is asked for.")]
    actions: Annotated[list[Rule], Field(description="Ids of the actions that it buys.")]


class Bought(Point):
    """What the budget asked for buys, in order, with the verdict after it."""

    ends: Annotated[Day | None, Field(description="Day on which all of it is done if it begins now.")]
    weeks: Weeks
    verdict: PlannedVerdict | None
    steps: list[Step]


class LeftOut(Part):
    """A remedy that the plan could not choose."""

    action: Action
    why: Annotated[
        WhyNot,
        Field(
            description="No longer possible at this milestone, excluded as asked, another role's, of unknown effort, "
            "or longer than there is time."
        ),
    ]
    lift: Lift


class KeptAction(Part):
    """An action that the project file keeps."""

    rule: Rule
    owner: str | None
    due: Day | None
    status: Annotated[WorkStatus, Field(description="As the project file says.")]
    state: Annotated[
        Literal["done", "late", "doing", "open", "dropped"],
        Field(description="At the date of the run: late where it was due before that day and is not done or dropped."),
    ]
    shown: Annotated[
        bool | None,
        Field(description="Whether the facts show what the remedy leads to; null where the rule is not due."),
    ]


class Progress(Part):
    """How far the actions of the project file are: each is counted once, in its state at the date of the run."""

    done: Count
    late: Count
    doing: Count
    open: Count
    dropped: Count
    actions: list[KeptAction]


class Plan(Part):
    """The least effort that passes the gate, what each effort buys, and what cannot be had."""

    gate: Annotated[str | None, Field(description="The named gate that was asked for.")]
    target: Annotated[Share | None, Field(description="The readiness asked for, in points of 100.")]
    floors: Annotated[dict[str, Share], Field(description="The least readiness asked for by cause, in points of 100.")]
    decided: Annotated[bool | None, Field(description="Whether there is a plan; null where open answers decide that.")]
    go_live: Annotated[Day | None, Field(description="The day before which the work has to be done.")]
    budget: Annotated[Exact | None, Field(description="The budget asked for, in person-days.")]
    day_rate: Annotated[Exact | None, Field(description="Cost of a person-day, in `currency`.")]
    currency: Annotated[str | None, Field(description="The currency of the project.")]
    exclude: Annotated[list[Rule], Field(description="The rules whose work was left out as asked.")]
    owners: Annotated[list[Role], Field(description="The only roles whose work was asked for; empty: all.")]
    questions: Annotated[list[PlanQuestion], Field(description="What to find out first, most points first.")]
    low: Annotated[Course, Field(description="The plan on what is known.")]
    high: Annotated[
        Course | None, Field(description="The plan if every open answer were favourable; null where nothing is open.")
    ]
    frontier: Annotated[list[Point], Field(description="What rising budgets buy at best.")]
    bought: Annotated[Bought | None, Field(description="What the budget asked for buys; null without one.")]
    left_out: list[LeftOut]
    what_if: Annotated[WhatIf | None, Field(description="Any choice of the actions of `low`; null without one.")]
