"""The gate decides on exact numbers, in three values, and never says anything else than what is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies as s
from sfa_audit.assess import Order
from sfa_audit.assessment import Assessment, StopState
from sfa_audit.figures import bar_figures, ceiling, floor
from sfa_audit.gate import Policy, exit_code, judge, settle
from sfa_audit.interval import UNIT, ZERO, Interval
from sfa_audit.scoring import Bar
from sfa_audit.values import NONE

F = Fraction
PASSED, FAILED, UNDETERMINED, SKIPPED = "passed", "failed", "undetermined", "skipped"
TENTHS = [F(n, 10) for n in range(1001)]
EDGES = [F(0), F(1, 3), F(499, 10), F(50) - F(1, 10**9), F(50), F(50) + F(1, 10**9), F(2110, 30), F(999, 10),
         F(100) - F(1, 997), F(100)]  # fmt: skip


def rule(test: Any, cause: str = "first", **more: Any) -> dict[str, Any]:
    return {"cause": cause, "weight": 1, "due": "build", "test": test, "remedy": {"to": 1}, **more}


ONE_RULE = s.PackData((50, 30, 20), (rule({"value": "s.a"}),))
TEMPLATE = s.run(ONE_RULE, s.ledger_of({("s", "a"): F(1, 2)}), Order("build", "full", s.AS_OF))


def with_bar(lower: Fraction, upper: Fraction, evidenced: Fraction = ZERO) -> Assessment:
    """An assessment of which only the bar matters, of the whole and of its only cause."""
    bar = Bar(lower, upper, evidenced)
    causes = tuple(c._replace(bar=bar) if c.id == "first" else c for c in TEMPLATE.causes)
    return TEMPLATE._replace(bar=bar, causes=causes)


def bars() -> list[tuple[Fraction, Fraction]]:
    return [(lower, upper) for lower, upper in product(EDGES, EDGES) if lower <= upper]


def status(assessment: Assessment, policy: Policy, id: str) -> str:
    (found,) = [c.status for c in judge(assessment, policy).conditions if c.id == id]
    return found


# --- what is printed and what is decided -----------------------------------------------------------------------------


@pytest.mark.parametrize(("lower", "upper"), bars())
def test_what_is_printed_and_what_the_gate_decides_agree_at_every_tenth_of_a_point(lower, upper):
    assessment = with_bar(lower, upper)
    shown = {end: Decimal(figure["shown"]) for end, figure in bar_figures(Bar(lower, upper, F(0))).items()}
    for level in TENTHS:
        required = Decimal(floor(level, 1))
        for id, policy in (("readiness", Policy(readiness=level)), ("floor:first", Policy(floors={"first": level}))):
            found = status(assessment, policy, id)
            assert (found == PASSED) == (shown["lower"] >= required)
            assert (found == FAILED) == (shown["upper"] < required)
        found = status(assessment, Policy(coverage=level), "coverage")
        assert found == (PASSED if shown["coverage"] >= required else UNDETERMINED)


@pytest.mark.parametrize(("lower", "upper"), bars())
def test_whole_numbers_agree_with_the_gate_wherever_its_levels_are_whole(lower, upper):
    assessment = with_bar(lower, upper)
    figures = bar_figures(Bar(lower, upper, F(0)))
    for level in range(101):
        verdict = judge(assessment, Policy(readiness=F(level), coverage=F(level)))
        assert verdict.decimals == 0
        readiness, coverage = verdict.conditions[:2]
        assert (readiness.status == PASSED) == (int(figures["lower"]["whole"]) >= level)
        assert (readiness.status == FAILED) == (int(figures["upper"]["whole"]) < level)
        assert (coverage.status == PASSED) == (int(figures["coverage"]["whole"]) >= level)


@pytest.mark.parametrize("evidenced", EDGES)
def test_what_is_evidenced_is_decided_as_it_is_printed(evidenced):
    assessment = with_bar(F(100), F(100), evidenced)
    for level in TENTHS:
        found = status(assessment, Policy(evidenced=level), "evidenced")
        assert found == (PASSED if Decimal(floor(evidenced, 1)) >= Decimal(floor(level, 1)) else UNDETERMINED)


@pytest.mark.parametrize("weight", [edge for edge in EDGES if edge > 0])
def test_what_must_stay_below_a_ceiling_is_rounded_up(weight):
    assessment = TEMPLATE._replace(unweighed=TEMPLATE.unweighed._replace(weight=weight))
    for level in TENTHS:
        found = status(assessment, Policy(not_applicable=level), "not-applicable")
        assert found == (PASSED if Decimal(ceiling(weight, 1)) <= Decimal(ceiling(level, 1)) else UNDETERMINED)


def test_a_level_with_a_decimal_is_shown_with_one():
    assert judge(TEMPLATE, Policy(readiness=F(701, 10))).decimals == 1
    assert judge(TEMPLATE, Policy(readiness=F(70), floors={"first": F(81, 2)})).decimals == 1
    assert judge(TEMPLATE, Policy(readiness=F(70))).decimals == 0


# --- three values ----------------------------------------------------------------------------------------------------


def states(*found: tuple[str, str]) -> tuple[StopState, ...]:
    """Stops in the states given, each with its level."""
    stops = s.PackData(
        (50, 30, 20), (), tuple({"test": {"value": "s.a"}, "level": level} for _, level in found)
    ).build()
    return tuple(
        StopState(stop, state, UNIT, (), ()) for stop, (state, _) in zip(stops.stops, found, strict=True)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((), PASSED),
        ((("clear", "stop"), ("not_due", "stop"), ("waived", "stop")), PASSED),
        ((("possible", "stop"), ("clear", "stop")), UNDETERMINED),
        ((("possible", "stop"), ("confirmed", "stop")), FAILED),
        ((("confirmed", "warn"),), PASSED),
        ((("possible", "warn"), ("confirmed", "warn")), PASSED),
    ],
)
def test_stops_decide_whenever_anything_is_asked(found, expected):
    assessment = with_bar(F(80), F(80))._replace(stops=states(*found))
    assert judge(assessment, Policy(readiness=F(70))).status == expected
    assert judge(assessment, Policy(readiness=F(70), stops=False)).status == PASSED
    assert status(assessment, Policy(readiness=F(70), stops=False), "stops") == SKIPPED
    assert judge(assessment, Policy()).exit_code == 0


def test_readiness_is_the_same_with_and_without_a_confirmed_stop_and_the_verdict_is_not():
    rules = (rule({"value": "s.a"}),)
    order = Order("build", "full", s.AS_OF)
    ledger = s.ledger_of({("s", "a"): F(3, 4), ("f", "a"): False})
    free, stopped = (
        s.run(s.PackData((50, 30, 20), rules, stops), ledger, order) for stops in ((), ({"test": {"flags": ["f.a"]}},))
    )
    assert free.bar == stopped.bar
    assert free.causes == stopped.causes
    policy = Policy(readiness=F(70))
    assert (judge(free, policy).status, judge(stopped, policy).status) == (PASSED, FAILED)
    assert judge(stopped, policy).stopped == ("s0",)
    assert judge(stopped, Policy()).stopped == ("s0",)  # shown even where no gate is asked


@pytest.mark.parametrize(
    ("tree", "state"),
    [
        ({("s", "a"): F(1, 4)}, "confirmed"),
        ({("s", "a"): F(1, 2)}, "clear"),  # at the level it does not fire
        ({("s", "a"): NONE}, "confirmed"),
        ({}, "possible"),
    ],
)
def test_a_stop_fires_below_its_level_and_for_certain_only_when_nothing_can_lift_it(tree, state):
    pack = s.PackData((50, 30, 20), (rule({"value": "s.b"}),), ({"test": {"value": "s.a"}, "below": "1/2"},))
    run = s.run(pack, s.ledger_of(tree), Order("build", "full", s.AS_OF))
    assert [found.state for found in run.stops] == [state]
    waived = s.run(pack, s.ledger_of(tree), Order("build", "full", s.AS_OF, waived_stops=frozenset({"s0"})))
    assert [found.state for found in waived.stops] == ["clear" if state == "clear" else "waived"]


@pytest.mark.parametrize(("start", "state"), [("build", "confirmed"), ("rollout", "confirmed"), ("review", "not_due")])
def test_a_stop_is_looked_at_from_its_milestone_on(start, state):
    pack = s.PackData((50, 30, 20), (rule({"value": "s.b"}),), ({"test": {"flags": ["f.a"]}, "from": start},))
    run = s.run(pack, s.ledger_of({("f", "a"): False}), Order("rollout", "full", s.AS_OF))
    assert [found.state for found in run.stops] == [state]


def test_a_floor_on_a_cause_that_is_not_due_is_skipped_and_shown():
    verdict = judge(with_bar(F(90), F(90)), Policy(floors={"second": F(40), "first": F(40)}))
    assert [(c.id, c.status) for c in verdict.conditions[:2]] == [("floor:second", SKIPPED), ("floor:first", PASSED)]
    assert verdict.status == PASSED


@pytest.mark.parametrize(("weight", "expected"), [(F(15), PASSED), (F(151, 10), UNDETERMINED), (F(100), UNDETERMINED)])
def test_more_weight_set_aside_than_the_ceiling_of_the_pack_leaves_the_gate_undetermined(weight, expected):
    assessment = with_bar(F(90), F(90))
    assessment = assessment._replace(unweighed=assessment.unweighed._replace(weight=weight))
    assert judge(assessment, Policy(readiness=F(70))).status == expected
    assert judge(assessment, Policy(readiness=F(95))).status == FAILED  # nothing set aside excuses a certain failure


NOTHING = TEMPLATE._replace(
    bar=None, questions=(), causes=tuple(cause._replace(bar=None) for cause in TEMPLATE.causes)
)  # fmt: skip


@pytest.mark.parametrize(
    "policy",
    [
        Policy(), Policy(readiness=F(0)), Policy(coverage=F(0)), Policy(evidenced=F(0)),
        Policy(floors={"first": F(0)}),         Policy(gate="x"), Policy(stops=True), Policy(stale=F(100)),
        Policy(waived=F(100)), Policy(not_applicable=F(100)),
    ],
)  # fmt: skip
def test_where_nothing_is_scored_no_gate_passes(policy):
    verdict = judge(NOTHING, policy)
    assert verdict.exit_code == 3
    assert verdict.status in (UNDETERMINED, "not_asked")
    assert judge(NOTHING, policy, exit_zero=True).exit_code == 0


def test_an_empty_pack_scores_nothing():
    pack = s.PackData((50, 30, 20), (rule({"value": "s.a"}, due="rollout"),))
    run = s.run(pack, s.ledger_of({("s", "a"): F(1)}), Order("build", "full", s.AS_OF))
    assert (run.bar, run.band, run.reach) == (None, None, 0)
    assert judge(run, Policy(readiness=F(0))).exit_code == 3


def test_no_gate_asked_ends_with_0_whatever_is_the_case():
    verdict = judge(with_bar(F(0), F(0)), Policy())
    assert (verdict.status, verdict.exit_code, verdict.conditions) == ("not_asked", 0, ())


def test_a_level_of_0_is_asked_for():
    assert judge(with_bar(F(0), F(0)), Policy(readiness=F(0))).status == PASSED


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [((), PASSED), ((PASSED, SKIPPED), PASSED), ((PASSED, UNDETERMINED), UNDETERMINED),
     ((UNDETERMINED, FAILED, PASSED), FAILED)],
)  # fmt: skip
def test_failed_for_certain_goes_before_undetermined_and_that_before_passed(statuses, expected):
    for order in (statuses, tuple(reversed(statuses))):
        assert settle(order) == expected


@pytest.mark.parametrize(("found", "code"), [(PASSED, 0), (FAILED, 1), (UNDETERMINED, 3)])
def test_exit_codes(found, code):
    assert exit_code(found) == code


def test_report_only_runs_change_the_code_and_not_the_verdict():
    strict, lenient = (judge(with_bar(F(1), F(2)), Policy(readiness=F(50)), exit_zero=zero) for zero in (False, True))
    assert (strict.status, strict.exit_code) == (FAILED, 1)
    assert (lenient.status, lenient.exit_code) == (FAILED, 0)


# --- properties ------------------------------------------------------------------------------------------------------

levels = st.none() | st.sampled_from([F(0), F(40), F(50), F(601, 10), F(75), F(100)])
policies = st.builds(
    Policy,
    readiness=levels,
    coverage=levels,
    evidenced=levels,
    floors=st.dictionaries(st.sampled_from(s.CAUSES), st.sampled_from([F(0), F(40), F(90)]), max_size=2),
    stops=st.sampled_from([None, None, True, False]),
    stale=levels,
    not_applicable=levels,
)
RANK = {FAILED: 0, UNDETERMINED: 1, PASSED: 2}


@given(s.packs, s.given_by_sources(), s.orders, policies, st.data())
def test_raising_a_requirement_never_makes_the_verdict_better(pack, given_, order, policy, data):
    run = s.run(pack, given_.ledger(), order)
    field = data.draw(st.sampled_from(["readiness", "coverage", "evidenced", "floors", "stale", "stops"]))
    asked = policy._replace(stops=True) if policy.stops is None else policy
    higher: dict[str, Any] = {
        "readiness": (asked.readiness or F(0)) + 20,
        "coverage": (asked.coverage or F(0)) + 20,
        "evidenced": (asked.evidenced or F(0)) + 20,
        "floors": {"first": F(30), **{cause: level + 20 for cause, level in asked.floors.items()}},
        "stale": F(0),
        "stops": True,
    }
    before, after = judge(run, asked), judge(run, asked._replace(**{field: higher[field]}))
    if before.status != "not_asked":
        assert RANK[after.status] <= RANK[before.status]


@given(s.packs, s.given_by_sources(), s.orders, policies, policies)
def test_a_stricter_flag_hides_no_condition(pack, given_, order, policy, more):
    """Whatever else is asked, a condition says the same as when it is asked alone."""
    run = s.run(pack, given_.ledger(), order)
    both = policy._replace(
        **{name: value for name, value in more._asdict().items() if getattr(policy, name) is None and name != "stops"}
    )
    alone = {c.id: c for c in judge(run, policy).conditions}
    together = {c.id: c for c in judge(run, both).conditions}
    for id, condition in alone.items():
        if id != "not-applicable":  # its ceiling may be one of those that were added
            assert together[id] == condition


@given(s.packs, s.given_by_sources(), s.orders, policies, s.masks)
def test_withdrawing_facts_never_turns_a_gate_that_has_not_passed_into_one_that_has(pack, given_, order, policy, mask):
    built = pack.build()
    policy = policy._replace(not_applicable=F(100), stale=None)
    runs = [s.run(built, given_.ledger(gone), order) for gone in ((), s.chosen(given_.withdrawable(), mask))]
    more, less = (judge(run, policy) for run in runs)
    if more.status == "not_asked" or any(run.bar is None for run in runs) or _other_causes(runs):
        return
    assert not (more.status != PASSED and less.status == PASSED)
    assert not (more.status != FAILED and less.status == FAILED)


def _other_causes(runs: Sequence[Assessment]) -> bool:
    """Whether a cause counts in one run only: then a floor is skipped in one of them."""
    return len({tuple(cause.bar is None for cause in run.causes) for run in runs}) > 1


@given(s.packs, s.given_by_sources(), s.orders, st.sampled_from([F(n) for n in range(5, 100, 10)]))
def test_the_questions_named_by_an_open_condition_are_the_fewest_that_can_decide_it(pack, given_, order, level):
    run = s.run(pack, given_.ledger(), order)
    verdict = judge(run, Policy(readiness=level, floors=dict.fromkeys(s.CAUSES, level), stops=False))
    for condition in verdict.conditions:
        if condition.kind not in ("readiness", "floor") or condition.actual is None:
            continue
        assert bool(condition.questions) == (condition.status == UNDETERMINED)
        if condition.questions:
            part = run.cause(condition.cause).share / run.reach if condition.cause else F(1)
            assert _best(run, condition.actual, condition.questions, part) >= level
            assert _best(run, condition.actual, condition.questions[:-1], part) < level


def _best(run: Assessment, lower: Fraction, questions: Iterable[str], part: Fraction) -> Fraction:
    """What the lower end becomes with the best answers to some questions, of the whole or of one cause."""
    asked = set(questions)
    return lower + sum((q.points for q in run.questions if q.rule.id in asked), F(0)) / part


@given(s.packs, s.given_by_sources(), s.orders, policies)
def test_the_status_is_settled_by_its_conditions_alone(pack, given_, order, policy):
    run = s.run(pack, given_.ledger(), order)
    verdict = judge(run, policy)
    if verdict.status == "not_asked":
        assert verdict.exit_code == (0 if run.bar is not None else 3)
        return
    settled = settle([c.status for c in verdict.conditions])
    assert verdict.status == (UNDETERMINED if run.bar is None and settled == PASSED else settled)
    assert verdict.exit_code == exit_code(verdict.status)
    assert {c.id for c in verdict.conditions if c.kind == "floor"} == {f"floor:{cause}" for cause in policy.floors}


def test_intervals_of_the_template_are_those_of_its_rule():
    assert TEMPLATE.findings[0].worth == Interval(F(1, 2), F(1, 2))
