"""The change since a baseline is told apart, its parts sum to the whole, and no state of it passes in silence."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small
from sfa_audit.delta import PARTS
from sfa_audit.render.report_json import to_plain


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write_pack(tmp_path_factory.mktemp("rules") / "small")


@pytest.fixture(scope="module")
def pack(folder: Path) -> Any:
    return small.the_pack(folder)


def saved(pack: Any, text: str, **order: Any) -> Any:
    return json.loads(json.dumps(to_plain(small.judged(pack, text, **order))))


def parts(pack: Any, then: dict[str, Any], now: dict[str, Any], then_order: Any = None, now_order: Any = None) -> Any:
    old = saved(pack, small.project(**then), **(then_order or {}))
    result = small.judged(pack, small.project(**now), baseline=old, **(now_order or {}))
    return result.past.delta


@pytest.mark.parametrize(
    ("part", "then", "now", "orders", "change"),
    [
        ("facts", {"a": 82}, {"a": 92}, ({}, {}), 3),
        ("milestone", {"late": 2}, {"late": 2}, ({}, {"entering": "live"}), -16),
        ("profile", {"b": 52}, {"b": 52}, ({}, {"profile": "short"}), 9),
        ("evidence", {}, {"evidenced": "a"}, ({}, {}), 0),
        ("waivers", {}, {"waivers": [small.waiver("one", "2027-01-01")]}, ({}, {}), 0),
    ],
)
def test_each_cause_of_a_change_is_told_by_its_name(
    pack: Any, part: str, then: dict[str, Any], now: dict[str, Any], orders: Any, change: int
) -> None:
    found = parts(pack, then, now, *orders)
    assert found.after - found.before == change
    assert {one.id: one.lower for one in found.parts if one.lower} == ({part: change} if change else {})


def test_evidence_and_its_age_are_parts_of_what_is_evidenced(pack: Any) -> None:
    found = parts(pack, {}, {"evidenced": "a"})
    assert {one.id: one.evidenced for one in found.parts if one.evidenced} == {"evidence": Fraction(246, 10)}
    found = parts(pack, {"evidenced": "a"}, {"evidenced": "a"}, {}, {"as_of": "2028-01-01"})
    assert {one.id: one.evidenced for one in found.parts if one.evidenced} == {"date": Fraction(-246, 10)}


def test_other_rules_are_a_part_of_their_own(pack: Any, folder: Path, tmp_path: Path) -> None:
    other = small.write_pack(tmp_path / "other")
    text = (other / "1-alpha.yaml").read_text(encoding="utf-8")
    (other / "1-alpha.yaml").write_text(text.replace("weight: 1", "weight: 3", 1), encoding="utf-8")
    old = saved(pack, small.project(a=100, b=0))
    found = small.judged(small.the_pack(other), small.project(a=100, b=0), baseline=old).past.delta
    assert {one.id: one.lower for one in found.parts if one.lower} == {"rules": 15}


FIGURES = st.none() | st.integers(0, 100)
PROJECTS = st.fixed_dictionaries(
    dict.fromkeys(("a", "b", "c", "late"), FIGURES)
    | {"evidenced": st.sampled_from(["", "a", "bc", "abc"]), "stale": st.sampled_from(["", "a"]),
       "aside": st.sampled_from([[], ["two"]]), "sponsor": st.none() | st.booleans()}
)  # fmt: skip
ORDERS = st.fixed_dictionaries(
    {"entering": st.sampled_from(["pilot", "rollout", "live"]), "profile": st.sampled_from(["full", "short"]),
     "as_of": st.integers(0, 400).map(lambda n: (date(2026, 11, 23) + timedelta(days=n)).isoformat())}
)  # fmt: skip


@given(PROJECTS, PROJECTS, ORDERS, ORDERS)
def test_the_parts_sum_to_the_whole(pack: Any, then: Any, now: Any, then_order: Any, now_order: Any) -> None:
    old = saved(pack, small.project(**then), **then_order)
    result = small.judged(pack, small.project(**now), baseline=old, **now_order)
    found = result.past.delta
    assert tuple(one.id for one in found.parts) == PARTS
    assert sum(one.lower for one in found.parts) == found.after - found.before
    before, after = Fraction(old["score"]["bar"]["evidenced"]["exact"]), result.assessment.bar.evidenced
    assert sum(one.evidenced for one in found.parts) == after - before
    shown = to_plain(result)["baseline"]["change"]
    for key in ("exact", "shown", "whole"):
        assert sum(Fraction(part["lower"][key]) for part in shown["parts"]) == Fraction(shown["total"][key])
    assert Fraction(shown["total"]["shown"]) == Fraction(shown["after"]["shown"]) - Fraction(shown["before"]["shown"])


@given(PROJECTS, PROJECTS, ORDERS, ORDERS)
def test_the_change_of_a_cause_is_that_of_the_figures_shown(
    pack: Any, then: Any, now: Any, then_order: Any, now_order: Any
) -> None:
    old = saved(pack, small.project(**then), **then_order)
    new = to_plain(small.judged(pack, small.project(**now), baseline=old, **now_order))
    sides = [{one["id"]: one["bar"]["lower"] for one in side["causes"] if one["bar"]} for side in (old, new)]
    found = new["baseline"]["change"]["causes"]
    assert [one["cause"] for one in found] == [cause for cause in sides[1] if cause in sides[0]]
    for one in found:
        before, after = (side[one["cause"]] for side in sides)
        assert one["before"] == before
        for key in ("exact", "shown", "whole"):
            assert Fraction(one["change"][key]) == Fraction(after[key]) - Fraction(before[key])


@given(PROJECTS, ORDERS)
def test_nothing_has_changed_since_today(pack: Any, project: Any, order: Any) -> None:
    old = saved(pack, small.project(**project), **order)
    found = small.judged(pack, small.project(**project), baseline=old, **order).past.delta
    assert all(one.lower == one.evidenced == 0 for one in found.parts)
    assert (*found.new_failures, *found.mended, *found.changed, *found.moved, *found.moved_stops) == ()


# ---- states --------------------------------------------------------------------------------------------------------

ASKED = "--no-new-failures --max-fall 10"


@pytest.mark.parametrize(
    ("flags", "then", "then_flags", "state", "told"),
    [
        ("", None, "", None, "no baseline is named"),
        ("--baseline base.json", None, "", "missing", "there is no file of the baseline yet"),
        ("--baseline base.json", {"id": "another"}, "", "other", "of another project"),
        ("--baseline base.json", {}, "--as-of 2025-11-22", "stale", "too old"),
    ],
)
def test_a_baseline_that_cannot_be_used_leaves_the_gate_undetermined(
    folder: Path, tmp_path: Path, capsys: Any, flags: str, then: Any, then_flags: str, state: str | None, told: str
) -> None:
    if then is not None:
        small.assess(folder, tmp_path, small.project(**then), then_flags, kinds=["json"])
        (tmp_path / "result.json").rename(tmp_path / "base.json")
        capsys.readouterr()
    ran = small.assess(folder, tmp_path, small.project(), f"{ASKED} {flags}", capsys, kinds=["json"])
    report = ran.json()
    assert ran.code == 3
    assert (report["baseline"] or {}).get("state") == state
    statuses = {one["id"]: one["status"] for one in report["verdict"]["conditions"]}
    assert statuses["no-new-failure"] == statuses["fall"] == "undetermined"
    assert told in ran.err
    assert "sfa-audit assess project.yaml -o result.json" in ran.err  # the command that makes one


def test_the_last_day_of_a_baseline(folder: Path, tmp_path: Path) -> None:
    small.assess(folder, tmp_path, small.project(), "--as-of 2025-11-23", kinds=["json"])
    (tmp_path / "result.json").rename(tmp_path / "base.json")
    assert small.assess(folder, tmp_path, small.project(), f"{ASKED} --baseline base.json", kinds=[]).code == 0


NO_RESULTS = [
    "", "{}", "[]", "null", "{", '{"schema": "sfa-audit/report/2"}', '{"schema": "sfa-audit/report/1"}', "\x00\x01",
    '{"schema": 1',
]  # fmt: skip


@pytest.mark.parametrize("text", NO_RESULTS)
def test_a_file_that_is_no_saved_result_is_invalid_input(folder: Path, tmp_path: Path, capsys: Any, text: str) -> None:
    (tmp_path / "base.json").write_text(text, encoding="utf-8")
    ran = small.assess(folder, tmp_path, small.project(), f"{ASKED} --baseline base.json", capsys, kinds=["json"])
    assert ran.code == 2
    assert "base.json: this is no saved result of sfa-audit" in ran.err
    assert not (tmp_path / "result.json").exists()
