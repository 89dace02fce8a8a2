"""What `plan -f json` and `compare -f json` write fits its published schema, in every state; anything else does not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from program import ROOT, Run, run_program
from sfa_audit.schemas import DOCUMENTS, schema_of

EXAMPLES = ROOT / "examples"
DRIVEN = EXAMPLES / "driven-from-above" / "project.yaml"
SOUND = EXAMPLES / "sound-at-the-pilot-gate" / "project.yaml"
HALF = EXAMPLES / "half-answered-in-selection" / "project.yaml"
DAY = "--as-of=2026-11-23"
NOTHING = "format: 1\nproject: {name: Nothing known, phase: build}\n"

# By state: what is planned, and what the plan must then say.
PLANS: dict[str, tuple[Path | None, list[str], Callable[[dict[str, Any]], object]]] = {
    "ready": (SOUND, [], lambda plan: plan["low"]["status"] == "ready" and not plan["low"]["steps"]),
    "found": (
        DRIVEN,
        ["--day-rate", "800.5", "--set", "project.dates.go_live=2027-03-01"],
        lambda plan: plan["low"]["status"] == "found" and plan["currency"],
    ),
    "late": (
        DRIVEN,
        ["--entering", "rollout", "--set", "project.dates.go_live=2027-01-04"],
        lambda plan: plan["low"]["status"] == "late" and plan["low"]["late"],
    ),
    "blocked": (DRIVEN, ["--exclude", "goals-testable"], lambda plan: plan["low"]["blocked"] and plan["exclude"]),
    "one role": (DRIVEN, ["--only-owner", "sponsor"], lambda plan: plan["owners"] and plan["left_out"]),
    "budget": (DRIVEN, ["--budget", "20"], lambda plan: plan["bought"]["steps"] and plan["budget"] == "20"),
    "target": (SOUND, ["--target", "85"], lambda plan: plan["gate"] is None and plan["target"] == "85"),
    "half known": (HALF, [], lambda plan: plan["questions"] and plan["high"]),
    "nothing known": (None, [], lambda plan: plan["questions"] and plan["high"]["status"] == "ready"),
}


@cache
def validator(name: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(schema_of(name))


def problems(name: str, data: object) -> list[str]:
    return [f"{e.json_path}: {e.message[:200]}" for e in validator(name).iter_errors(data)]  # type: ignore[arg-type]


def read(run: Run, *arguments: str | Path) -> dict[str, Any]:
    done = run([*arguments, DAY, "-f", "json"])
    data: dict[str, Any] = json.loads(done.stdout)
    return data


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_schema_is_sound_in_later_drafts_too(name: str) -> None:
    schema = {key: value for key, value in schema_of(name).items() if key != "$schema"}
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_may_stand_in_it_that_it_does_not_name(name: str) -> None:
    """Every object names its keys, or says what its values are: texts by id, levels by cause, and the like."""
    schema = schema_of(name)
    free = {"Message", "Report"}  # whose parts hold what the project file says in its own words
    for title, part in {name: schema, **schema["definitions"]}.items():
        if part.get("type") == "object" and title not in free:
            assert part["additionalProperties"] is False, title
            assert part["description"], title


@pytest.mark.parametrize("state", PLANS)
def test_a_plan_fits(run: Run, tmp_path: Path, state: str) -> None:
    file, more, says = PLANS[state]
    if file is None:
        file = tmp_path / "project.yaml"
        file.write_text(NOTHING, encoding="utf-8")
    made = read(run, "plan", file, *more)
    assert made["schema"] == "sfa-audit/plan/1"
    assert says(made["plan"])
    assert problems("plan", made) == []


def test_the_plan_of_a_report_is_the_same_definition(run: Run) -> None:
    plan, report = schema_of("plan"), schema_of("report")
    shared = [name for name in plan["definitions"] if name in report["definitions"]]
    assert {"Plan", "Course", "Step", "Progress"} <= set(shared)
    assert all(plan["definitions"][name] == report["definitions"][name] for name in shared)
    made = read(run, "assess", DRIVEN, "--gate", "standard", "--plan")
    assert made["plan"] == read(run, "plan", DRIVEN, "--gate", "standard")["plan"]
    assert problems("report", made) == []


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of saved results: a story at two dates and two milestones, another story, and nothing known."""
    folder = tmp_path_factory.mktemp("dated")
    text = SOUND.read_text(encoding="utf-8")
    older = text.replace("visibly_committed: 10", "visibly_committed: 2").replace("status: doing", "status: open")
    assert older != text
    for name, content in (("old", older), ("new", text), ("other", DRIVEN.read_text("utf-8")), ("none", NOTHING)):
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    for name, file, more in (
        ("result-1", "old", "--as-of 2026-05-20 --entering build"),
        ("result-2", "old", "--as-of 2026-08-20 --gate standard"),
        ("result-3", "new", "--as-of 2026-11-23 --gate standard"),
        ("result-4", "other", "--as-of 2026-11-23 --gate standard"),
        ("result-5", "none", "--as-of 2026-11-24 --profile quick"),
    ):
        done = run_program(f"assess {file}.yaml -q -o {name}.json --exit-zero {more}", cwd=folder)
        assert done.code == 0, done.stderr
    return folder


