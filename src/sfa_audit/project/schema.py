"""The JSON Schema of project and answers files, in draft 7, which editors of YAML understand."""

from __future__ import annotations

from typing import Any

from sfa_audit.project.base import Part
from sfa_audit.project.json_forms import WORDS
from sfa_audit.project.model import Answers, Project

_DRAFT = "http://json-schema.org/draft-07/schema#"


def project_schema() -> dict[str, Any]:
    """The schema of a project file."""
    return _schema(Project)


def answers_schema() -> dict[str, Any]:
    """The schema of an answers file."""
    return _schema(Answers)


def _schema(model: type[Part]) -> dict[str, Any]:
    made = model.model_json_schema(ref_template="#/definitions/{model}")
    definitions = {name: _clean(part) for name, part in sorted(made.pop("$defs").items())}
    return {
        "$schema": _DRAFT,
        **_sections(_clean(made)),
        "definitions": {k: _sections(v) for k, v in definitions.items()},
    }


def _clean(part: Any) -> Any:
    """Without the titles and defaults that pydantic makes up; the keys of `properties` are names, not keywords."""
    if isinstance(part, list):
        return [_clean(item) for item in part]
    if not isinstance(part, dict):
        return part
    cleaned = {}
    for key, value in part.items():
        if key == "properties":
            cleaned[key] = {name: _clean(field) for name, field in value.items()}
        elif key not in ("title", "default"):
            cleaned[key] = value if key in ("examples", "enum") or key.startswith("x-") else _clean(value)
    return cleaned


def _sections(group: dict[str, Any]) -> dict[str, Any]:
    """A section may also be one of the words none and unknown; draft 7 ignores what stands beside a `$ref`."""
    for name, field in group.get("properties", {}).items():
        if "$ref" in field:
            words = [] if name in group.get("required", ()) else [WORDS]
            group["properties"][name] = {"anyOf": [{"$ref": field["$ref"]}, *words]}
    return group
