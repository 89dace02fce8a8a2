"""The actions that a project file keeps: their state at a date, what moved since a baseline, and how that is said."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from program import ROOT, Run
from sfa_audit.i18n import translator
from sfa_audit.progress import changes
from sfa_audit.render.plan_progress import counted, moved
from sfa_audit.render.view import context

STORY = (ROOT / "examples/driven-from-above/project.yaml").read_text(encoding="utf-8")
KEPT = STORY[STORY.index("actions:") :].split("\n\n")[0]
WAS = date(2026, 8, 20)
NOW = date(2026, 11, 23)


def with_actions(tmp_path: Path, *lines: str, name: str = "project.yaml") -> Path:
    """The story with other actions, one a line."""
    given = "actions:\n" + "\n".join(f"- {{{line}}}" for line in lines) if lines else ""
    file = tmp_path / name
    file.write_text(STORY.replace(KEPT, given), encoding="utf-8")
    return file


def one_line(text: str) -> str:
    return " ".join(text.split())


# ---- what the state is at a date ------------------------------------------------------------------------------------

FIVE = (
    "rule: goals-testable, owner: sponsor, due: 2026-11-22, status: doing",
    "rule: scope-signed, due: 2026-11-01, status: done",
    "rule: pilot-planned, due: 2026-11-23, status: doing",
    "rule: reps-in-design, due: unknown",
    "rule: goals-few, due: 2026-01-01, status: dropped",
)


@pytest.mark.parametrize(
    ("lines", "says", "says_zh"),
    [
        (FIVE, "Since last time: 1 of 5 actions done, 1 late, 1 under way, 1 not begun, 1 dropped.", "5 项措施中"),
        (FIVE[1:2], "Since last time: 1 of 1 action done.", "1 项措施中"),
        (FIVE[:1], "Since last time: 0 of 1 action done, 1 late.", "逾期"),
    ],
)
def test_the_sentence_stands_in_every_format(
    run: Run, tmp_path: Path, lines: tuple[str, ...], says: str, says_zh: str
) -> None:
    file = with_actions(tmp_path, *lines)
    day = ["--as-of", NOW.isoformat()]
    made = [run(["plan", file, *day, "-f", kind]) for kind in ("terminal", "markdown")]
    made += [run(["assess", file, *day, "-f", kind]) for kind in ("terminal", "markdown", "html")]
    made += [run(["assess", file, *day, "--gate", "standard", "-f", "markdown"])]
    for done in made:
        assert says.rstrip(".") in one_line(done.stdout), done.stdout
    chinese = run(["plan", file, *day, "-f", "markdown", "--lang", "zh-Hans"]).stdout
    assert says_zh in chinese
    assert "Since last time" not in chinese


def test_every_action_is_counted_once_in_its_state(run: Run, tmp_path: Path) -> None:
    file = with_actions(tmp_path, *FIVE)
    given = json.loads(run(["assess", file, "--as-of", NOW.isoformat(), "-f", "json"]).stdout)["progress"]
    counts = {key: value for key, value in given.items() if key != "actions"}
    assert counts == {"done": 1, "late": 1, "doing": 1, "open": 1, "dropped": 1}
    assert [one["state"] for one in given["actions"]] == ["late", "done", "doing", "open", "dropped"]
    later = json.loads(run(["assess", file, "--as-of", "2026-11-24", "-f", "json"]).stdout)["progress"]
    assert (later["late"], later["doing"]) == (2, 0)  # due on the 23rd: late from the day after


def test_without_actions_nothing_is_said(run: Run, tmp_path: Path) -> None:
    file = with_actions(tmp_path)
    done = run(["plan", file, "--as-of", NOW.isoformat(), "-f", "json"])
    assert json.loads(done.stdout)["progress"] is None
    assert "Since last time" not in run(["plan", file, "--as-of", NOW.isoformat()]).stdout


# ---- what moved ------------------------------------------------------------------------------------------------------


def action(status: str | None, due: str | None = None, rule: str = "a", owner: str | None = None) -> dict[str, Any]:
    return {"rule": rule, "owner": owner, "due": due, "status": status}


@pytest.mark.parametrize(
    ("was", "now", "how"),
    [
        (action("open"), action("open"), None),
        (action(None), action("open"), None),
        (action("open"), action("doing"), "begun"),
        (action("open"), action("done"), "done"),
        (action("doing", "2026-09-01"), action("doing", "2026-09-01"), "late"),
        (action("doing", "2026-08-01"), action("doing", "2026-08-01"), None),  # late then, late now
        (action("doing", "2026-08-01"), action("doing", "2026-12-31"), "reset"),
        (action("open", "2026-08-01"), action("doing", "2026-12-31"), "begun"),
        (action("doing"), action("open"), "reset"),
        (action("done"), action("doing"), "reset"),
        (action("open"), action("dropped"), "dropped"),
        (None, action("open"), "added"),
        (None, action("done"), "done"),
        (None, action("open", "2026-09-01"), "late"),
        (action("open", "none"), action("open", "2026-09-01"), "late"),
        (action("doing"), None, "gone"),
    ],
)
def test_what_became_of_an_action(was: dict[str, Any] | None, now: dict[str, Any] | None, how: str | None) -> None:
    (found,) = changes([was] if was else [], [now] if now else [], WAS, NOW)
    assert found.how == how
    assert found.late == (how == "late" or (how is None and found.due == "2026-08-01"))


def test_an_action_with_another_owner_is_the_same_action() -> None:
    old = [action("open", owner="sponsor"), action("done", rule="b"), action("open", rule="c")]
    new = [action("open", rule="c"), action("done", owner="finance")]
    found = [(one.rule, one.owner, one.was, one.how) for one in changes(old, new, WAS, NOW)]
    assert found == [("c", None, "open", None), ("a", "finance", "open", "done"), ("b", None, "done", "gone")]


OLD = (
    "rule: goals-testable, owner: sponsor, due: 2026-11-22, status: doing",
    "rule: scope-signed, due: 2026-11-30, status: open",
    "rule: pilot-planned, due: 2026-06-01, status: doing",
)
NEW = (
    "rule: goals-testable, owner: sponsor, due: 2026-11-22, status: doing",
    "rule: scope-signed, due: 2026-11-30, status: done",
    "rule: pilot-planned, due: 2026-06-01, status: doing",
)


def test_a_baseline_says_what_moved(run: Run, tmp_path: Path) -> None:
    old, new = with_actions(tmp_path, *OLD, name="old.yaml"), with_actions(tmp_path, *NEW, name="new.yaml")
    saved = tmp_path / "result.json"
    assert run(["assess", old, "--as-of", WAS.isoformat(), "-q", "-o", saved]).code == 0
    done = run(["assess", new, "--as-of", NOW.isoformat(), "--baseline", saved, "-f", "markdown"])
    text = one_line(done.stdout)
    assert "1 of 3 actions done, 2 late" in text, done.stderr
    assert "Since 20 August 2026: 1 done, 1 newly late, 1 still late." in text
    assert "Since last time:" not in text
    compared = run(["compare", saved, new, "--as-of", NOW.isoformat()]).stdout
    assert "Since 20 August 2026: 1 done, 1 newly late, 1 still late" in one_line(compared)
    again = run(["compare", saved, old, "--as-of", WAS.isoformat()]).stdout
    assert "No action has moved since 20 August 2026, but" not in one_line(again)


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", "Since 20 August 2026: 1 new, 1 no longer listed"),
        ("zh-Hans", "自 2026 年 8 月 20 日以来，措施进展为：新增 1 项、不再列出 1 项"),
    ],
)
def test_what_is_new_or_gone_is_said_too(lang: str, says: str) -> None:
    c = context({"texts": {}, "decimals": 0}, translator(lang))
    found = [one._asdict() for one in changes([action("open", rule="b")], [action("open")], WAS, NOW)]
    assert moved(c, found, WAS.isoformat()) == says


def test_nothing_moved_is_said() -> None:
    c = context({"texts": {}, "decimals": 0}, translator("en"))
    assert moved(c, [], WAS.isoformat()) == "No action has moved since 20 August 2026"
    given = {"done": 0, "late": 0, "doing": 0, "open": 1, "dropped": 0, "actions": [{}]}
    assert counted(c, given) == "0 of 1 action done, 1 not begun"
