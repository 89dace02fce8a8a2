"""The plan as a part of the report: shown with a gate, in order, and never larger than a mail takes."""

from __future__ import annotations

from typing import Any

import pytest

from render.sample import english, hostile, report
from sfa_audit.i18n import translator
from sfa_audit.render.content import Section, Table, WhatIf
from sfa_audit.render.html import render_html
from sfa_audit.render.markdown import render_markdown
from sfa_audit.render.view import context, view
from sfa_audit.render.view_plan import plan_section
from sfa_audit.report_schema import Report
from test_examples import INDEX, made

LIMIT = 250_000  # bytes: what every mail system takes many times over


def section(data: dict[str, Any]) -> Section | None:
    return plan_section(context(data, english()))


def test_without_a_gate_there_is_no_plan() -> None:
    assert report("not asked")["plan"] is None
    assert section(report("not asked")) is None
    assert section(report("nothing to score")) is None


def test_a_result_saved_before_there_were_plans_is_shown_without_one() -> None:
    data = report()
    del data["plan"]
    assert section(data) is None


@pytest.mark.parametrize("state", ["failed", "undetermined", "stopped", "every rule"])
def test_the_actions_stand_in_their_order_with_what_they_reach(state: str) -> None:
    data = report(state)
    found = section(data)
    assert found is not None
    rows = [row for block in found.blocks if isinstance(block, WhatIf) for table in block.tables for row in table.rows]
    steps = data["plan"]["low"]["steps"]
    assert [row.cells[-1] for row in rows] == [step["after"]["shown"] for step in steps]
    assert [row.cells[-2] for row in rows] == [step["alone"]["shown"] for step in steps]


@pytest.mark.parametrize("state", ["passed", "failed"])
def test_without_an_action_to_tick_there_is_no_script(state: str) -> None:
    data = report(state)
    steps = data["plan"]["low"]["steps"]
    assert (data["plan"]["what_if"] is not None) == bool(steps)
    assert ("<script>" in render_html(data, english())) == bool(steps)


def test_a_result_saved_before_there_was_a_what_if_shows_the_plan_as_it_stands() -> None:
    data = report()
    del data["plan"]["what_if"]
    found = section(data)
    assert found is not None
    assert any(isinstance(block, Table) and block.look == "plan" for block in found.blocks)
    assert not any(isinstance(block, WhatIf) for block in found.blocks)
    assert "<script>" not in render_html(data, english())


def test_a_what_if_of_another_gate_is_not_shown() -> None:
    data = report()
    data["verdict"]["conditions"].pop()
    assert "<script>" not in render_html(data, english())


def test_it_follows_the_perception_gaps_and_comes_before_the_findings() -> None:
    places = [part.id for part in view(report(), english()).sections]
    assert places.index("plan") < places.index("findings")
    assert "voices" not in places or places.index("voices") < places.index("plan")


def test_no_plan_fits_says_the_earliest_day() -> None:
    data = report()
    data["plan"]["go_live"] = "2026-12-01"
    data["plan"]["low"] |= {"status": "late", "late": True, "ends": "2027-02-03"}
    for render in (render_html, render_markdown):
        text = render(data, english())
        assert "No plan fits before go-live on 1 December 2026; the earliest day is 3 February 2027" in text


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_every_end_of_a_plan_has_its_heading(lang: str) -> None:
    headings = set()
    for status in ("ready", "found", "late", "paperwork", "unreachable"):
        data = report()
        data["plan"]["low"] |= {"status": status, "ends": "2027-02-03"}
        data["plan"]["go_live"] = "2026-12-01"
        found = plan_section(context(data, translator(lang)))
        assert found is not None
        assert not found.heading.endswith((".", "。"))
        headings.add(found.heading)
    assert len(headings) == 5


@pytest.mark.parametrize("state", ["failed", "undetermined", "stopped", "nothing known"])
def test_the_plan_fits_the_contract(state: str) -> None:
    Report.model_validate(report(state))


def test_hostile_words_stay_words_in_the_plan() -> None:
    found = section(hostile())
    assert found is not None
    assert "<script>window" not in render_html(hostile(), english())


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
@pytest.mark.parametrize("folder", ["live-and-slipping", "driven-from-above", "everything-known"])
def test_the_largest_reports_can_be_mailed(folder: str, lang: str, tmp_path: Any) -> None:
    example = next(one for one in INDEX if one.folder == folder)
    assert len(made(example, "html", lang, tmp_path)) <= LIMIT
