"""Comparisons: the parts sum to the whole, shown as well as exact; every figure shown stands in the JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import small
from program import ROOT, Run
from sfa_audit.cli.comparison import compared
from sfa_audit.cli.run import Asked, settled
from sfa_audit.i18n import translator
from sfa_audit.render.compare_formats import comparison_html, comparison_markdown
from sfa_audit.render.compare_json import dumps_comparison
from sfa_audit.render.compare_view import comparison_view
from sfa_audit.render.content import Marked, Table
from sfa_audit.render.report_json import to_plain

EN = translator("en")
DAY = date(2026, 11, 23)
STORY = ROOT / "examples" / "sound-at-the-pilot-gate" / "project.yaml"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write_pack(tmp_path_factory.mktemp("packs") / "small")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same pack in its next version, with other weights and another share."""
    folder = small.write_pack(tmp_path_factory.mktemp("packs") / "other")
    text = (folder / "pack.yaml").read_text(encoding="utf-8").replace("version: 1.0.0", "version: 2.0.0")
    text = text.replace("share: 60", "share: 50").replace("share: 40", "share: 50")
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    rules = (folder / "1-alpha.yaml").read_text(encoding="utf-8")
    (folder / "1-alpha.yaml").write_text(rules.replace("weight: 1", "weight: 3", 1), encoding="utf-8")
    return folder


