"""The what-if model against the engine: for every choice of actions the sums say what scorer and gate say, exactly."""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import date
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import strategies as s
from sfa_audit import assess as engine
from sfa_audit import assessment as out
from sfa_audit.assessment import Assessment, StopState
from sfa_audit.delta import FOUND, Delta
from sfa_audit.gate import NO_PAST, Past, Policy, judge
from sfa_audit.interval import ONE, ZERO, Interval
from sfa_audit.pack import Stop
from sfa_audit.plan import Plan, Wish, plan
from sfa_audit.plan_forecast import forecast
from sfa_audit.plan_what_if import WhatIf, what_if
from sfa_audit.waivers import Waiver
from test_plan import _worked, assessed, planned, standard

Read = tuple[Fraction, list[tuple[str, str, tuple[str, ...]]], dict[str, Fraction]]


def read(model: WhatIf, ticked: Collection[str]) -> Read:
    """Readiness, the conditions (id, status, stops that stand) and their levels, by addition and comparison alone."""
    sums = {m.id: m.now + sum(m.lifts.get(id, 0) for id in ticked) for m in model.measures}
    left = [halt for halt in model.stops if halt.actions is None or not set(halt.actions) <= set(ticked)]
    conditions, levels = [], {}
    for one in model.conditions:
        names: tuple[str, ...] = ()
        if one.measure is not None and one.required is not None:
            sign = 1 if one.relation == "at_least" else -1
            above = sign * (sums[one.measure] - one.required)
            sure = one.open is not None and above + sums[one.open] < 0
            status = out.PASSED if above >= 0 else out.FAILED if sure else out.UNDETERMINED
            levels[one.id] = Fraction(sums[one.measure], model.denominator)
        elif one.status is not None:
            status = one.status
        else:
            confirmed = tuple(halt.id for halt in left if halt.state == out.CONFIRMED)
            names = confirmed or tuple(halt.id for halt in left)
            status = out.FAILED if confirmed else out.UNDETERMINED if names else out.PASSED
        conditions.append((one.id, status, names))
    return Fraction(sums["lower"], model.denominator), conditions, levels


def scored(made: Plan, ticked: Collection[str], waivers: tuple[Waiver, ...], past: Past) -> Read:
    """The same from the engine: the findings set, scored anew, and the gate asked."""
    rules = {rule for step in made.low.steps if step.action.id in ticked for rule in step.action.rules}
    after = forecast(made.assessment, rules)
    verdict = judge(after, made.wish.policy, waivers=waivers, past=past)
    assert after.bar is not None
    levels = {
        c.id: c.actual if c.id != "fall" or past.delta is None else past.delta.before - after.bar.lower
        for c in verdict.conditions
        if c.actual is not None and c.id not in ("not-applicable", "waived") and c.status != out.SKIPPED
    }
    if past.delta is not None:
        levels |= {c.id: Fraction(len(c.names)) for c in verdict.conditions if c.kind == "no-new-failure"}
    shown = [(c.id, c.status, c.names if c.kind == "stops" else ()) for c in verdict.conditions]
    return after.bar.lower, shown, levels


def agrees(made: Plan, waivers: tuple[Waiver, ...] = (), past: Past = NO_PAST, most: int = 8, some: int = 0) -> None:
    """Every subset of a small plan, a sample of a larger one, with nothing and everything."""
    model = what_if(made, waivers, past)
    assert model is not None
    ids = [step.action.id for step in made.low.steps]
    if len(ids) <= most:
        subsets = [c for k in range(len(ids) + 1) for c in combinations(ids, k)]
    else:
        rnd = random.Random(len(ids))
        subsets = [(), tuple(ids), *(tuple(id for id in ids if rnd.random() < rnd.random()) for _ in range(some))]
    for chosen in subsets:
        assert read(model, chosen) == scored(made, chosen, waivers, past), chosen


PAST = Past(
    FOUND,
    Delta(
        Fraction(163, 3),
        Fraction(0),
        date(2026, 5, 1),
        (),
        ("r0", "r1", "r2", "sponsor-named", "pilot-planned"),
        (),
        (),
    ),
)
LEVELS = st.sampled_from([Fraction(n, 2) for n in (1, 37, 80, 101, 150, 199)])


@settings(suppress_health_check=[HealthCheck.filter_too_much])  # many packs leave nothing to plan
@given(s.packs, s.worlds(), s.masks, s.orders, LEVELS, LEVELS, st.booleans(), st.booleans(), st.integers(0, 4))
def test_every_choice_of_every_plan_adds_up_to_what_the_engine_says(
    pack: s.PackData, world: s.World, unknown: int, order: engine.Order, target: Fraction, level: Fraction,
    evidence: bool, stops: bool, kept: int,
) -> None:  # fmt: skip
    known = s.without(world, s.chosen(s.withdrawable(world), unknown))
    a = worked(s.run(pack, s.ledger_of(known), order), kept)
    assume(a.bar is not None)
    policy = Policy(
        readiness=target, floors={"first": level, "third": Fraction(20)}, coverage=level,
        stops=None if stops else False,
        evidenced=level if evidence else None, stale=Fraction(5) if evidence else None,
        fall=Fraction(4) if stops else None, no_new_failure=True,
    )  # fmt: skip
    made = planned(a, policy)
    assume(made.low.steps)
    agrees(made, past=PAST)
    agrees(made)


