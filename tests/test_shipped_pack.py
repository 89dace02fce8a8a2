"""The pack that comes with the program: its shares, its weights, and that every rule can be met in time and missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from sfa_audit import measures, resources
from sfa_audit.assess import Order, assess, item
from sfa_audit.assessment import Assessment
from sfa_audit.cases import Case, load_cases, run_case
from sfa_audit.conditions import Condition, Has, Some
from sfa_audit.facts import truth
from sfa_audit.gate import Policy, judge
from sfa_audit.interval import Interval
from sfa_audit.ledger import Source, resolve
from sfa_audit.load import schema
from sfa_audit.load_pack import shipped_pack
from sfa_audit.measures import Combined, Leaf, World
from sfa_audit.measures_lists import Count, Series, Share
from sfa_audit.pack import Rule
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table, read
from sfa_audit.scoring import score
from sfa_audit.values import NONE
from sfa_audit.yaml_file import parse

TABLE = load_table()
PACK = shipped_pack(FactNames(TABLE))
SHARES = {cause.id: cause.share for cause in PACK.causes}
AS_OF = date(2026, 11, 23)
BEST = read(parse(Path(__file__).with_name("best_project.yaml").read_bytes(), "best_project.yaml").data, TABLE)
CASES = list(load_cases(resources.rules() / "gartner-ten" / "cases", TABLE))
RULES = [pytest.param(rule, id=rule.id) for rule in PACK.rules]


def known_before(milestone: str) -> Mapping[str, Any]:
    """The best project with nothing in it that can be known only after this milestone."""
    phases = PACK.phases[: PACK.milestones.index(milestone) + 1]

    def prune(value: Any, path: str) -> Any:
        field = TABLE.field(path) if path in TABLE else None
        if field is not None and field.known_from and field.known_from not in phases:
            return None
        if isinstance(value, Mapping):
            kept = {key: prune(inner, f"{path}.{key}".lstrip(".")) for key, inner in value.items()}
            return {key: inner for key, inner in kept.items() if inner is not None} or None
        if isinstance(value, tuple) and value:
            return tuple(prune(record, f"{path}[]") for record in value)
        return value

    pruned: Mapping[str, Any] = prune(BEST, "")
    return pruned


@lru_cache
def best(milestone: str, profile: str = "full") -> Assessment:
    """The best project before a milestone, assessed for it."""
    tree = {key: value for key, value in known_before(milestone).items() if key != "format"}
    ledger = resolve([Source("best", tree, None, (), {})], schema(TABLE))
    return assess(ledger, PACK.phases[0], PACK, Order(milestone, profile, AS_OF))


def leaves(test: measures.Test) -> Iterator[Leaf]:
    if isinstance(test, Combined):
        for inner in test.tests:
            yield from leaves(inner)
    else:
        assert isinstance(test, Leaf)
        yield test


# --- shares and weights ----------------------------------------------------------------------------------------------


def test_the_ten_shares():
    assert [cause.share for cause in PACK.causes] == [25, 13, 15, 12, 10, 8, 7, 5, 3, 2]
    assert sum(SHARES.values()) == 100
    assert sum(cause.share for cause in PACK.causes[:5]) == 75


def test_the_two_sub_scores_take_the_first_five_causes_and_the_others():
    ids = tuple(SHARES)
    assert [causes for _, causes in PACK.sub_scores] == [ids[:5], ids[5:]]


def test_every_cause_has_rules_and_ends_in_one_that_stays_due():
    for cause in SHARES:
        own = [rule for rule in PACK.rules if rule.cause == cause]
        assert len(own) >= 5
        assert any(rule.until is None for rule in own)


@pytest.mark.parametrize("milestone", PACK.milestones)
def test_a_project_as_good_as_it_can_be_before_a_milestone_scores_100_in_every_cause_that_is_due(milestone):
    run = best(milestone)
    short = {f.rule.id: (f.outcome, [fact.path for fact in f.facts if fact.value is None or fact.value is NONE])
             for f in run.findings if f.counts and f.outcome != "met"}  # fmt: skip
    assert short == {}
    assert run.bar is not None
    assert (run.bar.lower, run.bar.upper) == (100, 100)
    for cause in run.causes:
        assert cause.bar is None or cause.bar.lower == 100
    assert [state.stop.id for state in run.stops if state.state not in ("clear", "not_due")] == []


def test_all_ten_causes_are_due_from_the_roll_out_on_and_none_falls_away_again():
    reach = [best(milestone).reach for milestone in PACK.milestones]
    assert reach == sorted(reach)
    assert reach[PACK.milestones.index("rollout") :] == [100, 100, 100]
    assert reach[0] > 0


@pytest.mark.parametrize("cause", SHARES)
@pytest.mark.parametrize("milestone", PACK.milestones)
def test_a_cause_at_zero_costs_exactly_its_share_of_those_that_are_due(cause, milestone):
    run = best(milestone)
    counting = [f for f in run.findings if f.counts]
    items = [
        item(f)._replace(worth=Interval(Fraction(0), Fraction(0))) if f.rule.cause == cause else item(f)
        for f in counting
    ]
    total = score(items, SHARES).total
    assert total is not None
    due = any(f.rule.cause == cause for f in counting)
    assert total.lower == 100 - (100 * SHARES[cause] / run.reach if due else 0)
    if run.reach == 100:
        assert total.lower == 100 - SHARES[cause]


def test_no_single_rule_decides_a_cause_that_has_several():
    """At every milestone the heaviest rule of a cause with four or more weighs at most half of it."""
    for milestone in PACK.milestones:
        findings = [f for f in best(milestone).findings if f.counts]
        for cause in SHARES:
            weights = [f.rule.weight for f in findings if f.rule.cause == cause]
            if len(weights) >= 4:
                assert 2 * max(weights) <= sum(weights), (milestone, cause)


# --- rules -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted({case.file for case in CASES}))
def test_cases(file):
    wrong = {case.line: message for case in CASES if case.file == file and (message := run_case(case, PACK, TABLE))}
    assert wrong == {}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_case_in_which_it_is_met_not_met_and_unknown(rule: Rule):
    outcomes = {case.expect for case in CASES if case.kind == "rule" and case.subject == rule.id}
    assert {"met", "not_met", "unknown"} <= outcomes


def test_every_stop_has_a_case_in_which_it_is_confirmed_possible_and_clear_and_every_pattern_in_which_it_shows():
    found = {(case.subject, case.expect) for case in CASES}
    assert [s.id for s in PACK.stops if not {(s.id, e) for e in ("confirmed", "possible", "clear")} <= found] == []
    assert [p.id for p in PACK.patterns if not {(p.id, e) for e in ("shown", "not_shown")} <= found] == []


@pytest.mark.parametrize("rule", RULES)
def test_nothing_known_leaves_a_rule_wholly_open(rule: Rule):
    """What nobody answered is worth from 0 to 1: no rule gives points for silence, and none takes them."""
    nothing = resolve([Source("nothing", {}, None, (), {})], schema(TABLE))
    run = assess(nothing, PACK.phases[0], PACK, Order(rule.due, "full", AS_OF))
    (found,) = [f for f in run.findings if f.rule.id == rule.id]
    assert found.worth == (0, 1)


@pytest.mark.parametrize("cause", SHARES)
def test_no_two_rules_of_a_cause_read_the_same_facts_in_the_same_way(cause):
    """Nothing is counted twice: neither one reading under two names, nor a rule that holds the whole of another."""
    readings = {rule.id: {_reading(leaf) for leaf in leaves(rule.test)} for rule in PACK.rules if rule.cause == cause}
    for one, its in readings.items():
        for other, theirs in readings.items():
            assert one == other or not its <= theirs, (one, other)


def _reading(leaf: Leaf) -> tuple[Any, ...]:
    """What a measure looks at, without what it is worth."""
    kept = {name: value for name, value in vars(leaf).items() if name not in ("scale", "if_none")}
    return type(leaf).__name__, *sorted(kept.items(), key=lambda entry: entry[0])


@pytest.mark.parametrize("rule", RULES)
def test_having_a_field_of_a_record_is_never_worse_than_not_having_it(rule: Rule):
    """For every record of every case: with the field gone ("none" or no), the rule is worth no more than with it.

    A share of the peak is no such field: without its peak a series holds better, and that is what the rule asks.
    """
    fields = [
        (leaf.records, field)
        for leaf in leaves(rule.test)
        if isinstance(leaf, Share | Series) and getattr(leaf, "take", "") != "share_of_peak"
        for field in (_had(leaf.having) if isinstance(leaf, Share) else [leaf.field])
    ] + [(leaf.records, f) for leaf in leaves(rule.test) if isinstance(leaf, Count) for f in _had(leaf.where)]
    for case in CASES:
        if case.kind == "rule" and case.subject == rule.id:
            for records, field in fields:
                for tree in _each_taken_away(case.facts, records.split("."), field):
                    assert _worth(rule, tree, case).lower <= _worth(rule, case.facts, case).lower
                    assert _worth(rule, tree, case).upper <= _worth(rule, case.facts, case).upper


def _had(conditions: tuple[Condition, ...]) -> Iterator[str]:
    for condition in conditions:
        if isinstance(condition, Some):
            yield from _had(condition.of)
        elif isinstance(condition, Has):
            yield condition.field


def _each_taken_away(tree: Mapping[str, Any], path: list[str], field: str) -> Iterator[Mapping[str, Any]]:
    """The facts with the field of one record gone, record by record that has it."""
    if len(path) > 1:
        for inner in _each_taken_away(tree.get(path[0], {}), path[1:], field):
            yield {**tree, path[0]: inner}
        return
    records = tree.get(path[0], ())
    for n, record in enumerate(records if isinstance(records, tuple) else ()):
        if field in record and truth(record[field]):
            gone = {**record, field: False if record[field] is True else NONE}
            yield {**tree, path[0]: (*records[:n], gone, *records[n + 1 :])}


def _worth(rule: Rule, tree: Mapping[str, Any], case: Case) -> Interval:
    ledger = resolve([Source("case", tree, None, (), {})], schema(TABLE))
    return rule.test.worth(World(ledger.facts, case.as_of))[0]


@pytest.mark.parametrize("rule", [pytest.param(r, id=r.id) for r in PACK.rules if r.until is not None])
def test_where_an_estimate_ends_another_rule_of_its_cause_takes_over(rule: Rule):
    due = [other for other in PACK.rules if other.cause == rule.cause and other.due == rule.until]
    assert due, "no rule of the cause becomes due where this one ends"


def test_what_a_remedy_reaches_is_worth_the_work():
    for rule in PACK.rules:
        assert rule.remedy.to >= Fraction(1, 2), rule.id
        assert rule.remedy.days.fixed > 0 or rule.remedy.days.each > 0, rule.id
        assert rule.remedy.weeks > 0, rule.id


@pytest.mark.parametrize("milestone", PACK.milestones)
@pytest.mark.parametrize("gate", list(PACK.gates.values()), ids=list(PACK.gates))
def test_every_gate_is_passed_by_the_best_project_and_asks_for_more_from_milestone_to_milestone(gate, milestone):
    policy = Policy(gate.id, gate.readiness[milestone], gate.coverage, floors=gate.floors, stops=gate.stops)
    assert judge(best(milestone), policy).status == "passed"
    levels = [gate.readiness[id] for id in PACK.milestones]
    assert levels == sorted(levels)


# --- quick profile (its limits: test_quick_profile.py) ----------------------------------------------------------------

QUICK = PACK.profiles["quick"].rules or frozenset()


@pytest.mark.parametrize("milestone", PACK.milestones)
def test_the_best_project_scores_100_in_the_quick_profile_too(milestone):
    run = best(milestone, "quick")
    assert run.bar is not None
    assert run.bar.lower == 100
    assert {f.rule.id for f in run.findings} == QUICK
