"""The formats for CI: what they hold, what they must not hold, and that nothing hostile gets out of them."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import small
from sfa_audit.cli.formats import EXTENSIONS, FORMATS
from sfa_audit.cli.places import places
from sfa_audit.i18n import translator
from sfa_audit.render.annotations import annotation, render_annotations
from sfa_audit.render.badge import render_badge
from sfa_audit.render.ci import shown_file
from sfa_audit.render.csv_table import safe
from sfa_audit.render.junit import render_junit
from sfa_audit.render.sarif import render_sarif, uri
from sfa_audit.render.summary import LIMIT, render_summary

CI = ("sarif", "junit", "github", "summary", "pr-comment", "gitlab", "csv", "badge", "shields")
EN = translator("en")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write_pack(tmp_path_factory.mktemp("rules") / "small")


@pytest.fixture(scope="module")
def ran(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> small.Ran:
    """A run with something of everything: short, open and met rules, stops, and waivers in every state."""
    folder = tmp_path_factory.mktemp("run")
    small.assess(pack, folder, small.project(a=82, b=100), "", kinds=["json"])
    (folder / "result.json").rename(folder / "base.json")
    waivers = [
        small.waiver("three", "2026-11-22"), small.waiver("one", "2026-11-30"), small.waiver("two", "2027-01-01"),
        small.waiver("no-sponsor", "2027-06-30"), small.waiver("no-change", "2027-06-30"),
    ]  # fmt: skip
    text = small.project(
        a=0, b=100, c=None, late=30, sponsor=False, change=None, phase="rollout", evidenced="b", waivers=waivers
    )
    return small.assess(pack, folder, text, "--gate strict --baseline base.json --no-new-failures")


def sarif(ran: small.Ran) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(ran.text("result.sarif"))
    return log["runs"][0]


def test_one_table_is_the_registry_and_the_choices() -> None:
    assert {*small.OUTPUTS, "pdf"} == set(FORMATS)  # a PDF is tested by itself: it takes its time
    assert set(EXTENSIONS.values()) <= set(FORMATS)


@pytest.mark.parametrize("kind", CI)
def test_nothing_that_the_project_says_in_words(ran: small.Ran, kind: str) -> None:
    text = ran.text(small.OUTPUTS[kind])
    assert "secret" not in text.lower()
    assert str(ran.folder) not in text


@pytest.mark.parametrize("kind", CI)
def test_the_same_bytes_again_and_from_a_saved_result(ran: small.Ran, kind: str, tmp_path: Path, monkeypatch) -> None:
    from sfa_audit.cli.app import run

    monkeypatch.chdir(ran.folder)
    assert run(["render", "result.json", "-o", f"{kind}={tmp_path / 'again'}", "-q"]) == 0
    assert (tmp_path / "again").read_bytes() == (ran.folder / small.OUTPUTS[kind]).read_bytes()


# ---- SARIF ---------------------------------------------------------------------------------------------------------


def test_sarif_levels_and_places(ran: small.Ran) -> None:
    run = sarif(ran)
    results = {result["ruleId"]: result for result in run["results"]}
    levels = {id: result["level"] for id, result in results.items()}
    assert levels == {"stop/no-sponsor": "error", "stop/no-change": "warning", "one": "warning",
                      "three": "note", "late-rule": "warning"}  # fmt: skip
    lines = ran.text("project.yaml").splitlines()
    place = results["one"]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "project.yaml"
    assert "total: 0" in lines[place["region"]["startLine"] - 1]
    assert (
        "named: false"
        in lines[results["stop/no-sponsor"]["locations"][0]["physicalLocation"]["region"]["startLine"] - 1]
    )
    for result in results.values():
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_rules_have_help(ran: small.Ran) -> None:
    rules = sarif(ran)["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == {"one", "two", "three", "late-rule", "stop/no-sponsor", "stop/no-change"}
    for rule in rules:
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert len(rule["properties"]["tags"]) <= 20


def test_sarif_waivers_in_force_are_suppressions_with_their_expiry(ran: small.Ran) -> None:
    found = {r["ruleId"]: r["suppressions"] for r in sarif(ran)["results"] if "suppressions" in r}
    assert set(found) == {"stop/no-sponsor", "one"}
    (one,) = found["one"]
    assert (one["kind"], one["status"], one["properties"]["expires"]) == ("external", "accepted", "2026-11-30")


def test_sarif_states_since_the_baseline(ran: small.Ran) -> None:
    states = {r["ruleId"]: r["baselineState"] for r in sarif(ran)["results"]}
    assert states == {"stop/no-sponsor": "new", "stop/no-change": "new", "one": "updated", "three": "updated",
                      "late-rule": "new"}  # fmt: skip


def test_sarif_has_no_states_without_a_baseline(pack: Path, tmp_path: Path) -> None:
    run = sarif(small.assess(pack, tmp_path, small.project(), "--baseline none.json", kinds=["sarif"]))
    assert all("baselineState" not in result for result in run["results"])


def test_sarif_fingerprints_are_each_their_own_and_stay(ran: small.Ran, pack: Path, tmp_path: Path) -> None:
    def marks(run: dict[str, Any]) -> dict[str, str]:
        return {r["ruleId"]: r["partialFingerprints"]["sfaAuditFinding/v1"] for r in run["results"]}

    before = marks(sarif(ran))
    assert len(set(before.values())) == len(before)
    text = "# a line more\n\n" + small.project(a=50, b=50, c=50)
    after = marks(sarif(small.assess(pack, tmp_path, text, kinds=["sarif"])))
    assert after["one"] == before["one"]


def test_sarif_has_score_and_verdict(ran: small.Ran) -> None:
    run, report = sarif(ran), ran.json()
    assert run["properties"]["score"]["lower"] == report["score"]["bar"]["lower"]["shown"]
    assert run["properties"]["verdict"]["status"] == "failed"
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("a/project.yaml", "a/project.yaml"),
        ("a b/ü?.yaml", "a%20b/%C3%BC%3F.yaml"),
        ("c:x.yaml", "c%3Ax.yaml"),
        ("100%.yaml", "100%25.yaml"),
        ("#1.yaml", "%231.yaml"),
    ],
)
def test_uris(file: str, expected: str) -> None:
    assert uri(file) == expected


# ---- JUnit ---------------------------------------------------------------------------------------------------------


def suites(text: str) -> dict[str, ET.Element]:
    return {str(suite.get("name")): suite for suite in ET.fromstring(text).iter("testsuite")}


def test_junit_counts(ran: small.Ran) -> None:
    root = ET.fromstring(ran.text("junit.xml"))
    total = {"tests": 0, "failures": 0}
    for suite in root.iter("testsuite"):
        cases = list(suite.iter("testcase"))
        counted = {
            "tests": len(cases), "errors": 0,
            "failures": sum(case.find("failure") is not None for case in cases),
            "skipped": sum(case.find("skipped") is not None for case in cases),
        }  # fmt: skip
        assert {name: int(suite.get(name, "-1")) for name in counted} == counted
        total = {name: total[name] + counted[name] for name in total}
    assert {name: int(root.get(name, "-1")) for name in total} == total


def test_junit_a_suite_a_cause_and_a_case_a_rule(ran: small.Ran) -> None:
    found = suites(ran.text("junit.xml"))
    assert list(found) == ["gate", "alpha", "beta"]
    cases = {case.get("name"): [child.tag for child in case] for suite in ("alpha", "beta") for case in found[suite]}
    assert cases == {"one": ["skipped"], "two": [], "three": ["skipped"], "late-rule": ["failure"]}
    conditions = [one["id"] for one in ran.json()["verdict"]["conditions"]]
    assert [case.get("name") for case in found["gate"].iter("testcase")] == [*conditions, "verdict"]


# ---- annotations ---------------------------------------------------------------------------------------------------


def test_annotation_escapes() -> None:
    line = annotation("error", "100 %\r\n::warning::x", "a,b: c\n%", "a,b:c.yaml", 3)
    assert line == "::error file=a%2Cb%3Ac.yaml,line=3,title=a%2Cb%3A c%0A%25::100 %25%0D%0A::warning::x"
    assert "\n" not in line


def test_annotations_the_worst_ten_and_then_where_the_rest_is() -> None:
    report = example_report("driven-from-above")
    lines = render_annotations(report, EN, {}).splitlines()
    assert len(lines) == 11
    assert all(re.match(r"::(error|warning|notice) ", line) for line in lines)
    assert lines[0].startswith("::error title=Gate not passed")
    assert "more findings stand in the summary" in lines[-1]
    ranks = [("error", "warning", "notice").index(re.match(r"::(\w+)", line)[1]) for line in lines]  # type: ignore[index]
    assert ranks == sorted(ranks)
    confirmed = [stop["id"] for stop in report["stops"] if stop["state"] == "confirmed" and stop["level"] == "stop"]
    assert [f"title={id}%3A" in "".join(lines[1:5]) for id in confirmed] == [True] * len(confirmed)


def test_annotations_of_waivers_that_end(ran: small.Ran) -> None:
    text = ran.text("annotations.txt")
    assert re.search(r"::error file=project.yaml,line=\d+,title=three%3A ended::", text)
    assert re.search(r"::warning file=project.yaml,line=\d+,title=one%3A ends soon::", text)
    place = int(re.search(r"line=(\d+),title=three%3A ended", text)[1])  # type: ignore[index]
    assert '"rule": "three"' in ran.text("project.yaml").splitlines()[place - 1]


# ---- summary -------------------------------------------------------------------------------------------------------


def example_report(name: str) -> dict[str, Any]:
    from sfa_audit.cli.run import Asked, settled
    from sfa_audit.render.report_json import to_plain

    file = Path(__file__).parent.parent / "examples" / name / "project.yaml"
    asked = Asked((str(file),), date.fromisoformat(small.AS_OF), flags={"gate.name": "standard"})
    return to_plain(settled(asked, EN).result)


@pytest.mark.parametrize("limit", [LIMIT, 15_000, 5_000, 2_000])
def test_the_summary_keeps_its_limit_and_says_so(limit: int) -> None:
    text = render_summary(example_report("driven-from-above"), EN, {}, limit)
    assert len(text.encode()) <= limit
    assert text.startswith("# ▲ Gate not passed\n")
    assert ("Cut here" in text) == (limit < LIMIT)
    for line in text.splitlines():  # no row is cut in two
        assert not line.startswith("|") or line.endswith("|")


def test_what_was_there_counts_for_the_limit(pack: Path, tmp_path: Path, monkeypatch, capsys) -> None:
    (tmp_path / "summary").write_text("x" * (LIMIT - 3000) + "\n", encoding="utf-8")
    (tmp_path / "outputs").write_text("earlier=1\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "outputs"))
    ran = small.assess(pack, tmp_path, small.project(), "--gate strict --github", capsys, kinds=[])
    assert ran.code == 0
    summary = (tmp_path / "summary").read_text(encoding="utf-8")
    assert summary.startswith("xxx")
    assert "# ● Gate passed" in summary
    assert len(summary.encode()) <= LIMIT
    outputs = dict(line.split("=", 1) for line in (tmp_path / "outputs").read_text(encoding="utf-8").splitlines())
    assert outputs == {"earlier": "1", "lower": "82.0", "upper": "82.0", "evidenced": "0.0", "coverage": "100.0",
                       "verdict": "passed", "exit-code": "0"}  # fmt: skip
    assert "::notice title=Gate passed::" in ran.out


def test_without_a_github_step_only_annotations_are_said(pack: Path, tmp_path: Path, monkeypatch, capsys) -> None:
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        monkeypatch.delenv(name, raising=False)
    ran = small.assess(pack, tmp_path, small.project(), "--gate strict --github -q", capsys, kinds=[])
    assert ran.code == 0
    assert all(line.startswith("::") for line in ran.out.splitlines())


# ---- GitLab, CSV, badge --------------------------------------------------------------------------------------------


def test_gitlab(ran: small.Ran) -> None:
    entries = json.loads(ran.text("quality.json"))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    severities = {entry["check_name"]: entry["severity"] for entry in entries}
    assert severities["stop:no-sponsor"] == "info"  # waived
    assert severities["waiver:three"] == "critical"
    assert severities["late-rule"] == "minor"
    assert all(entry["location"]["lines"]["begin"] >= 1 for entry in entries)


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@x", "\tx", "\rx", "  =x", "＝x", "\n=x"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"


def test_csv(ran: small.Ran) -> None:
    raw = (ran.folder / "table.csv").read_bytes()
    assert raw.startswith("\ufeff".encode())  # Excel
    rows = list(csv.DictReader(ran.text("table.csv").splitlines()))
    assert [row["id"] for row in rows if row["kind"] == "rule"] == ["one", "two", "three", "late-rule"]
    for row in rows:
        assert None not in row
        assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())
    waived = {row["id"]: (row["waiver"], row["expires"]) for row in rows if row["kind"] == "rule"}
    assert waived["one"] == ("expiring", "2026-11-30")


def test_csv_on_stdout_has_no_mark(pack: Path, tmp_path: Path, capsys) -> None:
    ran = small.assess(pack, tmp_path, small.project(), "-f csv", capsys, kinds=[])
    assert ran.out.startswith("kind,id,")


def contrast(colour: str) -> float:
    def light(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (light(colour[n : n + 2]) for n in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_badge(ran: small.Ran) -> None:
    from sfa_audit.render.badge import COLOURS, LABEL_COLOUR

    root = ET.fromstring(ran.text("badge.svg"))
    assert root.get("role") == "img"
    assert root.get("aria-label") == root[0].text == "SFA readiness: 36.0 of 100, gate not passed"
    assert all(contrast(colour) >= 4.5 for colour in (*COLOURS.values(), LABEL_COLOUR))


def test_badge_without_a_score(pack: Path, tmp_path: Path) -> None:
    ran = small.assess(pack, tmp_path, small.project(phase="selection"), "--entering design", kinds=["badge"])
    assert "– of 100, no gate asked" in ran.text("badge.svg")


# ---- hostile names, other languages --------------------------------------------------------------------------------

HOSTILE = "</testcase>]]>&\"'<script>|`\n::error::x,y:z%0A=cmd()\x1b[31m\x00\u202e\ud800.yaml"


@pytest.fixture(scope="module")
def hostile(ran: small.Ran) -> dict[str, Any]:
    """The same report of a project and a rule pack whose texts are all hostile."""
    report = ran.json()
    report["input"]["files"] = [HOSTILE]
    report["texts"] = {"en": dict.fromkeys(report["texts"]["en"], f"=1+1 {HOSTILE}")}
    for entry in (*report["findings"], *report["stops"]):
        for fact in entry["facts"]:
            fact["file"] = HOSTILE
    for waiver in report["waivers"]:
        waiver["file"] = HOSTILE
    for name in ("client", "name", "id"):
        report["input"][name] = f"SECRET {HOSTILE}"
    return report


def test_hostile_texts_stay_texts(hostile: dict[str, Any]) -> None:
    cases = list(ET.fromstring(render_junit(hostile, EN, {})).iter("testcase"))
    assert len(cases) > 4
    json.loads(render_sarif(hostile, EN, {}))
    root = ET.fromstring(render_badge(hostile, EN, {}))
    assert root.tag.endswith("svg")
    for line in render_annotations(hostile, EN, {}).splitlines():
        assert re.match(r"::(error|warning|notice) [^\n]*::", line)
    summary = render_summary(hostile, EN, {})  # code spans and escaped brackets are harmless
    assert "<script>" not in re.sub(r"(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)|\\<", "", summary)
    for text in (summary, render_junit(hostile, EN, {}), render_sarif(hostile, EN, {})):
        assert "\x1b" not in text
        assert "\u202e" not in text
        text.encode("utf-8")


@pytest.mark.parametrize("kind", CI)
def test_in_chinese(pack: Path, tmp_path: Path, kind: str) -> None:
    ran = small.assess(
        pack, tmp_path, small.project(a=None, sponsor=False), "--gate strict --lang zh-Hans", kinds=[kind]
    )
    assert ran.code == 1
    text = ran.text(small.OUTPUTS[kind])
    assert "secret" not in text.lower()
    assert "{" not in text or kind in ("sarif", "gitlab", "shields")  # no placeholder is left


# ---- places --------------------------------------------------------------------------------------------------------


def test_places_are_relative_to_the_repository(tmp_path: Path, monkeypatch) -> None:
    inner = tmp_path / "repo" / "projects" / "one"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    monkeypatch.delenv("CI_PROJECT_DIR", raising=False)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "repo"))
    outside = str(tmp_path / "elsewhere" / "x.yaml")
    names = ["project.yaml", "./a/../b.yaml", str(inner / "c.yaml"), outside, "<stdin>", "../two/d.yaml"]
    assert places(names) == {
        "project.yaml": "projects/one/project.yaml", "./a/../b.yaml": "projects/one/b.yaml",
        str(inner / "c.yaml"): "projects/one/c.yaml", outside: "x.yaml", "<stdin>": "stdin",
        "../two/d.yaml": "projects/two/d.yaml",
    }  # fmt: skip
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "another"))
    assert places(["project.yaml"]) == {"project.yaml": "project.yaml"}


@pytest.mark.parametrize("name", ["/home/anna/client/project.yaml", "C:\\Users\\anna\\project.yaml"])
def test_of_a_path_outside_only_the_name_is_told(name: str) -> None:
    assert shown_file(name, {}) == "project.yaml"
