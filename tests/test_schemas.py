"""The JSON Schemas are sound, take what the program takes and writes, and refuse what it refuses."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from program import ROOT, Run
from sfa_audit.load_pack import SHIPPED, read_files
from sfa_audit.report_schema import Report
from sfa_audit.resources import rules
from sfa_audit.schemas import DRAFT, NAMES, PACK_FILES, schema_of
from sfa_audit.yaml_file import parse

PROJECTS = sorted((ROOT / "examples").glob("**/project.yaml"))
RESULTS = sorted((ROOT / "examples").glob("**/result.json"))
KNOWN = {
    "$ref", "$schema", "additionalProperties", "anyOf", "const", "definitions", "description", "enum", "examples",
    "items", "maxItems", "maxLength", "maxProperties", "maximum", "minItems", "minLength", "minProperties", "minimum",
    "pattern",
    "patternProperties", "properties", "propertyNames", "required", "title", "type",
}  # fmt: skip


@cache
def validator(name: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(schema_of(name))


def problems(name: str, data: object) -> list[str]:
    return [f"{e.json_path}: {e.message[:200]}" for e in validator(name).iter_errors(data)]  # type: ignore[arg-type]


def keywords(schema: Any) -> set[str]:
    """All keywords that a schema uses, at every depth."""
    if isinstance(schema, list):
        return set().union(*map(keywords, schema))
    if not isinstance(schema, dict):
        return set()
    found = set(schema)
    for key, inner in schema.items():
        if key in ("properties", "definitions", "patternProperties"):
            found |= set().union(*map(keywords, inner.values()))
        elif key not in ("enum", "examples", "const", "required"):
            found |= keywords(inner)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_is_sound(name: str) -> None:
    schema = schema_of(name)

    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["$schema"] == DRAFT
    assert keywords(schema) <= KNOWN
    assert json.dumps(schema).count("#/$defs/") == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_has_its_definition(name: str) -> None:
    schema = schema_of(name)
    text = json.dumps(schema)
    names = {part.split('"')[0] for part in text.split('"#/definitions/')[1:]}
    assert names <= set(schema.get("definitions", ()))


def test_an_unknown_schema_is_an_error() -> None:
    with pytest.raises(KeyError):
        schema_of("nothing")


@pytest.mark.parametrize("file", PROJECTS, ids=lambda file: file.parent.name)
def test_the_examples_fit_the_schema_of_projects(file: Path) -> None:
    assert problems("project", parse(file.read_bytes(), file.name).data) == []


def which(file: str) -> str:
    """The schema for a file of a pack."""
    fixed = {name: schema for schema, name in PACK_FILES.items()}
    return fixed.get(file) or ("texts" if file.startswith("text.") else "rules")


@pytest.mark.parametrize("file", sorted(read_files(rules() / SHIPPED)))
def test_the_shipped_pack_fits_the_schemas_of_its_files(file: str) -> None:
    data = parse((rules() / SHIPPED / file).read_bytes(), file).data
    assert problems(which(file), data) == []


RULE: dict[str, Any] = {
    "id": "a", "indicator": "1.1", "title": "A", "otherwise": "B", "why": "C", "ask": "D", "weight": 1, "due": "design",
    "test": {"share": "goals", "having": ["owner", {"metric": ["a"]}, {"any": ["due", {"target": {"at_least": 1}}]}]},
    "remedy": {"action": "E", "to": "1/3", "days": {"each": 0.5, "per": "managers.total"}, "weeks": 1,
               "owner": "sponsor", "kind": "system"},
    "basis": "judgement", "grade": "D", "sources": ["S"],
}  # fmt: skip


@pytest.mark.parametrize(
    "test",
    [
        {"value": "channel.revenue_share", "scale": [[0, 0], [1, 1]], "if_none": 0.5},
        {"count": "goals", "where": ["owner"], "steps": [[0, 0], [3, 1]]},
        {"ratio": ["requirements.with_source", "requirements.total"]},
        {"days": ["as_of", "project.dates.go_live"]},
        {"flags": ["scope.change_rule"]},
        {"series": "usage", "field": "active_share", "take": "peak"},
        {"mean": [{"weight": 2, "flags": ["scope.change_rule"]}, {"least": [{"flags": ["sponsor.named"]}]}]},
        {"greatest": [{"flags": ["sponsor.named"]}]},
        {"share": "goals", "having": {"some": 1, "of": ["owner", "due"]}, "by": "weight"},
    ],
)
def test_every_kind_of_test_fits(test: dict[str, Any]) -> None:
    assert problems("rules", {"cause": "goals", "rules": [{**RULE, "test": test}]}) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"test": {"value": "sponsor.shoe_size"}},
        {"test": {"atleast": "goals"}},
        {"test": {"share": "goals"}},
        {"test": {"share": "goals", "having": ["owner"], "scale": [[0, 0, 0]]}},
        {"test": {"mean": []}},
        {"test": {"flags": ["sponsor.named"], "weight": 2}},
        {"test": {"least": [{"flags": ["sponsor.named"], "weight": 2}]}},
        {"test": {"greatest": [{"mean": [{"flags": ["sponsor.named"]}], "weight": 2}]}},
        {"grade": "E"},
        {"weight": "many"},
        {"sources": []},
        {"colour": "red"},
        {"id": "A b"},
    ],
    ids=str,
)
def test_what_the_pack_would_be_refused_for_does_not_fit(wrong: dict[str, Any]) -> None:
    assert problems("rules", {"cause": "goals", "rules": [{**RULE, **wrong}]})


@pytest.mark.parametrize("file", RESULTS, ids=lambda file: file.parent.name)
def test_the_saved_results_fit_the_schema_of_reports(file: Path) -> None:
    assert problems("report", json.loads(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("file", PROJECTS, ids=lambda file: file.parent.name)
def test_the_report_of_every_example_fits(file: Path, run: Run) -> None:
    answers = sorted((file.parent / "answers").glob("*.yaml"))
    done = run(["assess", file, *answers, "--gate", "standard", "--as-of", "2026-11-23", "-f", "json"])
    report = json.loads(done.stdout)

    assert problems("report", report) == []
    Report.model_validate_json(done.stdout)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("decimals",), 2),
        (("surprise",), 1),
        (("score", "bar", "lower", "shown"), "79,1"),
        (("findings", 0, "outcome"), "fine"),
        (("findings", 0, "readings", 0, "measure"), "guess"),
        (("causes", 0, "share"), 25),
        (("verdict", "status"), "maybe"),
    ],
    ids=str,
)
def test_what_no_report_says_does_not_fit(path: tuple[str | int, ...], value: object) -> None:
    report = copy.deepcopy(json.loads(RESULTS[0].read_text(encoding="utf-8")))
    here: Any = report
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value

    assert problems("report", report)
