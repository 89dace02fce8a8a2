"""The JSON Schemas of what people and programs write and read: project and answers files, packs, themes, reports.

All are draft 7, which editors of YAML understand, and pass the strict mode of common validators.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

DRAFT = "http://json-schema.org/draft-07/schema#"
# The files of a pack, by what they are called here.
PACK_FILES: Mapping[str, str] = {
    "rules": "01-name.yaml",
    "pack": "pack.yaml",
    "stops": "stops.yaml",
    "patterns": "patterns.yaml",
    "sources": "sources.yaml",
    "texts": "text.xx.yaml",
}
DOCUMENTS = ("report", "plan", "comparison", "trend")  # what `-f json` writes
NAMES = ("project", "answers", *PACK_FILES, *DOCUMENTS, "theme")

Schema = dict[str, Any]


def schema_of(name: str) -> Schema:
    """The schema with one of `NAMES`. Raises KeyError for any other."""
    makers: dict[str, Callable[[], Schema]] = {
        "project": _project,
        "answers": _answers,
        "theme": _theme,
        **{which: lambda which=which: _of_document(which) for which in DOCUMENTS},  # type: ignore[misc]
        **{which: lambda file=file: _of_pack(file) for which, file in PACK_FILES.items()},  # type: ignore[misc]
    }
    made = makers[name]()
    return {"$schema": DRAFT, "title": f"sfa-audit {name}", **{k: v for k, v in made.items() if k != "$schema"}}


def _project() -> Schema:
    from sfa_audit.project.schema import project_schema

    return of_model_schema(project_schema())


def _answers() -> Schema:
    from sfa_audit.project.schema import answers_schema

    return of_model_schema(answers_schema())


def _of_document(name: str) -> Schema:
    from sfa_audit.report_schema import Report
    from sfa_audit.report_schema_documents import Comparison, PlanDocument, Trend

    models: dict[str, type[BaseModel]] = {
        "report": Report,
        "plan": PlanDocument,
        "comparison": Comparison,
        "trend": Trend,
    }
    return _of_model(models[name])


def _theme() -> Schema:
    from sfa_audit.theme_file import ThemeFile

    return _of_model(ThemeFile)


def _of_pack(file: str) -> Schema:
    from sfa_audit.pack_file import model_of
    from sfa_audit.pack_schema import PackSchema, tests

    model = model_of(file)
    assert model is not None
    made = model.model_json_schema(
        by_alias=True, ref_template="#/definitions/{model}", schema_generator=PackSchema, mode="validation"
    )
    schema = of_model_schema(made)
    if file in (PACK_FILES["rules"], PACK_FILES["stops"]):
        schema["definitions"] |= tests()
    return schema


def _of_model(model: type[BaseModel]) -> Schema:
    return of_model_schema(model.model_json_schema(ref_template="#/definitions/{model}"))


def of_model_schema(made: Schema) -> Schema:
    """A schema that pydantic made, as draft 7 has it and without what strict validators do not know."""
    definitions = made.pop("$defs", None)
    tidied: Schema = _tidy({**made, "definitions": definitions} if definitions else made)
    return tidied


def _tidy(part: Any) -> Any:
    """Without what a strict validator does not know: titles and defaults made up by the models, unions of types, notes.

    The unit of a fact goes into its description, where an editor shows it.
    """
    if isinstance(part, list):
        return [_tidy(item) for item in part]
    if not isinstance(part, dict):
        return part
    cleaned: Schema = {}
    for key, value in part.items():
        if key in ("properties", "definitions", "patternProperties"):
            cleaned[key] = {name: _tidy(inner) for name, inner in value.items()}
        elif key in ("enum", "examples", "const", "required"):
            cleaned[key] = value
        elif key not in ("title", "default") and not key.startswith("x-"):
            cleaned[key] = _tidy(value)
    if unit := part.get("x-unit"):
        cleaned["description"] = f"{part.get('description', '')} Unit: {unit}."
    if "$ref" in cleaned and len(cleaned) > 1:  # draft 7 reads nothing beside a reference
        cleaned = {"anyOf": [{"$ref": cleaned.pop("$ref")}], **cleaned}
    return _without_unions(cleaned)


def _without_unions(schema: Schema) -> Schema:
    """`type: [string, "null"]` as alternatives of one type each; what only fits strings stays with the string."""
    kinds = schema.get("type")
    if not isinstance(kinds, list):
        return schema
    rest = {k: v for k, v in schema.items() if k not in ("type", "pattern")}
    of_text = {"pattern": schema["pattern"]} if "pattern" in schema else {}
    options = [{"type": kind, **(of_text if kind == "string" else {})} for kind in kinds]
    return {**rest, "anyOf": options}
