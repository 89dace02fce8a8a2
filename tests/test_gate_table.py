# ruff: noqa: E501 (a row of the table is a line)
"""The verdict in a table: every row is run by the program, and everything that it writes says the same."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pytest

import small
from program import Run
from sfa_audit.gate import exit_code, settle
from small import waiver

WORDS = {
    "passed": "Gate passed",
    "failed": "Gate not passed",
    "undetermined": "Not decided",
    "not_asked": "No gate asked",
}
COLOURS = {"passed": "#1a7f37", "failed": "#b42318", "undetermined": "#8a5a00", "not_asked": "#0b5cad"}
COMMANDS = {"passed": "notice", "failed": "error", "undetermined": "warning", "not_asked": "notice"}
RESULTS = {"passed": "met", "failed": "not met", "undetermined": "not decided", "skipped": "not due yet"}
P, F, U, N = "passed", "failed", "undetermined", "not_asked"


class Row(NamedTuple):
    """One row: the flags, the project, an earlier project as baseline, the verdict, and the statuses that make it."""

    flags: str
    verdict: str
    project: Mapping[str, Any] = {}
    statuses: Mapping[str, str] = {}
    then: Mapping[str, Any] | None = None
    then_flags: str = ""


def open_(**values: Any) -> dict[str, Any]:
    """A project whose a is not known: readiness 57.4 to 87.4."""
    return {"a": None, **values}


DAY_LEFT, LAST, OVER = "2026-11-24", "2026-11-23", "2026-11-22"
STOPPED = {"sponsor": False}

ROWS = {
    # ---- no gate -------------------------------------------------------------------------------------------------
    "nothing asked": Row("", N),
    "nothing asked, little ready": Row("", N, {"a": 1, "b": 1, "c": 1}),
    "nothing asked, stop confirmed": Row("", N, STOPPED),
    "nothing asked, a baseline only": Row("--baseline base.json", N, then={}),
    # ---- readiness -------------------------------------------------------------------------------------------------
    "readiness above": Row("--fail-under 70", P, statuses={"readiness": P, "stops": P}),
    "readiness on the level": Row("--fail-under 82", P, statuses={"readiness": P}),
    "readiness a tenth under": Row("--fail-under 82.1", F, statuses={"readiness": F}),
    "readiness a hair under": Row("--fail-under 82.1", F, {"b": 82.3}, {"readiness": F}),
    "readiness under": Row("--fail-under 83", F, statuses={"readiness": F}),
    "level 0": Row("--fail-under 0", P, {"a": 0, "b": 0, "c": 0}, {"readiness": P}),
    "level 100": Row("--fail-under 100", F, statuses={"readiness": F}),
    "level 100 reached": Row("--fail-under 100", P, {"a": 100, "b": 100, "c": 100}, {"readiness": P}),
    "open, within": Row("--fail-under 70", U, open_(), {"readiness": U}),
    "open, at the lower end": Row("--fail-under 57.4", P, open_(), {"readiness": P}),
    "open, over the lower end": Row("--fail-under 57.5", U, open_(), {"readiness": U}),
    "open, at the upper end": Row("--fail-under 87.4", U, open_(), {"readiness": U}),
    "open, over the upper end": Row("--fail-under 87.5", F, open_(), {"readiness": F}),
    "everything open": Row("--fail-under 70", U, {"a": None, "b": None, "c": None}, {"readiness": U}),
    "everything open, level 0": Row("--fail-under 0", P, {"a": None, "b": None, "c": None}, {"readiness": P}),
    # ---- coverage and evidence ---------------------------------------------------------------------------------------
    "coverage enough": Row("--min-coverage 70", P, open_(), {"coverage": P}),
    "coverage short is never a failure": Row("--min-coverage 71", U, open_(), {"coverage": U}),
    "coverage full": Row("--min-coverage 100", P, statuses={"coverage": P}),
    "evidenced enough": Row("--min-evidenced 49", P, {"evidenced": "ab"}, {"evidenced": P}),
    "evidence short is never a failure": Row("--min-evidenced 50", U, {"evidenced": "ab"}, {"evidenced": U}),
    "nothing evidenced": Row("--min-evidenced 1", U, statuses={"evidenced": U}),
    "stale does not count as evidence": Row("--min-evidenced 1", U, {"stale": "abc"}, {"evidenced": U}),
    "stale within": Row("--max-stale 25", P, {"stale": "a"}, {"stale": P}),
    "stale over is undetermined": Row("--max-stale 24", U, {"stale": "a"}, {"stale": U}),
    "readiness failed goes before coverage": Row("--fail-under 90 --min-coverage 90", F, open_(), {"readiness": F, "coverage": U}),
    "readiness passed, evidence short": Row("--fail-under 70 --min-evidenced 80", U, statuses={"readiness": P, "evidenced": U}),
    # ---- floors ------------------------------------------------------------------------------------------------------
    "floor met": Row("--floor alpha=82", P, statuses={"floor:alpha": P}),
    "floor not met": Row("--floor beta=60", F, {"c": 59}, {"floor:beta": F}),
    "floor open": Row("--floor alpha=60", U, open_(), {"floor:alpha": U}),
    "floor out of reach": Row("--floor alpha=92", F, open_(), {"floor:alpha": F}),
    "one floor of two": Row("--floor alpha=40 --floor beta=90", F, statuses={"floor:alpha": P, "floor:beta": F}),
    "floor of a cause that is not due": Row("--floor beta=99", P, {"phase": "build"}, {"floor:beta": "skipped"}),
    # ---- stops -------------------------------------------------------------------------------------------------------
    "stop confirmed": Row("--fail-under 70", F, STOPPED, {"readiness": P, "stops": F}),
    "stop possible": Row("--fail-under 70", U, {"sponsor": None}, {"readiness": P, "stops": U}),
    "stop possible, readiness failed": Row("--fail-under 90", F, {"sponsor": None}, {"readiness": F, "stops": U}),
    "stops left out": Row("--fail-under 70 --no-stops", P, STOPPED, {"stops": "skipped"}),
    "stops left out, open": Row("--fail-under 70 --no-stops", U, open_(sponsor=False), {"readiness": U, "stops": "skipped"}),
    "stop of a later milestone": Row("--fail-under 70", P, {"change": False}, {"stops": P}),
    "stop of a later milestone, there": Row("--fail-under 70 --entering live", F, {"change": False}, {"stops": F}),
    "stop asked by any condition": Row("--min-coverage 10", F, STOPPED, {"coverage": P, "stops": F}),
    # ---- waivers -----------------------------------------------------------------------------------------------------
    "stop waived": Row("--fail-under 70", P, {**STOPPED, "waivers": [waiver("no-sponsor", "2027-03-31")]}, {"stops": P, "waivers": P}),
    "stop waived, a day left": Row("--fail-under 70", P, {**STOPPED, "waivers": [waiver("no-sponsor", DAY_LEFT)]}, {"waivers": P}),
    "stop waived, last day": Row("--fail-under 70", P, {**STOPPED, "waivers": [waiver("no-sponsor", LAST)]}, {"waivers": P}),
    "stop waived, day after": Row("--fail-under 70", F, {**STOPPED, "waivers": [waiver("no-sponsor", OVER)]}, {"stops": F, "waivers": F}),
    "stop waived from tomorrow": Row("--fail-under 70", F, {**STOPPED, "waivers": [waiver("no-sponsor", "2027-01-01", DAY_LEFT)]}, {"stops": F, "waivers": P}),
    "possible stop waived": Row("--fail-under 70", P, {"sponsor": None, "waivers": [waiver("no-sponsor", LAST)]}, {"stops": P}),
    "waiver of a clear stop": Row("--fail-under 70", P, {"waivers": [waiver("no-sponsor", OVER)]}, {"stops": P, "waivers": P}),
    "waiver of a stop that nobody may waive": Row("--fail-under 70 --entering live", F, {"change": False, "waivers": [waiver("no-change", LAST)]}, {"stops": F, "waivers": P}),
    "waived rule keeps its score": Row("--fail-under 90", F, {"waivers": [waiver("one", LAST)]}, {"readiness": F, "waivers": P}),
    "expired waiver of a rule": Row("--fail-under 70", F, {"waivers": [waiver("one", OVER)]}, {"readiness": P, "waivers": F}),
    "expired waiver of a rule that is met": Row("--fail-under 70", P, {"a": 100, "waivers": [waiver("one", OVER)]}, {"waivers": P}),
    "expired waiver, nothing asked": Row("", N, {"waivers": [waiver("one", OVER)]}),
    "waived weight within": Row("--max-waived 30", P, {"waivers": [waiver("one", LAST)]}, {"waived": P}),
    "waived weight over": Row("--max-waived 29.9", F, {"waivers": [waiver("one", LAST)]}, {"waived": F}),
    # ---- set aside ---------------------------------------------------------------------------------------------------
    "much set aside": Row("--fail-under 70", U, {"aside": ["two"]}, {"readiness": P, "not-applicable": U}),
    "much set aside, and failed": Row("--fail-under 90", F, {"aside": ["two"]}, {"readiness": F, "not-applicable": U}),
    # ---- milestones and the named gate -------------------------------------------------------------------------------
    "named gate": Row("--gate strict", P, statuses={"readiness": P, "floor:alpha": P, "coverage": P, "stops": P}),
    "named gate, later milestone": Row("--gate strict --entering live", P, statuses={"readiness": P}),
    "named gate, late rule fails": Row("--gate strict --entering live", F, {"late": 0}, {"readiness": F}),
    "named gate, late rule not due yet": Row("--gate strict", P, {"late": 0}, {"readiness": P}),
    "named gate, coverage short": Row("--gate strict", U, open_(b=100, c=100), {"readiness": P, "coverage": U}),
    "named gate, floor broken": Row("--gate strict", F, {"a": 39, "b": 40, "c": 100}, {"readiness": F, "floor:alpha": F}),
    "named gate at a milestone without a level": Row("--gate strict --entering review", P, {"a": 50, "b": 50, "c": 50, "late": 50}, {"floor:alpha": P}),
    "named gate with a level of one's own": Row("--gate strict --fail-under 90", F, statuses={"readiness": F, "coverage": P}),
    "nothing is due": Row("--fail-under 0 --entering design", U, {"phase": "selection"}, {"readiness": U}),
    "nothing is due, nothing asked": Row("--entering design", N, {"phase": "selection"}),
    # ---- profile -----------------------------------------------------------------------------------------------------
    "short profile": Row("--fail-under 70 --profile short", P, statuses={"readiness": P}),
    # ---- baseline ----------------------------------------------------------------------------------------------------
    "no baseline": Row("--no-new-failures", U, statuses={"no-new-failure": U}),
    "no baseline, fall": Row("--max-fall 5", U, statuses={"fall": U}),
    "no file of a baseline": Row("--max-fall 5 --baseline nowhere.json", U, statuses={"fall": U}),
    "baseline, all the same": Row("--max-fall 0 --no-new-failures --baseline base.json", P, statuses={"fall": P, "no-new-failure": P}, then={}),
    "baseline, risen": Row("--max-fall 0 --baseline base.json", P, statuses={"fall": P}, then={"a": 10}),
    "baseline, fallen within": Row("--max-fall 3 --baseline base.json", P, {"a": 72}, {"fall": P}, {}),
    "baseline, fallen too far": Row("--max-fall 2.9 --baseline base.json", F, {"a": 72}, {"fall": F}, {}),
    "baseline, perhaps fallen": Row("--max-fall 10 --baseline base.json", U, open_(), {"fall": U}, {}),
    "baseline, a new failure": Row("--no-new-failures --baseline base.json", F, {"c": 0}, {"no-new-failure": F}, {}),
    "baseline, an old failure": Row("--no-new-failures --baseline base.json", P, {"c": 0}, {"no-new-failure": P}, {"c": 0}),
    "baseline, a new failure waived": Row("--no-new-failures --baseline base.json", P, {"c": 0, "waivers": [waiver("three", LAST)]}, {"no-new-failure": P}, {}),
    "baseline, no longer known": Row("--no-new-failures --baseline base.json", P, {"c": None}, {"no-new-failure": P}, {}),
    "baseline of another project": Row("--no-new-failures --baseline base.json", U, {"id": "other"}, {"no-new-failure": U}, {}),
    "stale baseline": Row("--max-fall 50 --baseline base.json", U, {}, {"fall": U}, {}, "--as-of 2025-01-01"),
    "new failure goes before an open fall": Row("--max-fall 10 --no-new-failures --baseline base.json", F, open_(c=0), {"no-new-failure": F, "fall": F}, {}),
    # ---- several at once ---------------------------------------------------------------------------------------------
    "failed, undetermined and passed": Row("--fail-under 50 --floor beta=90 --min-evidenced 10", F, statuses={"readiness": P, "floor:beta": F, "evidenced": U}),
    "undetermined and passed": Row("--fail-under 50 --floor alpha=60 --min-coverage 60", U, open_(), {"readiness": P, "floor:alpha": U, "coverage": P}),
    "stop and expired waiver of another rule": Row("--fail-under 70", F, {**STOPPED, "waivers": [waiver("no-sponsor", LAST), waiver("two", OVER)]}, {"stops": P, "waivers": F}),
}  # fmt: skip


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write_pack(tmp_path_factory.mktemp("rules") / "small")


def prepare(row: Row, pack: Path, folder: Path) -> None:
    if row.then is None:
        return
    small.assess(pack, folder, small.project(**row.then), row.then_flags, kinds=["json"])
    (folder / "result.json").rename(folder / "base.json")


def test_the_table_is_large_enough() -> None:
    assert len(ROWS) >= 60
    assert {row.verdict for row in ROWS.values()} == {P, F, U, N}


@pytest.mark.parametrize("name", ROWS)
def test_row(name: str, pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = ROWS[name]
    prepare(row, pack, tmp_path)
    capsys.readouterr()
    ran = small.assess(pack, tmp_path, small.project(**row.project), row.flags, capsys)
    expected = 3 if "nothing is due" in name else small.CODES[row.verdict]
    assert ran.code == expected, ran.err
    report = ran.json()
    found = {one["id"]: one["status"] for one in report["verdict"]["conditions"]}
    assert report["verdict"]["status"] == row.verdict
    assert {id: found.get(id) for id in row.statuses} == row.statuses
    assert report["verdict"]["exit_code"] == expected
    agree(ran, report)


@pytest.mark.parametrize("name", list(ROWS)[::9])
def test_the_installed_program_says_the_same(name: str, pack: Path, tmp_path: Path, run: Run) -> None:
    row = ROWS[name]
    prepare(row, pack, tmp_path)
    (tmp_path / "project.yaml").write_text(small.project(**row.project), encoding="utf-8")
    done = run(small.arguments(pack, row.flags), cwd=tmp_path)
    ran = small.Ran(done.code, done.stdout, done.stderr, tmp_path)
    report = ran.json()
    assert done.code == report["verdict"]["exit_code"]
    assert report["verdict"]["status"] == row.verdict
    agree(ran, report)


def agree(ran: small.Ran, report: dict[str, Any]) -> None:
    """Every channel tells the verdict of the JSON, and the status of every condition."""
    status, code = report["verdict"]["status"], report["verdict"]["exit_code"]
    word = WORDS[status]
    conditions = {one["id"]: one["status"] for one in report["verdict"]["conditions"]}
    assert word.upper() in ran.out.splitlines()[0]
    assert word.upper() in ran.text("report.txt").splitlines()[0]

    log = json.loads(ran.text("result.sarif"))["runs"][0]
    assert log["invocations"][0]["exitCode"] == code
    assert log["properties"]["verdict"]["status"] == status
    assert {one["id"]: one["status"] for one in log["properties"]["verdict"]["conditions"]} == conditions

    gate = junit_gate(ran.text("junit.xml"))
    states = {P: "passed", F: "failure", U: "failure", N: "skipped", "skipped": "skipped"}
    assert gate.pop("verdict") == states[status]
    assert gate == {id: states[state] for id, state in conditions.items()}

    assert f"**{word}.**" in ran.text("report.md")
    assert html_badge(ran.text("report.html")) == word
    shown = [result(one) for one in report["verdict"]["conditions"]]
    assert markdown_results(ran.text("report.md")) == shown
    assert html_results(ran.text("report.html")) == shown
    assert markdown_results(ran.text("summary.md")) == shown

    assert ran.text("summary.md").splitlines()[0].endswith(word)
    assert ran.text("annotations.txt").startswith(f"::{COMMANDS[status]} title={word}::")
    assert COLOURS[status] in ran.text("badge.svg")
    assert word.lower() in ran.text("badge.svg")
    assert json.loads(ran.text("shields.json"))["color"] == COLOURS[status]
    rows = [row for row in csv.DictReader(ran.text("table.csv").splitlines()) if row["kind"] == "condition"]
    assert {row["id"]: row["status"] for row in rows} == conditions
    if report["score"]:
        figure = report["score"]["bar"]["lower"]["shown"]
        assert log["properties"]["score"]["lower"] == figure
        assert f"{figure} of 100" in ran.text("badge.svg")


def result(condition: dict[str, Any]) -> str:
    left_out = condition["kind"] == "stops" and condition["status"] == "skipped"
    return "left out on request" if left_out else RESULTS[condition["status"]]


def junit_gate(text: str) -> dict[str, str]:
    suite = ET.fromstring(text).find("testsuite[@name='gate']")
    assert suite is not None
    return {str(case.get("name")): case[0].tag if len(case) else "passed" for case in suite.iter("testcase")}


def results_of(cells: list[str]) -> list[str]:
    """The results at the beginning of these cells, the longest name first."""
    names = sorted([*RESULTS.values(), "left out on request"], key=len, reverse=True)
    return [next(name for name in names if re.match(rf"(\W )?{name}\b", cell)) for cell in cells]


def markdown_results(text: str) -> list[str]:
    lines = text.splitlines()
    start = next((n for n, line in enumerate(lines) if line.startswith("| Condition |")), None)
    if start is None:
        return []
    table = lines[start + 2 :]
    rows = table[: next((n for n, line in enumerate(table) if not line.startswith("|")), len(table))]
    return results_of([row.strip("| ").split(" | ")[3] for row in rows])


def html_results(text: str) -> list[str]:
    found = re.search(r"<caption>What the gate asks for.*?<tbody>(.*?)</tbody>", text, re.DOTALL)
    if found is None:
        return []
    cells = re.findall(r'<td[^>]*data-t="Result"[^>]*>(.*?)</td>', found[1], re.DOTALL)
    return results_of([unescape(re.sub(r"<[^>]+>", " ", cell)).strip() for cell in cells])


def html_badge(text: str) -> str:
    found = re.search(r'<p class="badge[^>]*>(.*?)</p>', text, re.DOTALL)
    assert found is not None
    return unescape(re.sub(r"<[^>]+>", "", found[1])).strip()


# ---- the truth table -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("one", "two"), list(product((P, F, U, "skipped"), repeat=2)))
def test_truth_table(one: str, two: str) -> None:
    """Failed for certain before undetermined, undetermined before passed; what is skipped decides nothing."""
    expected = {
        frozenset({P}): (P, 0), frozenset({"skipped"}): (P, 0), frozenset({P, "skipped"}): (P, 0),
        frozenset({F}): (F, 1), frozenset({F, P}): (F, 1), frozenset({F, U}): (F, 1), frozenset({F, "skipped"}): (F, 1),
        frozenset({U}): (U, 3), frozenset({U, P}): (U, 3), frozenset({U, "skipped"}): (U, 3),
    }[frozenset({one, two})]  # fmt: skip
    verdict = settle([one, two])
    assert (verdict, exit_code(verdict)) == expected


# ---- the case of the design ----------------------------------------------------------------------------------------


def test_a_stop_with_readiness_82_and_its_waiver(pack: Path, tmp_path: Path) -> None:
    seen = []
    for waivers, day in (([], "2026-11-23"), (["2026-12-31"], "2026-12-31"), (["2026-12-31"], "2027-01-01")):
        given = [waiver("no-sponsor", expires) for expires in waivers]
        text = small.project(**STOPPED, waivers=given)
        ran = small.assess(pack, tmp_path / day, text, f"--fail-under 70 --as-of {day}", kinds=["json"])
        seen.append((ran.code, ran.json()["score"]["bar"]["lower"]["exact"]))
    assert seen == [(1, "82"), (0, "82"), (1, "82")]
