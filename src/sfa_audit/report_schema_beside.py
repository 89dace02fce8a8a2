"""Pieces of the report's contract beside the score: waivers, the baseline, voices, the pyramid. Heavy."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sfa_audit.report_schema_parts import Count, Day, Exact, Figure, Part, Share, WorkStatus


class NotApplicable(Part):
    """What was declared not applicable."""

    rule: str | None = None
    cause: str | None = None
    reason: str


class Waiver(Part):
    """A risk that somebody accepted, and whether that holds."""

    rule: str | None
    stop: str | None
    reason: str
    owner: str
    approver: str
    created: Day
    expires: Day
    ticket: str | None
    state: Literal["active", "expiring", "expired", "ahead", "unused", "forbidden"]
    days_left: int
    file: str
    line: int


class PartOfChange(Part):
    """What one thing changed since the baseline."""

    id: str
    lower: Figure
    evidenced: Figure


class CauseThen(Part):
    """A cause that is scored on both sides: what was known of it then, and the change as the shown numbers have it."""

    cause: str
    before: Figure
    change: Figure


class Moved(Part):
    """A rule or stop whose result is another one than in the baseline."""

    id: str
    was: str | None
    now: str


class MovedAction(Part):
    """An action of the plan on two sides, matched by its rule; `owner` is the one of the new side."""

    rule: str | None
    owner: str | None
    due: Annotated[str | None, Field(description="Day by which it is to be done, as it stands now.")]
    was: Annotated[WorkStatus | None, Field(description="Its status then; null where it was not kept.")]
    status: Annotated[WorkStatus | None, Field(description="Its status now; null where it is not kept any more.")]
    late: Annotated[bool, Field(description="Whether it is late at the date of the new side.")]
    how: Annotated[
        Literal["done", "begun", "late", "reset", "dropped", "added", "gone"] | None,
        Field(description="How it moved; reset: put off or taken back a step. Null where it stands as it stood."),
    ]


class Change(Part):
    """The change since the baseline, told apart; the parts sum to the whole."""

    as_of: Day
    before: Figure
    after: Figure
    total: Figure
    parts: list[PartOfChange]
    causes: list[CauseThen]
    new_failures: list[str]
    mended: list[str]
    changed: list[str]
    moved: list[Moved]
    moved_stops: list[Moved]
    actions: list[MovedAction]


class Baseline(Part):
    """The earlier assessment that this one is compared with."""

    state: Literal["missing", "found", "stale", "other"]
    change: Change | None


class Layer(Part):
    """One layer of the pyramid of what features serve."""

    layer: str
    features: Count
    effort: Exact | None


class OwnAnswers(Part):
    """The firm's own answers to a published statement."""

    statement: str
    agree: Count
    of: Count
    share: Figure


class Benchmark(Part):
    """A published figure in per cent, and the firm's own where it was asked."""

    id: str
    share: Share
    source: str
    own: OwnAnswers | None


class Group(Part):
    """One group that was asked; a hidden one is too small to be shown."""

    group: str
    respondents: Count | None
    segments: Count | None
    hidden: bool


class Gap(Part):
    """What the groups make of one cause, and how far the givers are from the salespeople."""

    cause: str
    scores: dict[str, Figure]
    gaps: dict[str, Figure]
    level: Literal["none", "gap", "strong"]


class Perception(Part):
    """What the groups say by cause, the widest gap first."""

    groups: list[Group]
    rows: list[Gap]
    rep_voice_missing: bool
    least_group: Annotated[
        Count | None,
        Field(description="Answers to one question that are fewer stay hidden; null where it was not kept."),
    ]


class EvidenceGaps(Part):
    """The facts without any evidence, and those whose evidence has aged, as paths."""

    without: list[str]
    stale: list[str]


class Tested(Part):
    """Readiness from `low` to `high`, whether the verdict is sure to stay, and the verdicts or bands met."""

    by: Exact
    low: Figure
    high: Figure
    holds: bool
    words: list[str]


class TestedThresholds(Tested):
    """The same with the thresholds moved that are judgement; `rules` counts the rules that have one."""

    rules: Count


class TestedEqual(Part):
    """Readiness with equal shares, and whether the verdict stays."""

    value: Figure
    holds: bool
    words: list[str]


class Robust(Part):
    """How the verdict (or without a gate the band) stands up to other shares, thresholds and facts withdrawn."""

    gate: bool
    word: str
    shares: Tested
    equal: TestedEqual
    thresholds: TestedThresholds
    facts: list[str]
