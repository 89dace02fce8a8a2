"""`sfa-audit plan` as users run it: its answer, its formats, its codes, and that nothing of it can do harm."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from program import ROOT, Result, Run

DRIVEN = "examples/driven-from-above/project.yaml"
LATER = ("--set", "project.dates.go_live=2027-03-01")
HALF = "examples/half-answered-in-selection/project.yaml"
SOUND = "examples/sound-at-the-pilot-gate/project.yaml"
DAY = "2026-11-23"


def planned(run: Run, file: str | Path, *more: str, **kept: Any) -> Result:
    return run(["plan", file, "--as-of", DAY, *more], **kept)


def data(result: Result) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(result.stdout)
    assert report["schema"] == "sfa-audit/plan/1"
    plan: dict[str, Any] = report["plan"]
    return plan


def test_a_plan_for_the_standard_gate_is_the_default(run: Run) -> None:
    done = planned(run, DRIVEN, *LATER, "-f", "json")
    assert done.code == 0, done.stderr
    plan = data(done)
    assert (plan["gate"], plan["target"], plan["low"]["status"]) == ("standard", "70", "found")
    assert Fraction(plan["low"]["readiness"]["lower"]["exact"]) >= 70
    assert plan["low"]["verdict"]["status"] == "passed"
    assert {stop for step in plan["low"]["steps"] for stop in step["stops"]} == {
        "no-testable-goal",
        "uncommitted-top",
        "no-rep-consulted",
    }


def test_a_pilot_that_is_only_planned_still_takes_its_weeks_before_going_live(run: Run) -> None:
    """Seven weeks are left, two for the plan of the pilot and eight for the pilot: the plan does not fit."""
    done = planned(run, DRIVEN)
    assert done.code == 1
    assert "No plan fits before go-live on 11 January 2027. The earliest day is 1 February" in done.stdout
    course = data(planned(run, DRIVEN, "-f", "json"))["low"]
    assert (course["status"], course["ends"]) == ("late", "2027-02-01")
    assert {step["id"]: step["before_go_live"] for step in course["steps"]}["pilot-planned"] == "8"


def test_what_is_ready_needs_nothing(run: Run) -> None:
    done = planned(run, SOUND)
    assert done.code == 0
    assert "nothing has to be done" in done.stdout
    assert data(planned(run, SOUND, "-f", "json"))["low"]["steps"] == []


def test_the_text_says_the_answer_first_and_fits_80_columns(run: Run) -> None:
    done = planned(run, DRIVEN, *LATER, "--day-rate", "800")
    lines = done.stdout.splitlines()
    assert lines[0] == "Plan for: Entry into the pilot"
    assert lines[1].startswith("On what is known, the least effort is")
    assert max(map(len, lines)) <= 80
    assert "Since last time: 0 of 2 actions done, 2 not begun." in done.stdout
    assert "GBP" in done.stdout
    assert done.stdout.index("what to find out") < done.stdout.index("First: what lifts a stop")


def test_a_target_replaces_the_gate(run: Run) -> None:
    plan = data(planned(run, SOUND, "--target", "85", "-f", "json"))
    assert (plan["gate"], plan["target"], plan["floors"]) == (None, "85", {})
    assert Fraction(plan["low"]["readiness"]["lower"]["exact"]) >= 85


def test_settings_name_the_gate(run: Run, tmp_path: Path) -> None:
    (tmp_path / "project.yaml").write_bytes((ROOT / SOUND).read_bytes())
    (tmp_path / "sfa-audit.yaml").write_text("gate: {fail_under: 82}\n", encoding="utf-8")
    assert data(planned(run, "project.yaml", "-f", "json", cwd=tmp_path))["target"] == "82"
    env = {"SFA_AUDIT_FAIL_UNDER": "83"}
    assert data(planned(run, "project.yaml", "-f", "json", cwd=tmp_path, env=env))["target"] == "83"
    assert data(planned(run, "project.yaml", "--target", "84", "-f", "json", cwd=tmp_path, env=env))["target"] == "84"


def test_a_budget_says_what_it_buys(run: Run) -> None:
    done = planned(run, DRIVEN, "--budget", "20", "-f", "json")
    assert done.code == 0
    bought = data(done)["bought"]
    assert Fraction(bought["days"]["exact"]) <= 20
    assert sum(Fraction(step["days"]["exact"]) for step in bought["steps"]) == Fraction(bought["days"]["exact"])
    assert "20 person-days buy at best" in " ".join(planned(run, DRIVEN, "--budget", "20").stdout.split())


def test_no_plan_before_go_live_ends_with_1_and_names_the_earliest_day(run: Run) -> None:
    done = planned(run, DRIVEN, "--entering", "rollout", "--set", "project.dates.go_live=2027-01-04")
    assert done.code == 1
    assert "No plan fits before go-live on 4 January 2027. The earliest day is 25 January 2027" in " ".join(
        done.stdout.split()
    )
    assert planned(run, DRIVEN, "--entering", "rollout", "--exit-zero").code == 0


def test_a_plan_that_nobody_can_make_says_why(run: Run) -> None:
    done = planned(run, DRIVEN, "--exclude", "goals-testable")
    assert done.code == 1
    text = " ".join(done.stdout.split())
    assert "No plan reaches what is asked." in text
    assert "left out as asked" in text
    blocked = data(planned(run, DRIVEN, "--exclude", "goals-testable", "-f", "json"))["low"]["blocked"]
    assert blocked == [{"stop": "no-testable-goal", "rule": "goals-testable", "why": "excluded"}]


def test_csv_is_for_a_tracker_and_markdown_a_checklist(run: Run, tmp_path: Path) -> None:
    table, list_ = tmp_path / "plan.csv", tmp_path / "plan.md"
    done = planned(run, DRIVEN, *LATER, "-q", "-o", str(table), "-o", str(list_), "-o", f"json={tmp_path / 'plan'}")
    assert (done.code, done.stdout, done.stderr) == (0, "", "")
    rows = list(csv.DictReader(StringIO(table.read_text(encoding="utf-8-sig"))))
    plan = json.loads((tmp_path / "plan").read_text(encoding="utf-8"))["plan"]
    assert [row["action"] for row in rows] == [step["id"] for step in plan["low"]["steps"]]
    assert [int(row["order"]) for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0]["owner"] == "executive sponsor"
    checks = [line for line in list_.read_text(encoding="utf-8").splitlines() if line.startswith("- [ ] ")]
    assert len(checks) == len(rows)


def test_costs_follow_the_day_rate(run: Run) -> None:
    plan = data(planned(run, DRIVEN, "--day-rate", "812.5", "-f", "json"))
    assert plan["currency"] == "GBP"
    assert Fraction(plan["low"]["cost"]) == Fraction(plan["low"]["days"]["exact"]) * Fraction("812.5")


def test_the_same_input_gives_the_same_bytes(run: Run) -> None:
    assert planned(run, DRIVEN, "-f", "json").stdout == planned(run, DRIVEN, "-f", "json").stdout


def test_actions_of_the_file_are_counted(run: Run, tmp_path: Path) -> None:
    text = (ROOT / DRIVEN).read_text(encoding="utf-8").replace("due: 2026-12-11, status: open", "due: 2026-11-11")
    text = text.replace("due: 2026-12-04, status: open", "due: 2026-11-04, status: done")
    (tmp_path / "project.yaml").write_text(text, encoding="utf-8")
    shown = " ".join(planned(run, tmp_path / "project.yaml").stdout.split())
    assert "Since last time: 1 of 2 actions done, 1 late." in shown
    assert "Called done, but the facts do not show it yet" in shown
    assert "not begun, was due on 11 November 2026" in shown


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--target", "101"], "--target: a level from 0 to 100"),
        (["--gate", "standart"], 'did you mean "standard"?'),
        (["--budget", "many"], "--budget"),
        (["--budget", "-1"], "--budget"),
        (["--day-rate", "1e9"], "--day-rate"),
        (["--exclude", "goals-testabel"], 'did you mean "goals-testable"?'),
        (["--only-owner", "sponsors"], 'did you mean "sponsor"?'),
        (["-f", "html"], "--format"),
        (["-o", "plan.docx"], "the format is not clear"),
        (["-o", "plan.md", "-o", "plan.md"], "named twice"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(run: Run, arguments: list[str], says: str) -> None:
    done = planned(run, SOUND, *arguments)
    assert done.code == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_hostile_names_stay_text(run: Run, tmp_path: Path) -> None:
    text = (ROOT / DRIVEN).read_text(encoding="utf-8").replace("currency: GBP", 'currency: "=cmd()|\\e[31m"')
    (tmp_path / "project.yaml").write_text(text, encoding="utf-8")
    for kind in ("terminal", "markdown", "csv"):
        done = planned(run, tmp_path / "project.yaml", "-f", kind, "--day-rate", "1")
        assert "\x1b" not in done.stdout
        if kind == "csv":
            rows = csv.DictReader(StringIO(done.stdout))
            assert all(row["currency"].startswith("'=") for row in rows)


def test_a_project_of_which_little_is_known_is_asked_first(run: Run, tmp_path: Path) -> None:
    text = "format: 1\nproject: {name: x, phase: selection}\n"
    (tmp_path / "project.yaml").write_text(text, encoding="utf-8")
    done = planned(run, tmp_path / "project.yaml")
    assert done.code == 0
    assert "what to find out" in done.stdout
    assert "If every open answer were favourable, nothing would have to be done." in " ".join(done.stdout.split())


def test_an_effort_that_is_enough_for_the_plan_alone_says_so(run: Run) -> None:
    done = planned(run, HALF, "-f", "json")
    made = data(done)
    least = Fraction(made["low"]["days"]["exact"])
    wanted = [
        "yes" if point["enough"]
        else "no; the plan of least effort is" if Fraction(point["budget"]) >= least
        else "no"
        for point in made["frontier"]
    ]  # fmt: skip
    said = planned(run, HALF, "-f", "markdown").stdout
    rows = said.partition("Is that enough?")[2].splitlines()[2:]
    shown = [row.split("|")[-2].strip() for row in rows[: len(wanted)]]
    assert shown == wanted
    assert set(wanted) == {"yes", "no", "no; the plan of least effort is"}
