from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
import yaml

from sfa_audit.project import compile as compiling
from sfa_audit.project import fields
from sfa_audit.project.check import faults, part_of
from sfa_audit.project.schema import answers_schema, project_schema
from sfa_audit.project.table import load_table, read
from sfa_audit.values import NONE

TABLE = load_table()
FACTS = list(TABLE.facts())
LISTS = list(TABLE.lists())
LEAVES = [field for field in TABLE if field.is_leaf]
ABOUT = {"name": "Field Sales 2.0", "phase": "design"}
COUNTED = ("count",)
PROJECT_SCHEMA = jsonschema.Draft7Validator(project_schema())
ANSWERS_SCHEMA = jsonschema.Draft7Validator(answers_schema())


def at(field, value):
    """A tree with one value at the place of a field; records get their key."""
    tree = {"project": dict(ABOUT)}
    here = tree
    *above, last = field.path.split(".")
    for n, step in enumerate(above):
        name = step.removesuffix("[]")
        if step.endswith("[]"):
            listed = TABLE.field(".".join([*above[:n], name]))
            key = TABLE.field(f"{listed.path}[].{listed.record_key}") if listed.record_key else None
            record = {key.name: key.example} if key else {}
            for other in TABLE.children(f"{listed.path}[]").values():
                if other.must:
                    record[other.name] = other.example
            if listed.one_of and last not in listed.one_of:
                record[listed.one_of[0]] = "some-id"
            here[name] = [record]
            here = record
        else:
            here = here.setdefault(name, {})
    here[last] = value
    if field.only == "answers" or field.path.startswith("head"):
        tree = {"head": {"source": "x", "kind": "log"} | tree.get("head", {})}
    return tree


@pytest.mark.parametrize("field", FACTS, ids=lambda f: f.path)
def test_every_fact_says_what_it_is_and_who_can_tell(field):
    assert field.says.endswith(".")
    assert field.says[0].isupper()
    assert field.unit
    assert field.example is not None
    assert field.label
    assert field.known_from in fields.PHASES
    assert field.ask
    assert field.look
    assert field.minutes > 0


@pytest.mark.parametrize("field", [f for f in TABLE if not f.fact and f.kind != "section"], ids=lambda f: f.path)
def test_what_is_no_fact_is_described_too(field):
    assert field.says.endswith(".")
    assert field.unit
    assert field.example is not None
    assert field.label


@pytest.mark.parametrize("field", LISTS, ids=lambda f: f.path)
def test_every_list_has_nouns_a_key_and_if_open_a_flag_of_completeness(field):
    assert field.label
    assert field.labels
    assert field.label != field.labels
    assert TABLE.field(f"{field.path}[].{field.record_key}").key
    assert field.closed or TABLE.field(f"{field.path}_complete").completes == field.name


@pytest.mark.parametrize("field", FACTS, ids=lambda f: f.path)
def test_labels_follow_the_scheme(field):
    if field.kind in COUNTED and "[]" not in field.path:
        assert field.labels
        assert field.label != field.labels
    else:
        assert not field.labels


@pytest.mark.parametrize("field", LEAVES, ids=lambda f: f.path)
def test_every_example_is_valid_for_its_own_field(field):
    answers = field.only == "answers" or field.path.startswith("head")
    tree = at(field, field.example)
    assert faults(tree, answers=answers) == []
    assert read(tree, TABLE, answers=answers)
    in_editor = ANSWERS_SCHEMA if answers else PROJECT_SCHEMA
    in_editor.validate(json.loads(json.dumps(tree, default=float)))


@pytest.mark.parametrize("field", LISTS, ids=lambda f: f.path)
def test_every_example_of_a_list_is_valid(field):
    assert faults(at(field, field.example)) == []


def test_a_part_has_a_whole_of_the_same_kind_that_is_known_no_later():
    phases = fields.PHASES.index
    for field in FACTS:
        if field.part_of:
            whole = TABLE.field(field.part_of)
            assert whole.kind == field.kind, field.path
            assert phases(whole.known_from) <= phases(field.known_from), field.path


def test_a_record_is_known_no_earlier_than_its_list():
    phases = fields.PHASES.index
    for field in FACTS:
        if "[]" in field.path:
            listed = TABLE.field(field.path.rpartition("[]")[0])
            assert phases(listed.known_from) <= phases(field.known_from), field.path


def test_paths_are_plain_words():
    for field in TABLE:
        assert all(step.replace("_", "").isascii() for step in field.path.replace("[]", "").split("."))
        # YAML 1.1 readers, editors among them, take these words for true and false
        assert field.name not in ("on", "off", "yes", "no", "y", "n", "true", "false", "null")


