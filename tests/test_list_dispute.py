"""A list that one source fills and another calls empty: ask shows both and takes one side, or says what to change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from program import Result, Run

PROJECT = """\
format: 1
project: {name: X, phase: build}
goals:
- {name: win more, metric: orders}
- {name: forecast, metric: error}
"""
NONE = "format: 1\nhead: {source: mail, kind: KIND, by: finance, date: 2026-11-20}\ngoals: none\n"
FILES = ["project.yaml", "answers/a.yaml"]
OWN = "answers/own.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "answers").mkdir()
    (tmp_path / "project.yaml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "answers" / "a.yaml").write_text(NONE.replace("KIND", "statement"), encoding="utf-8")
    return tmp_path


def asked(run: Run, folder: Path, typed: str) -> Result:
    head = ["--source", "workshop", "--kind", "statement", "--by", "head of sales", "--as-of", "2026-11-23"]
    return run(["ask", *FILES, "--into", OWN, *head], input=typed, cwd=folder)


def after(run: Run, folder: Path, *more: str) -> dict[str, Any]:
    done = run(["assess", *FILES, *more, "--as-of", "2026-11-23", "-f", "json"], cwd=folder)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_both_are_shown_with_their_records(run: Run, folder: Path) -> None:
    listed = run(["ask", "--list", *FILES], cwd=folder).stdout
    for said in (listed, asked(run, folder, "quit\n").stdout):
        assert "project.yaml says 2 records: win more, forecast (statement)" in said
        assert "answers/a.yaml says none (statement, finance)" in said


@pytest.mark.parametrize(
    ("side", "goals"), [("1", ["win more", "forecast"]), ("2", [])], ids=["the records are there", "there are none"]
)
def test_one_side_is_taken_with_its_evidence(run: Run, folder: Path, side: str, goals: list[str]) -> None:
    before = after(run, folder)
    assert [one["fact"] for one in before["contradictions"]] == ["goals"]
    kept = {name: (folder / name).read_bytes() for name in FILES}
    asked(run, folder, f"?\n9\n{side}\n2\nquit\n")
    report = after(run, folder, OWN)
    assert report["contradictions"] == []
    assert [goal["name"] for goal in report["facts"]["goals"]] == goals
    assert "kind: document" in (folder / OWN).read_text(encoding="utf-8")
    assert kept == {name: (folder / name).read_bytes() for name in FILES}
    # what the records say is still only what their own source says
    kinds = {entry["fact"]: entry["kind"] for entry in report["ledger"]}
    assert "goals[0].metric" not in kinds


def test_it_can_be_taken_back_by_the_other_side(run: Run, folder: Path) -> None:
    asked(run, folder, "2\n2\nquit\n")
    text = NONE.replace("KIND", "document").replace("goals: none", "goals: [{name: win more}]")
    (folder / "answers" / "b.yaml").write_text(text, encoding="utf-8")
    files = [*FILES, "answers/b.yaml"]
    run(["ask", *files, "--into", OWN, "--as-of", "2026-11-23"], input="1\n1\nquit\n", cwd=folder)
    report = after(run, folder, "answers/b.yaml", OWN)
    assert report["contradictions"] == []
    assert {goal["name"] for goal in report["facts"]["goals"]} == {"win more", "forecast"}


@pytest.mark.parametrize("typed", ["\nquit\n", "1\n\nquit\n"], ids=["no side", "no evidence"])
def test_without_an_answer_it_says_what_to_change_where(run: Run, folder: Path, typed: str) -> None:
    said = " ".join(asked(run, folder, typed).stdout.split())
    assert "take the records under goals out of project.yaml" in said
    assert "take the line goals: none out of answers/a.yaml" in said
    assert "evidence: [{fact: goals, kind: observation, date: 2026-11-23}]" in said
    assert not (folder / OWN).exists()


def test_what_it_says_to_write_settles_it(run: Run, folder: Path) -> None:
    text = f"{PROJECT}evidence: [{{fact: goals, kind: observation, date: 2026-11-23}}]\n"
    (folder / "project.yaml").write_text(text, encoding="utf-8")
    report = after(run, folder)
    assert (report["contradictions"], len(report["facts"]["goals"])) == ([], 2)


def test_two_logs_are_settled_in_the_files_only(run: Run, folder: Path) -> None:
    (folder / "project.yaml").write_text(
        f"{PROJECT}evidence: [{{fact: goals, kind: log, date: 2026-11-23}}]\n", "utf-8"
    )
    (folder / "answers" / "a.yaml").write_text(NONE.replace("KIND", "log"), encoding="utf-8")
    said = " ".join(asked(run, folder, "quit\n").stdout.split())
    assert "take the records under goals out of project.yaml" in said
    assert "Which is right?" not in said
    assert "evidence: [{fact" not in said
