"""The laws of the score: they hold for every rule pack and every project, not only for those that we ship."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import permutations

from hypothesis import assume, given
from hypothesis import strategies as st

import strategies as s
from program import ROOT, run_program
from sfa_audit.assess import Order, after, item
from sfa_audit.assessment import Assessment
from sfa_audit.interval import Interval
from sfa_audit.scoring import Bar, score

REVIEW = Order("review", "full", s.AS_OF)


def bars(assessment: Assessment) -> tuple[Bar | None, ...]:
    """Every bar of a run: of the whole, of the causes and of the sub-scores."""
    return (assessment.bar, *(c.bar for c in assessment.causes), *(bar for _, bar, _ in assessment.sub_scores))


def worths(assessment: Assessment) -> dict[str, tuple[str, Interval]]:
    """What a run says of each rule and stop."""
    found = {f.rule.id: (f.outcome, f.worth) for f in assessment.findings}
    return found | {state.stop.id: (state.state, state.worth) for state in assessment.stops}


def shares(assessment: Assessment) -> dict[str, Fraction]:
    return {cause.id: cause.share for cause in assessment.pack.causes}


def within(more: Assessment, less: Assessment) -> None:
    """The bounds of the run that knows more lie within those of the run that knows less; so does what is evidenced."""
    for known, open_ in zip(bars(more), bars(less), strict=True):
        if known is None:  # a cause in which nothing applies has no bar, and no bar can lie outside another
            continue
        assert open_ is not None
        assert open_.lower <= known.lower
        assert known.upper <= open_.upper
        assert open_.evidenced <= known.evidenced
    for id, (outcome, worth) in worths(less).items():
        if outcome not in ("not_due", "not_applicable") and worths(more)[id][0] != "not_applicable":
            assert worth.lower <= worths(more)[id][1].lower
            assert worths(more)[id][1].upper <= worth.upper


@given(s.packs, s.given_by_sources(), s.orders)
def test_every_bar_is_ordered_within_0_and_100_and_its_parts_make_100(pack, given_, order):
    run = s.run(pack, given_.ledger(), order)
    for bar in filter(None, bars(run)):
        assert 0 <= bar.evidenced <= bar.lower <= bar.upper <= 100
        assert bar.evidenced + bar.stated + bar.open + bar.short == 100
        assert bar.coverage == 100 - bar.open
    for f in run.findings:
        assert 0 <= f.worth.lower <= f.worth.upper <= 1


@given(s.packs, s.given_by_sources(), s.orders, s.few, s.few)
def test_withdrawing_facts_never_raises_lower_or_evidenced_nor_lowers_upper(pack, given_, order, one, two):
    facts = given_.withdrawable()
    built = pack.build()
    once, twice = s.chosen(facts, one), s.chosen(facts, one | two)
    runs = [s.run(built, given_.ledger(gone), order) for gone in ((), once, twice)]
    within(runs[0], runs[1])
    within(runs[1], runs[2])


@given(s.packs, s.worlds(), s.orders, s.masks, s.masks, st.none() | s.masks)
def test_every_possible_answer_lies_within_the_bounds(pack, world, order, unknown, answered, unnamed):
    """`world` is one way in which the answers may turn out; it lies within what was said before anybody answered."""
    built = pack.build()
    named = world if unnamed is None else s.incomplete(world, unnamed)
    facts = s.withdrawable(named)
    before = s.without(named, s.chosen(facts, unknown))
    between = s.without(named, s.chosen(facts, unknown & answered))
    runs = [s.run(built, s.ledger_of(w), order) for w in (world, between, before)]
    within(runs[0], runs[1])
    within(runs[1], runs[2])


@given(s.packs, s.worlds(), st.sampled_from(s.MILESTONES))
def test_with_every_fact_known_nothing_is_open_but_samples_too_small(pack, world, entering):
    run = s.run(pack, s.ledger_of(world), Order(entering, "full", s.AS_OF))
    for f in run.findings:
        if f.counts and f.rule.sample is None:
            assert f.worth.known


@given(s.packs, s.given_by_sources(), s.orders)
def test_the_order_of_answers_files_is_irrelevant(pack, given_, order):
    built = pack.build()
    first = given_.ledger()
    for rest in permutations(range(1, len(given_.sources))):
        ledger = given_.ledger(order=(0, *rest))
        assert replace(ledger, facts=first.facts) == first
        assert ledger.facts.tree == first.facts.tree
        assert bars(s.run(built, ledger, order)) == bars(s.run(built, first, order))


@given(s.packs, s.given_by_sources(), st.randoms(use_true_random=False))
def test_the_order_of_rules_and_causes_is_irrelevant(pack, given_, random):
    numbered = tuple({**rule, "id": f"id{n}"} for n, rule in enumerate(pack.rules))
    shuffled = random.sample(numbered, len(numbered))
    ledger = given_.ledger()
    a = s.run(pack._replace(rules=numbered), ledger, REVIEW)
    b = s.run(pack._replace(rules=tuple(shuffled)), ledger, REVIEW)
    assert bars(a) == bars(b)
    assert {f.rule.id: f for f in a.findings} == {f.rule.id: f for f in b.findings}
    assert {(q.rule.id, q.points) for q in a.questions} == {(q.rule.id, q.points) for q in b.questions}


@given(s.packs, s.given_by_sources(), s.orders, st.sampled_from(s.CAUSES), st.sampled_from([2, 7, "1/3"]))
def test_a_common_factor_on_the_weights_of_a_cause_changes_nothing(pack, given_, order, cause, factor):
    scaled = tuple(
        {**rule, "weight": str(Fraction(rule["weight"]) * Fraction(factor))} if rule["cause"] == cause else rule
        for rule in pack.rules
    )
    ledger = given_.ledger()
    a, b = s.run(pack, ledger, order), s.run(pack._replace(rules=scaled), ledger, order)
    assert bars(a) == bars(b)
    assert [(f.at_stake, f.lift) for f in a.findings] == [(f.at_stake, f.lift) for f in b.findings]


@given(s.packs, s.given_by_sources(), s.orders, st.integers(0, 5))
def test_splitting_a_rule_in_two_equal_halves_changes_nothing(pack, given_, order, n):
    numbered = [{**rule, "id": f"r{i}"} for i, rule in enumerate(pack.rules)]
    whole = numbered[n % len(numbered)]
    halves = [{**whole, "weight": str(Fraction(whole["weight"]) / 2), "id": id} for id in (whole["id"], "half")]
    parts = tuple(part for rule in numbered for part in (halves if rule is whole else [rule]))
    aside = dict(order.not_applicable)
    if whole["id"] in aside:
        aside["half"] = aside[whole["id"]]
    ledger = given_.ledger()
    a = s.run(pack, ledger, order)
    b = s.run(pack._replace(rules=parts), ledger, order._replace(not_applicable=aside))
    assert bars(a) == bars(b)
    assert a.unweighed == b.unweighed


@given(s.packs, s.given_by_sources(), s.orders, st.sets(st.sampled_from(["s0", "s1"])))
def test_a_waiver_changes_no_score_and_hides_no_worth(pack, given_, order, waived):
    ledger = given_.ledger()
    a, b = s.run(pack, ledger, order), s.run(pack, ledger, order._replace(waived_stops=frozenset(waived)))
    assert bars(a) == bars(b)
    assert a.findings == b.findings
    assert [state.worth for state in a.stops] == [state.worth for state in b.stops]


@given(s.packs, s.given_by_sources(contradicting=False), s.orders, st.lists(s.entries, max_size=4))
def test_evidence_changes_neither_end_where_no_sources_contradict_each_other(pack, given_, order, evidence):
    plain = s.Given(tuple((world, head, ()) for world, head, _ in given_.sources))
    told = s.Given(tuple((world, head, (*own, *evidence)) for world, head, own in given_.sources))
    runs = [s.run(pack, g.ledger(), order) for g in (plain, given_, told)]
    for run in runs[1:]:
        assert worths(run) == worths(runs[0])
        for bar, first in zip(bars(run), bars(runs[0]), strict=True):
            assert (bar and (bar.lower, bar.upper)) == (first and (first.lower, first.upper))


@given(s.packs, s.worlds(), s.orders, st.lists(s.entries, max_size=3), s.entries)
def test_more_evidence_of_one_source_never_lowers_what_is_evidenced(pack, world, order, evidence, more):
    runs = [s.run(pack, s.Given(((world, None, tuple(e)),)).ledger(), order) for e in (evidence, [*evidence, more])]
    for fewer, bar in zip(bars(runs[0]), bars(runs[1]), strict=True):
        if fewer is not None and bar is not None:
            assert fewer.evidenced <= bar.evidenced


@given(s.packs, s.given_by_sources(), s.orders)
def test_ageing_evidence_only_moves_points_from_evidenced_to_stated(pack, given_, order):
    """Dates of a test may change what a rule says, so only packs without dates are looked at."""
    assume("days" not in repr([rule.get("applies", {}) for rule in pack.rules] + [rule["test"] for rule in pack.rules]))
    ledger = given_.ledger()
    a = s.run(pack, ledger, order)
    b = s.run(pack, ledger, order._replace(as_of=s.AS_OF + timedelta(days=1000)))
    for now, later in zip(bars(a), bars(b), strict=True):
        if now is not None and later is not None:
            assert (now.lower, now.upper) == (later.lower, later.upper)
            assert later.evidenced == 0


@given(s.packs, s.given_by_sources(), s.orders)
def test_the_same_input_gives_the_same_result(pack, given_, order):
    assert repr(s.run(pack, given_.ledger(), order)._replace(ledger=None)) == repr(
        s.run(pack, given_.ledger(), order)._replace(ledger=None)
    )


@given(s.packs, s.given_by_sources(), s.orders, s.masks)
def test_points_at_stake_make_100_and_lifts_add_up(pack, given_, order, mask):
    run = s.run(pack, given_.ledger(), order)
    counting = [f for f in run.findings if f.counts]
    if run.bar is None:
        assert not counting
        return
    assert sum(f.at_stake for f in counting) == 100
    assert run.bar.lower == sum(f.at_stake * f.worth.lower for f in counting)
    assert run.bar.upper == sum(f.at_stake * f.worth.upper for f in counting)
    assert run.bar.open == sum(question.points for question in run.questions)
    assert all(f.lift >= 0 for f in counting)
    done = s.chosen(counting, mask)
    better = [
        item(f)._replace(worth=Interval(*(after(f.rule, end) for end in f.worth))) if f in done else item(f)
        for f in counting
    ]
    total = score(better, shares(run)).total
    assert total is not None
    assert total.lower == run.bar.lower + sum(f.lift for f in done)


@given(s.packs, s.given_by_sources(), s.orders)
def test_what_the_causes_cost_is_what_the_whole_lacks(pack, given_, order):
    run = s.run(pack, given_.ledger(), order)
    if run.bar is not None:
        assert sum(cause.cost_short for cause in run.causes) == run.bar.short
        assert sum(cause.cost_open for cause in run.causes) == run.bar.open
    assert run.reach == sum(cause.share for cause in run.causes if cause.bar is not None)


@given(s.packs, s.given_by_sources(), s.orders, st.integers(0, 9), st.sampled_from([0, 1, "1/2"]))
def test_the_score_is_monotone_in_every_rule(pack, given_, order, n, worth):
    run = s.run(pack, given_.ledger(), order)
    items = [item(f) for f in run.findings if f.counts]
    assume(items)
    at = n % len(items)
    raised = list(items)
    old = items[at].worth
    raised[at] = items[at]._replace(worth=Interval(*(max(end, Fraction(worth)) for end in old)))
    low, high = score(items, shares(run)), score(raised, shares(run))
    assert low.total is not None
    assert high.total is not None
    assert low.total.lower <= high.total.lower
    assert low.total.upper <= high.total.upper
    assert (low.total.lower < high.total.lower) == (raised[at].worth.lower > old.lower)


@given(s.packs, s.worlds(), s.orders, st.integers(0, 9))
def test_setting_a_rule_aside_is_never_hidden(pack, world, order, n):
    """The score may rise when a rule is set aside; its weight and the score with it as not met stand beside it."""
    ledger = s.ledger_of(world)
    plain = s.run(pack, ledger, order._replace(not_applicable={}))
    id = f"r{n % len(pack.rules)}"
    run = s.run(pack, ledger, order._replace(not_applicable={id: "not ours"}))
    found = next(f for f in plain.findings if f.rule.id == id)
    if not found.counts:
        return
    assert run.unweighed.weight == found.at_stake
    items = [item(f) for f in plain.findings if f.counts]
    zeroed = [i._replace(worth=Interval(Fraction(0), Fraction(0))) if f.rule.id == id else i
              for f, i in zip((f for f in plain.findings if f.counts), items, strict=True)]  # fmt: skip
    total = score(zeroed, shares(plain)).total
    assert total is not None
    assert run.unweighed.if_not_met == total.lower


def test_the_same_files_give_the_same_bytes_in_any_order_and_process():
    project, *answers = ["project.yaml", "answers/crm-log.yaml", "answers/regional-managers.yaml", "answers/reps.yaml"]
    outputs = {
        run_program(
            ["assess", project, *order, "-f", "json", "--as-of", "2026-11-23"],
            cwd=ROOT / "examples" / "answers-layered",
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for order, seed in ((answers, "0"), (answers[::-1], "1"))
    }
    assert len(outputs) == 1
    assert '"verdict"' in outputs.pop()
