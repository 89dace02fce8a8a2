"""What readiness rests on: the points by kind of evidence are the bar, in every report and in `validate --evidence`."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from program import ROOT, Run
from sfa_audit.assess import Order
from sfa_audit.evidence import STATED, evidence_of
from sfa_audit.render.report_sure import evidence_to_plain
from strategies import Given, PackData, given_by_sources, orders, packs
from strategies import run as assess_all

STORIES = ["sound-at-the-pilot-gate", "driven-from-above", "smallest-useful"]


@given(packs, given_by_sources(), orders)
def test_the_points_are_the_bar(data: PackData, told: Given, order: Order) -> None:
    found = assess_all(data, told.ledger(), order)
    evidence, plain = evidence_of(found), evidence_to_plain(found)
    if found.bar is None:
        assert plain["evidence_points"] is None
        return
    points = evidence.points
    assert sum(points.values()) == found.bar.lower
    assert sum(value for kind, value in points.items() if kind not in STATED) == found.bar.evidenced
    assert all(value >= 0 for value in points.values())
    for key, unit in (("shown", 10), ("whole", 1)):
        shown = {kind: Fraction(figure[key]) for kind, figure in plain["evidence_points"].items()}
        assert sum(shown.values()) == Fraction(found.bar.lower * unit // 1, unit)
    assert set(evidence.without).isdisjoint(evidence.stale)


@pytest.mark.parametrize("story", STORIES)
def test_validate_says_the_figures_of_the_report(run: Run, story: str, tmp_path: Path) -> None:
    place = ROOT / "examples" / story
    said = run(["validate", "project.yaml", "--evidence", "--as-of", "2026-11-23"], cwd=place)
    assert said.code == 0, said.stderr
    report: dict[str, Any] = json.loads(run("assess project.yaml --as-of 2026-11-23 -f json", cwd=place).stdout)
    points = re.findall(r"^ +(\d+\.\d)  \S", said.stdout, re.MULTILINE)
    assert points == [figure["shown"] for figure in report["evidence_points"].values()]
    for path in (*report["evidence_gaps"]["without"], *report["evidence_gaps"]["stale"]):
        assert f"  {path}" in said.stdout
    assert f"{len(report['contradictions'])} contradictions" in said.stdout
    markdown = run("assess project.yaml --as-of 2026-11-23 -f markdown", cwd=place).stdout
    for kind in ("log", "document", "observation"):
        if Fraction(report["evidence_points"][kind]["exact"]) > 0:
            assert re.search(rf"\| {kind} \| \d+ \| {report['evidence_points'][kind]['whole']} \|", markdown)


def test_contradictions_are_listed_with_both_sources(run: Run, tmp_path: Path) -> None:
    text = "project: {name: x, phase: design}\nsponsor: {levels_below_ceo: 1}\n"
    (tmp_path / "project.yaml").write_text(text, encoding="utf-8")
    head = "head: {source: a talk, kind: statement, by: project manager, date: 2026-11-02}\n"
    (tmp_path / "answers.yaml").write_text(head + "sponsor: {levels_below_ceo: 3}\n", encoding="utf-8")
    said = run("validate project.yaml answers.yaml --evidence --as-of 2026-11-23", cwd=tmp_path).stdout
    assert "1 contradiction\n  sponsor.levels_below_ceo\n    1  (statement, project.yaml)" in said
    assert "    3  (statement, project manager, answers.yaml)" in said


def test_the_robust_verdict_is_in_the_formats_that_show_it(run: Run, tmp_path: Path) -> None:
    place = ROOT / "examples" / "sound-at-the-pilot-gate"
    options = "--as-of 2026-11-23 --gate standard"
    plain = json.loads(run(f"assess project.yaml {options} -f json", cwd=place).stdout)
    assert plain["robust"] is None
    tested = json.loads(run(f"assess project.yaml {options} -f json --robust", cwd=place).stdout)
    robust = tested["robust"]
    assert {**tested, "robust": None} == plain
    assert Fraction(robust["shares"]["low"]["exact"]) <= Fraction(plain["score"]["bar"]["lower"]["exact"])
    markdown = run(f"assess project.yaml {options} -f markdown", cwd=place).stdout
    low, high = (robust["shares"][end]["whole"] for end in ("low", "high"))
    says = f"With every share up to a fifth higher or lower, readiness stays between {low} and {high} and the verdict"
    assert says in markdown
    assert f"The verdict hangs on {len(robust['facts'])} facts: " in markdown
    assert says in " ".join(run(f"assess project.yaml {options} --all", cwd=place).stdout.split())
    assert says not in " ".join(run(f"assess project.yaml {options}", cwd=place).stdout.split())
    # a result saved with it and the plan renders to the same bytes
    saved = run(f"assess project.yaml {options} -f json --robust --plan", cwd=place).stdout
    (tmp_path / "r.json").write_text(saved, encoding="utf-8")
    assert run(f"render {tmp_path / 'r.json'} -f markdown").stdout == markdown


@pytest.mark.parametrize("kind", ["document", "statement"])
def test_that_a_record_is_there_rests_on_whoever_named_it(run: Run, tmp_path: Path, kind: str) -> None:
    (tmp_path / "project.yaml").write_text("project: {name: x, phase: design}\nprofile: quick\n", encoding="utf-8")
    stages = "\n".join(f"  - {{name: {name}, exit_criterion: x, owner: sales}}" for name in "abc")
    (tmp_path / "a.yaml").write_text(
        f"head: {{source: charter, kind: {kind}, date: 2026-11-20}}\nprocess:\n  stages:\n{stages}\n", encoding="utf-8"
    )
    said = run("validate project.yaml a.yaml --evidence --as-of 2026-11-23", cwd=tmp_path).stdout
    assert "0 known facts without evidence" in said
    points = {line.split()[1]: line.split()[0] for line in said.splitlines() if line.startswith("    ")}
    assert points[kind] not in ("0.0", "")
    assert f"Readiness {points[kind]} of 100" in said
    assert {points[other] for other in points if other not in (kind, "evidence")} == {"0.0"}
