"""The rule pack as the engine reads it: causes, rules, stops, gates and the rest, frozen.

What a pack's author writes is validated in `pack_file`; these types are built from the validated data only.
Every text here is in the pack's own language; other languages are overlays in `texts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from sfa_audit.measures import Test
from sfa_audit.perception import Limits
from sfa_audit.project.table import Field


class Effort(NamedTuple):
    """Person-days of a remedy: a fixed part and, where given, a part for each unit of a fact (`per`)."""

    fixed: Fraction
    each: Fraction
    per: str | None


class Remedy(NamedTuple):
    """What to do. `to` is the worth (0..1) that the work credibly reaches; `weeks` elapsed; `days` person-days.

    `before_go_live`: weeks that must lie between the end of the work and the day of going live.
    """

    to: Fraction
    days: Effort
    weeks: Fraction
    owner: str
    kind: str
    possible_until: str | None
    share_with: str | None
    before_go_live: Fraction = Fraction(0)


class Rule(NamedTuple):
    """One checkable statement. `due` and `until` are milestones; `fresh_for` counts days."""

    id: str
    cause: str
    indicator: str
    weight: Fraction
    due: str
    until: str | None
    part: str | None
    may_not_apply: bool
    fresh_for: int
    applies: Test | None
    sample: tuple[str, Fraction] | None
    test: Test
    remedy: Remedy
    basis: str
    grade: str
    sources: tuple[str, ...]
    file: str
    waivable: bool = True

    def tests(self) -> tuple[Test, ...]:
        """The tests whose facts this rule rests on: its own and the one that says whether it applies."""
        return (self.test,) if self.applies is None else (self.applies, self.test)


class Cause(NamedTuple):
    """A failure cause with its share of the ten (they sum to 100).

    `core`: it can never be set aside as a whole. `felt`: salespeople themselves feel its remedies.
    """

    id: str
    share: Fraction
    parts: tuple[str, ...]
    core: bool = False
    felt: bool = False


class Moves(NamedTuple):
    """By how much (0..1) the robust verdict moves each share, of itself, and each threshold that is judgement."""

    shares: Fraction
    thresholds: Fraction


class Stop(NamedTuple):
    """A condition that halts the roll-out whatever its score: it fires when its test comes out below `below`.

    It counts from the milestone `start` on, and no longer from `until` on.
    """

    id: str
    code: str
    test: Test
    below: Fraction
    start: str
    level: str
    lifted_by: tuple[str, ...]
    basis: str
    sources: tuple[str, ...]
    waivable: bool = True
    until: str | None = None


class Clause(NamedTuple):
    """One condition of a pattern: a rule's worth at least or below a level, a confirmed stop, or any one of several."""

    rule: str | None
    at_least: Fraction | None
    below: Fraction | None
    stop: str | None
    any: tuple[Clause, ...] = ()

    def parts(self) -> tuple[Clause, ...]:
        """The conditions on single rules and stops that it is made of."""
        return tuple(part for clause in self.any for part in clause.parts()) if self.any else (self,)


class Pattern(NamedTuple):
    """A named combination of findings, shown and never scored."""

    id: str
    when: tuple[Clause, ...]
    sources: tuple[str, ...]

    def parts(self) -> tuple[Clause, ...]:
        """Its conditions on single rules and stops, those of which only one needs to hold included."""
        return tuple(part for clause in self.when for part in clause.parts())


class Gate(NamedTuple):
    """A named gate: readiness by milestone, floors of causes, coverage, and whether stops count (0..100 each)."""

    id: str
    readiness: Mapping[str, Fraction]
    floors: Mapping[str, Fraction]
    coverage: Fraction | None
    stops: bool


class Profile(NamedTuple):
    """Which rules a run uses; `rules` is None for all of them."""

    id: str
    rules: frozenset[str] | None


class RulePack(NamedTuple):
    """A versioned set of causes, rules and stops; `digest` identifies the bytes it was read from."""

    id: str
    version: str
    language: str
    digest: str
    modified: bool
    shares_source: str
    fresh_for: int
    not_applicable_ceiling: Fraction
    expiring_within: int
    phases: tuple[str, ...]
    milestones: tuple[str, ...]
    bands: tuple[tuple[Fraction, str], ...]
    sub_scores: tuple[tuple[str, tuple[str, ...]], ...]
    causes: tuple[Cause, ...]
    rules: tuple[Rule, ...]
    stops: tuple[Stop, ...]
    patterns: tuple[Pattern, ...]
    gates: Mapping[str, Gate]
    profiles: Mapping[str, Profile]
    sources: Mapping[str, Mapping[str, Any]]
    benchmark: tuple[Mapping[str, Any], ...]
    voices: Limits
    robust: Moves | None
    texts: Mapping[str, Mapping[str, str]]
    facts: tuple[Field, ...] = ()

    def facts_in(self, lang: str) -> tuple[Field, ...]:
        """The facts that this pack declares itself, in the words of a language where it has them."""
        texts = self.texts.get(lang, {})

        def words(f: Field, key: str, own: str) -> str:
            return texts.get(f"fact.{f.name}.{key}", own)

        return tuple(
            f._replace(says=words(f, "says", f.says), unit=words(f, "unit", f.unit), look=words(f, "look", f.look))
            for f in self.facts
        )

    @property
    def not_waivable(self) -> frozenset[str]:
        """The rules and stops that nobody may waive."""
        rules = {rule.id for rule in self.rules if not rule.waivable}
        return frozenset(rules | {stop.id for stop in self.stops if not stop.waivable})

    def after(self, phase: str) -> str:
        """The milestone that a project in `phase` enters next. Raises ValueError for an unknown phase."""
        return self.milestones[self.phases.index(phase)]

    def reached(self, milestone: str, entering: str) -> bool:
        """Whether entering `entering` comes at or after `milestone`."""
        return self.milestones.index(entering) >= self.milestones.index(milestone)