def worked(a: Assessment, kept: int) -> Assessment:
    """The assessment with real work behind its rules, some of it shared, evidence, and stops that rules lift."""
    rules = [_worked(rule) for rule in a.pack.rules]
    if kept % 2 and len(rules) > 2:
        rules[1] = rules[1]._replace(remedy=rules[1].remedy._replace(share_with=rules[0].id))
    by_id = {rule.id: rule for rule in rules}
    ids = list(by_id)
    stops = tuple(
        StopState(
            Stop(f"halt{n}", "", rules[0].test, ONE, "build", "stop", tuple(ids[n : n + 2]), "judgement", ()),
            state, Interval(ZERO, ONE), (), (),
        )
        for n, state in enumerate((out.CONFIRMED, out.POSSIBLE, out.CONFIRMED, out.WAIVED)[:kept])
    )  # fmt: skip
    findings = tuple(
        f._replace(rule=by_id[f.rule.id], evidenced=f.counts and n % 2 == 0) for n, f in enumerate(a.findings)
    )
    stops_of_pack = (*a.pack.stops, *(one.stop for one in stops))
    pack = a.pack._replace(rules=tuple(rules), stops=stops_of_pack)
    made = a._replace(pack=pack, findings=findings, stops=(*a.stops, *stops))
    return forecast(made, ())  # the same findings, scored with their evidence


CASES = [
    ("live-and-slipping", "review"),
    ("driven-from-above", "pilot"),
    ("driven-from-above", "rollout"),
    ("half-answered-in-selection", None),
    ("in-house", None),
    ("smallest-useful", None),
]


@pytest.mark.parametrize(("example", "entering"), CASES)
def test_the_examples_add_up_to_what_the_engine_says(example: str, entering: str | None) -> None:
    a = assessed(example, entering)
    asked = standard(a, evidenced=Fraction(45), stale=Fraction(3), fall=Fraction(5), waived=Fraction(2))
    for policy in (asked, Policy(readiness=Fraction(145, 2), stops=False)):
        made = planned(a, policy)
        assert made.low.steps
        agrees(made, past=PAST, most=6, some=25)


@pytest.mark.parametrize("past", [NO_PAST, PAST], ids=["no baseline", "baseline"])
def test_all_actions_of_the_plan_are_its_forecast_and_none_is_today(past: Past) -> None:
    a = assessed("driven-from-above", "pilot")
    made = plan(a, Wish(standard(a, fall=Fraction(2), no_new_failure=True)), past=past)
    model = what_if(made, past=past)
    assert model is not None
    assert made.low.forecast is not None
    assert made.low.verdict is not None
    today = judge(made.assessment, made.wish.policy, past=past)
    for ticked, bar, verdict in (
        ((), made.assessment.bar, today),
        ([step.action.id for step in made.low.steps], made.low.forecast.bar, made.low.verdict),
    ):
        readiness, conditions, _ = read(model, ticked)
        assert bar is not None
        assert readiness == bar.lower
        assert [(id, status) for id, status, _ in conditions] == [(c.id, c.status) for c in verdict.conditions]


def test_a_stop_needs_all_its_actions_and_one_that_no_action_lifts_stays() -> None:
    a = assessed("live-and-slipping")
    model = what_if(planned(a))
    assert model is not None
    (halt,) = model.stops
    assert set(halt.actions or ()) == {"reps-active-weekly", "use-holds"}
    stops = tuple(x._replace(stop=x.stop._replace(lifted_by=("goals-few",))) if x.stop.id == halt.id else x
                  for x in a.stops)  # fmt: skip
    unliftable = what_if(planned(a._replace(stops=stops))._replace(low=planned(a).low))
    assert unliftable is not None
    assert [one.actions for one in unliftable.stops] == [None]


def test_a_wrong_lift_is_found() -> None:
    made = planned(assessed("half-answered-in-selection"))
    model = what_if(made)
    assert model is not None
    first = made.low.steps[0].action.id
    for n, measure in enumerate(model.measures):
        if first not in measure.lifts:
            continue
        wrong = measure._replace(lifts={**measure.lifts, first: measure.lifts[first] + 1})
        broken = model._replace(measures=(*model.measures[:n], wrong, *model.measures[n + 1 :]))
        assert read(broken, [first]) != scored(made, [first], (), NO_PAST) or measure.id.endswith("open")


def test_without_an_action_there_is_nothing_to_tick() -> None:
    assert what_if(planned(assessed("sound-at-the-pilot-gate", "pilot"))) is None
    a = assessed("driven-from-above", "pilot")
    assert what_if(planned(a._replace(bar=None))) is None