def report(folder: Path, pack: Path, text: str, day: date = DAY, **flags: Any) -> dict[str, Any]:
    """The report of a project file, as plain data."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "project.yaml"
    file.write_text(text, encoding="utf-8")
    named = {name.replace("__", "."): value for name, value in flags.items()}
    return to_plain(settled(Asked((str(file),), day, flags={"rules": str(pack), **named}), EN).result)


values = st.none() | st.integers(0, 100)
sides = st.fixed_dictionaries(
    {
        "a": values,
        "b": values,
        "c": values,
        "late": values,
        "evidenced": st.sampled_from(["", "a", "abc"]),
        "stale": st.sampled_from(["", "b"]),
        "sponsor": st.sampled_from([True, False, None]),
        "aside": st.sampled_from([(), (), ("two",)]),
    }
)
asked = st.fixed_dictionaries(
    {
        "entering": st.sampled_from(["rollout", "live", "pilot"]),
        "profile": st.sampled_from(["full", "full", "short"]),
        "gate__name": st.sampled_from(["strict", None]),
    }
)
days = st.integers(-300, 0).map(lambda n: DAY + timedelta(days=n))


def sums_up(rows: list[dict[str, Any]], total: Mapping[str, str]) -> None:
    """The points of the rows are the total, exactly and as shown."""
    for key in ("exact", "shown", "whole"):
        assert sum(Fraction(row["points"][key]) for row in rows) == Fraction(total[key])


@settings(max_examples=40)
@given(sides, sides, asked, asked, days, st.booleans())
def test_the_parts_sum_to_the_whole(
    pack: Path,
    other: Path,
    tmp_path: Path,
    was: dict[str, Any],
    now: dict[str, Any],
    was_asked: dict[str, Any],
    now_asked: dict[str, Any],
    day: date,
    new_rules: bool,
) -> None:
    rules = other if new_rules else pack
    old = report(tmp_path / "old", pack, small.project(**was), day, **was_asked)
    new = report(tmp_path / "new", rules, small.project(**now), **now_asked)
    found = compared(("old", old), ("new", new), str(rules))
    assert ("rules" in found["differs"]) == new_rules
    assert ("milestone" in found["differs"]) == (was_asked["entering"] != now_asked["entering"])
    if old["score"] is None or new["score"] is None:
        assert found["total"] is None
        assert found["parts"] == []
        return
    assert found["apart"] == "told"
    for key in ("exact", "shown", "whole"):
        ends = [Fraction(side["score"]["bar"]["lower"][key]) for side in (old, new)]
        assert Fraction(found["total"][key]) == ends[1] - ends[0]
    sums_up(found["parts"], found["total"])
    sums_up(found["causes"], found["total"])
    parts = {part["id"]: Fraction(part["points"]["exact"]) for part in found["parts"]}
    if not new_rules:
        assert parts["rules"] == 0
    if was_asked == now_asked and was == now and not new_rules:
        assert found["facts"] == []
    # a fact that differs is listed, and no other
    names = {"a": "a", "b": "b", "c": "c", "late": "late"}
    differing = {small.FACTS[key] for key in names if was[key] != now[key]}
    differing |= {"sponsor.named"} if was["sponsor"] != now["sponsor"] else set()
    assert {fact["path"] for fact in found["facts"]} == differing


@settings(max_examples=20)
@given(sides, asked)
def test_a_result_beside_itself_is_empty(pack: Path, tmp_path: Path, was: dict[str, Any], how: dict[str, Any]) -> None:
    same = report(tmp_path, pack, small.project(**was), **how)
    found = compared(("a", same), ("b", same), str(pack))
    assert found["empty"]
    assert found["differs"] == found["facts"] == found["findings"] == found["stops"] == []
    assert all(Fraction(one["points"]["exact"]) == 0 for one in found["causes"] if one["points"])
    view = comparison_view(found, EN)
    assert view.verdict.badge.text == "Nothing has changed"


def cells(found: Mapping[str, Any]) -> Iterator[str]:
    """Every number in a column of numbers, without its sign."""
    view = comparison_view(found, EN)
    tables = [block for section in view.sections for block in section.blocks if isinstance(block, Table)]
    for table in [*tables, *([view.verdict.conditions] if view.verdict.conditions else [])]:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                text = cell.text if isinstance(cell, Marked) else cell
                if isinstance(text, str) and (column.kind == "num" or isinstance(cell, Marked)):
                    yield from re.findall(r"\d+(?:\.\d)?", text)


@settings(max_examples=15)
@given(sides, sides, asked)
def test_every_figure_shown_stands_in_the_json(
    pack: Path, tmp_path: Path, was: dict[str, Any], now: dict[str, Any], how: dict[str, Any]
) -> None:
    sides_ = [report(tmp_path / name, pack, small.project(**side), **how) for name, side in (("o", was), ("n", now))]
    found = compared(("old", sides_[0]), ("new", sides_[1]), str(pack))
    key = "shown" if found["decimals"] else "whole"
    said = set(re.findall(rf'"{key}": "-?([\d.]+)"', dumps_comparison(found)))
    said |= set(re.findall(r'"required": "([\d.]+)"', dumps_comparison(found)))
    assert set(cells(found)) - said <= {"0"}
    html = comparison_html(found, EN)
    assert comparison_html(json.loads(dumps_comparison(found)), EN) == html
    assert "<script" not in html
    markdown = comparison_markdown(found, EN)
    assert markdown.startswith("# Comparison of two assessments")


def test_other_rules_are_said_first_and_are_a_part_of_their_own(pack: Path, other: Path, tmp_path: Path) -> None:
    text = small.project(a=100, b=0, c=50)
    old, new = report(tmp_path / "o", pack, text), report(tmp_path / "n", other, text)
    found = compared(("old", old), ("new", new), str(other))
    lead = comparison_view(found, EN).verdict.lead
    assert lead[0] == "The rules and their weights differ: small 1.0.0 and small 2.0.0."
    parts = {part["id"]: Fraction(part["points"]["exact"]) for part in found["parts"]}
    # (30·100 + 30·0 + 40·50) / 100 = 50 then; 50 · 3/4 + 50 · 1/2 = 62.5 now
    assert parts.pop("rules") == Fraction(25, 2)
    assert set(parts.values()) == {0}
    # without the newer rules at hand nothing is told apart, and that is said
    blind = compared(("old", old), ("new", new), str(pack))
    assert (blind["apart"], blind["parts"]) == ("other_rules", [])
    assert "not told apart" in comparison_markdown(blind, EN)


def test_findings_and_stops_are_sorted_by_what_became_of_them(pack: Path, tmp_path: Path) -> None:
    how: dict[str, Any] = {"entering": "rollout", "gate__name": "strict"}
    old = report(tmp_path / "o", pack, small.project(a=50, b=50, c=100, sponsor=True), **how)
    new = report(tmp_path / "n", pack, small.project(a=100, b=70, c=None, sponsor=False), **how)
    found = compared(("old", old), ("new", new), str(pack))
    assert {one["id"]: one["how"] for one in found["findings"]} == {"one": "resolved", "two": "better", "three": "new"}
    assert [(stop["id"], stop["how"]) for stop in found["stops"]] == [("no-sponsor", "new")]
    back = compared(("new", new), ("old", old), str(pack))
    assert {one["id"]: one["how"] for one in back["findings"]} == {"one": "new", "two": "worse", "three": "resolved"}
    assert not found["sure"]
    all_met = report(tmp_path / "u", pack, small.project(a=100, b=100, c=100), **how)
    assert compared(("old", old), ("all", all_met), str(pack))["sure"]


def test_records_are_matched_by_their_key_not_by_their_place(run: Run, tmp_path: Path) -> None:
    head = "project: {name: x, phase: design}\ngoals:\n"
    one, two = "- {name: win more, owner: head of sales}\n", "- {name: forecast, owner: controlling}\n"
    (tmp_path / "old.yaml").write_text(head + one + two, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(head + two.replace("controlling", "finance") + one, encoding="utf-8")
    done = run("compare old.yaml new.yaml --as-of 2026-11-23 -f json", cwd=tmp_path)
    assert done.code == 0, done.stderr
    facts = json.loads(done.stdout)["facts"]
    assert [(fact["path"], fact["was"], fact["now"]) for fact in facts] == [
        ("goals[forecast].owner", "controlling", "finance")
    ]


# ---- the program ----------------------------------------------------------------------------------------------------


@pytest.fixture
def dated(run: Run, tmp_path: Path) -> Path:
    """Two dated variants of a story, saved; the first also as a project file, and one for another milestone."""
    text = STORY.read_text(encoding="utf-8")
    (tmp_path / "new.yaml").write_text(text, encoding="utf-8")
    old = text.replace("visibly_committed: 10", "visibly_committed: 2").replace("status: doing", "status: open")
    old = old.replace("with_acceptance_test: 91", "with_acceptance_test: 31")
    assert old != text
    (tmp_path / "old.yaml").write_text(old, encoding="utf-8")
    for name, file, more in (
        ("result-b", "old", "--as-of 2026-08-20 --gate standard"),
        ("result-c", "new", "--as-of 2026-11-23 --gate standard"),
        ("result-a", "old", "--as-of 2026-05-20 --entering build"),
    ):
        assert run(f"assess {file}.yaml -q -o {name}.json {more}", cwd=tmp_path).code == 0
    return tmp_path


def test_two_files_in_any_mix_compare_alike(run: Run, dated: Path) -> None:
    found = []
    for old in ("old.yaml --old-as-of 2026-08-20", "result-b.json"):
        for new in ("new.yaml", "result-c.json"):
            done = run(f"compare {old} {new} --as-of 2026-11-23 --gate standard -f json", cwd=dated)
            assert done.code == 0, done.stderr
            data = json.loads(done.stdout)
            data["old"].pop("name")
            data["new"].pop("name")
            found.append(data)
    assert all(one == found[0] for one in found)
    assert Fraction(found[0]["total"]["exact"]) > 0
    assert found[0]["new"]["verdict"]["status"] == "passed"


def test_all_formats_are_written_at_once(run: Run, dated: Path) -> None:
    done = run("compare result-b.json result-c.json -o c.html -o c.md -o c.json", cwd=dated)
    assert (done.code, done.stdout) == (0, "")
    assert "Written: c.html" in done.stderr
    html, markdown = ((dated / name).read_text(encoding="utf-8") for name in ("c.html", "c.md"))
    heading = re.search(r"<h1[^>]*>([^<]+)<", html)
    assert heading is not None
    assert heading[1] in markdown
    assert heading[1].startswith("Readiness rose by ")
    screen = run("compare result-b.json result-c.json", cwd=dated)
    assert heading[1] in screen.stdout
    assert max(len(line) for line in screen.stdout.splitlines()) <= 80


def test_it_ends_with_0_whatever_the_verdicts(run: Run, dated: Path) -> None:
    done = run("compare result-b.json new.yaml --as-of 2026-11-23 --gate standard --entering review", cwd=dated)
    assert done.code == 0, done.stderr
    assert "The milestones differ" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("no.yaml new.yaml", "there is no such file"),
        ("new.yaml", "compare takes two files, or one folder alone"),
        (". new.yaml", "compare takes two files, or one folder alone"),
        ("empty", "there is no saved result, result*.json, in this folder"),
        ("broken.json new.yaml", "this is no saved result of sfa-audit"),
        ("later.json new.yaml", "sfa-audit/report/1 is read here, not sfa-audit/report/2"),
        ("beside.json new.yaml", "this is a comparison, a trend or a plan, not a saved result"),
        ("old.yaml new.yaml -f sarif", "sarif"),
        ("old.yaml new.yaml -o x.csv", "a comparison is written as"),
    ],
)
def test_what_cannot_be_compared_is_said(run: Run, dated: Path, arguments: str, says: str) -> None:
    (dated / "empty").mkdir()
    for name, text in (
        ("broken", "{}"),
        ("later", '{"schema": "sfa-audit/report/2"}'),
        ("beside", '{"schema": "sfa-audit/trend/1"}'),
    ):
        (dated / f"{name}.json").write_text(text, encoding="utf-8")
    done = run(f"compare {arguments}", cwd=dated)
    assert done.code == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_shows_results_by_date_and_joins_those_of_one_milestone(run: Run, dated: Path) -> None:
    done = run("compare . -f json", cwd=dated)
    assert done.code == 0, done.stderr
    points = json.loads(done.stdout)["points"]
    assert [point["name"] for point in points] == ["result-a.json", "result-b.json", "result-c.json"]
    assert [point["joined"] for point in points] == [False, False, True]
    assert run("compare . -o t.html -o t.md", cwd=dated).code == 0
    html = (dated / "t.html").read_text(encoding="utf-8")
    assert (html.count('class="pt"'), html.count('class="run"')) == (3, 1)
    for point in points:
        assert point["bar"]["lower"]["whole"] in html
    assert "2 results" in run("compare .", cwd=dated).stdout


def test_what_was_written_beside_the_results_is_no_result(run: Run, dated: Path) -> None:
    assert run("compare result-b.json result-c.json -o result-change.json", cwd=dated).code == 0
    assert run("plan new.yaml -q -o result-plan.json", cwd=dated).code == 0
    for _ in range(2):  # the second time the trend of the first lies there too, and is written anew
        done = run("compare . -f json -o result-trend.json", cwd=dated)
        assert done.code == 0, done.stderr
        points = json.loads(done.stdout)["points"]
        assert [point["name"] for point in points] == ["result-a.json", "result-b.json", "result-c.json"]
    passed = [line for line in done.stderr.splitlines() if line.startswith("Passed over")]
    assert [line.rpartition(" ")[2] for line in passed] == [
        "result-change.json",
        "result-plan.json",
        "result-trend.json",
    ]
    for name in ("result-a.json", "result-b.json", "result-c.json"):
        (dated / name).unlink()
    assert "there is no saved result" in run("compare .", cwd=dated).stderr


def test_a_result_from_before_a_key_was_added_is_read(run: Run, dated: Path) -> None:
    assert run("assess new.yaml --as-of 2026-11-23 --gate standard --plan -q -o whole.json", cwd=dated).code == 0
    whole = json.loads((dated / "whole.json").read_text(encoding="utf-8"))
    del whole["progress"], whole["choices"], whole["plan"]["what_if"], whole["perception"]["least_group"]
    work = [*whole["plan"]["low"]["steps"], *(left["action"] for left in whole["plan"]["left_out"])]
    assert work
    for action in work:
        del action["before_go_live"]
    (dated / "result-d.json").write_text(json.dumps(whole), encoding="utf-8")
    for kind in ("html", "markdown", "terminal", "json"):
        done = run(f"render result-d.json -f {kind}", cwd=dated)
        assert (done.code, done.stdout != "") == (0, True), done.stderr
    assert (json.loads(done.stdout)["progress"], json.loads(done.stdout)["plan"]["what_if"]) == (None, None)
    changed = run("compare result-d.json whole.json -f json", cwd=dated)
    assert json.loads(changed.stdout)["empty"], changed.stderr
    assert run("compare .", cwd=dated).code == 0
    del whole["verdict"]
    (dated / "result-d.json").write_text(json.dumps(whole), encoding="utf-8")
    assert "verdict: Field required" in run("render result-d.json", cwd=dated).stderr


def test_a_change_is_tried_beside_the_original(run: Run, dated: Path) -> None:
    before = (dated / "new.yaml").read_bytes()
    done = run("assess new.yaml --as-of 2026-11-23 --set managers.visibly_committed=16 --compare -f json", cwd=dated)
    assert done.code == 0, done.stderr
    found = json.loads(done.stdout)
    assert [fact["path"] for fact in found["facts"]] == ["managers.visibly_committed"]
    parts = {part["id"]: Fraction(part["points"]["exact"]) for part in found["parts"]}
    assert parts["facts"] == Fraction(found["total"]["exact"]) > 0
    assert (dated / "new.yaml").read_bytes() == before
    assert "Readiness rose" in run("assess new.yaml --set managers.visibly_committed=16 --compare", cwd=dated).stdout
    failed = run("assess new.yaml --gate standard --set sponsor.named=no --compare", cwd=dated)
    assert failed.code == 1  # the changed project is what is assessed
    assert run("assess new.yaml --compare", cwd=dated).code == 2


def test_hostile_names_stay_text(run: Run, tmp_path: Path) -> None:
    name = "</script><img src=x onerror=alert(1)> | {{7*7}}"
    for file, n in (("a", 1), ("b", 2)):
        text = f'project: {{name: "{name}", phase: design}}\nsponsor: {{levels_below_ceo: {n}, role: "{name}"}}\n'
        (tmp_path / f"{file}.yaml").write_text(text, encoding="utf-8")
    done = run("compare a.yaml b.yaml -o c.html -o c.md -f terminal", cwd=tmp_path)
    assert done.code == 0, done.stderr
    assert "\x1b" not in done.stdout
    html = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert "<img" not in html
    assert "<img" not in (tmp_path / "c.md").read_text(encoding="utf-8").replace("\\<img", "")


@pytest.mark.parametrize("page_of", ["compare result-b.json result-c.json", "compare ."])
def test_the_page_is_seen_whole_in_a_browser(run: Run, dated: Path, page: Any, page_of: str) -> None:
    assert run(f"{page_of} -o seen.html", cwd=dated).code == 0
    for width in (320, 1200):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto((dated / "seen.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert page.locator("h1").is_visible()
    assert [address for address in page.asked if not address.startswith(("file:", "data:"))] == []
