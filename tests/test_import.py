"""Answers from CSV and XLSX: read exactly, or refused with the cell named; surveys as counts; nobody's file touched."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from program import Run
from sfa_audit.import_cells import column_name, sheets

HEAD = ("Fact", "Answer")
ROWS = [
    ("head.by", "head of sales"),
    ("head.date", "2026-11-02"),
    ("sponsor.named", "yes"),
    ("sponsor.levels_below_ceo", "1"),
    ("channel.revenue_share", "30%"),
    ("goals[#1].name", "win more deals"),
    ("goals[#1].due", "2027-12-31"),
    ("goals[#1].owner", "none"),
    ("sponsor.controls_budget", ""),
    ("sponsor.leads_sales", "unknown"),
]


def csv_of(rows: list[tuple[str, ...]], mark: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def book(path: Path, rows: list[list[Any]], *, merged: tuple[str, ...] = ()) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for n, row in enumerate(rows, 1):
        for m, value in enumerate(row, 1):
            sheet.cell(n, m, value)
    for one in merged:
        sheet.merge_cells(one)
    made.save(path)
    return path


def facts(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_every_encoding_and_separator_gives_the_same_answers(run: Run, tmp_path: Path, codec: str, mark: str) -> None:
    rows = [("答案", "备注", "事实"), *((answer, "说明，第一;x", path) for path, answer in ROWS)]
    (tmp_path / "f.csv").write_bytes(csv_of(rows, mark).encode(codec))
    done = run(["import", "f.csv", "--into", "a.yaml", "--source", "interview"], cwd=tmp_path)
    assert done.code == 0, done.stderr
    found = facts(tmp_path / "a.yaml")
    assert found["head"] == {
        "source": "interview", "kind": "statement", "by": "head of sales", "date": date(2026, 11, 2)
    }  # fmt: skip
    assert found["sponsor"] == {"named": True, "levels_below_ceo": 1, "leads_sales": "unknown"}
    assert found["goals"] == [{"name": "win more deals", "owner": "none", "due": date(2027, 12, 31)}]
    assert found["channel"]["revenue_share"] == "30%"


def test_chinese_answers(run: Run, tmp_path: Path) -> None:
    rows = [("事实", "回答"), ("sponsor.named", "是"), ("sponsor.role", "无"), ("sponsor.leads_sales", "未知")]
    (tmp_path / "f.csv").write_bytes(csv_of(rows, ";").encode("gb18030"))
    assert run(["import", "f.csv", "--into", "a.yaml"], cwd=tmp_path).code == 0
    assert facts(tmp_path / "a.yaml")["sponsor"] == {"named": True, "role": "none", "leads_sales": "unknown"}


def test_a_workbook_with_merged_heads_empty_rows_and_every_kind_of_date(run: Run, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["项目问卷", None, None],
        [None, None, None],
        ["问题", "事实", "答案"],
        ["销售", None, None],
        ["", "scope.signed_on", "2026年5月12日"],
        [None, None, None],
        ["", "project.dates.start", date(2026, 2, 2)],
        ["", "project.dates.build_start", 46174],
        ["", "project.dates.go_live", "2027-01-18"],
        ["", "project.dates.next_peak", "46461"],
        ["", "channel.revenue_share", 0.3],
        ["", "project.reps_total", 140.0],
        ["", "sponsor.named", True],
    ]
    book(tmp_path / "f.xlsx", rows, merged=("A1:C1", "A4:C4", "A7:A9"))
    done = run(["import", "f.xlsx", "--into", "a.yaml"], cwd=tmp_path)
    assert done.code == 0, done.stderr
    found = facts(tmp_path / "a.yaml")
    assert found["scope"]["signed_on"] == date(2026, 5, 12)
    assert found["project"]["dates"] == {
        "start": date(2026, 2, 2), "build_start": date(2026, 6, 1), "go_live": date(2027, 1, 18),
        "next_peak": date(2027, 3, 15),
    }  # fmt: skip
    assert found["project"]["reps_total"] == 140
    assert found["channel"]["revenue_share"] == "30%"
    assert found["sponsor"]["named"] is True


def test_what_cannot_be_read_is_named_by_its_cell_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Answer", "Fact"],
        ["11/12/2026", "project.dates.start"],
        ["perhaps", "sponsor.named"],
        ["30", "channel.revenue_share"],
        ["=1/0", "project.reps_total"],
        ["yes", "sponsor.leads_saels"],
        ["yes", None],
        ["no", "sponsor.controls_budget"],
        [None, "sponsor.leads_sales"],
        ["sales", "goals[#1].owner"],
        ["1", "sponsor.levels_below_ceo"],
    ]
    book(tmp_path / "f.xlsx", rows, merged=("A8:A9",))
    done = run(["import", "f.xlsx", "--into", "a.yaml"], cwd=tmp_path)
    assert done.code == 2
    assert not (tmp_path / "a.yaml").exists()
    for name in ("A2", "A3", "A4", "A5", "B6", "A7", "A8", "A9", "A10"):
        assert f"!{name}: " in done.stderr, done.stderr
    assert "!A11" not in done.stderr
    assert "leads_sales" in done.stderr.split("!B6")[1].split("\n")[0]

    done = run(["import", "f.xlsx", "--into", "a.yaml", "--partial"], cwd=tmp_path)
    assert done.code == 0
    assert "!A8: " in done.stderr
    assert {"sponsor": {"levels_below_ceo": 1}}.items() <= facts(tmp_path / "a.yaml").items()


def test_the_same_fact_twice_must_be_answered_alike(run: Run, tmp_path: Path) -> None:
    rows = [HEAD, ("sponsor.named", "yes"), ("sponsor.named", "yes"), ("sponsor.named", "no")]
    (tmp_path / "f.csv").write_text(csv_of(rows), encoding="utf-8")
    done = run(["import", "f.csv"], cwd=tmp_path)
    assert done.code == 2
    assert ": B4: " in done.stderr


def test_other_words_by_a_mapping_file(run: Run, tmp_path: Path) -> None:
    rows = [("Faktum", "Antwort"), ("sponsor.named", "ja"), ("sponsor.leads_sales", "nein")]
    (tmp_path / "f.csv").write_text(csv_of(rows), encoding="utf-8")
    assert run(["import", "f.csv"], cwd=tmp_path).code == 2
    (tmp_path / "m.yaml").write_text("columns: {Faktum: fact, ANTWORT: answer}\nanswers: {ja: yes, nein: no}\n")
    assert run(["import", "f.csv", "--into", "a.yaml", "--map", "m.yaml"], cwd=tmp_path).code == 0
    assert facts(tmp_path / "a.yaml")["sponsor"] == {"named": True, "leads_sales": False}
    (tmp_path / "m.yaml").write_text("columns: {Faktum: fcat}\n")
    done = run(["import", "f.csv", "--map", "m.yaml"], cwd=tmp_path)
    assert done.code == 2
    assert "fact?" in done.stderr


SURVEY = [
    ("Timestamp", "Q1. Goals and expectations", "process", "买入", "Segment"),
    ("1", "5", "4 - agree", "2", "north"),
    ("2", "4", "", "Strongly disagree", "south"),
    ("3", "5", "3", "1", "north"),
    ("4", "", "", "", "west"),
    ("5", "2", "3.0", "1", "north"),
    ("6", "2", "5", "1", "south"),
]


def test_a_survey_becomes_counts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(csv_of(SURVEY), encoding="utf-8")
    (tmp_path / "m.yaml").write_text("columns: {买入: -buy-in}\n", encoding="utf-8")
    wish = ["import", "s.csv", "--voices", "reps", "--map", "m.yaml", "--into", "v.yaml", "--date", "2026-10-20"]
    done = run(wish, cwd=tmp_path)
    assert done.code == 0, done.stderr
    assert "5 respondents" in done.stdout
    assert "Timestamp" in done.stderr
    (voice,) = facts(tmp_path / "v.yaml")["voices"]
    assert voice == {
        "group": "reps", "segments": 2, "date": date(2026, 10, 20),
        "agreement": {"goals": [0, 2, 0, 1, 2], "process": [0, 0, 2, 1, 1], "buy-in": [0, 0, 0, 1, 4]},
    }  # fmt: skip
    assert run("init", cwd=tmp_path).code == 0
    assert run("assess project.yaml v.yaml -f json", cwd=tmp_path).code == 0


def test_a_survey_tells_the_cell_but_not_the_answer(run: Run, tmp_path: Path) -> None:
    rows = [("goals", "process"), ("5", "secret 7"), ("4", "4")]
    (tmp_path / "s.csv").write_text(csv_of(rows), encoding="utf-8")
    done = run("import s.csv --voices managers", cwd=tmp_path)
    assert done.code == 2
    assert ": B2: " in done.stderr
    assert "secret" not in done.stderr


def test_a_column_in_the_words_of_a_failure_is_not_guessed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(csv_of([("Unclear goals", "process"), ("5", "4")]), encoding="utf-8")
    done = run("import s.csv --voices managers", cwd=tmp_path)
    assert done.code == 2
    assert ": A1: " in done.stderr


def test_small_groups_are_not_listed(run: Run, tmp_path: Path) -> None:
    rows = [("group", "goals"), *[("reps", "4")] * 5, ("executives", "1"), ("managers", "2")]
    (tmp_path / "s.csv").write_text(csv_of(rows), encoding="utf-8")
    done = run("import s.csv --into v.yaml", cwd=tmp_path)
    assert done.code == 0, done.stderr
    assert "salespeople: 5" in done.stdout
    assert "executives" not in done.stdout + done.stderr
    assert len(facts(tmp_path / "v.yaml")["voices"]) == 3


def test_no_persons_file_is_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(csv_of([HEAD, *ROWS]), encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text("head: {source: me, kind: statement}\nsponsor: {named: no}\n", encoding="utf-8")
    before = {p: hashlib.sha256(p.read_bytes()).hexdigest() for p in tmp_path.iterdir()}
    done = run("import f.csv --into mine.yaml", cwd=tmp_path)
    assert done.code == 2
    assert "mine.yaml" in done.stderr
    assert before == {p: hashlib.sha256(p.read_bytes()).hexdigest() for p in tmp_path.iterdir()}


def test_importing_again_adds_and_a_changed_file_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(csv_of([HEAD, *ROWS]), encoding="utf-8")
    assert run("import f.csv --into a.yaml --source x", cwd=tmp_path).code == 0
    more = [HEAD, *ROWS[:2], ("sponsor.role", "head of sales"), ("goals[win more deals].metric", "win rate")]
    (tmp_path / "f.csv").write_text(csv_of(more), encoding="utf-8")
    assert run("import f.csv --into a.yaml --source x", cwd=tmp_path).code == 0
    found = facts(tmp_path / "a.yaml")
    assert found["sponsor"]["role"] == "head of sales"
    assert found["sponsor"]["levels_below_ceo"] == 1
    assert found["goals"][0]["metric"] == "win rate"
    path = tmp_path / "a.yaml"
    path.write_bytes(path.read_bytes().replace(b"win rate", b"rate"))
    assert run("import f.csv --into a.yaml --source x", cwd=tmp_path).code == 2


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old", b"\xff\xfe\xff", b"a,b\nc,d\n", b'Fact,Answer\n"open,yes\n'],
)
def test_a_file_that_is_no_table_is_told_in_a_sentence(run: Run, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "f.xlsx").write_bytes(data)
    done = run("import f.xlsx", cwd=tmp_path)
    assert done.code == 2
    assert done.stderr.startswith("f.xlsx: ")
    assert done.stderr.endswith("1 fault found.\n")
    assert "Traceback" not in done.stderr


def test_column_names() -> None:
    assert [column_name(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_comma_in_a_text_is_no_separator() -> None:
    (sheet,) = sheets(b"Fact;Answer\nsponsor.role;a, b, c\nsponsor.named;yes\n")
    assert [len(row) for row in sheet.rows] == [2, 2, 2]
