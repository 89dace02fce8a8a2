"""Several files of one project as users name them: faults of all of them at once, and nothing counted twice."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from program import Run
from sfa_audit.cli.app import run as program
from sfa_audit.cli.files import with_files

PROJECT = "project:\n  name: North\n  phase: design\n"
HEAD = "head: {source: workshop, kind: statement, by: project manager, date: 2026-11-02}\n"
VOICES = "voices:\n- {group: reps, date: 2026-11-02, segments: 2, agreement: {goals: [0, 1, 2, 0, 0]}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "project.yaml").write_text(PROJECT, encoding="utf-8")
    return tmp_path


def test_a_file_named_twice_counts_once_so_that_a_small_group_stays_hidden(folder: Path, run: Run) -> None:
    (folder / "reps.yaml").write_text(HEAD + VOICES, encoding="utf-8")
    done = run("assess project.yaml reps.yaml ./reps.yaml -q -f json", cwd=folder)
    assert json.loads(done.stdout)["perception"]["groups"][0]["hidden"] is True


@pytest.mark.parametrize("fact", ["name: South", "phase: pilot"])
def test_contradictions_about_what_every_run_needs_are_a_fault(folder: Path, run: Run, fact: str) -> None:
    (folder / "plan.yaml").write_text(f"{HEAD}project: {{{fact}}}\n", encoding="utf-8")
    done = run("assess project.yaml plan.yaml", cwd=folder)
    assert done.code == 2
    assert f"project.{fact.partition(':')[0]} is answered twice, and not alike" in done.stderr


def test_every_missing_file_is_named(folder: Path, run: Run) -> None:
    done = run("validate project.yaml one.yaml two.yaml", cwd=folder)
    assert (done.code, done.stderr.count("there is no such file")) == (2, 2)


def test_unknown_ids_are_told_together_with_other_faults(folder: Path, run: Run) -> None:
    text = "spnsor: 1\nnot_applicable:\n- {rule: contract-protect, reason: none was signed}\nactions:\n- {rule: [a]}\n"
    (folder / "project.yaml").write_text(PROJECT + text, encoding="utf-8")
    done = run("validate", cwd=folder)
    assert done.code == 2
    assert 'project.yaml:6:10: not_applicable[0].rule: there is no rule "contract-protect"' in done.stderr
    assert "did you mean sponsor?" in done.stderr
    assert "actions[0].rule: one value is expected" in done.stderr


@pytest.mark.parametrize("change", ["pilot.rep=12", "pilot.reps=many", "pilots.reps=12"])
def test_a_fault_of_set_is_said_of_set(folder: Path, run: Run, change: str) -> None:
    done = run(["assess", "--set", change], cwd=folder)
    assert done.code == 2
    assert done.stderr.startswith("--set: ")


def test_a_shell_that_leaves_the_star_to_the_program(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("b.yaml", "a.yaml"):
        (folder / name).write_text(HEAD + "sponsor: {named: yes}\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    typed = ["--set", "a=*", "-o*.yaml", "project.yaml", "[ab].y*", "none*", "?.yaml"]
    assert with_files(typed) == [*typed[:4], "a.yaml", "b.yaml", "none*", "?.yaml"]
    monkeypatch.setattr(sys, "platform", "win32")
    assert program(["validate", "project.yaml", "*a.yaml", "b*.yaml"]) == 0
    monkeypatch.setattr(sys, "platform", "linux")
    assert program(["validate", "project.yaml", "b*.yaml"]) == 2
    assert "b*.yaml: there is no such file" in capsys.readouterr().err


def test_demo_keeps_a_project_file_that_was_worked_on(tmp_path: Path, run: Run) -> None:
    assert run("demo here", cwd=tmp_path).code == 0
    file = tmp_path / "here" / "project.yaml"
    assert run("demo here", cwd=tmp_path).code == 0
    file.write_text(PROJECT, encoding="utf-8")
    assert run("demo here", cwd=tmp_path).code == 2
    assert file.read_text(encoding="utf-8") == PROJECT
    assert run("demo here --force", cwd=tmp_path).code == 0
    assert file.read_text(encoding="utf-8") != PROJECT
