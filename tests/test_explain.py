"""Rules and stops explained: all that a reader needs, within 80 columns, in either language, with a project's value."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from program import ROOT, Run
from sfa_audit.errors import columns_of
from sfa_audit.i18n import LANGUAGES, translator
from sfa_audit.load_pack import shipped_pack
from sfa_audit.pack import RulePack
from sfa_audit.pack_words import PackWords
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table
from sfa_audit.render.explain import explain_rule, explain_stop
from sfa_audit.render.measure_words import NO_BREAK, MeasureWords
from sfa_audit.rule_language import TestReader
from sfa_audit.wrapping import pad, wrap

TABLE = load_table()
EXAMPLE = ROOT / "examples" / "sound-at-the-pilot-gate" / "project.yaml"


@cache
def pack() -> RulePack:
    return shipped_pack(FactNames(TABLE))


@cache
def report() -> dict[str, Any]:
    result = (EXAMPLE.parent / "result.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(result)
    return found


def one_line(text: str) -> str:
    return " ".join(text.replace(NO_BREAK, " ").split())


def described(test: dict[str, Any]) -> list[str]:
    def fail(*told: object) -> None:
        raise AssertionError(told)

    read = TestReader(fail, FactNames(TABLE).series_key).test(test, ())
    assert read is not None
    return [
        f"{'  ' * line.depth}{line.text}".replace(NO_BREAK, " ") for line in MeasureWords(translator("en")).lines(read)
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("id", [rule.id for rule in shipped_pack(FactNames(TABLE)).rules])
def test_a_rule_is_told_whole(id: str, lang: str) -> None:
    tr = translator(lang)
    rule = next(rule for rule in pack().rules if rule.id == id)
    words = PackWords(pack(), tr)

    text = explain_rule(pack(), id, TABLE, tr)

    flat = one_line(text).replace(" ", "")
    for key in ("title", "otherwise", "why", "ask", "remedy"):
        assert one_line(words(f"rule.{id}.{key}")).replace(" ", "") in flat
    for code in rule.sources:
        assert code in text
        assert all(address in text for address in pack().sources[code].get("address", ()))
    for path in rule.test.paths():
        assert path in text
    assert within(text)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("id", [stop.id for stop in shipped_pack(FactNames(TABLE)).stops])
def test_a_stop_is_told_whole(id: str, lang: str) -> None:
    tr = translator(lang)
    words = PackWords(pack(), tr)

    text = explain_stop(pack(), id, TABLE, tr)

    flat = one_line(text).replace(" ", "")
    for key in ("title", "because", "lifted_when"):
        assert one_line(words(f"stop.{id}.{key}")).replace(" ", "") in flat
    assert within(text)


def within(text: str) -> bool:
    """Whether all lines fit into 80 columns; addresses stay whole, and a mark may hang at the end of Chinese lines."""
    return all(columns_of(line) <= 82 or "http" in line for line in text.splitlines())


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(KeyError):
        explain_rule(pack(), "nothing", TABLE, translator("en"))


@pytest.mark.parametrize("rule", [rule.id for rule in shipped_pack(FactNames(TABLE)).rules][::7])
def test_a_project_shows_its_own_value(rule: str) -> None:
    text = explain_rule(pack(), rule, TABLE, translator("en"), report())
    finding = next(finding for finding in report()["findings"] if finding["rule"] == rule)

    own = text[text.index("In this project: ") :].split("\n\n")[0]
    if finding["worth"] is None:
        assert "of 100" not in own
    else:
        assert f"{finding['worth']['upper']['shown']} of 100" in own


def test_a_rule_that_the_profile_leaves_out_says_so() -> None:
    quick = {**report(), "findings": []}

    text = explain_rule(pack(), "goals-few", TABLE, translator("en"), quick)

    assert "The profile of this project does not use the rule." in text


def test_texts_of_a_project_cannot_give_orders_to_a_terminal() -> None:
    hostile = {**report(), "input": {**report()["input"], "name": "x\x1b[31m"}}

    assert "\x1b" not in explain_stop(pack(), pack().stops[0].id, TABLE, translator("en"), hostile)


@pytest.mark.parametrize(
    ("test", "lines"),
    [
        (
            {"share": "goals", "having": ["metric", "owner"], "scale": [[0, 0], ["0.5", "0.4"], [1, 1]]},
            ["share of goals that have a metric and an owner: 0 % → 0, 50 % → 0.4, 100 % → 1"],
        ),
        (
            {"count": "goals", "steps": [[0, 0], [1, "0.8"], [3, 1]], "if_none": "0.2"},
            ["number of goals: under 1 → 0, from 1 → 0.8, from 3 → 1, none → 0.2"],
        ),
        (
            {"count": "goals", "where": ["owner"], "steps": [[0, "0.5"]]},
            ["number of goals that have an owner: from 0 → 0.5"],
        ),
        (
            {"flags": ["scope.change_rule"], "scale": [[0, 0], [1, "0.9"]]},
            ["the scope has a rule for changes: yes → 0.9, no → 0"],
        ),
        ({"flags": ["process.method"]}, ["the selling method: given → 1, none → 0"]),
        (
            {"share": "goals", "having": [{"any": ["baseline", {"baseline": {"at_most": 0}}]}]},
            ["share of goals that have a value of today: 0 % → 0, 100 % → 1"],
        ),
        (
            {"days": ["as_of", "project.dates.go_live"], "scale": [[-10, 0], [30, 1]]},
            ["days from the date of this assessment to the day of going live: −10 → 0, 30 → 1"],
        ),
        (
            {"mean": [{"weight": 2, "flags": ["scope.change_rule"]}, {"least": [{"flags": ["sponsor.named"]}]}]},
            [
                "the weighted mean of these:",
                "  (weight 2) the scope has a rule for changes: yes → 1, no → 0",
                "  (weight 1) the least of these:",
                "    an executive sponsor is named: yes → 1, no → 0",
            ],
        ),
    ],
)
def test_a_test_is_told_in_words_with_its_thresholds(test: dict[str, Any], lines: list[str]) -> None:
    assert described(test) == lines


def test_every_test_of_the_pack_can_be_told() -> None:
    words = MeasureWords(translator("en"))
    for rule in pack().rules:
        for test in rule.tests():
            assert all(
                ("{" not in line.text and "→" in line.text) or line.text.endswith(":") for line in words.lines(test)
            )


@pytest.mark.parametrize(
    ("text", "width", "first", "lines"),
    [
        ("one two three", 7, "", ["one two", "three"]),
        ("one two three", 9, "- ", ["- one two", "  three"]),
        (f"a b{NO_BREAK}c", 3, "", ["a", f"b{NO_BREAK}c"]),
        ("averylongword b", 5, "", ["averylongword", "b"]),
        ("目标和期望，流程", 8, "", ["目标和期", "望，流程"]),
        ("目标期望，流程", 8, "", ["目标期", "望，流程"]),
        ("", 8, "# ", ["#"]),
    ],
)
def test_wrapping_knows_words_and_wide_characters(text: str, width: int, first: str, lines: list[str]) -> None:
    assert wrap(text, width, first) == lines


def test_padding_counts_columns() -> None:
    assert pad("目", 4) == "目  "
    assert pad("abcde", 4) == "abcde"


def test_the_command_explains_with_and_without_a_project(run: Run) -> None:
    done = run(["explain", "goals-testable"])
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith("Rule goals-testable · 1.1 · Goals and expectations\n")

    done = run(["explain", "no-pilot", EXAMPLE])
    assert done.code == 0
    assert "In this project: Fieldbook" in done.stdout

    done = run(["explain", "goals-testble"])
    assert done.code == 2
    assert 'did you mean "goals-testable"?' in done.stderr


def test_its_own_value_is_that_of_the_day_asked_for(run: Run) -> None:
    """The days from the day of going live to that day."""
    days = ("2026-11-23", "2029-11-23")
    said = [run(["explain", "no-pilot-planned", EXAMPLE, "--as-of", day]).stdout.splitlines() for day in days]
    own = [lines[lines.index("In this project: Fieldbook") :] for lines in said]
    assert own[0] != own[1]
    assert any("962 days" in line for line in own[1])
    wrong = run(["explain", "goals-testable", EXAMPLE, "--as-of", "tomorrow"])
    assert (wrong.code, "--as-of" in wrong.stderr) == (2, True)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ([], "no gate was asked; name one and save it again"),
        (["--gate", "standard"], "This result holds no plan; save it again"),
        (["--gate", "standard", "--plan"], ""),
    ],
)
def test_a_result_without_a_plan_says_how_to_get_one(run: Run, tmp_path: Path, more: list[str], says: str) -> None:
    saved = tmp_path / "result.json"
    run(["assess", EXAMPLE, "--as-of", "2026-11-23", "-q", "-o", saved, *more])
    for kind in ("html", "markdown"):
        told = run(["render", saved, "-f", kind]).stderr
        assert (says in told) if says else ("holds no plan" not in told)
    assert "holds no plan" not in run(["render", saved, "-f", "junit"]).stderr
