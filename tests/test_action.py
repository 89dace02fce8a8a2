"""The action, run as a runner would run its steps; the example repository, and the hooks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

import small
from program import ROOT, Run, scrubbed

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
CI = ROOT / "examples" / "ci"
AS_OF = "2026-11-23"
POSIX = pytest.mark.skipif(os.name != "posix", reason="the steps are run by bash")


class Done(NamedTuple):
    """How the steps ended: the code of the last one that ran, the outputs of the action, the summary, the log."""

    code: int
    outputs: Mapping[str, str]
    summary: str
    log: str


def run_action(place: Path, inputs: Mapping[str, str], program: Path | None = None) -> Done:
    """Run all steps but the installation, with the shell and the options of a runner."""
    values = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
    unknown = set(inputs) - set(values)
    assert not unknown
    values |= {"install": "false", "as-of": AS_OF, **inputs}
    programs = place / "bin"
    programs.mkdir(exist_ok=True)
    command = programs / "sfa-audit"
    command.write_text(f'#!/bin/sh\nexec "{program or sys.executable}" -m sfa_audit "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    steps: dict[str, dict[str, str]] = {}
    summary, log, code = place / "summary.md", "", 0
    for step in ACTION["runs"]["steps"]:
        output = place / f"output-{step.get('id', 'verdict')}"
        output.write_text("", encoding="utf-8")
        script = place / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        env = scrubbed() | {name: fill(value, values, steps) for name, value in step["env"].items()}
        env |= {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_WORKSPACE": str(place),
                "RUNNER_TEMP": str(place), "PATH": f"{programs}:{os.environ['PATH']}"}  # fmt: skip
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = subprocess.run(shell, cwd=place, env=env, capture_output=True, text=True, encoding="utf-8", timeout=120)
        log += done.stdout + done.stderr
        steps[step.get("id", "verdict")] = read_outputs(output)
        code = done.returncode
        if code:
            break
    outputs = {name: fill(one["value"], values, steps) for name, one in ACTION["outputs"].items()}
    return Done(code, outputs, summary.read_text(encoding="utf-8") if summary.exists() else "", log)


def fill(text: str, inputs: Mapping[str, str], steps: Mapping[str, Mapping[str, str]]) -> str:
    """An expression of the action with its value."""

    def value(found: re.Match[str]) -> str:
        parts = found[1].split(".")
        if parts[0] == "inputs":
            return inputs[parts[1]]
        if parts[0] == "steps":
            return steps.get(parts[1], {}).get(parts[3], "")
        assert found[1] == "github.action_path"
        return str(ROOT)

    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", value, text)


def read_outputs(file: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in file.read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write_pack(tmp_path_factory.mktemp("rules") / "small")


CASES = {
    "passing": ({}, 0, "passed"),
    "failing": ({"c": 10}, 1, "failed"),
    "stopped": ({"sponsor": False}, 1, "failed"),
    "undetermined": ({"a": None}, 3, "undetermined"),
}


@POSIX
@pytest.mark.parametrize("name", CASES)
def test_a_project(name: str, pack: Path, tmp_path: Path) -> None:
    facts, code, verdict = CASES[name]
    (tmp_path / "sfa").mkdir()
    (tmp_path / "sfa" / "project.yaml").write_text(small.project(**facts), encoding="utf-8")
    done = run_action(tmp_path, {"rules": str(pack), "gate": "strict"})
    assert done.code == code, done.log
    assert done.outputs["verdict"] == verdict
    assert done.outputs["exit-code"] == str(code)
    report = json.loads((tmp_path / "sfa-audit-report" / "result.json").read_text(encoding="utf-8"))
    for figure in ("lower", "upper", "evidenced", "coverage"):
        assert done.outputs[figure] == report["score"]["bar"][figure]["shown"]
    for kind in ("report", "sarif", "junit", "comment"):
        assert (tmp_path / done.outputs[f"{kind}-path"]).stat().st_size > 100
    assert "# " in done.summary
    assert "secret" not in done.summary.lower()
    comment = (tmp_path / done.outputs["comment-path"]).read_text(encoding="utf-8")
    assert re.match(r"<!-- sfa-audit:[0-9a-f]{16} -->\n# ", comment)
    assert "secret" not in comment.lower()
    assert re.search(r"^::(error|warning|notice) title=", done.log, re.MULTILINE)
    sarif = json.loads((tmp_path / done.outputs["sarif-path"]).read_text(encoding="utf-8"))
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "sfa/project.yaml"


@POSIX
@pytest.mark.parametrize("text", ["goals: [\n", "", "project: {phase: pilot}\ngoalz: []\n"])
def test_an_invalid_project(text: str, pack: Path, tmp_path: Path) -> None:
    (tmp_path / "project.yaml").write_text(text, encoding="utf-8")
    old = tmp_path / "sfa-audit-report"
    old.mkdir()
    for name in ("result.sarif", "comment.md"):
        (old / name).write_text("of an earlier run", encoding="utf-8")
    done = run_action(tmp_path, {"rules": str(pack), "gate": "strict", "project": "project.yaml"})
    assert done.code == 2
    assert (done.outputs["verdict"], done.outputs["exit-code"]) == ("invalid", "2")
    assert {done.outputs[f"{kind}-path"] for kind in ("report", "sarif", "junit", "comment")} == {""}
    assert done.outputs["lower"] == ""
    assert "::error title=sfa-audit::Nothing was assessed" in done.log


@POSIX
def test_a_missing_project_a_broken_program_and_no_program(pack: Path, tmp_path: Path) -> None:
    assert run_action(tmp_path, {"project": "nowhere.yaml"}).outputs["verdict"] == "invalid"
    quiet = tmp_path / "quiet"
    quiet.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    quiet.chmod(0o755)
    done = run_action(tmp_path, {}, program=quiet)  # says nothing, writes nothing, and ends with 0
    assert (done.code, done.outputs["verdict"]) == (70, "error")
    done = run_action(tmp_path, {}, program=tmp_path / "not-there")
    assert done.outputs["verdict"] == "error"
    assert done.code not in (0, 1, 3)


@POSIX
def test_report_only(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(small.project(c=10), encoding="utf-8")
    done = run_action(tmp_path, {"project": "p.yaml", "rules": str(pack), "fail-under": "70", "exit-zero": "true"})
    assert (done.code, done.outputs["verdict"], done.outputs["exit-code"]) == (0, "failed", "0")


@POSIX
def test_without_a_summary(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(small.project(), encoding="utf-8")
    done = run_action(tmp_path, {"project": "p.yaml", "rules": str(pack), "summary": "false"})
    assert (done.code, done.summary) == (0, "")


HOSTILE = ("project", "answers", "gate", "fail-under", "entering", "output", "as-of", "lang", "config")


@POSIX
@pytest.mark.parametrize("name", HOSTILE)
def test_no_input_becomes_a_command(name: str, pack: Path, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(small.project(), encoding="utf-8")
    hostile = "$(touch owned) `touch owned` \"; touch owned; ' && touch owned #"
    inputs = {"project": "p.yaml", "rules": str(pack), "gate": "strict", name: hostile}
    done = run_action(tmp_path, inputs)
    assert not list(tmp_path.rglob("owned"))
    assert done.code in (0, 2)


@POSIX
def test_a_file_that_is_called_like_an_option(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "--help").write_text(small.project(), encoding="utf-8")
    done = run_action(tmp_path, {"project": "--help", "rules": str(pack), "gate": "strict"})
    assert (done.code, done.outputs["verdict"]) == (0, "passed")


@POSIX
def test_layered_answers(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(small.project(a=None), encoding="utf-8")
    answers = "head: {source: crm, kind: log, by: crm, date: 2026-11-01}\nrequirements: {total: 90}\n"
    (tmp_path / "an swers.yaml").write_text(answers, encoding="utf-8")
    done = run_action(tmp_path, {"project": "p.yaml", "answers": "an swers.yaml\n", "rules": str(pack)})
    assert (done.code, done.outputs["coverage"]) == (0, "100.0"), done.log


def test_no_expression_stands_in_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]
        assert "uses" not in step
        assert not any(name.startswith("SFA_AUDIT_") for name in step["env"])  # they would be settings


def test_every_input_is_used_and_every_output_is_written() -> None:
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(ACTION["runs"])))
    assert used == set(ACTION["inputs"])
    assert {"lower", "upper", "coverage", "verdict", "exit-code", "report-path", "sarif-path"} <= set(ACTION["outputs"])


# ---- the example repository and the hooks --------------------------------------------------------------------------


def test_the_example_repository_passes_its_own_gate(run: Run) -> None:
    done = run(["assess", "sfa/project.yaml", "--as-of", AS_OF, "-f", "json"], cwd=CI)
    assert done.code == 0, done.stderr
    verdict = json.loads(done.stdout)["verdict"]
    assert verdict["gate"] == "standard"
    assert "waived" in {one["id"] for one in verdict["conditions"]}


def examples() -> list[Any]:
    index = yaml.safe_load((ROOT / "examples" / "index.yaml").read_text(encoding="utf-8"))
    return [entry for entry in index["stories"] if "gate" in entry]


@pytest.mark.parametrize("entry", examples(), ids=lambda entry: str(entry["folder"]))
def test_our_own_examples_are_gated(entry: dict[str, Any], tmp_path: Path) -> None:
    from sfa_audit.cli.app import run

    folder = ROOT / "examples" / entry["folder"]
    files = [str(folder / "project.yaml"), *(str(folder / name) for name in entry.get("answers", ()))]
    options = [part for name in ("entering", "profile") if name in entry for part in (f"--{name}", entry[name])]
    code = run(
        ["assess", *files, "--gate", entry["gate"], *options, "--as-of", AS_OF, "-q", "-o", f"junit={tmp_path}/j.xml"]
    )
    assert code == entry["exit_code"]


HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_hooks(hook: dict[str, Any], run: Run) -> None:
    program, *words = hook["entry"].split()
    assert program == "sfa-audit"
    assert run([*words, *hook["args"], "--as-of", AS_OF], cwd=CI).code == 0
    pattern = re.compile(hook["files"])
    ours = ["sfa/project.yaml", "a/sfa/project.yml", "sfa/answers/reps.yaml"]
    others = [
        "project.yaml",
        "docs/project.yaml",
        "sfa-tools.yaml",
        "msfa/project.yaml",
        ".github/workflows/sfa.yml",
        "sfa/x.json",
    ]
    assert all(pattern.search(name) for name in ours)
    assert not any(pattern.search(name) for name in others)
