"""The contract `sfa-audit/report/1` as models: what `-f json` writes, exactly. Heavy; for the schema and for checking.

`render.report_json` writes plain data without these models; a test holds that the two agree.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from sfa_audit.report_schema_beside import (
    Baseline,
    Benchmark,
    EvidenceGaps,
    Layer,
    NotApplicable,
    Perception,
    Robust,
    Waiver,
)
from sfa_audit.report_schema_choices import Choices
from sfa_audit.report_schema_parts import (
    Bar,
    ConditionKind,
    Count,
    Day,
    Exact,
    Figure,
    Finding,
    Kind,
    Outcome,
    Part,
    Share,
    Status,
    Stop,
)
from sfa_audit.report_schema_plan import Plan, Progress

Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


class Tool(Part):
    """What wrote the report."""

    name: Literal["sfa-audit"]
    version: str


class PackBand(Part):
    """A band of readiness and the lowest score that belongs to it."""

    id: str
    at_least: Exact


class Pack(Part):
    """The rules that were used; `judgement` counts the rules whose threshold is judgement."""

    id: str
    version: str
    digest: Digest
    modified: bool
    language: str
    languages: list[str]
    profile: str
    rules: Count
    rules_used: Count
    judgement: Count
    fresh_for: Count
    milestones: list[str]
    bands: Annotated[list[PackBand], Field(description="From the highest down.")]


class Input(Part):
    """The roll-out, the milestone asked for and the files that were read."""

    id: str | None
    name: str
    client: str | None
    industry: str | None
    country: str | None
    currency: str | None
    reps_total: str | None
    phase: str
    entering: str
    as_of: Day
    go_live: str | None
    digest: Digest
    files: list[str]
    changes: dict[str, Any]


class SubScore(Part):
    """The score of some causes."""

    id: str
    causes: list[str]
    bar: Bar | None
    band: str | None


class SetAside(Part):
    """What the rules weigh that the project declares not applicable, and the score if they counted as not met."""

    weight: Figure
    if_not_met: Figure | None


class Score(Part):
    """Readiness. `reach`: the shares of the causes that are due."""

    bar: Bar
    band: str | None
    reach: Figure
    reach_later: list[str]
    sub_scores: list[SubScore]
    not_applicable: SetAside


class Condition(Part):
    """One condition of the gate. `questions` are the rules whose answers would decide it."""

    id: str
    kind: ConditionKind
    cause: str | None
    status: Status
    relation: Literal["at_least", "at_most", "none"]
    required: Exact | None
    actual: Figure | None
    upper: Figure | None
    names: list[str]
    questions: list[str]


class Verdict(Part):
    """The gate's answer and the exit code of the run."""

    asked: bool
    status: Literal["passed", "failed", "undetermined", "not_asked"]
    exit_code: int
    gate: str | None
    stopped: list[str]
    conditions: list[Condition]


class PartOfCause(Part):
    """One side of a cause."""

    id: str
    bar: Bar | None


class Cause(Part):
    """One cause: its bar, and what it costs in points of the total."""

    id: str
    share: Share
    due: bool
    bar: Bar | None
    band: str | None
    cost: Figure | None
    cost_short: Figure | None
    cost_open: Figure | None
    parts: list[PartOfCause]
    outcomes: dict[Outcome, Count]
    rules: list[str]


class Pattern(Part):
    """A pattern that shows."""

    id: str
    rules: list[str]
    sources: list[str]


class Question(Part):
    """What to find out, with the points of readiness that it settles."""

    rule: str
    cause: str
    points: Figure
    facts: list[str]
    ask: list[str]
    look: list[str]
    minutes: Count


class Entry(Part):
    """One piece of evidence."""

    fact: str
    kind: Kind
    by: str | None
    date: Day | None
    ref: str | None
    note: str | None
    source: str


class Claim(Part):
    """What one source says of a fact that another contradicts."""

    value: Any
    kind: Kind
    by: str | None
    source: str


class Contradiction(Part):
    """A fact that counts as unknown because sources contradict each other."""

    fact: str
    values: list[Claim]


class Source(Part):
    """A source that the report rests on."""

    citation: str
    address: list[str] | tuple[str, ...] = ()
    verified: Literal["page", "secondary", "memory", "article"]
    note: str | None = None


class Message(Part):
    """A sentence by its English form and what fills its named places."""

    id: str
    params: dict[str, str | int | Message]
    plural: str | None = None


class Warned(Part):
    """Facts that do not fit each other."""

    id: str
    message: Message
    facts: list[str]


class Report(Part):
    """The result of one assessment, in the schema `sfa-audit/report/1`.

    It holds all facts, evidence and texts: the confidential record, from which every report can be made again.
    """

    schema_: Literal["sfa-audit/report/1"] = Field(alias="schema")
    decimals: Literal[0, 1]
    tool: Tool
    pack: Pack
    input: Input
    score: Score | None
    verdict: Verdict
    causes: list[Cause]
    findings: list[Finding]
    stops: list[Stop]
    patterns: list[Pattern]
    questions: list[Question]
    facts: dict[str, Any]
    ledger: list[Entry]
    contradictions: list[Contradiction]
    evidence_points: dict[Literal["log", "document", "observation", "statement", "stale"], Figure] | None
    evidence_gaps: EvidenceGaps
    robust: Robust | None
    plan: Plan | None
    choices: Choices | None
    not_applicable: list[NotApplicable]
    waivers: list[Waiver]
    baseline: Baseline | None
    progress: Progress | None
    voices: list[dict[str, Any]]
    assessment: dict[str, Any]
    comments: dict[str, Any]
    actions: list[dict[str, Any]]
    outcome: dict[str, Any] | None
    pyramid: list[Layer] | None
    benchmark: list[Benchmark]
    perception: Perception | None
    sources: dict[str, Source]
    texts: dict[str, dict[str, str]]
    warnings: list[Warned]
