"""The options as a section: absent without a gate, short, in its place, each sentence in the state that it is for."""

from __future__ import annotations

from typing import Any

import pytest

import zh_lint
from render.sample import english, example_report, hostile, report
from render.test_headings import option
from sfa_audit.i18n import translator
from sfa_audit.render.content import Marked, Table
from sfa_audit.render.html import render_html
from sfa_audit.render.markdown import render_markdown
from sfa_audit.render.view import context, view
from sfa_audit.render.view_options import options
from sfa_audit.report_schema import Report
from test_examples import INDEX

MOST = 2500  # bytes of the section in HTML
ZH = translator("zh-Hans")


def rows(data: dict[str, Any], tr: Any = None) -> dict[str, tuple[str, str]]:
    """The rows of the section: state and sentences by option."""
    found = options(context(data, tr or english()))
    assert found is not None
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    made = {}
    for name, state, text in (row.cells for row in table.rows):
        assert isinstance(state, Marked)
        made[str(name)] = (state.text, str(text))
    return made


@pytest.mark.parametrize("state", ["not asked", "stopped without a gate", "nothing to score"])
def test_without_a_gate_or_a_score_there_is_none(state: str) -> None:
    assert options(context(report(state), english())) is None


def test_a_result_saved_before_there_were_options_is_shown_without_them() -> None:
    data = report() | {"choices": None}  # what reading a result fills in where it has no such key
    assert options(context(data, english())) is None
    Report.model_validate(data)


def test_it_stands_between_how_sure_we_are_and_what_was_set_aside() -> None:
    places = [part.id for part in view(example_report(INDEX[1]), english()).sections]
    assert places.index("confidence") + 1 == places.index("options")
    assert places.index("options") < places.index("aside")


@pytest.mark.parametrize("example", [one for one in INDEX if not one.public], ids=lambda one: one.folder)
def test_it_is_short_and_in_both_formats(example: Any) -> None:
    data = example_report(example)
    for tr in (english(), ZH):
        html, markdown = render_html(data, tr), render_markdown(data, tr)
        if data["choices"] is None:
            assert 'id="options"' not in html
            continue
        (section,) = [one for one in html.split("<section") if 'id="options"' in one.partition("</h2>")[0]]
        section = section.partition("</section>")[0]
        assert len(section.encode()) <= MOST
        for name, (state, text) in rows(data, tr).items():
            assert name in section
            assert text
            assert f" {state} | {text} |".replace("*", "\\*") in markdown


@pytest.mark.parametrize("state", ["passed", "failed", "stopped", "undetermined", "every rule", "without stops"])
def test_the_states_are_those_of_the_data(state: str) -> None:
    data = report(state)
    words = {
        "allowed": "can be chosen",
        "not_allowed": "barred",
        "undecided": "not decided",
        "not_needed": "not called for",
    }
    wanted = [words[data["choices"][id]["state"]] for id in ("go", "conditions", "hold", "stop")]
    wanted[0] = wanted[0].replace("can be chosen", "allowed")
    assert [word for word, _ in rows(data).values()] == wanted
    Report.model_validate(data)


def said(name: str, **more: Any) -> str:
    data = report("stopped")
    given = dict(more)
    change = {key: given.pop(key) for key in ("possible", "not_waivable", "by_waivers", "warnings") if key in given}
    later = {key: given.pop(key) for key in ("high", "remaining", "ends", "done", "doing", "questions") if key in given}
    option(given.pop("go", "not_allowed"), given.pop("conditions", "not_allowed"), **given)(data)
    ids = [stop["id"] for stop in data["stops"]]
    for key in ("possible", "not_waivable"):
        if key in change:
            change[key] = [ids[n] for n in change[key]]
    data["choices"]["go"] |= change
    for part, keys in (
        ("hold", ("high", "questions")),
        ("conditions", ("remaining", "ends")),
        ("stop", ("done", "doing")),
    ):
        data["choices"][part] |= {key: later[key] for key in keys if key in later}
    data["texts"]["en"] |= {f"stop.{id}.title": f"T{n}" for n, id in enumerate(ids)}
    chinese = rows(data, ZH)
    for _, text in chinese.values():
        assert not zh_lint.faults(text)
        assert not text or not zh_lint.sentence_faults(text)
    return rows(data)[name][1]


