"""Measures: facts in, bounds of a worth out. The table of cases stands in `measure_cases.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies as s
from sfa_audit import measures
from sfa_audit.conditions import condition_fields, holds
from sfa_audit.facts import Facts, truth
from sfa_audit.interval import Interval, hull
from sfa_audit.measures import Reading, World
from sfa_audit.project.table import load_table, read
from sfa_audit.rule_language import TestReader, number
from sfa_audit.values import NONE, UNKNOWN
from sfa_audit.yaml_file import parse

TABLE = load_table()
CASES = Path(__file__).with_name("measure_cases.yaml")


def as_test(data: Any) -> measures.Test:
    faults: list[Any] = []
    reader = TestReader(lambda at, what, _hint: faults.append((at, what)), lambda path: TABLE.field(path).record_key)
    test = reader.test(data, ())
    assert not faults, faults
    assert test is not None
    return test


def world(facts: dict[str, Any]) -> World:
    about = {"name": "a", "phase": "design", **facts.get("project", {})}
    return World(Facts(read({**facts, "project": about}, TABLE), TABLE.closed()), s.AS_OF)


def rows() -> Iterator[Any]:
    for group in parse(CASES.read_bytes(), CASES.name).data["measures"]:
        for n, row in enumerate(group["rows"], 1):
            yield pytest.param(group["test"], row["facts"], row["worth"], id=f"{group['says']} {n}")


@pytest.mark.parametrize(("test", "facts", "worth"), list(rows()))
def test_worth(test, facts, worth):
    found, readings = as_test(test).worth(world(facts))
    ends = worth if isinstance(worth, list) else [worth, worth]
    assert found == Interval(*(number(end) for end in ends))
    assert hull(reading.worth for reading in readings).lower <= found.upper


def reading(test: dict[str, Any], facts: dict[str, Any]) -> Reading:
    _, (found,) = as_test(test).worth(world(facts))
    return found


@pytest.mark.parametrize(
    ("test", "facts", "paths"),
    [
        ({"value": "sponsor.hours_per_week"}, {}, ["sponsor.hours_per_week"]),
        ({"ratio": ["managers.total", "project.reps_total"]}, {}, ["managers.total", "project.reps_total"]),
        ({"days": ["project.dates.go_live", "as_of"]}, {}, ["project.dates.go_live"]),
        ({"flags": ["scope.change_rule", "sponsor.named"]}, {}, ["scope.change_rule", "sponsor.named"]),
        ({"share": "goals", "having": ["owner", {"any": ["due", "owner"]}]}, {}, ["goals"]),
        (
            {"share": "goals", "having": ["owner", {"any": ["due", "owner"]}]},
            {"goals": [{"name": "a"}, {"name": "b"}]},
            ["goals[0].owner", "goals[0].due", "goals[1].owner", "goals[1].due"],
        ),
        (
            {"share": "features", "having": ["goal"], "where": ["can_wait"], "by": "effort"},
            {"features": [{"name": "a"}]},
            ["features[0].goal", "features[0].can_wait", "features[0].effort"],
        ),
        ({"count": "goals"}, {"goals": [{"name": "a"}]}, ["goals[0]"]),
        ({"count": "goals"}, {"goals": []}, ["goals"]),
        ({"count": "goals"}, {}, ["goals"]),
        (
            {"share": "access.places", "having": ["works"], "where": [{"place": ["home"]}]},
            {"access": {"places": [{"place": "office"}]}},
            ["access.places[0].works", "access.places[0].place"]
            + [f"access.places[{place}].{field}" for place in ("home", "customer site", "on the road", "no network")
               for field in ("works", "place")],
        ),
        (
            {"series": "usage", "field": "active_share"},
            {"usage": [{"week_of": "2026-10-12"}, {"week_of": "2026-10-05"}]},
            ["usage[1].active_share", "usage[0].active_share"],
        ),
    ],
)  # fmt: skip
def test_a_reading_names_the_facts_that_it_rests_on(test, facts, paths):
    found = reading(test, facts)
    assert list(found.facts) == paths
    assert found.measure in test


@pytest.mark.parametrize(
    ("test", "patterns"),
    [
        ({"value": "sponsor.hours_per_week"}, {"sponsor.hours_per_week"}),
        ({"days": ["project.dates.go_live", "as_of"]}, {"project.dates.go_live"}),
        ({"count": "goals"}, {"goals"}),
        ({"share": "goals", "having": ["owner"], "where": ["due"]}, {"goals[].owner", "goals[].due"}),
        ({"series": "usage", "field": "active_share"}, {"usage[].active_share"}),
        (
            {"mean": [{"least": [{"flags": ["scope.change_rule"]}]}, {"count": "goals", "where": ["owner"]}]},
            {"scope.change_rule", "goals[].owner"},
        ),
    ],
)
def test_a_test_names_the_facts_that_it_may_read(test, patterns):
    assert as_test(test).paths() == patterns


def test_a_reading_gives_the_figures_behind_it():
    goals = [{"name": "a", "owner": "o"}, {"name": "b", "owner": "none"}, {"name": "c"}]
    figures = reading({"share": "goals", "having": ["owner"]}, {"goals": goals}).figures
    assert (figures["state"], figures["yes"], figures["unknown"], figures["of"]) == ("known", 1, 1, 3)
    figures = reading({"flags": ["scope.change_rule", "sponsor.named"]}, {"sponsor": {"named": True}}).figures
    assert (figures["yes"], figures["unknown"], figures["of"]) == (1, 1, 2)
    dates = {"project": {"dates": {"go_live": "2026-11-20"}}}
    assert reading({"days": ["project.dates.go_live", "as_of"]}, dates).figures["days"] == 3
    usage = {"usage": [{"week_of": "2026-10-05", "active_share": "40%"}, {"week_of": "2026-10-12"}]}
    figures = reading({"series": "usage", "field": "active_share"}, usage).figures
    assert (figures["latest"], figures["peak"], figures["of"]) == (UNKNOWN, Fraction(2, 5), 2)


@pytest.mark.parametrize(
    ("value", "there"),
    [
        (NONE, False),
        (False, False),
        (True, True),
        (Fraction(0), False),
        (Fraction(-1), True),
        ("x", True),
        (s.AS_OF, True),
    ],
)
def test_what_counts_as_being_there(value, there):
    assert truth(value) is there


# --- properties ------------------------------------------------------------------------------------------------------


@given(s.leaf_tests, s.worlds(), s.masks)
def test_only_the_facts_that_a_test_names_can_change_its_worth(data, world_, mask):
    test = s.as_test(data)
    named = {tuple(path.replace("[]", "").split(".")) for path in test.paths()}
    lists = {path for path in s.LISTS if any(pattern[: len(path)] == path for pattern in named)}
    others = [
        a for a in s.withdrawable(world_)
        if a not in named and a not in lists and not (a[:-2] in lists and (*a[:-2], a[-1]) in named)
    ]  # fmt: skip
    before, after = (
        test.worth(World(s.ledger_of(w).facts, s.AS_OF))[0] for w in (world_, s.without(world_, s.chosen(others, mask)))
    )
    assert before == after


_having = st.sampled_from([["ok"], ["owner"], [{"any": ["ok", "owner"]}], [{"some": 2, "of": ["ok", "owner", "due"]}]])
_where = st.sampled_from([[], [{"kind": ["red"]}], [{"size": {"at_least": 2}}]])
_ANSWERS = {"ok": (True, False), "owner": ("x", NONE), "due": (s.AS_OF, NONE), "kind": ("red", "blue"),
            "size": (Fraction(3), NONE)}  # fmt: skip
_records = st.lists(
    st.fixed_dictionaries(
        {}, optional={field: st.sampled_from(values) for field, values in _ANSWERS.items()}
    ),
    min_size=1,
    max_size=2,
)  # fmt: skip


@given(_having, _where, _records, st.sampled_from(["share", "count"]))
def test_bounds_over_records_are_exactly_the_extremes_of_all_answers(having, where, records, measure):
    """Tight, where no fact is read twice and the scale is straight."""
    data = {"share": "deep.things", "having": having, "where": where, "if_none": "1/2"}
    if measure == "count":
        data = {"count": "deep.things", "where": [*having, *where], "scale": [[0, 0], [3, 1]]}
    test = s.as_test(data)

    def worth(rows: list[dict[str, Any]]) -> Interval:
        things = tuple({"name": str(n), **row} for n, row in enumerate(rows))
        return test.worth(World(Facts({"deep": {"things": things}}, {}), s.AS_OF))[0]

    def answers(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
        read_ = [field for field in condition_fields((*_conditions(having), *_conditions(where))) if field not in row]
        for values in product(*(_ANSWERS[field] for field in read_)):
            yield {**row, **dict(zip(read_, values, strict=True))}

    every = [worth(list(rows_)) for rows_ in product(*(list(answers(row)) for row in records))]
    assert all(found.known for found in every)
    assert worth(records) == hull(every)


def _conditions(data: list[Any]) -> Any:
    return s.as_test({"count": "deep.things", "where": data}).where if data else ()


@given(st.data(), _records)
def test_a_condition_that_is_decided_stays_decided_whatever_else_is_learnt(data, records):
    (condition,) = _conditions([data.draw(s._of_things)])
    row = records[0]
    known = holds(condition, row)
    more = {**{field: data.draw(st.sampled_from(values)) for field, values in _ANSWERS.items()}, **row}
    assert holds(condition, more) is not None
    assert known is None or holds(condition, more) is known
