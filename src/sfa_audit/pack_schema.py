"""What the models of a pack leave open, as JSON Schema: the language of tests, and numbers. Heavy like `pack_file`."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from sfa_audit.project.table import load_table
from sfa_audit.rule_language import COMBINATIONS, MEASURES, TAKES

Schema = dict[str, Any]

NUMBER: Schema = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?\d+(\.\d+|/[1-9]\d*)?$"}]}
_OF_TEST = "x-test"


class PackSchema(GenerateJsonSchema):
    """Pydantic's generator with the two things that the models say in code: what a number is, and what a test."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:  # noqa: ARG002
        """A number, which is the only thing that the models convert before they validate."""
        return dict(NUMBER)

    def any_schema(self, schema: core_schema.AnySchema) -> Schema:  # noqa: ARG002
        """A test, which is the only thing that the models leave to somebody else."""
        return {_OF_TEST: True}

    def generate(self, schema: core_schema.CoreSchema, mode: Any = "validation") -> Schema:
        """The schema with references to the definition of a test, which `tests` gives."""
        made: Schema = _with_references(super().generate(schema, mode))
        return made


def _with_references(part: Any) -> Any:
    if isinstance(part, list):
        return [_with_references(item) for item in part]
    if not isinstance(part, dict):
        return part
    if _OF_TEST in part:
        return {"$ref": "#/definitions/test"}
    return {key: _with_references(value) for key, value in part.items()}


def tests() -> Schema:
    """The definitions of tests, conditions, scales and paths, made from the tables of the rule language."""
    facts = [field.path for field in load_table() if field.fact and field.kind != "section"]
    every = (*MEASURES, *COMBINATIONS)
    return {
        "test": {"description": "One measure, or a combination of tests.", "anyOf": [_ref(name) for name in every]},
        "weighted": {
            "description": "One of the tests of a mean, which may have a weight.",
            "anyOf": [_ref(_weighted(name)) for name in every],
        },
        "fact": {
            "description": "A fact of the project file, or one that the pack declares: custom.ID.",
            "anyOf": [{"enum": facts}, {"type": "string", "pattern": r"^custom\.[a-z][a-z0-9_]*$"}],
        },
        "list": {
            "description": "A list of records in the project file.",
            "enum": [field.path for field in load_table().lists()],
        },
        "number": NUMBER,
        "points": {
            "description": "Points [value, worth]: values increase, worths lie within 0 and 1.",
            "type": "array",
            "minItems": 1,
            "items": {"type": "array", "minItems": 2, "maxItems": 2, "items": _ref("number")},
        },
        "condition": _condition(),
        "conditions": {
            "anyOf": [{"type": "array", "items": _ref("condition")}, {"$ref": "#/definitions/condition"}],
        },
        **{name: _measure(name) for name in MEASURES},
        **{name: _combination(name) for name in COMBINATIONS},
        **{_weighted(name): _with_weight(_measure(name)) for name in MEASURES},
        **{_weighted(name): _with_weight(_combination(name)) for name in COMBINATIONS},
    }


def _weighted(name: str) -> str:
    return f"weighted_{name}"


def _with_weight(test: Schema) -> Schema:
    return {**test, "properties": {**test["properties"], "weight": _ref("number")}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _fact_with_value() -> Schema:
    return {
        "description": "A fact that must have one of these values.",
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": _ref("fact"),
        "additionalProperties": {"type": "array", "items": {"type": "string"}, "minItems": 1},
    }


def _condition() -> Schema:
    several = {"type": "array", "items": _ref("condition")}
    ends = {"at_least": _ref("number"), "at_most": _ref("number")}
    within = {"type": "object", "properties": ends, "additionalProperties": False, "minProperties": 1}
    one_of = {"type": "array", "items": {"type": "string"}}
    return {
        "description": "A field, {field: [values]}, {field: {at_least: 1}}, {any: []} or {some: 2, of: []}.",
        "anyOf": [
            {"type": "string"},
            {"type": "object", "properties": {"any": several}, "required": ["any"], "additionalProperties": False},
            {
                "type": "object",
                "properties": {"some": {"type": "integer", "minimum": 1}, "of": several},
                "required": ["some", "of"],
                "additionalProperties": False,
            },
            {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": {"anyOf": [one_of, within]},
            },
        ],
    }


_SAYS = {
    "value": "A number as it stands.",
    "share": "The share of the records of a list that meet all conditions of `having`.",
    "count": "How many records of a list meet all conditions of `where`.",
    "ratio": "The first number over the second.",
    "days": "Days from the first date to the second; as_of is the date of the run.",
    "flags": "The share of these facts that are there, or have one of the values that are asked for.",
    "series": "One field of a list of dated records: the latest, the peak, or the latest as a share of the peak.",
    "mean": "The weighted mean of several tests.",
    "least": "The least of several tests.",
    "greatest": "The greatest of several tests.",
}


def _measure(name: str) -> Schema:
    subjects: dict[str, Schema] = {
        "value": _ref("fact"),
        "ratio": {"type": "array", "items": _ref("fact"), "minItems": 2, "maxItems": 2},
        "days": {
            "type": "array",
            "items": {"anyOf": [_ref("fact"), {"enum": ["as_of"]}]},
            "minItems": 2,
            "maxItems": 2,
        },
        "flags": {"type": "array", "items": {"anyOf": [_ref("fact"), _fact_with_value()]}, "minItems": 1},
    }
    options: dict[str, Schema] = {
        "having": _ref("conditions"),
        "where": _ref("conditions"),
        "by": {"type": "string"},
        "field": {"type": "string"},
        "take": {"enum": list(TAKES)},
        "scale": _ref("points"),
        "steps": _ref("points"),
        "if_none": _ref("number"),
    }
    own = {key: options[key] for key in (*MEASURES[name], "scale", "steps", "if_none")}
    needed = {"share": ["having"], "series": ["field"]}.get(name, [])
    return _object(name, {name: subjects.get(name, _ref("list")), **own}, [name, *needed])


def _combination(name: str) -> Schema:
    parts = {"type": "array", "items": _ref("weighted" if name == "mean" else "test"), "minItems": 1}
    return _object(name, {name: parts}, [name])


def _object(name: str, properties: Schema, required: list[str]) -> Schema:
    return {
        "description": _SAYS[name],
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
