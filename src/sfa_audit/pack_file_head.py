"""The shape of `pack.yaml`, as pydantic models: what the pack is, its causes, milestones, bands, gates and profiles."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from sfa_audit.pack_file_parts import Basis, Days, Id, Key, Number, Part, Text, Titled
from sfa_audit.rule_language import number


def _moved(raw: Any) -> Any:
    try:
        within = 0 < number(raw) < 1
    except (ValueError, ZeroDivisionError):
        within = False
    if not within:
        raise ValueError("not a part between 0 and 1")
    return number(raw)


Moved = Annotated[Any, BeforeValidator(_moved)]


class PartOfCause(Titled):
    """One side of a cause, scored beside the whole."""


class CauseEntry(Titled):
    """A failure cause: `title` the failure in full, `short` a neutral name, `failure` the failure in few words.

    `core`: it can never be set aside as a whole. `felt`: salespeople themselves feel its remedies, which come early in
    a plan.
    """

    share: Number
    short: Text
    failure: Text
    note: Text | None = None
    parts: tuple[PartOfCause, ...] = ()
    core: bool = False
    felt: bool = False


class MilestoneEntry(Titled):
    """A point at which readiness is asked for, with the words of the three verdicts."""

    ready: Text
    not_ready: Text
    open: Text


class BandEntry(Titled):
    """A band from a readiness on."""

    start: Number = Field(alias="from")


class SubScoreEntry(Titled):
    """A score over some of the causes."""

    causes: tuple[Id, ...]


class Floors(Part):
    """The least readiness of single causes."""

    causes: tuple[Id, ...]
    at_least: Number


class GateEntry(Titled):
    """A named gate."""

    basis: Basis
    readiness: Mapping[Id, Number]
    floors: Floors | None = None
    coverage: Number | None = None
    stops: bool = True


class ProfileEntry(Titled):
    """A choice of rules; without `rules` all of them."""

    rules: tuple[Id, ...] | None = None
    stops: Literal["due"] | None = None


class BenchmarkEntry(Part):
    """A published figure to set beside the firm's own answers, in per cent."""

    id: Key
    statement: Text
    share: Number
    who: Text
    source: str


class VoiceLimits(Part):
    """Gaps between groups (0..1) from which there is a finding, and how many must have answered to be shown."""

    gap: Number
    strong: Number
    least_group: Days
    least_segments: Days


class RobustEntry(Part):
    """By how much (0..1) the robust verdict moves each share of a cause, and each threshold that is judgement."""

    shares: Moved
    thresholds: Moved


class FactEntry(Part):
    """A fact of this pack's own, which projects give under `custom:` and rules read as `custom.ID`.

    `says` is what it means and what is asked; `known_from` the phase in which it can first be known; `ask` the role
    that can tell, `look` the document or system to look in, `minutes` what finding it out takes.
    """

    id: Key
    kind: Literal["flag", "text", "choice", "count", "amount", "number", "share", "date"]
    says: Text
    unit: Text | None = None
    example: bool | int | Decimal | Text | None = None
    values: tuple[Text, ...] = ()
    known_from: Id | None = None
    ask: Id | None = None
    look: Text | None = None
    minutes: Days = 5


class PackFile(Part):
    """`pack.yaml`: what the pack is, its causes, milestones, bands, gates and profiles."""

    format: Literal[1]
    id: Id
    version: Text
    language: Text
    title: Text
    note: Text | None = None
    shares_source: str
    fresh_for: Days = 180
    not_applicable_ceiling: Number = 15
    expiring_within: Days = 14
    phases: tuple[Titled, ...]
    milestones: tuple[MilestoneEntry, ...]
    bands: tuple[BandEntry, ...]
    sub_scores: tuple[SubScoreEntry, ...] = ()
    causes: tuple[CauseEntry, ...]
    roles: tuple[Titled, ...]
    facts: tuple[FactEntry, ...] = ()
    gates: tuple[GateEntry, ...] = ()
    profiles: tuple[ProfileEntry, ...]
    benchmark: tuple[BenchmarkEntry, ...] = ()
    voices: VoiceLimits
    robust: RobustEntry | None = None
    limits: tuple[Text, ...] = ()
