"""`sfa-audit rules …` as users run it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from program import ROOT, Run
from sfa_audit.errors import columns_of

SHIPPED = ROOT / "rules" / "gartner-ten"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the shipped pack, to be changed."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "mine"))


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def without_translation(pack: Path) -> None:
    """Take the other languages away, whose texts would be out of date after a change."""
    for file in pack.glob("text.*.yaml"):
        file.unlink()


def test_list_shows_every_rule_within_80_columns(run: Run) -> None:
    data = json.loads(run("rules list -f json").stdout)
    ids = [rule["id"] for cause in data["causes"] for rule in cause["rules"]]

    for lang in ("en", "zh-Hans"):
        done = run(["rules", "list", "--lang", lang])
        assert (done.code, done.stderr) == (0, "")
        words = done.stdout.split()
        assert all(id in words for id in ids)
        # a mark of punctuation may hang at the end of a Chinese line
        assert max(map(columns_of, done.stdout.splitlines())) <= (80 if lang == "en" else 82)


def test_list_counts_what_it_lists(run: Run) -> None:
    data = json.loads(run("rules list -f json").stdout)
    rules = [rule for cause in data["causes"] for rule in cause["rules"]]

    assert data["counts"] == {
        "causes": len(data["causes"]),
        "rules": len(rules),
        "indicators": len({rule["indicator"] for rule in rules}),
        "stops": len(data["stops"]),
        "patterns": len(data["patterns"]),
    }
    for cause in data["causes"]:
        own = {rule["indicator"] for rule in cause["rules"]}
        assert cause["counts"] == {"rules": len(cause["rules"]), "indicators": len(own)}
    assert sum(cause["counts"]["indicators"] for cause in data["causes"]) == data["counts"]["indicators"]
    assert sum(float(cause["share"]) for cause in data["causes"]) == 100


def test_list_speaks_chinese(run: Run) -> None:
    english, chinese = (
        json.loads(run(["rules", "list", "-f", "json", "--lang", lang]).stdout) for lang in ("en", "zh")
    )

    assert english["causes"][0]["id"] == chinese["causes"][0]["id"]
    assert english["causes"][0]["title"] != chinese["causes"][0]["title"]


def test_lint_of_the_shipped_pack_is_clean(run: Run) -> None:
    done = run("rules lint")

    assert (done.code, done.stdout, done.stderr) == (0, "", "The pack is clean.\n")


def test_lint_tells_faults_and_remarks_with_their_place(run: Run, own: Path) -> None:
    without_translation(own)
    rewrite(own / "01-goals.yaml", "  weight: 3\n", "  weight: 9\n")

    done = run(["rules", "lint", own])
    assert done.code == 2
    assert "01-goals.yaml:" in done.stdout
    assert "rules[0].weight: a weight of more than 5" in done.stdout
    assert done.stderr == "1 remark.\n"

    rewrite(own / "01-goals.yaml", "  weight: 9\n", "  weight: 0\n")
    done = run(["rules", "lint", own])
    assert done.code == 2
    assert "a weight must be greater than 0" in done.stderr


def test_lint_of_a_folder_that_is_not_there_is_a_sentence(run: Run, tmp_path: Path) -> None:
    done = run(["rules", "lint", tmp_path / "nowhere"])

    assert done.code == 2
    assert "there is no such folder" in done.stderr

    done = run(["rules", "lint", tmp_path])
    assert done.code == 2
    assert "this folder holds no rule pack" in done.stderr


def test_the_cases_of_the_shipped_pack_pass(run: Run) -> None:
    done = run("rules test")

    assert (done.code, done.stdout) == (0, "")
    assert done.stderr.endswith(" cases passed, 0 failed.\n")


def test_a_failing_case_is_told_with_its_place(run: Run, own: Path) -> None:
    case = "\n- {rule: goals-few, facts: {goals: [{name: a}]}, expect: met}\n"
    file = own / "cases" / "01-goals.yaml"
    file.write_text(file.read_text(encoding="utf-8") + case, encoding="utf-8")

    done = run(["rules", "test", own])

    assert done.code == 2
    assert done.stdout.startswith("cases/01-goals.yaml:")
    assert "goals-few: expected met, found partly_met" in done.stdout
    assert "1 failed." in done.stderr


def test_a_case_of_a_rule_that_is_not_there_fails(run: Run, own: Path) -> None:
    (own / "cases" / "x.yaml").write_text("cases: [{rule: gone, facts: {}, expect: met}]\n", encoding="utf-8")

    assert "gone: the pack has no such rule" in run(["rules", "test", own]).stdout


def test_a_pack_without_cases_has_passed_nothing(run: Run, own: Path) -> None:
    shutil.rmtree(own / "cases")

    assert run(["rules", "test", own]).code == 2


@pytest.mark.parametrize("name", ["project", "rules", "report"])
def test_schema_prints_each_schema(name: str, run: Run) -> None:
    done = run(["rules", "schema", name])

    assert (done.code, done.stderr) == (0, "")
    assert json.loads(done.stdout)["$schema"].startswith("http://json-schema.org/draft-07/")


def test_an_unknown_schema_is_a_usage_error(run: Run) -> None:
    done = run("rules schema projct")

    assert done.code == 2
    assert 'did you mean "project"?' in done.stderr


def test_docs_writes_what_is_in_the_repository(run: Run, tmp_path: Path) -> None:
    done = run(["rules", "docs", tmp_path])

    assert (done.code, done.stdout) == (0, "")
    written = sorted(file.relative_to(tmp_path) for file in tmp_path.rglob("*") if file.is_file())
    assert len(written) > 20
    for name in written:
        assert (tmp_path / name).read_bytes() == (ROOT / "docs" / name).read_bytes(), f"{name}: run `make docs`"


def test_docs_of_a_pack_of_ones_own(run: Run, own: Path, tmp_path: Path) -> None:
    without_translation(own)
    rewrite(own / "pack.yaml", "title: Gartner's ten causes of failure", "title: Our causes | *of* failure")

    assert run(["rules", "docs", tmp_path / "out", "--rules", own]).code == 0

    page = (tmp_path / "out" / "rules" / "en" / "01-goals.md").read_text(encoding="utf-8")
    assert r"[Our causes \| \*of\* failure](../../rules.md)" in page
    assert not (tmp_path / "out" / "rules.zh-Hans.md").exists()
