"""What some of a plan's actions would do without the others: the lifts of the engine, as whole numbers that add up.

Each action of a plan changes rules that no other action changes, and a cause is a sum over its rules; so every level
that a gate looks at moves by the same amount whatever else is done. One forecast an action gives that amount; a reader
of these numbers adds them up and compares, and never scores.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from sfa_audit.assessment import SKIPPED, Assessment, Condition
from sfa_audit.conditions_of_gate import conditions_of
from sfa_audit.gate import NO_PAST, Past
from sfa_audit.interval import ZERO
from sfa_audit.plan import Plan
from sfa_audit.plan_actions import LOWER, standing, to_lift
from sfa_audit.plan_forecast import forecast
from sfa_audit.waivers import Waiver

READINESS, OPEN = "lower", "open"
"""The measures that every model has: readiness on what is known, and the points that are open."""

NEW = "no-new-failure"  # a count of rules, of which none may be left
CAN_FAIL = ("readiness", "floor", "fall", NEW)
"""What an open answer leaves undecided; other levels are undetermined as long as they are not reached."""


class Measure(NamedTuple):
    """One level of today and what each action adds to it, by its id: in points, times the denominator."""

    id: str
    now: int
    lifts: Mapping[str, int]


class Limit(NamedTuple):
    """One condition of the gate.

    With a `measure`: passed when it is at least (or at most) `required`; else failed when `open` names a measure and
    not even all open points would do; else undetermined. Without one no action moves it, but for the stops, whose
    `status` is None: failed while a confirmed one stands, undetermined while a possible one does, else passed.
    """

    id: str
    status: str | None
    relation: str
    measure: str | None = None
    open: str | None = None
    required: int | None = None


class Halt(NamedTuple):
    """A stop that stands, and the actions that lift it when all of them are done; None when no choice of them can."""

    id: str
    state: str
    actions: tuple[str, ...] | None


class WhatIf(NamedTuple):
    """All that is needed to say what any choice of a plan's actions leads to, apart from their days and weeks."""

    denominator: int
    measures: tuple[Measure, ...]
    stops: tuple[Halt, ...]
    conditions: tuple[Limit, ...]


def what_if(plan: Plan, waivers: Sequence[Waiver] = (), past: Past = NO_PAST) -> WhatIf | None:
    """The model of the plan on what is known; None when it has no action to choose."""
    a, policy = plan.assessment, plan.wish.policy
    actions = [step.action for step in plan.low.steps]
    if not actions or a.bar is None:
        return None
    asked = list(conditions_of(a, policy, waivers, past))
    now = _levels(a, asked, past)
    after: dict[str, Mapping[str, Fraction]] = {}
    for action in actions:
        done = forecast(a, action.rules)
        after[action.id] = _levels(done, conditions_of(done, policy, waivers, past), past)
    required = [one.required for one in asked if one.required is not None]
    parts = [*required, *now.values(), *(value for levels in after.values() for value in levels.values())]
    unit = lcm(*(value.denominator for value in parts))
    return WhatIf(
        denominator=unit,
        measures=tuple(
            Measure(
                id,
                int(value * unit),
                {action: int(lift * unit) for action, levels in after.items() if (lift := levels[id] - value)},
            )
            for id, value in now.items()
        ),
        stops=() if policy.stops is False else _stops(plan),
        conditions=tuple(_limit(one, now, unit) for one in asked),
    )


def _levels(a: Assessment, conditions: Iterable[Condition], past: Past) -> dict[str, Fraction]:
    """The level of every measure. A fall is taken as it is, below zero too: only then do lifts add up."""
    assert a.bar is not None
    levels = {READINESS: a.bar.lower, OPEN: a.bar.open}
    for one in conditions:
        if one.kind == NEW and past.delta is not None:
            levels[one.id], levels[f"{one.id}.open"] = Fraction(len(one.names)), ZERO
        if one.actual is None or one.kind == "readiness":
            continue
        if one.kind == "floor" and one.upper is not None:
            levels[one.id], levels[f"{one.id}.open"] = one.actual, one.upper - one.actual
        elif one.kind in ("coverage", "evidenced", "stale"):
            levels[one.id] = one.actual
        elif one.kind == "fall" and past.delta is not None:
            levels[one.id] = past.delta.before - a.bar.lower
    return levels


def _stops(plan: Plan) -> tuple[Halt, ...]:
    a = plan.assessment
    by_rule = {rule: step.action.id for step in plan.low.steps for rule in step.action.rules}
    found = []
    for stop in standing(a, LOWER):
        needed = to_lift(stop, a)
        able = bool(needed) and all(rule in by_rule for rule in needed)
        found.append(Halt(stop.stop.id, stop.state, tuple(dict.fromkeys(by_rule[r] for r in needed)) if able else None))
    return tuple(found)


def _limit(one: Condition, now: Mapping[str, Fraction], unit: int) -> Limit:
    measure = READINESS if one.id == "readiness" else one.id
    if one.kind == "stops" and one.status != SKIPPED:
        return Limit(one.id, None, one.relation)
    if one.kind == NEW and measure in now:
        return Limit(one.id, None, "at_most", measure, f"{one.id}.open", 0)
    if measure not in now or one.required is None:
        return Limit(one.id, one.status, one.relation)
    own = f"{one.id}.open"
    open_ = None if one.kind not in CAN_FAIL else own if own in now else OPEN
    return Limit(one.id, None, one.relation, measure, open_, int(one.required * unit))