def test_who_can_tell_is_a_role_of_the_shipped_pack():
    pack = Path(__file__).parents[1] / "rules" / "gartner-ten" / "pack.yaml"
    roles = {role["id"] for role in yaml.safe_load(pack.read_text(encoding="utf-8"))["roles"]}
    assert {field.ask for field in FACTS} <= roles


def test_no_field_asks_for_a_name_of_a_person():
    for field in FACTS:
        if field.kind == "text" and field.name in ("owner", "by", "approver", "role", "switch_owner", "plan_owner"):
            assert field.unit == "role"


def test_only_name_and_phase_are_required():
    assert faults({"project": ABOUT}) == []
    assert [found.loc for found in faults({})] == [("project",)]
    assert [found.loc for found in faults({"project": None})] == [("project", "name"), ("project", "phase")]


FAULTY = [
    ({"project": {"nmae": "x", **ABOUT}}, "project.nmae", "the key nmae is not known here", "did you mean name?"),
    ({"sponser": {}}, "sponser", "the key sponser is not known here", "did you mean sponsor?"),
    ({"reps_total": 4}, "reps_total", "the key reps_total is not known here", "did you mean project.reps_total?"),
    ({"goals": [{"name": "a", "ownr": "x"}]}, "goals.0.ownr", "the key ownr is not known here", "did you mean owner?"),
    ({"head": {}}, "head", "the key head is not known here", "it belongs in answers files"),
    ({"project": {"name": "x", "phase": "desing"}}, "project.phase", "desing is not one of", "did you mean design?"),
    ({"expectations": [{"group": "rep"}]}, "expectations.0.group", "rep is not one of", "did you mean reps?"),
    ({"goals": {"name": "a"}}, "goals", "a list is expected here", 'begin each entry with "-"'),
    ({"goals": ["a"]}, "goals.0", "keys with values are expected here", ""),
    ({"goals": [None]}, "goals.0", "keys with values are expected here", ""),
    ({"goals": "win more"}, "goals", "a list is expected here", ""),
    ({"sponsor": []}, "sponsor", "keys with values are expected here", ""),
    ({"sponsor": "named：yes"}, "sponsor", "keys with values are expected here", "half-width colon"),
    ({"goals": ["name：x"]}, "goals.0", "keys with values are expected here", "half-width colon"),
    ({"goals": [{"name": "x", "owner：y": None}]}, "goals.0.owner：y", "is not known here", "half-width colon"),
    ({"sponsor": "head of sales"}, "sponsor", "keys with values are expected here", ""),
    ({"goals": [{"metric": "a"}]}, "goals.0.name", "name is missing", "such as name: win more"),
    ({"goals": [{"name": "none"}]}, "goals.0.name", "a value is needed here", ""),
    ({"goals": [{"name": "a"}, {"name": "a"}]}, "goals.1.name", "a is in this list already", ""),
    ({"team": [{"role": "business owner"}] * 2}, "team.1.role", "business owner is in this list already", ""),
    ({"usage": [{"week_of": "2026-11-02"}] * 2}, "usage.1.week_of", "2026-11-02 is in this list already", ""),
    ({"usage": [{"week_of": "2.11.2026"}]}, "usage.0.week_of", "2.11.2026 is not a date", "write 2026-11-02"),
    ({"channel": {"revenue_share": 30}}, "channel.revenue_share", "30 could mean 30% or 30 times", "write 30% or 0.3"),
    ({"format": 2}, "format", "reads format 1 only", "write format: 1"),
    ({"format": True}, "format", "reads format 1 only", ""),
    ({"format": "1"}, "format", "reads format 1 only", ""),
    ({"profile": "short"}, "profile", "short is not one of: quick, full", ""),
    ({"waivers": [{"reason": "x"}]}, "waivers.0.owner", "owner is missing", ""),
    ({"not_applicable": [{"reason": "x"}]}, "not_applicable.0", "exactly one of these is needed here: rule, cause", ""),
    (
        {"not_applicable": [{"rule": "a", "cause": "b", "reason": "x"}]},
        "not_applicable.0",
        "exactly one of these is needed here: rule, cause",
        "",
    ),
    ({"evidence": [{"fact": "goal", "kind": "log"}]}, "evidence.0.fact", "goal is no fact", "did you mean goals?"),
    ({"evidence": [{"fact": "voices", "kind": "log"}]}, "evidence.0.fact", "voices is no fact", ""),
    ({"evidence": [{"fact": "sponsor[0]", "kind": "log"}]}, "evidence.0.fact", "sponsor[0] is no fact", ""),
    (
        {"voices": [{"group": "reps", "agreement": {"goals": [1, 2]}}]},
        "voices.0.agreement.goals",
        "five counts are expected here, not 2",
        "how many answered 1, 2, 3, 4 and 5",
    ),
    (
        {"voices": [{"group": "reps", "benchmark": {"no_effective_process": [1, 2, 3, 4, -5]}}]},
        "voices.0.benchmark.no_effective_process.4",
        "-5 is negative",
        "",
    ),
    ({"voices": [{"group": "reps"}] * 2}, "voices.1.group", "reps is in this list already", ""),
    ({"comments": {"causes": []}}, "comments.causes", "keys with values are expected here", ""),
    ({"comments": {"rules": {"a": True}}}, "comments.rules.a", "true stands for yes or no here", "put it in quotes"),
    ({"assessment": {"decision": {"options": "x"}}}, "assessment.decision.options", "a list is expected here", ""),
    ({"assessment": {"decision": {"options": ["x", 1]}}}, "assessment.decision.options.1", "1 is a number here", ""),
    ({"custom": []}, "custom", "keys with values are expected here", ""),
    ({"custom": {"a": [1, 10**30]}}, "custom.a.1", "more than 30 digits", ""),
]


