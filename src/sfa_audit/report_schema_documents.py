"""The contracts beside the report's, as models: a plan, a comparison of two results, a row of dated results. Heavy.

What stands in a report too is the report's own definition, so that there is one place for each.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from sfa_audit.report_schema import Digest, Input, Pack, Tool
from sfa_audit.report_schema_beside import MovedAction
from sfa_audit.report_schema_parts import Bar, ConditionKind, Day, Exact, Figure, Kind, Outcome, Part, Status
from sfa_audit.report_schema_plan import Plan, Progress

Decimals = Annotated[
    Literal[0, 1], Field(description="How a sponsor is shown figures: whole (0) or with one decimal (1).")
]
Texts = Annotated[
    dict[str, dict[str, str]], Field(description="The texts of the pack by language and id, to be shown later.")
]
How = Literal["resolved", "better", "new", "worse", "left"]


class PlanDocument(Part):
    """What `plan -f json` writes: the plan of one roll-out, in the schema `sfa-audit/plan/1`."""

    schema_: Literal["sfa-audit/plan/1"] = Field(alias="schema")
    decimals: Decimals
    tool: Tool
    pack: Pack
    input: Input
    progress: Annotated[
        Progress | None, Field(description="How far the actions of the project file are; null where it keeps none.")
    ]
    plan: Plan


# ---- two results ----------------------------------------------------------------------------------------------------


class SideInput(Part):
    """The roll-out and the milestone of one side."""

    id: str | None
    name: str
    client: str | None
    phase: str
    entering: str
    as_of: Day
    digest: Digest


class SidePack(Part):
    """The rules of one side."""

    id: str
    version: str
    digest: Digest
    modified: bool
    profile: str


class SideScore(Part):
    """Readiness of one side. `reach`: the shares of the causes that are due, of 100."""

    bar: Bar
    band: str | None
    reach: Figure


class SideVerdict(Part):
    """The gate's answer on one side, and the stops that are confirmed there."""

    asked: bool
    status: Literal["passed", "failed", "undetermined", "not_asked"]
    gate: str | None
    stopped: list[str]


class Side(Part):
    """One of the two results; `name` is the file as it was named."""

    name: str
    input: SideInput
    pack: SidePack
    score: SideScore | None
    verdict: SideVerdict


class Span(Part):
    """Readiness of a cause in points of 100: on what is known, and at most."""

    lower: Figure
    upper: Figure


class CauseOnBothSides(Part):
    """One cause on both sides."""

    id: str
    was: Annotated[Span | None, Field(description="Null where the cause was not due.")]
    now: Annotated[Span | None, Field(description="Null where the cause is not due.")]
    change: Annotated[Figure | None, Field(description="Change of its own readiness, in points of 100.")]
    points: Annotated[Figure | None, Field(description="What it adds to the change of the whole; they sum to `total`.")]


class PartOfTotal(Part):
    """What one thing did to readiness, in points of 100; the parts sum to `total`."""

    id: Literal["rules", "milestone", "profile", "date", "facts", "evidence", "waivers"]
    points: Figure


class ConditionState(Part):
    """A condition of the gate on one side."""

    status: Status
    required: Exact | None
    actual: Figure | None


class ConditionOnBothSides(Part):
    """One condition of the gate; null on a side that did not ask for it."""

    id: str
    kind: ConditionKind
    cause: str | None
    relation: Literal["at_least", "at_most", "none"]
    was: ConditionState | None
    now: ConditionState | None


class MovedFinding(Part):
    """A rule whose result changed: resolved, better, new, worse, or no longer asked (left)."""

    id: str
    how: How
    was: Outcome | None
    now: Outcome | None


class MovedStop(Part):
    """A stop whose state changed."""

    id: str
    how: Literal["resolved", "better", "new", "worse"]
    was: Literal["confirmed", "possible", "clear", "waived", "not_due"] | None
    now: Literal["confirmed", "possible", "clear", "waived", "not_due"] | None


class BestEvidence(Part):
    """The best evidence of a fact; `fresh`: young enough at the date of its side."""

    kind: Kind
    by: str | None
    date: Day | None
    ref: str | None
    fresh: bool


class ChangedFact(Part):
    """A fact that differs. Values: numbers as exact text, dates in ISO form, "none", null for unknown."""

    path: Annotated[str, Field(description="The fact, its record named by its key.")]
    pattern: Annotated[str, Field(description="The fact, its record without a name.")]
    was: Any
    now: Any
    was_evidence: BestEvidence | None
    now_evidence: BestEvidence | None


class Comparison(Part):
    """What `compare OLD NEW -f json` writes, in the schema `sfa-audit/comparison/1`."""

    schema_: Literal["sfa-audit/comparison/1"] = Field(alias="schema")
    decimals: Decimals
    tool: Tool
    old: Side
    new: Side
    differs: Annotated[
        list[Literal["project", "rules", "weights", "milestone", "profile"]],
        Field(description="What makes the two hard to compare, worst first."),
    ]
    empty: Annotated[bool, Field(description="Whether nothing at all differs.")]
    total: Annotated[
        Figure | None,
        Field(description="Change of readiness in points of 100; shown as the difference of what both sides show."),
    ]
    sure: Annotated[bool, Field(description="Whether the change is larger than all that is open on both sides.")]
    causes: list[CauseOnBothSides]
    apart: Annotated[
        Literal["told", "other_rules", "no_score"],
        Field(description="Whether the change is told apart in `parts`, and if not, why."),
    ]
    parts: list[PartOfTotal]
    conditions: list[ConditionOnBothSides]
    findings: list[MovedFinding]
    stops: list[MovedStop]
    facts: list[ChangedFact]
    actions: list[MovedAction]
    texts: Texts


# ---- dated results --------------------------------------------------------------------------------------------------


class TrendPoint(Part):
    """One dated result."""

    name: Annotated[str, Field(description="The name of its file.")]
    as_of: Day
    at: Annotated[Exact, Field(description="Its time between the first result (0) and the last (1).")]
    project: str
    entering: str
    profile: str
    rules: Annotated[str, Field(description="Id and version of the pack.")]
    bar: Annotated[Bar | None, Field(description="Readiness; null where nothing was scored.")]
    status: Literal["passed", "failed", "undetermined", "not_asked"]
    stopped: Annotated[list[str], Field(description="Ids of the confirmed stops.")]
    joined: Annotated[bool, Field(description="Whether it continues the one before: same project, milestone, profile.")]
    other_rules: Annotated[bool, Field(description="Whether the one before was scored by other rules.")]


class Trend(Part):
    """What `compare FOLDER -f json` writes: results by date, in the schema `sfa-audit/trend/1`."""

    schema_: Literal["sfa-audit/trend/1"] = Field(alias="schema")
    decimals: Decimals
    tool: Tool
    points: list[TrendPoint]
    texts: Texts