DAY = "on 4 January 2027 at the earliest"
SENTENCES: list[tuple[str, dict[str, Any], str]] = [
    ("Go", {"stops": 1}, "To go now takes a waiver of the stop behind “T0”. Waivers alone do not pass the gate"),
    ("Go", {"stops": 2}, "To go now takes 2 waivers, of the stops behind “T0” and “T1”."),
    ("Go", {"stops": 1, "not_waivable": [0]}, "The stop behind “T0” cannot be waived."),
    ("Go", {"stops": 2, "not_waivable": [0, 1]}, "The stops behind “T0” and “T1” cannot be waived."),
    ("Go", {"possible": [0]}, "The stop behind “T0” is not ruled out; if it is there, it takes a waiver."),
    ("Go", {"possible": [0, 2]}, "The stops behind “T0” and “T2” are not ruled out; each that is there takes a"),
    ("Go", {"stops": 1, "by_waivers": True}, "With that the gate would be passed; no score would change."),
    ("Go", {"failed": 3}, "Not met: readiness and 2 floors."),
    ("Go", {"failed": 2}, "Not met: readiness and 1 floor."),
    ("Go", {"go": "undecided", "undecided": 1}, "Not decided: readiness."),
    ("Go", {"warnings": ["a"]}, "1 warning stays."),
    ("Go", {"warnings": ["a", "b"]}, "2 warnings stay."),
    ("Go", {"accepted": 1}, "1 risk is accepted, until 31 January 2027."),
    ("Go", {"accepted": 2}, "2 risks are accepted, the first until 31 January 2027."),
    ("Go", {"left_out": True, "stops": 1, "within": None}, "The gate was asked without its stops, and so is the plan."),
    ("Go", {"go": "allowed"}, "Every condition of the gate is met. Still short: "),
    (
        "Go with conditions", {"conditions": "allowed", "musts": 1},
        f"1 action by executive sponsor comes first, for a stop or a floor: done {DAY}. Go-live is on 11 January 2027.",
    ),
    (
        "Go with conditions", {"conditions": "allowed", "musts": 2, "rest": 1},
        f"come first, for a stop or a floor: done {DAY}. After that readiness is 50.0, below the 70 asked for: ",
    ),
    (
        "Go with conditions", {"conditions": "allowed", "musts": 2, "rest": 1},
        "1 more action follows, by 3 February 2027. Go-live is on 11 January 2027. After all of it, every condition",
    ),
    (
        "Go with conditions", {"conditions": "allowed", "musts": 2, "rest": 1, "ends": "2027-01-04"},
        f"for a stop or a floor: done {DAY}. 1 more action runs beside, done by the same day. Go-live",
    ),
    (
        "Go with conditions", {"conditions": "allowed", "musts": 1, "rest": 2, "ends": "2027-01-04"},
        "2 more actions run beside, done by the same day.",
    ),
    (
        "Go with conditions", {"conditions": "allowed", "musts": 1, "accepted": 1},
        "After all of it, every condition of the gate is met. 1 accepted risk runs out before the plan is done.",
    ),
    (
        "Go with conditions", {"conditions": "allowed", "musts": 1, "accepted": 2},
        "2 accepted risks run out before the plan is done.",
    ),
    (
        "Go with conditions", {"course": "paperwork", "within": False},
        "Only paperwork is left that would reach the level, and that alone is no plan.",
    ),
    ("Stop the roll-out", {"course": "paperwork", "within": False}, "Only paperwork is left that would reach the"),
    ("Go with conditions", {"conditions": "allowed", "rest": 1}, "1 action is left to do, by 3 February 2027."),
    ("Go with conditions", {"conditions": "allowed", "rest": 2}, "2 actions are left to do, by 3 February 2027."),
    (
        "Go with conditions", {"conditions": "undecided", "rest": 2, "remaining": ["coverage", "evidenced"]},
        "After all of it this is left: coverage and evidence.",
    ),
    ("Go with conditions", {"course": "late"}, "The work takes until 3 February 2027, beyond go-live on 11 January"),
    ("Hold", {"course": "ready"}, "On what is known, nothing has to be done for the level, the floors and the stops"),
    ("Hold", {"course": "unreachable", "within": None}, "On what is known no plan reaches what is asked; open answers"),
    ("Hold", {"left_out": True, "within": None}, "Not looked at without the stops."),
    (
        "Go with conditions", {"course": "ready", "remaining": ["waivers"]},
        "No work is asked for. What is left, work does not settle: expired waivers.",
    ),
    (
        "Go with conditions", {"course": "unreachable", "within": False},
        "No plan reaches what is asked. All that can be done leads to 50.0 points.",
    ),
    (
        "Go with conditions", {"course": "unreachable", "within": None},
        "On what is known no plan reaches what is asked; open answers decide.",
    ),
    ("Go with conditions", {"left_out": True, "within": None}, "The plan does not lift the stops that were left out."),
    ("Hold", {"questions": ["a"]}, "1 question is open. Still open: 24 of 100 points."),
    ("Hold", {"questions": ["a", "b"]}, "2 questions are open. Still open: 24 of 100 points."),
    ("Hold", {}, "The plan is done on 3 February 2027 at the earliest; person-days: 7, weeks: 3."),
    ("Hold", {"within": False, "course": "unreachable"}, "Waiting alone leads to no plan."),
    (
        "Hold", {"high": {"course": "ready", "days": {"exact": "0", "shown": "0.0"}, "weeks": "0", "ends": None}},
        "If every open answer were favourable, nothing would have to be done.",
    ),
    (
        "Hold",
        {"high": {"course": "found", "days": {"exact": "7/2", "shown": "3.5"}, "weeks": "1", "ends": "2026-12-01"}},
        "If every open answer were favourable: on 1 December 2026; person-days: 3.5.",
    ),
    ("Stop the roll-out", {}, "The level, the floors and the stops asked for are within reach. It would leave behind"),
    ("Stop the roll-out", {"done": ["a"]}, "1 action is done."),
    ("Stop the roll-out", {"done": ["a", "b"], "doing": ["c"]}, "2 actions are done. 1 action is under way."),
    ("Stop the roll-out", {"doing": ["a", "b"]}, "2 actions are under way."),
    ("Stop the roll-out", {"left_out": True, "within": None}, "Not looked at without the stops."),
    ("Stop the roll-out", {"go": "allowed"}, "Nothing in the gate calls for it."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "more", "expected"), SENTENCES, ids=[row[2][:60] for row in SENTENCES])
def test_each_sentence(name: str, more: dict[str, Any], expected: str) -> None:
    assert expected in said(name, **more)


def test_a_plan_that_is_done_at_once_names_no_risk_in_between() -> None:
    text = said("Go with conditions", conditions="allowed", musts=2, rest=1, ends="2027-01-04")
    assert "takes that risk" not in text
    assert "runs out" not in said("Go with conditions", conditions="allowed", musts=1, accepted=1, ends="2027-01-31")


def test_nothing_is_said_of_a_plan_that_leaves_the_stops_out() -> None:
    """Its day would be one on which the stop still stands."""
    assert "at the earliest" not in said("Hold", left_out=True, within=None)
    assert "waiver" not in said("Go", left_out=True, stops=1, within=None)


def test_hostile_words_stay_words() -> None:
    text = render_html(hostile("stopped"), english())
    assert "<script>window" not in text
