"""Waivers: they exempt from the gate until a day, are always reported, and never change a score."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small
from small import waiver

Assess = Callable[..., small.Ran]
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write_pack(tmp_path_factory.mktemp("rules") / "small")


@pytest.fixture(scope="module")
def pack(folder: Path) -> Any:
    return small.the_pack(folder)


@pytest.fixture
def assess(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Assess:
    def run(text: str, flags: str = "--fail-under 70") -> small.Ran:
        return small.assess(folder, tmp_path, text, flags, capsys, kinds=["json"])

    return run


@pytest.mark.parametrize(
    ("left", "state"),
    [(400, "active"), (15, "active"), (14, "expiring"), (1, "expiring"), (0, "expiring"), (-1, "expired"),
     (-400, "expired")],
)  # fmt: skip
def test_states_by_the_days_that_are_left(assess: Assess, left: int, state: str) -> None:
    expires = (TODAY + timedelta(days=left)).isoformat()
    ran = assess(small.project(sponsor=False, waivers=[waiver("no-sponsor", expires, "2020-01-01")]))
    (found,) = ran.json()["waivers"]
    assert (found["state"], found["days_left"]) == (state, left)
    assert ran.code == (1 if state == "expired" else 0)
    assert ("warning: " in ran.err) == (state != "active")
    if state != "active":  # the owner is told, with the day and the line
        assert f"project.yaml:{found['line']}: the waiver of no-sponsor" in ran.err
        assert "SECRET owner" in ran.err
        assert expires in ran.err
    assert '"stop": "no-sponsor"' in ran.text("project.yaml").splitlines()[found["line"] - 1]


@pytest.mark.parametrize(
    ("project", "target", "state", "told"),
    [
        ({}, "no-sponsor", "unused", "is not needed"),
        ({"a": 100}, "one", "unused", "is not needed"),
        ({}, "late-rule", "unused", "is not needed"),  # not due yet
        ({"a": None}, "one", "active", ""),
        ({"a": 0}, "one", "active", ""),
        ({"change": False, "phase": "rollout"}, "no-change", "forbidden", "cannot be waived"),
    ],
)
def test_what_is_not_needed_and_what_is_not_allowed(
    assess: Assess, project: dict[str, Any], target: str, state: str, told: str
) -> None:
    ran = assess(small.project(**project, waivers=[waiver(target, "2027-06-30")]))
    assert ran.json()["waivers"][0]["state"] == state
    assert told in ran.err


def test_one_that_begins_tomorrow(assess: Assess) -> None:
    ran = assess(small.project(sponsor=False, waivers=[waiver("no-sponsor", "2027-06-30", "2026-11-24")]))
    assert (ran.code, ran.json()["waivers"][0]["state"]) == (1, "ahead")
    assert "begins on 2026-11-24 only" in ran.err


@pytest.mark.parametrize(
    "change",
    [
        {"expires": "2026-11-31"}, {"expires": "soon"}, {"expires": "23.11.2026"}, {"expires": ""},
        {"created": "2026-13-01"}, {"expires": "2026-09-30"},
        {"reason": ""}, {"owner": ""}, {"approver": ""}, {"rule": "no-such-rule"},
        {"stop": "no-such-stop"}, {"why": "x"},
    ],
)  # fmt: skip
def test_a_faulty_waiver_is_invalid_input(assess: Assess, change: dict[str, str]) -> None:
    given_ = waiver("two", "2027-06-30") | change
    if "stop" in change:
        del given_["rule"]
    ran = assess(small.project(waivers=[given_]))
    assert ran.code == 2
    assert "waivers[0]" in ran.err
    assert not (ran.folder / "result.json").exists()


@pytest.mark.parametrize("missing", ["reason", "owner", "approver", "created", "expires", "rule"])
def test_nothing_of_it_may_be_missing(assess: Assess, missing: str) -> None:
    given_ = {key: value for key, value in waiver("two", "2027-06-30").items() if key != missing}
    ran = assess(small.project(waivers=[given_]))
    assert ran.code == 2
    assert "waivers[0]" in ran.err


def test_a_waived_rule_still_counts_and_is_shown(assess: Assess) -> None:
    plain = assess(small.project(a=0)).json()
    waived = assess(small.project(a=0, waivers=[waiver("one", "2027-06-30")])).json()
    assert waived["score"] == plain["score"]
    assert waived["findings"] == plain["findings"]


# ---- a waiver never changes a score --------------------------------------------------------------------------------

FIGURES = st.none() | st.integers(0, 100)
DAYS = st.integers(-30, 30).map(lambda n: (TODAY + timedelta(days=n)).isoformat())
WAIVERS = st.lists(
    st.builds(waiver, st.sampled_from(["one", "two", "three", "late-rule", "no-sponsor", "no-change"]), DAYS, DAYS),
    max_size=5,
)  # fmt: skip


def valid(waivers: list[dict[str, str]]) -> list[dict[str, str]]:
    return [one for one in waivers if one["created"] <= one["expires"]]


@given(FIGURES, FIGURES, FIGURES, st.none() | st.booleans(), st.sampled_from(["pilot", "rollout"]), WAIVERS)
def test_no_waiver_changes_a_score(pack: Any, a: Any, b: Any, c: Any, sponsor: Any, phase: str, waivers: Any) -> None:
    facts = {"a": a, "b": b, "c": c, "sponsor": sponsor, "phase": phase}
    before = small.judged(pack, small.project(**facts)).assessment
    after = small.judged(pack, small.project(**facts, waivers=valid(waivers))).assessment
    assert after.bar == before.bar
    assert after.causes == before.causes
    assert [(f.rule.id, f.outcome, f.worth) for f in after.findings] == [
        (f.rule.id, f.outcome, f.worth) for f in before.findings
    ]