SIDES = ["result-1.json", "result-2.json", "result-3.json", "result-4.json", "result-5.json", "new.yaml", "none.yaml"]


@pytest.mark.parametrize(("old", "new"), [*pairwise(SIDES), (SIDES[2], SIDES[2]), (SIDES[4], SIDES[2])])
def test_a_comparison_of_any_two_fits(run: Run, dated: Path, old: str, new: str) -> None:
    made = read(run, "compare", dated / old, dated / new)
    assert made["schema"] == "sfa-audit/comparison/1"
    assert problems("comparison", made) == []
    assert made["empty"] == (old == new)


def test_a_change_beside_the_original_fits(run: Run) -> None:
    made = read(run, "assess", DRIVEN, "--set", "sponsor=none", "--compare")
    assert made["stops"]
    assert problems("comparison", made) == []


def test_a_row_of_results_fits(run: Run, dated: Path) -> None:
    done = run(["compare", dated, "-f", "json"])
    made = json.loads(done.stdout)
    assert (made["schema"], len(made["points"])) == ("sfa-audit/trend/1", 5)
    assert problems("trend", made) == []


# ---- and nothing else does -------------------------------------------------------------------------------------------

WRONG = (
    "maybe",  # no word of the contract
    0.5,  # a binary number
    {"surprise": 1},
)


@pytest.fixture(scope="module")
def whole(dated: Path) -> dict[str, dict[str, Any]]:
    """One document of each kind in which as much as possible is said."""
    commands = {
        "plan": ["plan", DRIVEN, "--budget", "20", "--day-rate", "800", "--exclude", "goals-testable", DAY],
        "comparison": ["compare", dated / "result-2.json", dated / "result-3.json"],
        "trend": ["compare", dated],
    }
    return {
        name: json.loads(run_program([*command, "-f", "json"]).stdout) for name, command in commands.items()
    }  # fmt: skip


def objects(here: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """Every object of a document with its path; of a list the first entry; not the texts, levels and words by id."""
    if isinstance(here, dict):
        yield path, here
        for key, value in here.items():
            if key not in ("texts", "floors", "changes"):
                yield from objects(value, (*path, key))
    elif isinstance(here, list) and here:
        yield from objects(here[0], (*path, 0))


def changed(data: Any, path: tuple[str | int, ...], change: Callable[[Any], object]) -> Any:
    made = copy.deepcopy(data)
    here = made
    for step in path:
        here = here[step]
    change(here)
    return made


@pytest.mark.parametrize("name", ["plan", "comparison", "trend"])
def test_no_key_may_be_missing_and_none_added(whole: dict[str, dict[str, Any]], name: str) -> None:
    data = whole[name]
    assert problems(name, data) == []
    found = list(objects(data))
    assert len(found) > 10
    for path, here in found:
        assert problems(name, changed(data, path, lambda it: it.update(surprise=1))), path
        for key in here:
            assert problems(name, changed(data, path, lambda it, key=key: it.pop(key))), (*path, key)


# What any text may stand in: names that a project or a pack gives. `was` and `now` of a fact are its values.
TEXTS = {"id", "name", "client", "industry", "country", "currency", "version", "language", "profile", "gate", "owner",
         "rule", "stop", "cause", "project", "rules", "path", "pattern", "by", "ref", "phase", "entering", "band",
         "reps_total", "go_live", "due"}  # fmt: skip


@pytest.mark.parametrize("name", ["plan", "comparison", "trend"])
def test_no_value_may_be_of_another_kind(whole: dict[str, dict[str, Any]], name: str) -> None:
    data = whole[name]
    for path, here in objects(data):
        for key, value in here.items():
            if isinstance(value, dict | list) or (path[:1] == ("facts",) and key in ("was", "now")):
                continue
            wrong = [w for w in WRONG if not (key in TEXTS and isinstance(w, str))]
            for given in wrong:
                made = changed(data, path, lambda it, key=key, given=given: it.__setitem__(key, given))
                assert problems(name, made), (*path, key, given)
