"""Facts that a pack declares itself: read by its rules, asked, put on forms, imported, compared, and contradicted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import small
from program import Result, Run
from sfa_audit.errors import InputError
from sfa_audit.i18n import translator
from sfa_audit.load_pack import checked, read_files
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table
from sfa_audit.schemas import schema_of

ROLES = "roles: [{id: sponsor, title: sponsor}]\n"
FACTS = """\
roles: [{id: sponsor, title: sponsor}, {id: dealer-manager, title: dealer manager}]
facts:
- id: dealer_days
  kind: count
  says: Days that a dealer takes to answer.
  unit: days
  example: 4
  known_from: design
  ask: dealer-manager
  look: dealer portal
  minutes: 10
- {id: portal, kind: flag, says: Dealers see their own orders., ask: dealer-manager, look: dealer portal}
- {id: contract, kind: choice, values: [exclusive, open], says: Kind of contract., ask: dealer-manager, look: contract}
"""
TEST = """\
test:
    mean:
    - {value: custom.dealer_days, scale: [[0, 1], [10, 0]]}
    - {flags: [custom.portal, {custom.contract: [exclusive]}]}"""
PROJECT = "format: 1\nproject: {name: X, phase: pilot}\n"
DAY = ["--as-of", "2026-11-23"]
HEAD = ["--source", "talk", "--kind", "document", "--by", "dealer manager", "--into", "own.yaml"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pack = small.write_pack(tmp_path / "pack")
    head, rules = pack / "pack.yaml", pack / "1-alpha.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace(ROLES, FACTS), encoding="utf-8")
    old = "test: {value: schedule.reference_weeks, scale: [[0, 0], [100, 1]]}"
    text = rules.read_text(encoding="utf-8")
    assert text.count(old) == 1
    rules.write_text(text.replace(old, TEST), encoding="utf-8")
    (tmp_path / "project.yaml").write_text(PROJECT, encoding="utf-8")
    return tmp_path


def report(run: Run, folder: Path, *files: str) -> dict[str, Any]:
    done = run(["assess", "project.yaml", *files, "--rules", "pack", *DAY, "-f", "json"], cwd=folder)
    assert done.code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def ask(run: Run, folder: Path, *more: str, typed: str = "") -> Result:
    return run(["ask", "project.yaml", "--rules", "pack", *DAY, *more], input=typed, cwd=folder)


def worth(found: dict[str, Any]) -> str:
    two = next(f for f in found["findings"] if f["rule"] == "two")
    return str(two["worth"]["lower"]["shown"])


def test_they_are_asked_read_by_their_kind_and_written_under_custom(run: Run, folder: Path) -> None:
    done = ask(run, folder, "--for", "dealer-manager", *HEAD, typed="many\n4\ny\n1\n")
    assert "Ask dealer manager: dealer portal, contract (10 minutes)" in done.stdout
    assert "Days that a dealer takes to answer." in done.stdout
    assert "! many is not a number" in done.stdout
    assert "Nothing is left to ask here." in done.stdout
    text = (folder / "own.yaml").read_text(encoding="utf-8")
    assert "custom:\n  dealer_days: 4\n  portal: yes\n  contract: exclusive\n" in text
    assert worth(report(run, folder, "own.yaml")) == "80.0"
    again = ask(run, folder, "--for", "dealer-manager", "--into", "own.yaml", typed="quit\n")
    assert "Nothing is left to ask" in again.stdout


def test_the_list_names_them_like_any_other(run: Run, folder: Path) -> None:
    said = ask(run, folder, "--list").stdout
    assert "Facts: custom.dealer_days, custom.portal, custom.contract" in said
    assert "by hand" not in said


@pytest.mark.parametrize("kind", ["csv", "md", "html"])
def test_they_stand_on_forms(run: Run, folder: Path, kind: str) -> None:
    said = ask(run, folder, "--form", kind, "--for", "dealer-manager").stdout
    for words in ("Days that a dealer takes to answer.", "exclusive", "days"):
        assert words in said


def test_a_form_comes_back(run: Run, folder: Path) -> None:
    form = ask(run, folder, "--form", "csv", "--for", "dealer-manager").stdout
    for name, answer in (("custom.dealer_days", "7"), ("custom.portal", "no"), ("custom.contract", "open")):
        assert form.count(f",,{name}") == 1
        form = form.replace(f",,{name}", f",{answer},{name}")
    form = form.replace(",,head.by", ",dealer manager,head.by").replace(",,head.date", ",2026-11-20,head.date")
    (folder / "form.csv").write_text(form, encoding="utf-8")
    assert run("import form.csv --rules pack --into own.yaml", cwd=folder).code == 0
    custom = report(run, folder, "own.yaml")["facts"]["custom"]
    assert custom == {"dealer_days": "7", "portal": False, "contract": "open"}
    (folder / "form.csv").write_text(form.replace(",7,custom", ",seven,custom"), encoding="utf-8")
    bad = run("import form.csv --rules pack --into other.yaml", cwd=folder)
    assert bad.code == 2
    assert "seven is not a number" in bad.stderr


def test_another_kind_is_a_fault_at_its_place(run: Run, folder: Path) -> None:
    (folder / "project.yaml").write_text(f"{PROJECT}custom: {{dealer_days: many, contract: opn}}\n", encoding="utf-8")
    done = run(["assess", "project.yaml", "--rules", "pack", *DAY], cwd=folder)
    assert done.code == 2
    assert "project.yaml:3:23: custom.dealer_days: many is not a number" in done.stderr
    assert "did you mean open?" in done.stderr


def test_a_fault_of_set_is_placed_there(run: Run, folder: Path) -> None:
    more = ["--rules", "pack", *DAY, "--set", "custom.dealer_days=many"]
    done = run(["assess", "project.yaml", *more], cwd=folder)
    assert done.code == 2
    assert done.stderr.startswith("--set: custom.dealer_days: many is not a number")


def test_a_name_that_is_nearly_right_is_warned_of(run: Run, folder: Path) -> None:
    (folder / "project.yaml").write_text(f"{PROJECT}custom: {{dealer_dayz: 4, weather: wet}}\n", encoding="utf-8")
    said = run("validate project.yaml --rules pack", cwd=folder).stdout
    assert 'fact-not-declared: no rule reads custom.dealer_dayz; did you mean "custom.dealer_days"?' in said
    assert "1 warning." in said
    assert "no warning" in run("validate project.yaml", cwd=folder).stdout  # without the pack nothing is declared


@pytest.mark.parametrize("named", ["environment", "settings"])
def test_every_command_finds_the_pack_that_the_settings_name(run: Run, folder: Path, named: str) -> None:
    env = {"SFA_AUDIT_RULES": "pack"} if named == "environment" else {}
    if named == "settings":
        (folder / "sfa-audit.yaml").write_text("rules: pack\n", encoding="utf-8")
    (folder / "a.csv").write_text("Fact,Answer\ncustom.dealer_days,7\n", encoding="utf-8")
    (folder / "bad.yaml").write_text(f"{PROJECT}custom: {{dealer_days: many}}\n", encoding="utf-8")
    assert "many is not a number" in run("validate bad.yaml", env=env, cwd=folder).stderr
    assert "1 answer read." in run("import a.csv --into own.yaml", env=env, cwd=folder).stdout
    assert "Days that a dealer takes to answer." in run("explain two", env=env, cwd=folder).stdout
    for command in ("compare project.yaml own2.yaml", "assess project.yaml --set custom.dealer_days=7 --compare"):
        (folder / "own2.yaml").write_text(f"{PROJECT}custom: {{dealer_days: 7}}\n", encoding="utf-8")
        done = run(f"{command} --as-of 2026-11-23 -f json", env=env, cwd=folder)
        assert json.loads(done.stdout)["apart"] == "told", done.stderr


def test_the_next_command_names_the_pack_too(run: Run, folder: Path) -> None:
    said = run(["assess", "project.yaml", "--rules", "pack", *DAY, "--entering", "rollout"], cwd=folder).stderr
    assert said.endswith("sfa-audit ask project.yaml --rules pack --entering rollout\n")
    form = ask(run, folder, "--form", "csv", "--for", "dealer-manager", "-o", "form.csv").stderr
    assert form.endswith("sfa-audit import form.csv --rules pack\n")


ANSWERS = "format: 1\nhead: {{source: {name}, kind: statement, by: {name}, date: 2026-11-20}}\ncustom: {custom}\n"


@pytest.mark.parametrize("fact", ["dealer_days", "undeclared"])
def test_two_files_that_differ_contradict_each_other(run: Run, folder: Path, fact: str) -> None:
    for name, value in (("a", 4), ("b", 9)):
        text = ANSWERS.format(name=name, custom=f"{{{fact}: {value}}}")
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    found = report(run, folder, "a.yaml", "b.yaml")
    (one,) = found["contradictions"]
    assert (one["fact"], [claim["value"] for claim in one["values"]]) == (f"custom.{fact}", ["4", "9"])
    assert fact not in found["facts"].get("custom", {})
    assert found["contradictions"] == report(run, folder, "b.yaml", "a.yaml")["contradictions"]
    said = run(["ask", "project.yaml", "a.yaml", "b.yaml", "--rules", "pack", "--list", *DAY], cwd=folder).stdout
    assert f"Sources differ on custom.{fact}." in said
    checked_ = run("validate project.yaml a.yaml b.yaml --rules pack --strict", cwd=folder)
    assert f"custom.{fact} counts as unknown, for these files differ on it: a.yaml, b.yaml" in checked_.stdout
    assert checked_.code == 2


def test_an_answer_with_stronger_evidence_settles_it(run: Run, folder: Path) -> None:
    for name, value in (("a", 4), ("b", 9)):
        text = ANSWERS.format(name=name, custom=f"{{dealer_days: {value}}}")
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    more = ["a.yaml", "b.yaml", "--source", "talk", "--kind", "statement", "--by", "sponsor", "--into", "own.yaml"]
    ask(run, folder, *more, typed="4\nlog\nquit\n")
    found = report(run, folder, "a.yaml", "b.yaml", "own.yaml")
    assert (found["contradictions"], found["facts"]["custom"]) == ([], {"dealer_days": "4"})


def test_a_saved_result_with_them_is_compared_and_rendered(run: Run, folder: Path) -> None:
    (folder / "project.yaml").write_text(f"{PROJECT}custom: {{dealer_days: 4, undeclared: 5}}\n", encoding="utf-8")
    assert run(["assess", "project.yaml", "--rules", "pack", *DAY, "-q", "-o", "old.json"], cwd=folder).code == 0
    same = run(["assess", "project.yaml", "--rules", "pack", *DAY, "--baseline", "old.json", "-f", "json"], cwd=folder)
    assert json.loads(same.stdout)["baseline"]["change"]["changed"] == []
    changed = run(["compare", "old.json", "project.yaml", "--rules", "pack", *DAY, "-f", "json"], cwd=folder)
    assert json.loads(changed.stdout)["empty"]
    assert "dealer_days" in run("render old.json -f markdown", cwd=folder).stdout


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("id: portal, kind: flag", "id: dealer_days, kind: flag", 'there are two facts "dealer_days"'),
        ("values: [exclusive, open], ", "", "a choice has values"),
        ("id: portal, kind: flag", "id: portal, kind: flag, values: [a]", "a choice has values"),
        ("known_from: design", "known_from: desing", 'there is no phase "desing"; did you mean "design"?'),
        ("  ask: dealer-manager", "  ask: dealer", 'there is no role "dealer"'),
        ("example: 4", "example: few", "few is not a number"),
        ("known_from: design", "known_from: live", "can first be known in the phase live"),
        ("kind: count\n", "kind: text\n", 'is of the kind text; here only'),
        ("id: portal", "id: portals", '"custom.portal" is no fact of a project; did you mean "custom.portals"?'),
        ("kind: flag", "kind: truth", "truth"),
    ],
)  # fmt: skip
def test_a_faulty_declaration_is_refused_at_its_place(folder: Path, old: str, new: str, says: str) -> None:
    files = read_files(folder / "pack")
    text = files["pack.yaml"].decode()
    assert text.count(old) == 1
    files["pack.yaml"] = text.replace(old, new).encode()
    with pytest.raises(InputError) as caught:
        checked(files, "pack", FactNames(load_table()))
    told = [fault.render(translator("en")).splitlines()[0] for fault in caught.value.faults]
    assert any(says in line for line in told), told
    assert all(".yaml:" in line for line in told)


def test_the_schemas_know_them() -> None:
    import jsonschema

    fact = {"definitions": schema_of("rules")["definitions"], "$ref": "#/definitions/fact"}
    assert jsonschema.Draft7Validator(fact).is_valid("custom.dealer_days")
    assert not jsonschema.Draft7Validator(fact).is_valid("customs.dealer_days")
    assert "FactEntry" in schema_of("pack")["definitions"]


def test_they_are_asked_in_the_language_of_a_translation(run: Run, folder: Path) -> None:
    from sfa_audit.pack_texts import digest

    texts = {"says": "Kind of contract.", "look": "contract"}
    overlay = (
        "language: zh-Hans\ntexts:\n  fact:\n"
        f'    contract: {{of: "{digest(texts)}", says: 合同类型。, look: 合同}}\n'
    )  # fmt: skip
    (folder / "pack" / "text.zh-Hans.yaml").write_text(overlay, encoding="utf-8")
    said = ask(run, folder, "--form", "md", "--for", "dealer-manager", "--lang", "zh-Hans").stdout
    assert "合同类型。" in said
    assert "Kind of contract." not in said


def test_a_fact_without_a_place_to_look_at_names_none(run: Run, folder: Path) -> None:
    head = folder / "pack" / "pack.yaml"
    text = head.read_text(encoding="utf-8")
    for place in ("  look: dealer portal\n", ", look: dealer portal", ", look: contract"):
        assert place in text
        text = text.replace(place, "")
    head.write_text(text, encoding="utf-8")
    assert "    Ask dealer manager (10 minutes)\n" in ask(run, folder, "--list", "--for", "dealer-manager").stdout
    assert "  - Dealer manager (10 minutes)\n" in run("explain two --rules pack", cwd=folder).stdout
