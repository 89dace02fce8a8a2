"""Questionnaires: every format and language, safe to open, and read back to the answers that were filled in."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
import yaml

from program import Run

PROJECT = """
profile: quick
project: {name: "=cmd()|<script>alert(1)</script>", phase: selection}
goals:
- {name: "=HYPERLINK(1)", metric: m}
"""
FILLED = {
    "head.by": "executive sponsor",
    "head.date": "2026-11-20",
    "sponsor.named": "yes",
    "sponsor.levels_below_ceo": "1",
    "goals[=HYPERLINK(1)].due": "2027-12-31",
    "goals[=HYPERLINK(1)].owner": "head of sales",
    "schedule.scope_cut_agreed": "no",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "project.yaml").write_text(PROJECT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_csv_form_comes_back(run: Run, folder: Path, lang: str) -> None:
    assert run(f"ask --form csv --for sponsor -o f.csv --lang {lang}", cwd=folder).code == 0
    data = (folder / "f.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    paths = [row[5] for row in rows if len(row) > 5]
    assert set(FILLED) <= set(paths)
    for row in rows:
        if len(row) > 5 and row[5] in FILLED:
            row[4] = FILLED[row[5]]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    (folder / "f.csv").write_bytes(out.getvalue().encode("gb18030"))
    check(run, folder, "f.csv")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_workbook_comes_back(run: Run, folder: Path, lang: str) -> None:
    assert run(f"ask --form xlsx --for sponsor -o f.xlsx --lang {lang}", cwd=folder).code == 0
    book = openpyxl.load_workbook(folder / "f.xlsx")
    sheet = book.active
    assert sheet is not None
    assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    filled = set()
    for row in sheet.iter_rows():
        if row[5].value in FILLED:
            row[4].value = FILLED[str(row[5].value)]
            filled.add(row[5].value)
    assert filled == set(FILLED)
    book.save(folder / "f.xlsx")
    check(run, folder, "f.xlsx")


def check(run: Run, folder: Path, file: str) -> None:
    done = run(f"import {file} --into a.yaml", cwd=folder)
    assert done.code == 0, done.stderr
    found = yaml.safe_load((folder / "a.yaml").read_text(encoding="utf-8"))
    assert found["head"]["by"] == "executive sponsor"
    assert str(found["head"]["date"]) == "2026-11-20"
    assert found["sponsor"] == {"named": True, "levels_below_ceo": 1}
    assert found["goals"][0]["owner"] == "head of sales"
    assert found["schedule"] == {"scope_cut_agreed": False}
    assert run("validate project.yaml a.yaml", cwd=folder).code == 0


@pytest.mark.parametrize("form", ["md", "html", "csv"])
def test_a_hostile_name_does_no_harm(run: Run, folder: Path, form: str) -> None:
    done = run(f"ask --form {form}", cwd=folder)
    assert done.code == 0, done.stderr
    if form == "csv":
        assert done.stdout.startswith("Questions on =cmd")
    else:
        assert "<script>" not in done.stdout
    if form == "html":
        assert "default-src 'none'" in done.stdout
        assert not re.search(r"(?:src|href)=|https?://", done.stdout)


def test_it_has_units_examples_and_a_privacy_line(run: Run, folder: Path) -> None:
    out = run("ask --form md --for project-manager", cwd=folder).stdout
    assert "Privacy:" in out
    assert "| weeks |" in out
    assert "`schedule.planned_weeks`" in out


def test_a_workbook_is_not_printed(run: Run, folder: Path) -> None:
    assert run("ask --form xlsx", cwd=folder).code == 2
    assert run("ask --form docx", cwd=folder).code == 2
