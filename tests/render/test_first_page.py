"""The first page on the plan: what it says of the way to the gate is true in every state that a plan can end in."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from render.sample import english, report
from sfa_audit.render.content import Column, Marked
from sfa_audit.render.numbers import long_date
from sfa_audit.render.view import context
from sfa_audit.render.view_conditions import conditions_table
from sfa_audit.render.view_reasons import FEW, do, on_the_plan

CLEARS, FIRST, MOST = "What clears the gate", "What to do first", "What adds most"


def planned(status: str = "found", verdict: str = "passed", **after: dict[str, Any]) -> dict[str, Any]:
    """The stopped report with its plan in a state; `after` changes conditions after the plan, by kind."""
    data = report("stopped")
    course = data["plan"]["low"]
    assert course["status"] == "found"
    assert len(course["steps"]) > FEW
    course["status"] = status
    course["verdict"]["status"] = verdict
    for one in course["verdict"]["conditions"]:
        one |= after.get(one["kind"].replace("-", "_"), {})
    return data


def last(data: dict[str, Any], kind: str) -> Any:
    """The last cell of the row of a kind of condition."""
    table = conditions_table(context(data, english()))
    assert table is not None
    kinds = [one["kind"] for one in data["verdict"]["conditions"]]
    return table.rows[kinds.index(kind)].cells[-1]


@pytest.mark.parametrize(
    ("status", "verdict", "title"),
    [
        ("found", "passed", CLEARS),
        ("found", "undetermined", FIRST),
        ("found", "failed", FIRST),
        ("late", "passed", MOST),
        ("unreachable", "failed", MOST),
        ("paperwork", "passed", MOST),
        ("ready", "failed", MOST),
    ],
)
def test_the_list_is_called_what_clears_the_gate_only_where_it_does(status: str, verdict: str, title: str) -> None:
    assert do(context(planned(status, verdict), english())).title == title


@pytest.mark.parametrize(
    ("status", "verdict", "says"),
    [
        ("found", "passed", "actions, 7 person-days, clear the gate by 18 January 2027."),
        ("found", "undetermined", None),
        ("late", "passed", "No plan fits before go-live on 11 January 2027; the earliest day is 18 January 2027."),
        ("unreachable", "failed", None),
        ("paperwork", "passed", None),
    ],
)
def test_the_lead_says_what_clears_the_gate(status: str, verdict: str, says: str | None) -> None:
    data = planned(status, verdict)
    data["plan"]["go_live"] = "2027-01-11"
    data["plan"]["low"] |= {"ends": "2027-01-18", "days": {"exact": "7", "shown": "7.0", "whole": "7"}}
    said = on_the_plan(context(data, english()))
    assert [text.endswith(says) for text in said] == ([True] if says else []), said
    data["verdict"]["status"] = "passed"
    assert on_the_plan(context(data, english())) == []


def test_without_a_plan_it_says_what_adds_most() -> None:
    data = report("stopped")
    data["plan"] = None
    assert do(context(data, english())).title == MOST


def test_the_list_says_how_much_the_whole_plan_is() -> None:
    data = planned()
    course = data["plan"]["low"]
    made = do(context(data, english()))
    assert len(made.items) == FEW + 1
    assert made.items[-1].text.startswith(f"{len(course['steps']) - FEW} more action")
    assert long_date(course["ends"], english()) in made.items[-1].note
    course["steps"] = course["steps"][:2]
    made = do(context(data, english()))
    assert len(made.items) == 2
    assert long_date(course["ends"], english()) in made.items[-1].note


@pytest.mark.parametrize("status", ["late", "unreachable", "paperwork", "ready"])
def test_only_a_plan_that_fits_has_a_column(status: str) -> None:
    table = conditions_table(context(planned(status), english()))
    assert table is not None
    assert Column("After the plan") not in table.columns


def test_a_plan_for_another_gate_has_no_column() -> None:
    data = planned()
    data["plan"]["low"]["verdict"]["conditions"].pop()
    table = conditions_table(context(data, english()))
    assert table is not None
    assert Column("After the plan") not in table.columns


SHOWN = {"exact": "55", "shown": "55.0", "whole": "55"}
CELLS: list[tuple[str, dict[str, Any], Any]] = [
    ("readiness", {"status": "passed", "actual": SHOWN}, (Marked("good", "met"), "55")),
    ("readiness", {"status": "failed", "actual": SHOWN}, (Marked("bad", "not met"), "55")),
    ("coverage", {"status": "undetermined", "actual": SHOWN}, (Marked("open", "not decided"), "55")),
    ("stops", {"status": "passed", "names": []}, (Marked("good", "met"), "none")),
    ("stops", {"status": "failed", "names": ["no-sponsor"]}, (Marked("bad", "not met"), "1")),
    ("stops", {"status": "undetermined", "names": ["a", "b"]}, (Marked("open", "not decided"), "2 possible")),
    ("stops", {"status": "skipped", "names": []}, "–"),
    ("waivers", {"status": "failed", "names": ["a", "b"]}, (Marked("bad", "not met"), "2")),
    ("floor", {"status": "skipped", "actual": None}, "–"),
]


@pytest.mark.parametrize(("kind", "after", "cell"), CELLS)
def test_the_column_says_what_each_condition_becomes(kind: str, after: dict[str, Any], cell: Any) -> None:
    assert last(planned(**{kind: after}), kind) == cell


@pytest.mark.parametrize("kind", ["no-new-failure", "fall"])
def test_what_is_asked_of_a_baseline_is_judged_after_the_plan_too(kind: str) -> None:
    data = planned()
    one = {**data["verdict"]["conditions"][0], "id": kind, "kind": kind, "relation": "none", "names": ["goals-few"]}
    after = {**one, "status": "undetermined", "actual": None, "names": ["stale"]}
    data["verdict"]["conditions"].append({**deepcopy(one), "status": "failed", "upper": None})
    data["plan"]["low"]["verdict"]["conditions"].append(after)
    assert last(data, kind) == (Marked("open", "not decided"), "–")


def test_a_condition_that_no_work_moves_keeps_its_state() -> None:
    """What is waived or set aside is the same after the plan: the column says so, it does not leave it out."""
    data = planned()
    kept = next(one for one in data["verdict"]["conditions"] if one["kind"] == "not-applicable")
    assert last(data, "not-applicable") == (Marked("good", "met"), kept["actual"]["whole"])
