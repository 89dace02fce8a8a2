"""Rule × project → finding; stop × project → confirmed, possible or clear. One at a time, no arithmetic of scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sfa_audit import assessment as out
from sfa_audit.assessment import FactRead, Finding, StopState
from sfa_audit.facts import Facts
from sfa_audit.interval import ONE, UNIT, ZERO, Interval
from sfa_audit.ledger import Ledger
from sfa_audit.measures import Reading, World
from sfa_audit.pack import Effort, Rule, RulePack, Stop
from sfa_audit.values import UNKNOWN


class Run(NamedTuple):
    """What every rule of one run sees: the pack, the ledger, the milestone, the date and what was set aside."""

    pack: RulePack
    ledger: Ledger
    entering: str
    as_of: date
    not_applicable: Mapping[str, str]

    @property
    def world(self) -> World:
        """The facts and the date."""
        return World(self.ledger.facts, self.as_of)


def finding(rule: Rule, run: Run) -> Finding:
    """The result of one rule. Whether it is due comes first, then whether it applies, then its worth."""
    if not is_due(rule, run):
        return _set_aside(rule, out.NOT_DUE, None)
    if rule.id in run.not_applicable:
        return _set_aside(rule, out.NOT_APPLICABLE, run.not_applicable[rule.id])
    worth, read = worth_of(rule, run.world)
    if worth is None:
        return _set_aside(rule, out.NOT_APPLICABLE, None, read, run)
    facts = _facts(rule, read, run)
    evidenced = all(fact.value is not UNKNOWN for fact in facts) and all(
        run.ledger.evidenced(fact.path, run.as_of, rule.fresh_for) for fact in facts
    )
    return Finding(rule, outcome(worth), worth, evidenced, read, facts, None, None, None)


def worth_of(rule: Rule, world: World) -> tuple[Interval | None, tuple[Reading, ...]]:
    """The worth of a rule that is due, None where it does not apply, and what was read for it."""
    read: tuple[Reading, ...] = ()
    decided = True
    if rule.applies is not None:
        applies, read = rule.applies.worth(world)
        if applies.upper < ONE:
            return None, read
        decided = applies.lower == ONE
    worth, readings = rule.test.worth(world)
    return worth if decided and large_enough(rule, world.facts) else UNIT, read + readings


def is_due(rule: Rule, run: Run) -> bool:
    """Whether the rule must hold to enter the milestone of this run, and no later rule has taken over from it."""
    if not run.pack.reached(rule.due, run.entering):
        return False
    return rule.until is None or not run.pack.reached(rule.until, run.entering)


def large_enough(rule: Rule, facts: Facts) -> bool:
    """Whether the sample that the rule rests on is known and large enough."""
    if rule.sample is None:
        return True
    size = facts.get(rule.sample[0])
    return isinstance(size, Fraction) and size >= rule.sample[1]


def outcome(worth: Interval) -> str:
    """The word for a worth: met, not_met, partly_met (known, between) or unknown."""
    if worth.lower == ONE:
        return out.MET
    if worth.upper == ZERO:
        return out.NOT_MET
    return out.PARTLY_MET if worth.known else out.UNKNOWN


def _set_aside(
    rule: Rule, word: str, reason: str | None, readings: tuple[Reading, ...] = (), run: Run | None = None
) -> Finding:
    facts = _facts(rule, readings, run) if run is not None else ()
    return Finding(rule, word, UNIT, False, readings, facts, None, None, reason)


def _facts(rule: Rule, readings: Iterable[Reading], run: Run) -> tuple[FactRead, ...]:
    paths = dict.fromkeys(path for reading in readings for path in reading.facts)
    if rule.sample is not None:
        paths[rule.sample[0]] = None
    return reads(paths, run, rule.fresh_for)


def reads(paths: Iterable[str], run: Run, fresh_for: int) -> tuple[FactRead, ...]:
    """The facts at these paths with their values and best support."""
    get = run.ledger.facts.get
    return tuple(FactRead(path, get(path), run.ledger.support(path, run.as_of, fresh_for)) for path in paths)


def stop_state(stop: Stop, run: Run, waived: frozenset[str]) -> StopState:
    """Whether a stop is confirmed, possible, clear, not due yet, or waived (which only a stop that fires can be)."""
    over = stop.until is not None and run.pack.reached(stop.until, run.entering)
    if over or not run.pack.reached(stop.start, run.entering):
        return StopState(stop, out.NOT_DUE, UNIT, (), ())
    worth, readings = stop.test.worth(run.world)
    state = state_of(stop, worth, waived)
    paths = dict.fromkeys(path for reading in readings for path in reading.facts)
    return StopState(stop, state, worth, readings, reads(paths, run, run.pack.fresh_for))


def state_of(stop: Stop, worth: Interval, waived: frozenset[str]) -> str:
    """The state of a stop that is due, by the worth of its test."""
    if worth.lower >= stop.below:
        return out.CLEAR
    if stop.id in waived:
        return out.WAIVED
    return out.CONFIRMED if worth.upper < stop.below else out.POSSIBLE


def effort(days: Effort, facts: Facts) -> Fraction | None:
    """The person-days of a remedy; None when it depends on a fact that is unknown."""
    if days.per is None:
        return days.fixed
    units = facts.get(days.per)
    return days.fixed + days.each * units if isinstance(units, Fraction) else None
