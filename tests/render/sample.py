"""Reports for the tests of the renderers: made by the program from one project, in every state, and made hostile."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from program import run_program
from sfa_audit.i18n import Translator, translator
from sfa_audit.render.html import render_html
from sfa_audit.render.markdown import render_markdown
from sfa_audit.render.terminal import render_terminal

HERE = Path(__file__).parent
PROJECT = HERE / "project.yaml"
PAYLOADS = (
    *(HERE / "payloads.txt").read_text(encoding="utf-8").strip().split("\n"),
    "@everyone #1 !2 https://collector.example www.collector.example a@collector.example GH-3 :+1: $x$",
    "</details></summary></table> --> ]]> `</code>",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J bell\x07",
)
NOTHING = "format: 1\nproject: {name: Nothing known, phase: build}\n"

STATES: dict[str, tuple[str, ...]] = {
    "not asked": (),
    "passed": ("--fail-under", "40"),
    "failed": ("--gate", "standard"),
    "undetermined": ("--fail-under", "52.5"),
    "stopped": ("--gate", "standard", "--set", "sponsor=none"),
    "stopped without a gate": ("--set", "sponsor=none"),
    "without stops": ("--gate", "standard", "--no-stops", "--set", "sponsor=none"),
    "quick": ("--profile", "quick", "--gate", "standard"),
    "every rule": ("--entering", "review", "--gate", "standard"),
}


@cache
def _made(state: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "result.json"
        project, options = PROJECT, STATES.get(state, ())
        if state == "nothing known":
            project, options = Path(folder) / "nothing.yaml", ("--gate", "standard")
            project.write_text(NOTHING, encoding="utf-8")
        done = run_program(
            ["assess", project, "--as-of", "2026-11-23", "-q", "-o", target, "--exit-zero", "--plan", *options]
        )
        assert target.exists(), done.stderr
        report: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
        return report


@cache
def _made_of(folder: Path, files: tuple[str, ...], options: tuple[str, ...]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / "result.json"
        asked = ["assess", *files, *options, "-q", "-o", target, "--exit-zero", "--plan", "--robust"]
        done = run_program(asked, cwd=folder)
        assert target.exists(), done.stderr
        made: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
        return made


def example_report(example: Any) -> dict[str, Any]:
    """The whole report of an example of `test_examples`, a fresh copy each time."""
    return deepcopy(_made_of(example.place, example.files, example.options))


def report(state: str = "failed") -> dict[str, Any]:
    """The report of a state, a fresh copy each time."""
    if state == "nothing to score":
        return _unscored(report("not asked"))
    if state == "since last time":
        return _compared(report("failed"))
    return deepcopy(_made(state))


ALL_STATES = (*STATES, "nothing known", "nothing to score", "since last time")


def _unscored(data: dict[str, Any]) -> dict[str, Any]:
    """No rule counts: as with a pack that has none that is due and applies."""
    data |= {"score": None, "questions": [], "patterns": []}
    for cause in data["causes"]:
        cause |= {"due": False, "bar": None, "band": None, "cost": None, "cost_short": None, "cost_open": None}
    for finding in data["findings"]:
        finding |= {"outcome": "not_due", "worth": None, "points": None, "at_stake": None}
        finding["remedy"]["lift"] = None
    return data


def _compared(data: dict[str, Any]) -> dict[str, Any]:
    rules = [finding["rule"] for finding in data["findings"][:2]]
    before = {"exact": "40", "shown": "40.0", "whole": "40"}
    after = data["score"]["bar"]["lower"]
    gained = {"exact": "6", "shown": "6", "whole": "6"}
    none = {"exact": "0", "shown": "0", "whole": "0"}
    ids = ("rules", "milestone", "profile", "date", "facts", "evidence", "waivers")
    parts = [{"id": id, "lower": gained if id == "facts" else none, "evidenced": none} for id in ids]
    change = {
        "as_of": "2026-08-24", "before": before, "after": after, "total": gained, "parts": parts,
        "causes": [
            {"cause": cause["id"], "before": before, "change": gained if n % 2 else none}
            for n, cause in enumerate([cause for cause in data["causes"] if cause["bar"]][:-1])
        ],
        "new_failures": rules[:1], "mended": rules[1:], "changed": ["goals[0].owner"],
        "moved": [], "moved_stops": [], "actions": [],
    }  # fmt: skip
    return data | {"baseline": {"state": "found", "change": change}}


# What a person may have written, by the key that it stands under, wherever in the report.
FREE = {
    "name", "client", "industry", "country", "by", "ref", "note", "reason", "owner", "approver", "ticket", "summary",
    "source", "file", "statement", "metric", "unit", "goal", "exit_criterion", "comment", "citation",
}  # fmt: skip


def hostile(state: str = "failed", *, texts: bool = True) -> dict[str, Any]:
    """The report with a payload in every text that a person or the author of a pack may have written."""
    turn = iter(range(1_000_000))

    def poison(text: str) -> str:
        return f"{text} {PAYLOADS[next(turn) % len(PAYLOADS)]}"

    data = _poisoned(report(state), poison, free=False)
    data["assessment"]["decision"] = {
        "ask": poison("Ask."),
        "by": poison("soon"),
        "options": [poison("A"), poison("B")],
    }
    data["comments"] = {"summary": poison("S."), "causes": {"goals": poison("G.")}, "rules": {}}
    data["outcome"] = {"result": poison("failed"), "date": "2026-11-01", "primary_cause": poison("other")}
    data["facts"]["custom"] = {poison("key"): poison("value")}
    claims = [{"value": poison("a"), "kind": "log", "by": poison("b"), "source": poison("c")}]
    data["contradictions"] = [{"fact": "sponsor.role", "values": claims}]
    odd = {"id": "odd: {what}", "params": {"what": poison("x")}}
    data["warnings"] = [{"id": "odd", "message": odd, "facts": ["a"]}]
    for f in data["findings"]:
        f["comment"] = poison("Comment.")
    for entry in data["sources"].values():
        entry["address"] = ["javascript:alert(12)", "data:text/html,x", poison("https://collector.example/")]
    if texts:
        data["texts"] = {lang: {k: poison(v) for k, v in rows.items()} for lang, rows in data["texts"].items()}
    return data


def _poisoned(value: Any, poison: Callable[[str], str], *, free: bool) -> Any:
    if isinstance(value, dict):
        return {key: _poisoned(inner, poison, free=key in FREE) for key, inner in value.items()}
    if isinstance(value, list):
        return [_poisoned(inner, poison, free=free) for inner in value]
    return poison(value) if free and isinstance(value, str) else value


def english() -> Translator:
    """The language of the tests."""
    return translator("en")


RENDERERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "html": lambda data: render_html(data, english()),
    "markdown": lambda data: render_markdown(data, english()),
    "terminal": lambda data: render_terminal(data, english(), 80, False, True),
}
