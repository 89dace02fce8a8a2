"""The headings say the finding: which sentence stands over a section in which state, and that it is true.

The sentences are a small set. Each row below is one of them, in the state that chooses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

import zh_lint
from render.sample import english, example_report, report
from render.test_same import numbers
from sfa_audit.i18n import translator
from sfa_audit.render.view import view
from test_examples import INDEX

Data = dict[str, Any]
ZH = translator("zh-Hans")
RULES = ("goals-testable", "goals-few", "baselines-measured", "scope-signed")


def figure(value: int) -> dict[str, str]:
    return {"exact": str(value), "shown": f"{value}.0", "whole": str(value)}


def heading(data: Data, section: str, tr: Any = None) -> str | None:
    made = view(data, tr or english())
    return next((one.heading for one in made.sections if one.id == section), None)


# ---- what makes a state ----------------------------------------------------------------------------------------------


def stops(*states: str, level: str = "stop") -> Callable[[Data], None]:
    def change(data: Data) -> None:
        data["stops"] = [one | {"state": "clear"} for one in data["stops"]]
        for stop, state in zip(data["stops"], states, strict=False):
            stop |= {"state": state, "level": level}

    return change


def costs(*points: int, open: int = 0) -> Callable[[Data], None]:
    """The causes cost these points, the others none; so many of them all are open."""

    def change(data: Data) -> None:
        for n, cause in enumerate(data["causes"]):
            cost = figure(points[n] if n < len(points) else 0)
            cause |= {"cost": cost, "cost_short": cost, "cost_open": figure(0)}
        data["score"]["bar"] |= {"short": figure(sum(points) - open), "open": figure(open)}

    return change


def scores(*points: int | None) -> Callable[[Data], None]:
    """The causes have these scores, the others 100; None is not due."""

    def change(data: Data) -> None:
        for n, cause in enumerate(data["causes"]):
            at = points[n] if n < len(points) else 100 if points[0] is not None else None
            bar = data["score"]["bar"]
            cause["bar"] = None if at is None else bar | {"lower": figure(at)}
            cause["band"] = None if at is None or at >= 35 else "seriously-short"

    return change


def outcomes(met: int, short: int, unknown: int) -> Callable[[Data], None]:
    """So many findings of each kind; the rest are not due."""
    ends = {"met": (100, 100), "not_met": (0, 0), "unknown": (0, 100)}

    def change(data: Data) -> None:
        wanted = ["met"] * met + ["not_met"] * short + ["unknown"] * unknown
        counting = [f for f in data["findings"] if f["points"]]
        for f in data["findings"]:
            f |= {"outcome": "not_due", "worth": None, "points": None}
        for f, outcome in zip(counting, wanted, strict=False):
            low, high = ends[outcome]
            f |= {
                "outcome": outcome, "worth": {"lower": figure(low), "upper": figure(high)},
                "points": {name: figure(1) for name in ("kept", "short", "open")},
            }  # fmt: skip

    return change


def later(n: int) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        for i, f in enumerate(data["findings"]):
            if f["outcome"] == "not_due" and i >= 0:
                f["outcome"] = "not_applicable"
        for f in data["findings"][:n]:
            f |= {"outcome": "not_due", "worth": None, "points": None}

    return change


def sure(evidenced: int, stated: int, open_: int) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        data["score"]["bar"] |= {"evidenced": figure(evidenced), "stated": figure(stated), "open": figure(open_)}

    return change


def facts(n: int, entries: int) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        data["facts"] = {"custom": {f"f{i}": "1" for i in range(n)}}
        data["ledger"] = data["ledger"][:1] * entries

    return change


def replace(**values: Any) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        data |= values

    return change


def aside(rules: int, waived: int, *, declared: bool) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        waiver = {
            "rule": "goals-few", "stop": None, "reason": "r", "owner": "o", "approver": "a", "created": "2026-10-01",
            "expires": "2027-01-01", "ticket": None, "state": "active", "days_left": 40, "file": "p", "line": 1,
        }  # fmt: skip
        data["waivers"] = [waiver] * waived
        for f in data["findings"]:
            f["outcome"] = "not_due" if f["outcome"] == "not_applicable" else f["outcome"]
        set_aside = data["findings"][:rules]
        for f in set_aside:
            f |= {"outcome": "not_applicable", "worth": None, "points": None, "reason": None}
        data["not_applicable"] = [{"rule": f["rule"], "reason": "x"} for f in set_aside] if declared else []

    return change


def rep_questions(yes: int, no: int) -> Callable[[Data], None]:
    names = ("whom_to_visit", "best_offer", "commission_or_bonus", "less_administration", "advice", "help_with_quotes")

    def change(data: Data) -> None:
        answers = [True] * yes + [False] * no
        data["facts"]["rep_questions"] = dict(zip(names, answers, strict=False))
        data.pop("rep_questions", None)

    return change


def changed(total: int | None, state: str = "found") -> Callable[[Data], None]:
    def change(data: Data) -> None:
        made = None
        if total is not None:
            none = figure(0)
            parts = [{"id": "facts", "lower": figure(total), "evidenced": none}]
            made = {
                "as_of": "2026-08-24", "before": figure(40), "after": figure(40 + total), "total": figure(total),
                "parts": parts, "causes": [], "new_failures": [], "mended": [], "changed": [], "moved": [],
                "moved_stops": [], "actions": [],
            }  # fmt: skip
        data["baseline"] = {"state": state, "change": made}

    return change


def said(level: str, *, missing: bool = False) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        groups = [{"group": g, "respondents": 9, "segments": 2, "hidden": False} for g in ("executives", "reps")]
        row = {
            "cause": "goals", "scores": {"executives": figure(80), "reps": figure(30)},
            "gaps": {"executives": figure(50)}, "level": level,
        }  # fmt: skip
        data["perception"] = {"groups": groups, "rows": [row], "rep_voice_missing": missing}
        data["voices"] = []

    return change


def planned(status: str, steps: int = 0) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        low = data["plan"]["low"]
        low |= {"status": status, "late": status == "late", "ends": "2027-02-03", "steps": low["steps"][:steps]}
        low["days"] = figure(7)
        data["plan"] |= {"go_live": "2026-12-01", "high": None}

    return change


def option(
    go: str, conditions: str = "not_allowed", *, musts: int = 0, rest: int = 0, stops: int = 0, failed: int = 0,
    undecided: int = 0, accepted: int = 0, course: str = "found", within: bool | None = True, left_out: bool = False,
) -> Callable[[Data], None]:  # fmt: skip
    def change(data: Data) -> None:
        ids = [stop["id"] for stop in data["stops"]]
        asked = [one["id"] for one in data["verdict"]["conditions"]]
        data["choices"] = {
            "go": {
                "state": go, "failed": asked[:failed], "undecided": asked[:undecided], "stops": ids[:stops],
                "possible": [], "not_waivable": [], "by_waivers": False, "left_out": left_out, "warnings": [],
                "accepted": [{"id": "goals-few", "until": "2027-01-31"}] * accepted,
            },
            "conditions": {
                "state": conditions, "course": course, "musts": list(RULES[:musts]), "owners": ["sponsor"],
                "first": "2027-01-04", "rest": list(RULES[:rest]), "ends": "2027-02-03",
                "between": figure(50), "remaining": [],
            },
            "hold": {
                "state": "allowed", "questions": [], "high": None,
                "low": {"course": course, "days": figure(7), "weeks": "3", "ends": "2027-02-03"},
            },
            "stop": {"state": "not_needed", "within": within, "reached": figure(50), "done": [], "doing": []},
        }  # fmt: skip
        data["plan"]["go_live"] = "2027-01-11"

    return change


def warned(n: int) -> Callable[[Data], None]:
    return replace(warnings=[{"id": "odd", "message": {"id": "Odd", "params": {}}, "facts": []}] * n)


def patterns(n: int) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        ids = [key.split(".")[1] for key in data["texts"]["en"] if re.fullmatch(r"pattern\.[^.]+\.title", key)]
        data["patterns"] = [{"id": id, "rules": [], "sources": []} for id in ids[:n]]
        for lang in data["texts"].values():
            lang |= {f"pattern.{id}.title": letter for id, letter in zip(ids, "甲乙丙", strict=False)}

    return change


EFFORT = "On what is known, the least effort is 7 person-days:"
GOALS, COMMITMENT, PROCESS = "“Goals and expectations”", "“Executive and partner support”", "“Sales process”"

ROWS: list[tuple[str, Callable[[Data], None], str]] = [
    ("stops", stops("confirmed"), "1 stop is confirmed"),
    ("stops", stops("confirmed", "confirmed", "possible"), "2 stops are confirmed"),
    ("stops", stops("possible", "waived"), "1 stop cannot be ruled out"),
    ("stops", stops("possible", "possible"), "2 stops cannot be ruled out"),
    ("stops", stops("waived"), "1 stop is waived"),
    ("stops", stops("waived", "waived"), "2 stops are waived"),
    ("stops", stops(), "No stop fires"),
    ("stops", stops("confirmed", level="warn"), "No stop fires"),
    ("points", costs(), "No cause costs anything"),
    ("points", costs(14, 9), f"{GOALS} alone costs 14 of the 23 points short"),
    ("points", costs(14, 9, open=2), f"{GOALS} costs most: 14 of 100 points"),
    ("points", costs(9, 9), f"{GOALS} and {COMMITMENT} cost most: 9 of 100 points each"),
    ("causes", scores(None), "No cause is due at this milestone"),
    ("causes", scores(100), "Every cause that is due is fully under control"),
    ("causes", scores(30, 40), f"{GOALS} scores lowest: 30 of 100"),
    ("causes", scores(30, 20), f"2 of 10 causes are seriously short; {COMMITMENT} scores lowest: 20 of 100"),
    ("causes", scores(30, 40, 30), f"{GOALS} and {PROCESS} score lowest: 30 of 100 each"),
    ("causes", scores(30, 30, 30), "3 causes share the lowest score, 30 of 100"),
    ("voices", said("strong"), f"On {GOALS}, executives say 80 of 100 and salespeople 30"),
    ("voices", said("none"), "The groups that were asked see much the same project"),
    ("voices", said("strong", missing=True), "The voice of the salespeople is missing, or too thin"),
    ("findings", outcomes(1, 1, 1), "Findings: 1 to mend, 1 not known, 1 in order"),
    ("findings", outcomes(0, 5, 2), "Findings: 5 to mend, 2 not known, 0 in order"),
    ("patterns", patterns(1), "One pattern shows: “甲”"),
    ("patterns", patterns(2), "2 patterns show: “甲” and “乙”"),
    ("patterns", patterns(4), "4 patterns show, among them “甲”, “乙” and “丙”"),
    ("changes", changed(6), "Readiness rose from 40 to 46 since 24 August 2026"),
    ("changes", changed(-6), "Readiness fell from 40 to 34 since 24 August 2026"),
    ("changes", changed(0), "Readiness is 40, as on 24 August 2026"),
    ("changes", changed(None, "missing"), "No comparison with an earlier assessment"),
    ("later", later(1), "1 rule is judged at another milestone"),
    ("later", later(4), "4 rules are judged at other milestones"),
    ("confidence", sure(30, 20, 1), "Points: 30 on evidence, 20 on statements alone, 1 open"),
    ("confidence", replace(score=None), "How sure this is"),
    ("options", option("allowed"), "Go is allowed: every condition of the gate is met"),
    ("options", option("allowed", accepted=1), "Go is allowed, with 1 accepted risk"),
    ("options", option("allowed", accepted=2), "Go is allowed, with 2 accepted risks"),
    (
        "options", option("not_allowed", "allowed", musts=1, rest=2, stops=1, failed=1),
        "Go is not allowed; go with conditions is possible: 1 action first, by 4 January 2027",
    ),
    (
        "options", option("not_allowed", "allowed", musts=3, failed=1),
        "Go is not allowed; go with conditions is possible: 3 actions first, by 4 January 2027",
    ),
    (
        "options", option("not_allowed", "allowed", rest=1, failed=1),
        "Go is not allowed; go with conditions is possible: 1 action, by 3 February 2027",
    ),
    (
        "options", option("undecided", "allowed", rest=2, undecided=1),
        "Go is not decided; go with conditions is possible: 2 actions, by 3 February 2027",
    ),
    ("options", option("undecided", undecided=1), "Go is not decided: 1 condition is undecided"),
    ("options", option("undecided", undecided=3), "Go is not decided: 3 conditions are undecided"),
    (
        "options", option("undecided", left_out=True, within=None),
        "Go is not decided: the gate was asked without its stops",
    ),
    ("options", option("not_allowed", stops=1, failed=2), "Go is not allowed: 1 stop is confirmed"),
    ("options", option("not_allowed", stops=2, failed=1), "Go is not allowed: 2 stops are confirmed"),
    ("options", option("not_allowed", failed=1), "Go is not allowed: 1 condition of the gate is not met"),
    ("options", option("not_allowed", failed=4), "Go is not allowed: 4 conditions of the gate are not met"),
    (
        "options", option("not_allowed", failed=1, course="late"),
        "Go is not allowed: the work takes until 3 February 2027, beyond go-live",
    ),
    (
        "options", option("not_allowed", failed=1, course="unreachable", within=False),
        "Go is not allowed, and no plan reaches what is asked",
    ),
    (
        "plan", planned("ready"),
        "On what is known, nothing has to be done for the level, the floors and the stops asked for",
    ),
    ("plan", planned("found", 1), f"{EFFORT} 1 action, done by 3 February 2027"),
    ("plan", planned("found", 2), f"{EFFORT} 2 actions, done by 3 February 2027"),
    ("plan", planned("late"), "No plan fits before go-live on 1 December 2026; the earliest day is 3 February 2027"),
    ("systems", rep_questions(0, 0), "What the system gives to salespeople"),
    ("systems", rep_questions(3, 3), "The system answers 3 of the six questions of salespeople"),
    ("systems", rep_questions(1, 2), "The system answers 1 of the six questions of salespeople; 3 are not known"),
    ("aside", aside(2, 1, declared=True), "Set aside: 2 not applicable, 1 waived"),
    ("aside", aside(2, 0, declared=False), "Set aside: 2 not applicable, 0 waived"),
    ("aside", aside(0, 1, declared=False), "Set aside: 0 not applicable, 1 waived"),
    ("outcome", replace(outcome={"result": "failed"}), "How the roll-out turned out"),
    ("warnings", warned(1), "One thing in the facts looks odd"),
    ("warnings", warned(2), "2 things in the facts look odd"),
    ("evidence", facts(1, 1), "What it rests on: 1 fact, 1 entry of evidence"),
    ("evidence", facts(3, 2), "What it rests on: 3 facts, 2 entries of evidence"),
    ("method", replace(), "Method, limits and provenance"),
]  # fmt: skip


def state_of(change: Callable[[Data], None]) -> Data:
    data = report("failed")
    change(data)
    return data


@pytest.mark.parametrize(("section", "change", "expected"), ROWS, ids=[f"{row[0]}: {row[2][:50]}" for row in ROWS])
def test_each_state_has_its_sentence(section: str, change: Callable[[Data], None], expected: str) -> None:
    data = state_of(change)
    assert heading(data, section) == expected
    chinese = heading(data, section, ZH)
    assert chinese
    assert not zh_lint.faults(chinese)
    assert not zh_lint.label_faults(chinese)
    assert "{" not in chinese
    # the same figures, but for what a language says in a word or leaves unsaid; a date has its month in figures
    assert numbers(expected) - numbers(chinese) <= {"100"}
    assert numbers(chinese) - numbers(expected) <= {"1", "2", "6", "8", "12"}


def test_every_section_is_in_the_table() -> None:
    """A new section brings the rows of its heading; the actions have theirs in tests of what they say."""
    shown = {one.id for state in ("failed", "since last time") for one in view(report(state), english()).sections}
    assert shown - {section for section, _, _ in ROWS} <= {"actions"}


# ---- true on every example -------------------------------------------------------------------------------------------


def points(data: Data, given: Data) -> str:
    return given["shown" if data["decimals"] else "whole"]


@pytest.mark.parametrize("example", INDEX, ids=lambda example: example.folder)
def test_headings_are_true_on_the_examples(example: Any) -> None:
    """Each claim worked out again from the data, by other means than the sections use."""
    data = example_report(example)
    found = {one.id: one.heading for one in view(data, english()).sections}
    texts = data["texts"]["en"]

    halting = [s["state"] for s in data["stops"] if s["level"] == "stop"]
    for state, word in (("confirmed", "confirmed"), ("possible", "cannot be ruled out"), ("waived", "is waived")):
        n = sum(one == state for one in halting)
        if word in found["stops"]:
            assert found["stops"].startswith(f"{n} ")
            assert n > 0
    assert ("No stop fires" in found["stops"]) == (not {"confirmed", "possible", "waived"} & set(halting))

    cost = {c["id"]: Fraction(points(data, c["cost"])) for c in data["causes"] if c["cost"]}
    most = [texts[f"cause.{id}.short"] for id, value in cost.items() if value == max(cost.values())]
    named = re.findall("“([^”]+)”", found["points"])
    assert set(named) <= set(most)
    if named:
        alone = f"alone costs {max(cost.values())} of the {sum(cost.values())} points short"
        assert f": {max(cost.values())} of 100 points" in found["points"] or alone in found["points"]
        assert sorted(named) == sorted(most) or len(named) == 1
    assert 100 - sum(cost.values()) == Fraction(points(data, data["score"]["bar"]["lower"]))

    low = {c["id"]: Fraction(c["bar"]["lower"]["exact"]) for c in data["causes"] if c["bar"]}
    weakest = {texts[f"cause.{id}.short"] for id, value in low.items() if value == min(low.values())}
    named = re.findall("“([^”]+)”", found["causes"])
    assert set(named) == weakest or found["causes"].startswith(f"{len(weakest)} causes share")
    if counted := re.match(r"(\d+) of (\d+) causes are seriously short", found["causes"]):
        short = [c for c in data["causes"] if c["bar"] and c["band"] == "seriously-short"]
        assert counted.groups() == (str(len(short)), str(len(low)))

    figures = [int(n) for n in re.findall(r"\d+", found["findings"])]
    assert sum(figures) == sum(f["points"] is not None for f in data["findings"])
    worth = [(f["worth"]["lower"]["exact"], f["worth"]["upper"]["exact"]) for f in data["findings"] if f["points"]]
    assert figures[2] == worth.count(("100", "100"))
    assert figures[0] == sum(Fraction(upper) < 100 for _, upper in worth)

    bar = data["score"]["bar"]
    assert re.findall(r"\d+(?:\.\d)?", found["confidence"]) == [
        points(data, bar[k]) for k in ("evidenced", "stated", "open")
    ]
    if "options" in found:
        assert ("Go is allowed" in found["options"]) == (data["verdict"]["status"] == "passed")
        assert found["options"].count("not allowed") == (data["verdict"]["status"] == "failed")
    else:
        assert data["verdict"]["status"] == "not_asked"
    if "later" in found:
        assert found["later"].startswith(f"{sum(f['outcome'] == 'not_due' for f in data['findings'])} ")
    if "aside" in found:
        n = sum(f["outcome"] == "not_applicable" for f in data["findings"])
        assert found["aside"] == f"Set aside: {n} not applicable, {len(data['waivers'])} waived"
