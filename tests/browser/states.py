"""The reports that the browser tests open: one project in twelve states and two languages, and every example once."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from program import ROOT, run_program
from render.sample import hostile, report
from sfa_audit.theme import Theme
from test_examples import INDEX, made

BEST = ROOT / "tests" / "best_project.yaml"
LANGUAGES = ("en", "zh-Hans")
MANY = 40
THEMED = "under a firm's name"


class Case(NamedTuple):
    """A report to open: the name of its state or the folder of its example, and its language."""

    name: str
    lang: str
    example: bool = False

    def __str__(self) -> str:
        return f"{self.name}-{self.lang}"


@cache
def _everything_met() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "result.json"
        order = ["--as-of", "2026-11-23", "--entering", "pilot", "--gate", "standard"]
        done = run_program(["assess", BEST, "-q", "-o", target, "--exit-zero", *order])
        assert target.exists(), done.stderr
        data: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
        return data


def _with_actions(many: int) -> dict[str, Any]:
    """The failed project with so many actions under way, each on a rule of its own as far as there are rules."""
    data = report("failed")
    rules = [finding["rule"] for finding in data["findings"]]
    states = ("open", "doing", "done", "dropped")
    data["actions"] = [
        {
            "rule": rules[n % len(rules)],
            "owner": "a-word-as-long-as-no-title-of-a-role-ever-was" if n % 9 == 8 else "head of sales",
            "due": f"2026-{1 + n % 12:02}-15" if n % 5 else None,
            "status": states[n % 4],
        }
        for n in range(many)
    ]
    return data


STATES: Mapping[str, Callable[[], dict[str, Any]]] = {
    "passed": lambda: report("passed"),
    "failed by score": lambda: report("failed"),
    "stopped": lambda: report("stopped"),
    "undetermined": lambda: report("undetermined"),
    "no gate": lambda: report("not asked"),
    "nothing known": lambda: report("nothing known"),
    "everything met": lambda: deepcopy(_everything_met()),
    "hostile strings": lambda: hostile("failed"),
    "no actions": lambda: _with_actions(0),
    "many actions": lambda: _with_actions(MANY),
    "since last time": lambda: report("since last time"),
    THEMED: lambda: report("passed"),
}

CASES = (
    *(Case(name, lang) for name in STATES for lang in LANGUAGES),
    # the language changes from example to example, so that both see long and short reports
    *(Case(one.folder, LANGUAGES[n % 2], example=True) for n, one in enumerate(INDEX)),
)


def page_of(case: Case, folder: Path) -> str:
    """The HTML of a case, as the program writes it."""
    from sfa_audit.i18n import translator
    from sfa_audit.render.html import render_html

    if case.example:
        example = next(one for one in INDEX if one.folder == case.name)
        return made(example, "html", case.lang, folder).decode()
    return render_html(STATES[case.name](), translator(case.lang), _theme() if case.name == THEMED else None)


def _theme() -> Theme:
    """The theme of the example, with the longest words that have room."""
    from sfa_audit.theme_file import LONGEST, load_theme

    place = ROOT / "examples" / "theme"
    theme = load_theme((place / "theme.yaml").read_bytes(), "theme.yaml", lambda name: (place / name).read_bytes())
    long = {key: (getattr(theme, key) + " – " * most)[:most].strip() for key, most in LONGEST.items()}
    return theme._replace(**long)