@pytest.mark.parametrize(("tree", "place", "said", "hint"), FAULTY, ids=[str(row[1]) for row in FAULTY])
def test_faults_name_place_reason_and_remedy(tree, place, said, hint):
    found = {".".join(map(str, fault.loc)): fault for fault in faults({"project": ABOUT} | tree)}
    assert place in found
    assert said in str(found[place].message)
    assert hint in str(found[place].hint or "")


@pytest.mark.parametrize("tree", ["text", [], None, 3])
def test_a_file_is_a_group_of_keys(tree):
    assert [found.loc for found in faults(tree)] == [()]


def test_all_faults_are_found_at_once():
    tree = {"project": {"phase": "x"}, "teams": [], "goals": [{"due": "soon"}], "sponsor": {"named": 1, "x": 2}}
    assert len(faults(tree)) == 7


def test_answers_need_a_head_and_no_name():
    head = {"source": "interview", "kind": "statement", "by": "head of sales", "date": "2026-11-20"}
    assert faults({"head": head, "sponsor": {"named": True}}, answers=True) == []
    assert faults({"head": head, "project": {"reps_total": 4}}, answers=True) == []
    assert [found.loc for found in faults({"sponsor": {}}, answers=True)] == [("head",)]
    (found,) = faults({"head": head, "waivers": []}, answers=True)
    assert str(found.hint) == "it belongs in the project file"


def test_the_json_schema_is_draft_7_and_takes_what_the_reader_takes():
    schema = project_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    assert "$defs" not in json.dumps(schema)
    check = jsonschema.Draft7Validator(schema).validate
    check(
        {
            "format": 1,
            "project": {**ABOUT, "reps_total": "unknown", "dates": "none"},
            "sponsor": "none",
            "steering": None,
            "goals": "None",
            "goals_complete": "否",
            "team": [{"role": "project manager", "filled": "Yes", "share_of_time": "30 %"}],
            "channel": {"revenue_share": "３０％", "key_partners": "12"},
            "pilot": {"starts": "2026-11-23", "decision": "none", "ends": None},
        }
    )
    for wrong in (
        {},
        {"project": "none"},
        {"project": ABOUT, "sponser": {}},
        {"project": ABOUT, "sponsor": "somebody"},
        {"project": ABOUT, "channel": {"revenue_share": 30}},
        {"project": ABOUT, "goals": [{"metric": "x"}]},
        {"project": ABOUT, "pilot": {"starts": "23.11.2026"}},
    ):
        with pytest.raises(jsonschema.ValidationError):
            check(wrong)
    jsonschema.Draft7Validator.check_schema(answers_schema())


def test_the_table_is_current():
    written = Path(compiling.__file__).with_name("table.json").read_text(encoding="utf-8")
    assert written == compiling.spelled(), "run: python -m sfa_audit.project.compile"


def test_the_model_keeps_what_it_read():
    project = part_of({"project": ABOUT, "goals": [{"name": "a", "owner": "none", "baseline": Decimal("0.1")}]})
    (goal,) = project.goals
    assert (goal.name, goal.owner, goal.baseline, goal.metric) == ("a", NONE, Fraction(1, 10), None)
    with pytest.raises(ValueError, match="frozen"):
        goal.name = "b"
