"""The robust verdict against brute force: corners of the shares, ways to move thresholds, facts withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sfa_audit import assessment as out
from sfa_audit.assess import Order, assess
from sfa_audit.assessment import Assessment
from sfa_audit.evaluate import state_of
from sfa_audit.facts import join, steps
from sfa_audit.gate import NO_PAST, Policy
from sfa_audit.ledger import Ledger, pattern
from sfa_audit.measures import Combined, Flags, Value, World
from sfa_audit.measures import Test as Measure
from sfa_audit.measures_lists import Count, Series, Share
from sfa_audit.pack import RulePack
from sfa_audit.robust import Fields, Robust, robust
from sfa_audit.robust_facts import without
from sfa_audit.robust_shares import extreme, with_shares
from sfa_audit.robust_thresholds import moved_scale, moved_thresholds
from sfa_audit.robust_variants import answer, asked_of
from strategies import CAUSES, SCHEMA, PackData, chosen, few, ledger_of, masks, orders, packs, withdrawable, worlds
from strategies import World as Facts
from strategies import run as assess_all
from strategies import without as unknown_in

TOLERANCE, TENTH = Fraction(1, 5), Fraction(1, 10)  # what the shipped pack asks for, whose head is used
SHARE_FACTS = frozenset({"s.a", "s.b"})
FIELDS = Fields(SCHEMA.keys, SHARE_FACTS)
partly = st.builds(  # projects of which some facts are not known
    lambda world, mask: unknown_in(world, chosen(withdrawable(world), mask)), worlds(), masks | few
)
levels = st.sampled_from([Fraction(n, 2) for n in (20, 60, 81, 100, 120, 150, 190)])
policies = st.builds(
    Policy,
    readiness=levels,
    coverage=st.none() | levels,
    evidenced=st.none() | levels,
    floors=st.sampled_from([{}, {"first": Fraction(40)}, {"first": Fraction(40), "third": Fraction(10)}]),
    stops=st.sampled_from([None, False]),
)
some_policies = st.just(Policy()) | policies | policies


def made(pack: RulePack, ledger: Ledger, order: Order, policy: Policy) -> tuple[Assessment, Robust | None]:
    found = assess_all(pack, ledger, order)
    return found, robust(found, order, policy, (), NO_PAST, FIELDS)


# ---- shares ---------------------------------------------------------------------------------------------------------


def corners(shares: Mapping[str, Fraction], tolerance: Fraction) -> Iterator[dict[str, Fraction]]:
    """Every corner of the shares: all but one at an end of what is allowed, the last making up the sum."""
    names, whole = list(shares), sum(shares.values(), Fraction(0))
    for last in names:
        others = [name for name in names if name != last]
        for signs in product((-1, 1), repeat=len(others)):
            moved = {name: shares[name] * (1 + sign * tolerance) for name, sign in zip(others, signs, strict=True)}
            moved[last] = whole - sum(moved.values(), Fraction(0))
            if abs(moved[last] - shares[last]) <= tolerance * shares[last]:
                yield {name: moved[name] for name in names}


fractions = st.fractions(0, 100, max_denominator=20)


@given(
    st.lists(st.tuples(fractions.filter(bool), fractions), min_size=1, max_size=6),
    st.sampled_from([Fraction(1, 5), Fraction(1, 2)]),
)
def test_the_greedy_way_is_as_good_as_the_best_corner(rows: list[tuple[Fraction, Fraction]], by: Fraction) -> None:
    shares = {str(n): share for n, (share, _) in enumerate(rows)}
    values = {str(n): value for n, (_, value) in enumerate(rows)}
    sums = [sum(moved[c] * values[c] for c in shares) for moved in corners(shares, by)]
    for most, best in ((True, max(sums)), (False, min(sums))):
        found = extreme(shares, values, by, most=most)
        assert sum(found.values()) == sum(shares.values())
        assert all(abs(found[c] - shares[c]) <= by * shares[c] for c in shares)
        assert sum(found[c] * values[c] for c in shares) == best


@given(packs, partly, orders, some_policies)
def test_readiness_over_the_shares_is_that_of_the_corners(
    data: PackData, world: Facts, order: Order, policy: Policy
) -> None:
    pack = data.build()
    found, result = made(pack, ledger_of(world), order, policy)
    if found.bar is None:
        assert result is None
        return
    assert result is not None
    due = {cause.id: cause.share for cause in found.causes if cause.bar}
    asked = asked_of(found, policy, (), NO_PAST)
    answers = []
    lowers = []
    for moved in corners(due, TOLERANCE):
        causes = tuple(c._replace(share=moved.get(c.id, c.share)) for c in pack.causes)
        again = assess_all(pack._replace(causes=causes), ledger_of(world), order)
        assert again.bar is not None
        lowers.append(again.bar.lower)
        answers.append(answer(again, asked))
        assert with_shares(found, moved).bar == again.bar
    assert (result.shares.low, result.shares.high) == (min(lowers), max(lowers))
    assert result.word == answer(found, asked).word
    if result.shares.holds:
        assert {one.word for one in answers} == {result.word}


@given(packs, partly, orders, some_policies, st.lists(st.integers(-20, 20), min_size=3, max_size=3))
def test_a_verdict_that_is_said_to_hold_holds_within(
    data: PackData, world: Facts, order: Order, policy: Policy, percents: list[int]
) -> None:
    pack = data.build()
    found, result = made(pack, ledger_of(world), order, policy)
    assume(result is not None and result.shares.holds)
    assert result is not None
    due = {c.id: c.share for c in found.causes if c.bar}
    moved = {c: due[c] * (100 + percent) / 100 for c, percent in zip(due, percents, strict=False)}
    *others, last = due
    moved[last] = sum(due.values(), Fraction(0)) - sum((moved[c] for c in others), Fraction(0))
    assume(abs(moved[last] - due[last]) <= due[last] / 5)
    assert answer(with_shares(found, moved), asked_of(found, policy, (), NO_PAST)).word == result.word


# ---- thresholds -----------------------------------------------------------------------------------------------------

FACTORS = (1 - TENTH, Fraction(1), 1 + TENTH)


def with_factors(test: Measure, factors: list[Fraction]) -> Measure:
    """The test with each of its scales moved by the next factor."""
    if isinstance(test, Combined):
        return test._replace(tests=tuple(with_factors(part, factors) for part in test.tests))
    leaf: Any = test
    held = isinstance(leaf, Share | Flags | Series | Count) or (isinstance(leaf, Value) and leaf.path in SHARE_FACTS)
    moved: Measure = replace(leaf, scale=moved_scale(leaf.scale, factors.pop(0), whole=held))
    return moved


def size(test: Measure) -> int:
    """How many scales a test has."""
    return sum(size(part) for part in test.tests) if isinstance(test, Combined) else 1


@settings(max_examples=30)
@given(packs, partly, orders)
def test_thresholds_equal_every_way_to_move_them(data: PackData, world: Facts, order: Order) -> None:
    pack, ledger = data.build(), ledger_of(world)
    found = assess_all(pack, ledger, order)
    assume(found.bar is not None)
    scales = [size(rule.test) for rule in pack.rules]
    assume(sum(scales) <= 5)
    bars = []
    for factors in product(FACTORS, repeat=sum(scales)):
        left = list(factors)
        rules = tuple(rule._replace(test=with_factors(rule.test, left)) for rule in pack.rules)
        bars.append(assess_all(pack._replace(rules=rules), ledger, order).bar)
    known = [bar for bar in bars if bar is not None]
    worst, best, both = (one.bar for one in moved_thresholds(found, frozenset(), SHARE_FACTS, TENTH))
    assert worst is not None
    assert best is not None
    assert both is not None
    for end in ("lower", "upper", "evidenced"):
        values = [getattr(bar, end) for bar in known]
        assert (getattr(worst, end), getattr(best, end)) == (min(values), max(values))
    assert both.coverage <= min(bar.coverage for bar in known)


@given(packs, partly, orders)
def test_stops_of_judgement_move_as_well(data: PackData, world: Facts, order: Order) -> None:
    found = assess_all(data.build(), ledger_of(world), order)
    assume(found.bar is not None)
    now = World(found.ledger.facts, found.as_of)
    worst, best, _ = moved_thresholds(found, frozenset(), SHARE_FACTS, TENTH)
    for n, state in enumerate(found.stops):
        if state.state == out.NOT_DUE:
            continue
        states = {
            state_of(state.stop, with_factors(state.stop.test, [factor]).worth(now)[0], frozenset())
            for factor in FACTORS
        }
        order_of = [out.CONFIRMED, out.POSSIBLE, out.CLEAR]
        ranks = sorted(order_of.index(word) for word in states)
        assert (worst.stops[n].state, best.stops[n].state) == (order_of[ranks[0]], order_of[ranks[-1]])


# ---- facts ----------------------------------------------------------------------------------------------------------


@given(packs, partly, orders, some_policies)
def test_the_facts_are_those_whose_withdrawal_changes_a_full_run(
    data: PackData, world: Facts, order: Order, policy: Policy
) -> None:
    pack, ledger = data.build(), ledger_of(world)
    found, result = made(pack, ledger, order, policy)
    assume(result is not None)
    assert result is not None
    asked = asked_of(found, policy, (), NO_PAST)

    def changes(path: str) -> bool:
        less = replace(ledger, facts=without(ledger.facts, path))
        return answer(assess(less, found.phase, pack, order), asked).word != result.word

    lists = {join(steps(path)[:n]) for path, _ in ledger.facts.leaves()
             for n, step in enumerate(steps(path)) if isinstance(step, int)}  # fmt: skip
    keys = {f"{path}[].{key}" for path, key in SCHEMA.keys.items()}
    leaves = [path for path, _ in ledger.facts.leaves() if pattern(path) not in keys]
    hanging = [path for path in leaves if changes(path)]
    whole = [path for path in lists if changes(path) and not any(leaf.startswith(f"{path}[") for leaf in hanging)]
    assert sorted(result.facts) == sorted(hanging + whole)


@given(packs, partly, orders, some_policies)
def test_the_same_run_gives_the_same_answer(data: PackData, world: Facts, order: Order, policy: Policy) -> None:
    pack = data.build()
    assert made(pack, ledger_of(world), order, policy)[1] == made(pack, ledger_of(world), order, policy)[1]


def test_the_strategies_have_the_causes_that_the_policies_name() -> None:
    assert {"first", "third"} <= set(CAUSES)
