"""Several sources become one value a fact; what they disagree about is unknown unless one of them outranks the rest."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies as s
from sfa_audit.facts import Facts
from sfa_audit.ledger import Contradiction, Entry, Ledger, Schema, Source, pattern, resolve
from sfa_audit.values import NONE, UNKNOWN

TODAY = date(2026, 11, 23)
SCHEMA = Schema(
    keys={"goals": "name", "places": "place"},
    receivers={"hours": "reps", "goals[].owner": "reps"},
    closed={"places": ("place", ("home", "office"))},
)
RANKS = ("log", "document", "observation", "receiver", "statement")


def entry(kind: str, by: str | None = None, *, fact: str = "", days: int | None = 0, answers: bool = False) -> Entry:
    """Evidence of a kind; `receiver` is a statement of those who receive the fact."""
    by, kind = ("reps", "statement") if kind == "receiver" else (by, kind)
    return Entry(
        fact, kind, by, None if days is None else TODAY - timedelta(days=days), None, "project.yaml", answers=answers
    )


def project(*evidence: Entry, **tree: Any) -> Source:
    return Source("project.yaml", tree, None, evidence, {(name,): (n, 1) for n, name in enumerate(tree, 1)})


def answers(name: str, kind: str, *evidence: Entry, days: int = 0, **tree: Any) -> Source:
    return Source(name, tree, entry(kind, "sponsor", days=days, answers=True), evidence, {(n,): (9, 1) for n in tree})


def settled(*sources: Source) -> Ledger:
    return resolve(sources, SCHEMA)


def claims(found: Contradiction) -> tuple[tuple[Any, str, str], ...]:
    return tuple((claim.value, claim.kind, claim.source) for claim in found.claims)


# --- rank ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("high", RANKS)
@pytest.mark.parametrize("low", RANKS)
def test_the_better_kind_of_evidence_wins_and_equal_kinds_contradict(high, low, order):
    files = [answers("a.yaml", high, hours=Fraction(1)), answers("b.yaml", low, hours=Fraction(2))]
    ledger = settled(project(), *(files[n] for n in order))
    if RANKS.index(high) == RANKS.index(low):
        assert ledger.facts.get("hours") is UNKNOWN
        assert [c.fact for c in ledger.contradictions] == ["hours"]
    else:
        assert ledger.facts.get("hours") == (1 if RANKS.index(high) < RANKS.index(low) else 2)
        assert ledger.contradictions == ()


@pytest.mark.parametrize(("kind", "value"), [("statement", UNKNOWN), ("receiver", 2), ("log", 2)])
def test_the_project_file_is_a_statement_without_a_word_of_its_receivers(kind, value):
    ledger = settled(project(hours=Fraction(1)), answers("a.yaml", kind, hours=Fraction(2)))
    assert ledger.facts.get("hours") == value


@pytest.mark.parametrize("kind", RANKS)
def test_evidence_within_the_project_file_ranks_its_own_value(kind):
    own = project(entry(kind, fact="hours"), hours=Fraction(1))
    ledger = settled(own, answers("a.yaml", "observation", hours=Fraction(2)))
    assert ledger.facts.get("hours") == {"log": 1, "document": 1, "observation": UNKNOWN}.get(kind, 2)


def test_only_the_receivers_of_a_fact_outrank_others_about_it():
    mine, theirs = entry("statement", "Reps", answers=True), entry("statement", "sponsor", answers=True)
    files = [
        Source(name, {"hours": value, "other": value}, head, (), {})
        for name, value, head in (("a.yaml", Fraction(1), mine), ("b.yaml", Fraction(2), theirs))
    ]
    ledger = settled(project(), *files)
    assert ledger.facts.get("hours") == 1
    assert ledger.facts.get("other") is UNKNOWN


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_the_receivers_word_counts_wherever_it_stands_among_the_evidence(order):
    words = (entry("statement", "sponsor", fact="hours"), entry("statement", "reps", fact="hours"))
    own = project(*(words[n] for n in order), hours=Fraction(1))
    assert settled(own, answers("a.yaml", "statement", hours=Fraction(2))).facts.get("hours") == 1


def test_a_contradiction_lists_every_claim_the_outranked_ones_too():
    ledger = settled(
        project(hours=Fraction(3)),
        answers("b.yaml", "document", hours=Fraction(2)),
        answers("a.yaml", "document", hours=Fraction(1)),
    )
    assert [claims(c) for c in ledger.contradictions] == [
        ((3, "statement", "project.yaml"), (1, "document", "a.yaml"), (2, "document", "b.yaml"))
    ]


def test_none_and_a_number_contradict_each_other():
    ledger = settled(project(hours=NONE), answers("a.yaml", "statement", hours=Fraction(0)))
    assert ledger.facts.get("hours") is UNKNOWN


def test_what_only_one_source_knows_stands():
    ledger = settled(project(a=True), answers("a.yaml", "statement", b=False))
    assert ledger.facts.tree == {"a": True, "b": False}


# --- records ---------------------------------------------------------------------------------------------------------


def test_records_merge_by_key_field_by_field():
    ledger = settled(
        project(goals=({"name": "b", "owner": "x"}, {"name": "a"})),
        answers("a.yaml", "log", goals=({"name": "a", "owner": "y"}, {"name": "c"}, {"name": "b", "due": TODAY})),
    )
    assert ledger.facts.get("goals") == (
        {"name": "b", "owner": "x", "due": TODAY},
        {"name": "a", "owner": "y"},
        {"name": "c"},
    )


def test_the_records_of_the_project_file_keep_their_places_and_the_others_follow_by_key():
    files = [answers(f"{n}.yaml", "log", goals=({"name": name},)) for n, name in enumerate("zyb")]
    for order in permutations(files):
        ledger = settled(project(goals=({"name": "m"},)), *order)
        assert [record["name"] for record in ledger.facts.get("goals")] == ["m", "b", "y", "z"]
    ledger = settled(project(), *files)
    assert [record["name"] for record in ledger.facts.get("goals")] == ["b", "y", "z"]


def test_a_contradiction_within_a_record_leaves_the_rest_of_it():
    ledger = settled(
        project(goals=({"name": "a", "owner": "x", "due": TODAY},)),
        answers("a.yaml", "statement", goals=({"name": "a", "owner": "y"},)),
    )
    assert ledger.facts.get("goals") == ({"name": "a", "due": TODAY},)
    assert [c.fact for c in ledger.contradictions] == ["goals[0].owner"]


@pytest.mark.parametrize("nothing", [NONE, ()])
@pytest.mark.parametrize(("kind", "found"), [("statement", UNKNOWN), ("document", ({"name": "a"},))])
def test_none_against_records_is_settled_by_rank(nothing, kind, found):
    ledger = settled(project(goals=nothing), answers("a.yaml", kind, goals=({"name": "a"},)))
    assert ledger.facts.get("goals") == found
    assert bool(ledger.contradictions) == (found is UNKNOWN)


@pytest.mark.parametrize("kinds", [("document", "document"), ("document", "log")])
def test_records_that_outrank_none_still_merge(kinds):
    files = [
        answers(f"{n}.yaml", kind, goals=({"name": name},))
        for n, (kind, name) in enumerate(zip(kinds, "ab", strict=True))
    ]
    ledger = settled(project(goals=NONE), *files)
    assert ledger.facts.get("goals") == ({"name": "a"}, {"name": "b"})
    assert ledger.contradictions == ()


def test_none_that_outranks_the_records_stands_alone():
    ledger = settled(project(goals=({"name": "a"},)), answers("a.yaml", "log", goals=()))
    assert ledger.facts.get("goals") == ()


def test_sections_merge_key_by_key():
    ledger = settled(
        project(sponsor={"named": True, "hours": Fraction(1)}),
        answers("a.yaml", "log", sponsor={"hours": Fraction(2), "role": "head"}),
    )
    assert ledger.facts.tree == {"sponsor": {"named": True, "hours": 2, "role": "head"}}


# --- support ---------------------------------------------------------------------------------------------------------


def test_evidence_of_a_prefix_covers_all_below_and_nothing_beside():
    own = project(entry("document", fact="goals[0]"), goals=({"name": "a", "owner": "x"}, {"name": "b"}), goals_x=True)
    ledger = settled(own)
    supported = [p for p in ("goals[0].owner", "goals[0]", "goals[1].owner", "goals", "goals_x")
                 if ledger.evidenced(p, TODAY, 180)]  # fmt: skip
    assert supported == ["goals[0].owner", "goals[0]"]


@pytest.mark.parametrize(
    ("days", "fresh"), [(0, True), (180, True), (181, False), (-1, False), (None, False)]
)  # a date still to come is no evidence of today
def test_evidence_is_fresh_to_its_last_day(days, fresh):
    ledger = settled(project(entry("log", fact="hours", days=days), hours=Fraction(1)))
    assert ledger.evidenced("hours", TODAY, 180) is fresh


@pytest.mark.parametrize("kind", ["statement", "receiver"])
def test_a_statement_is_never_evidence(kind):
    ledger = settled(project(entry(kind, fact="hours"), hours=Fraction(1)))
    assert not ledger.evidenced("hours", TODAY, 180)
    assert ledger.support("hours", TODAY, 180) is not None
    assert ledger.support("other", TODAY, 180) is None


def test_the_best_support_is_fresh_before_stale_then_the_better_kind_then_the_younger():
    told = [
        entry("log", fact="h", days=400),
        entry("document", fact="h", days=20),
        entry("document", fact="h", days=10),
        entry("observation", fact="h", days=1),
        entry("statement", fact="h", days=0),
    ]
    for order in permutations(told):
        support = settled(project(*order, h=True)).support("h", TODAY, 180)
        assert support is not None
        assert support.entry == told[2]


def test_a_stale_log_supports_less_than_a_statement():
    own = project(entry("log", fact="h", days=400), entry("statement", fact="h"), h=True)
    support = settled(own).support("h", TODAY, 180)
    assert support is not None
    assert support.entry.kind == "statement"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_source_of_lower_rank_that_agrees_supports_too(order):
    files = (answers("a.yaml", "log", h=True, days=400), answers("b.yaml", "observation", h=True))
    ledger = settled(project(), *(files[n] for n in order))
    assert ledger.evidenced("h", TODAY, 180)


def test_the_evidence_of_an_outranked_value_supports_nothing():
    own = project(entry("document", fact="hours"), hours=Fraction(1))
    ledger = settled(own, answers("a.yaml", "log", days=400, hours=Fraction(2)))
    assert ledger.facts.get("hours") == 2
    assert not ledger.evidenced("hours", TODAY, 180)
    assert ledger.overruled == {"hours"}


def test_evidence_that_there_is_none_supports_no_record_that_outranks_it():
    own = project(entry("document", fact="goals"), goals=NONE)
    ledger = settled(own, answers("a.yaml", "log", days=400, goals=({"name": "a", "owner": "x"},)))
    assert ledger.facts.get("goals[0].owner") == "x"
    assert not ledger.evidenced("goals[0].owner", TODAY, 180)


def test_the_head_of_an_answers_file_is_the_evidence_of_all_its_facts():
    ledger = settled(project(a=True), answers("a.yaml", "document", b=True, goals=({"name": "x", "owner": "y"},)))
    assert [p for p in ("a", "b", "goals[0].owner") if ledger.evidenced(p, TODAY, 180)] == ["b", "goals[0].owner"]


def test_evidence_within_an_answers_file_is_moved_to_the_resolved_record():
    own = answers("a.yaml", "statement", entry("log", fact="goals[0].owner"), goals=({"name": "z", "owner": "y"},))
    ledger = settled(project(goals=({"name": "a", "owner": "x"},)), own)
    assert ledger.evidenced("goals[1].owner", TODAY, 180)
    assert not ledger.evidenced("goals[0].owner", TODAY, 180)


# --- places and facts ------------------------------------------------------------------------------------------------


def test_a_place_is_that_of_the_value_chosen_or_of_the_nearest_part_above():
    ledger = settled(project(a=True, goals=({"name": "x"},)), answers("a.yaml", "log", a=False, b=True))
    assert ledger.place("a") == ("a.yaml", 9, 1)
    assert ledger.place("goals[0].owner") == ("project.yaml", 2, 1)
    assert ledger.place("b") == ("a.yaml", 9, 1)
    assert ledger.place("c") is None


def test_patterns_have_no_indices():
    assert pattern("goals[12].owner") == pattern(("goals", 12, "owner")) == "goals[].owner"


def test_a_path_below_none_is_none_and_a_path_that_leads_nowhere_is_unknown():
    facts = Facts({"a": NONE, "b": Fraction(1), "c": ({"d": True},)}, {})
    assert [facts.get(p) for p in ("a.x", "a", "b.x", "c[0].d", "c[1].d", "c.d", "b[0]", "x.y")] == [
        NONE, NONE, UNKNOWN, True, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
    ]  # fmt: skip
    assert list(facts.leaves()) == [("a", NONE), ("b", 1), ("c[0].d", True)]


def test_a_closed_list_has_all_its_records_whoever_gave_some():
    facts = settled(project(places=({"place": "office", "works": True},))).facts
    found = facts.records("places")
    assert [(r.path, r.given) for r in found.items] == [("places[0]", True), ("places[home]", False)]
    assert (found.state, found.complete) == ("known", True)
    nobody = settled(project()).facts.records("places")
    assert (nobody.state, len(nobody.items)) == ("unknown", 2)


@pytest.mark.parametrize(
    ("tree", "state", "complete"),
    [
        ({}, "unknown", False),
        ({"goals": ()}, "none", True),
        ({"goals": NONE}, "none", True),
        ({"goals": (), "goals_complete": False}, "unknown", False),
        ({"goals": ({"name": "a"},)}, "known", True),
        ({"goals": ({"name": "a"},), "goals_complete": True}, "known", True),
        ({"goals": ({"name": "a"},), "goals_complete": False}, "known", False),
        ({"goals_complete": False}, "unknown", False),
    ],
)
def test_a_list_is_complete_unless_it_says_otherwise(tree, state, complete):
    found = Facts(tree, {}).records("goals")
    assert (found.state, found.complete) == (state, complete)


# --- properties ------------------------------------------------------------------------------------------------------


@given(s.given_by_sources())
def test_a_fact_is_the_value_of_a_source_or_listed_as_a_contradiction(given_):
    ledger = given_.ledger()
    told = [(set(world.items()), world) for world, _, _ in given_.sources]
    for address, value in _flat(ledger):
        assert any((address, value) in items for items, _ in told)
    disputed = {c.fact for c in ledger.contradictions}
    known = {path for path, _ in ledger.facts.leaves()}
    assert not disputed & known
    for found in ledger.contradictions:
        assert len({repr(claim.value) for claim in found.claims}) > 1


def _flat(ledger: Ledger) -> list[tuple[s.Address, Any]]:
    flat: list[tuple[s.Address, Any]] = []
    for path, value in ledger.facts.leaves():
        parts: list[Any] = []
        for part in path.replace("[", ".[").split("."):
            if part.startswith("["):
                key = s.LISTS[tuple(parts)]
                record = ledger.facts.get(f"{'.'.join(parts)}{part}")
                parts.append(record[key])
            else:
                parts.append(part)
        flat.append((tuple(parts), value))
    return flat


@given(s.given_by_sources(contradicting=False))
def test_sources_that_agree_never_contradict_each_other(given_):
    ledger = given_.ledger()
    assert ledger.contradictions == ()
    assert ledger.overruled == frozenset()


@given(s.given_by_sources(), st.integers(1, 2))
def test_a_file_given_twice_changes_no_fact(given_, n):
    if n < len(given_.sources):
        again = s.Given((*given_.sources, given_.sources[n]))
        assert again.ledger().facts.tree == given_.ledger().facts.tree


def test_evidence_of_the_project_file_supports_its_own_facts_only():
    """A fact that only an answers file states is not evidenced by a prefix in the project file."""
    own = entry("document", fact="goals")
    base = project(own, goals=({"name": "a", "metric": "win rate"},))
    said = answers("a.yaml", "statement", goals=({"name": "a", "owner": "head of sales"},))
    base = base._replace(places={("goals", 0, "metric"): (2, 1)})
    said = said._replace(places={("goals", 0, "owner"): (3, 1)})
    ledger = settled(base, said)
    assert ledger.evidenced("goals[0].metric", TODAY, 180)
    assert not ledger.evidenced("goals[0].owner", TODAY, 180)
