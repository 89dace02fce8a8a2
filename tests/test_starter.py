"""The project file to start from: valid at once, all unknown, with the facts that count and no other."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from program import Run
from sfa_audit.assess import Order, assess
from sfa_audit.errors import columns_of
from sfa_audit.i18n import LANGUAGES, translator
from sfa_audit.interval import ONE, ZERO
from sfa_audit.load import Loaded, load
from sfa_audit.load_pack import shipped_pack
from sfa_audit.needs import needed_at
from sfa_audit.pack import RulePack
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table
from sfa_audit.project.written import in_yaml, text_in_yaml
from sfa_audit.starter import ALWAYS, WIDTH, starter
from sfa_audit.yaml_file import parse

TABLE = load_table()
LIST = re.compile(r"( *)# (\w+):$")


@cache
def pack() -> RulePack:
    return shipped_pack(FactNames(TABLE))


def made(phase: str, profile: str = "full", entering: str = "", lang: str = "en", name: str = "Ours") -> str:
    entering = entering or pack().after(phase)
    return starter(pack(), TABLE, translator(lang), name=name, phase=phase, entering=entering, profile=profile)


def loaded(text: str) -> Loaded:
    return load([("project.yaml", text.encode())], {}, pack(), TABLE)


def with_examples(text: str) -> str:
    """The file with the # taken away before the example records, as its reader is told to."""
    lines, block = [], None
    for line in text.splitlines():
        head = LIST.match(line)
        if head:
            block = head[1]
        elif block is not None and not line.startswith(f"{block}#"):
            block = None
        lines.append(line.replace("# ", "", 1) if block is not None else line)
    return "\n".join(lines) + "\n"


PHASES = ("selection", "design", "build", "pilot", "rollout", "live")
MILESTONES = ("design", "build", "pilot", "rollout", "live", "review")


@pytest.mark.parametrize("profile", ["full", "quick"])
@pytest.mark.parametrize("entering", MILESTONES)
@pytest.mark.parametrize("phase", PHASES)
def test_it_is_valid_and_all_unknown(phase: str, entering: str, profile: str) -> None:
    project = loaded(made(phase, profile, entering))

    result = assess(project.ledger, project.phase, pack(), Order(entering, profile, date(2026, 11, 23)))

    assert project.phase == phase
    assert (project.profile or "full") == profile
    assert result.bar is not None
    assert (result.bar.lower, result.bar.upper) == (0, 100)
    assert all(f.worth == (ZERO, ONE) and f.outcome == "unknown" for f in result.findings if f.counts)
    assert {state.state for state in result.stops} <= {"possible", "not_due"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("profile", ["full", "quick"])
@pytest.mark.parametrize("entering", MILESTONES)
def test_it_holds_the_facts_that_count_and_no_other(entering: str, profile: str, lang: str) -> None:
    text = made("selection", profile, entering, lang)
    wanted = {field.path for field in needed_at(pack(), TABLE, entering, profile)} | set(ALWAYS)

    found = patterns(parse(with_examples(text).encode(), "project.yaml").data)

    leaves = {path for path in wanted if TABLE.field(path).is_leaf}
    assert {path for path in found if TABLE.field(path).fact} == leaves


def patterns(data: object, at: str = "") -> set[str]:
    if isinstance(data, dict):
        return set().union(*(patterns(value, f"{at}.{key}" if at else key) for key, value in data.items()))
    if isinstance(data, list):
        return set().union(*(patterns(item, f"{at}[]") for item in data))
    return {at}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("entering", MILESTONES)
def test_the_example_records_are_valid_once_their_mark_is_gone(entering: str, lang: str) -> None:
    project = loaded(with_examples(made("selection", "full", entering, lang)))

    assert project.ledger.facts.get("goals[0].owner")
    assert len(project.ledger.entries) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("profile", ["full", "quick"])
def test_it_is_well_set(profile: str, lang: str) -> None:
    text = made("live", profile, "review", lang)

    assert text.startswith("# yaml-language-server: $schema=project.schema.json\n# $schema: project.schema.json\n")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    for line in text.splitlines():
        assert line == line.rstrip()
        # the last characters of a line may be punctuation that must not begin the next one
        assert columns_of(line) <= WIDTH + 2


def test_questions_stand_at_the_section_that_they_ask_about() -> None:
    text = made("design")
    section = text[text.index("# ---- involvement") :]

    assert "# - reps-in-design: " in section[: section.index("\n\n")]


def test_the_schema_line_and_another_milestone_are_told() -> None:
    assert "sfa-audit rules schema project > project.schema.json" in made("design")
    assert "sfa-audit assess project.yaml\n" in made("design")
    assert "sfa-audit assess project.yaml --entering live\n" in made("design", entering="live")


def test_the_file_is_called_what_it_is_called(run: Run, tmp_path: Path) -> None:
    done = run(["init", "north/field crm.yaml"], cwd=tmp_path)

    assert "sfa-audit ask 'north/field crm.yaml'" in done.stderr
    assert "sfa-audit assess 'north/field crm.yaml'" in done.stderr
    text = (tmp_path / "north" / "field crm.yaml").read_text(encoding="utf-8")
    assert "sfa-audit assess 'field crm.yaml'\n" in text
    assert "project.yaml" not in text


@pytest.mark.parametrize(
    "name",
    ["Ours", "a: b # c", "12", "yes", "2026-11-23", "~", "@x", "- x", "'", '"', "#1", "x\ny", "项目：甲", "𝔘",
     "{{7*7}}", "a,b", "[x]", "&a", "*a", "!t", "%d", "| x", "0x10", "1e3", "null", "é" * 300],
)  # fmt: skip
def test_any_name_is_read_back_as_it_was(name: str) -> None:
    assert parse(f"name: {text_in_yaml(name)}\n".encode(), "x").data == {"name": name}
    assert parse(f"name: {in_yaml([name, {'a': name}])}\n".encode(), "x").data == {"name": [name, {"a": name}]}
    if name.isprintable():
        assert loaded(made("selection", name=name)).ledger.facts.get("project.name") == name


@pytest.mark.parametrize("name", ["none", " ", "UNKNOWN", "无", "x\x07", "x\u202e"])
def test_a_name_that_says_nothing_is_refused(name: str, run: Run, tmp_path: Path) -> None:
    done = run(["init", tmp_path / "p.yaml", "--name", name])

    assert done.code == 2
    assert "--name" in done.stderr
    assert not (tmp_path / "p.yaml").exists()


def test_init_writes_a_file_that_validates(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"

    assert run(["init", file, "--phase", "build", "--name", "Ours"]).code == 0

    done = run(["validate", file])
    assert (done.code, done.stderr) == (0, "")
    assert run(["init", file]).code == 2  # it is there already
    assert run(["init", file, "--force", "--lang", "zh-Hans"]).code == 0
    assert run(["validate", file]).code == 0
