"""Pieces of the report's contract: figures, readings, findings, stops. Heavy; see `report_schema`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Outcome = Literal["met", "partly_met", "not_met", "unknown", "not_due", "not_applicable"]
Status = Literal["passed", "failed", "undetermined", "skipped"]
Kind = Literal["log", "document", "observation", "statement"]
ConditionKind = Literal[
    "readiness", "floor", "coverage", "evidenced", "stale", "stops", "not-applicable", "waived", "waivers",
    "no-new-failure", "fall", "profile",
]  # fmt: skip
ListState = Literal["known", "none", "unknown"]
WorkStatus = Literal["open", "doing", "done", "dropped"]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Exact = Annotated[str, Field(pattern=r"^-?\d+(\.\d+|/\d+)?$", description="An exact number: a decimal or n/d.")]
Share = Annotated[str, Field(pattern=r"^\d+(\.\d+|/\d+)?$", description="Of 100.")]
Count = Annotated[int, Field(ge=0)]
Plain = Annotated[
    str | bool | None, Field(description='A fact: numbers as exact text, dates in ISO form, "none", null for unknown.')
]


class Part(BaseModel):
    """Everything in a report: nothing stands in it that the contract does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Figure(Part):
    """A number of points of 100: exact, with one decimal, and whole; cut off, so that nothing unreached shows."""

    exact: Annotated[str, Field(pattern=r"^-?\d+(/\d+)?$")]
    shown: Annotated[str, Field(pattern=r"^-?\d+(\.\d)?$")]
    whole: Annotated[str, Field(pattern=r"^-?\d+$")]


class Bar(Part):
    """Readiness as a bar: evidenced + stated + open + short is 100 at every precision."""

    lower: Figure
    upper: Figure
    evidenced: Figure
    stated: Figure
    open: Figure
    short: Figure
    coverage: Figure


class Worth(Part):
    """What a rule or a measure is worth, of 100."""

    lower: Figure
    upper: Figure


# ---- readings -------------------------------------------------------------------------------------------------------


class Has(Part):
    """A field that is there."""

    has: str


class OneOf(Part):
    """A field that is one of these words."""

    field: str
    values: list[str]


class Within(Part):
    """A field that is a number within these bounds."""

    field: str
    at_least: Exact | None
    at_most: Exact | None


class Some(Part):
    """At least so many of these conditions."""

    some: Count
    of: list[Has | OneOf | Within | Some]


Conditions = list[Has | OneOf | Within | Some]


class ValueFigures(Part):
    """A number as it stands."""

    value: Plain


class RatioFigures(Part):
    """The first number over the second."""

    first: Plain
    second: Plain


class DaysFigures(Part):
    """Days from the first date to the second; `days` is there when both are known."""

    first: Plain
    second: Plain
    days: Exact | None = None


class FlagsFigures(Part):
    """How many of a few facts are there; `states` tells them one by one.

    `choices` gives the values of those that count only with some of their values.
    """

    yes: Count
    unknown: Count
    of: Count
    states: dict[str, bool | None]
    choices: dict[str, Plain] | None = None


class ShareFigures(Part):
    """How many records of a list meet conditions; without numbers where the list is unknown or empty."""

    state: ListState
    having: Conditions
    where: Conditions
    by: str | None
    yes: Count | None = None
    unknown: Count | None = None
    of: Count | None = None
    complete: bool | None = None


class CountFigures(Part):
    """How many records a list has; without numbers where it is unknown or empty."""

    state: ListState
    where: Conditions
    yes: Count | None = None
    unknown: Count | None = None
    of: Count | None = None
    complete: bool | None = None


class SeriesFigures(Part):
    """One field of dated records; without numbers where the list is unknown or empty."""

    state: ListState
    take: Literal["latest", "peak", "share_of_peak"]
    latest: Plain = None
    peak: Plain = None
    of: Count | None = None
    complete: bool | None = None


class _Reading(Part):
    paths: list[str]
    worth: Worth


class ValueReading(_Reading):
    """What `value` saw."""

    measure: Literal["value"]
    figures: ValueFigures


class RatioReading(_Reading):
    """What `ratio` saw."""

    measure: Literal["ratio"]
    figures: RatioFigures


class DaysReading(_Reading):
    """What `days` saw."""

    measure: Literal["days"]
    figures: DaysFigures


class FlagsReading(_Reading):
    """What `flags` saw."""

    measure: Literal["flags"]
    figures: FlagsFigures


class ShareReading(_Reading):
    """What `share` saw."""

    measure: Literal["share"]
    figures: ShareFigures


class CountReading(_Reading):
    """What `count` saw."""

    measure: Literal["count"]
    figures: CountFigures


class SeriesReading(_Reading):
    """What `series` saw."""

    measure: Literal["series"]
    figures: SeriesFigures


Reading = ValueReading | RatioReading | DaysReading | FlagsReading | ShareReading | CountReading | SeriesReading


class FactRead(Part):
    """One fact that a result rests on, with its best evidence and the place where it stands."""

    path: str
    value: Any
    kind: Kind | None
    by: str | None
    date: Day | None
    ref: str | None
    fresh: bool | None
    file: str | None
    line: int | None


# ---- findings and stops ---------------------------------------------------------------------------------------------


class Points(Part):
    """What a rule adds to the total, leaves open and costs, in points of 100."""

    kept: Figure
    open: Figure
    short: Figure


class Remedy(Part):
    """What to do: `to` is what it credibly reaches, `lift` what it would add to readiness; days are rounded up."""

    to: Figure
    days: Exact | None
    weeks: Exact
    owner: str
    kind: Literal["behaviour", "document", "system"]
    possible_until: str | None
    too_late: bool
    share_with: str | None
    lift: Figure | None


class Finding(Part):
    """One rule's result."""

    rule: str
    cause: str
    indicator: str
    part: str | None
    outcome: Outcome
    weight: Exact
    due: str
    until: str | None
    worth: Worth | None
    evidenced: bool
    at_stake: Figure | None
    points: Points | None
    readings: list[Reading]
    facts: list[FactRead]
    reason: str | None
    remedy: Remedy
    basis: Literal["figure", "convention", "judgement"]
    grade: Literal["A", "B", "C", "D"]
    sources: list[str]
    comment: str | None


class Stop(Part):
    """One stop's state."""

    id: str
    code: str
    level: Literal["stop", "warn"]
    state: Literal["confirmed", "possible", "clear", "waived", "not_due"]
    start: str = Field(alias="from")
    lifted_by: list[str]
    readings: list[Reading]
    facts: list[FactRead]
    basis: Literal["figure", "convention", "judgement"]
    sources: list[str]
