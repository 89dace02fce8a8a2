"""Pydantic's errors about a pack's file or a theme in our words, with our places. Heavy; imported only to validate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from sfa_audit.errors import Fault
from sfa_audit.i18n import Message, message
from sfa_audit.suggest import closest
from sfa_audit.yaml_file import Document

Problem = tuple[Message, Message | None]
"""What is wrong, and what to do."""
Words = Callable[[str, tuple[int | str, ...], object, Mapping[str, Any]], Problem | None]
"""What a kind of file says itself, from pydantic's kind of error, the path, the value and the limits."""

_KINDS = {
    "string_type": message("a text is expected here"),
    "string_too_short": message("a text is expected here, not an empty one"),
    "int_type": message("a whole number is expected here"),
    "int_from_float": message("a whole number is expected here"),
    "int_parsing": message("a whole number is expected here"),
    "bool_parsing": message("true or false is expected here"),
    "bool_type": message("true or false is expected here"),
    "tuple_type": message("a list is expected here"),
    "mapping_type": message("keys and values are expected here"),
    "dict_type": message("keys and values are expected here"),
    "model_type": message("keys and values are expected here"),
    "too_short": message("this list must not be empty"),
    "value_error": message("a number is expected here"),
    "greater_than_equal": message("the number is too small"),
}


def shape_faults(document: Document, model: type[BaseModel], words: Words = lambda *_: None) -> list[Fault]:
    """Every place where a document is not of the shape of its model, said in its own `words` where it has any."""
    try:
        model.model_validate(document.data)
    except ValidationError as error:
        return list(_faults(document, model, error, words))
    return []


def _faults(document: Document, model: type[BaseModel], error: ValidationError, words: Words) -> Iterator[Fault]:
    seen: set[tuple[Any, ...]] = set()
    for found in error.errors(include_url=False):
        path = _in_data(found["loc"], document.data)
        if path in seen:
            continue
        seen.add(path)
        kind = found["type"]
        own = words(kind, path, found["input"], found.get("ctx", {}))
        if own is not None:
            yield document.fault(path, *own)
        elif kind == "missing":
            yield document.fault(path[:-1], Message('the key "{key}" is missing', {"key": str(path[-1])}))
        elif kind == "extra_forbidden":
            near = closest(str(path[-1]), _siblings(model, path))
            hint = Message('did you mean "{near}"?', {"near": near}) if near else None
            yield document.fault(path, Message('unknown key "{key}"', {"key": str(path[-1])}), hint, key=True)
        elif kind == "literal_error":
            choices = str(found["ctx"]["expected"]).replace("'", "")
            value = str(found["input"])
            yield document.fault(
                path, Message('"{value}" cannot stand here; write {choices}', {"value": value, "choices": choices})
            )
        elif kind == "string_pattern_mismatch" and path[-1] == "of":
            yield document.fault(path, message("a digest has eight digits from 0 to 9 and a to f"))
        elif kind == "string_pattern_mismatch":
            yield document.fault(path, message("an id has small letters, digits and hyphens only"))
        else:
            yield document.fault(path, _KINDS.get(kind, Message("{problem}", {"problem": found["msg"]})))


def _in_data(loc: tuple[int | str, ...], data: Any) -> tuple[int | str, ...]:
    """The path within the data; the names of alternatives that pydantic puts between are left out."""
    path: list[int | str] = []
    for index, step in enumerate(loc):
        last = index == len(loc) - 1
        if isinstance(data, dict) and (step in data or last):
            path.append(step)
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            path.append(step)
            data = data[step]
    return tuple(path)


def _siblings(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """The keys that the model knows at the place of an unknown one."""
    here: Any = model.model_json_schema(by_alias=True)
    definitions = here.get("$defs", {})
    for step in path[:-1]:
        here = _resolve(here, definitions)
        here = here.get("items", {}) if isinstance(step, int) else here.get("properties", {}).get(step, {})
    return list(_resolve(here, definitions).get("properties", {}))


def _resolve(schema: Any, definitions: Any) -> Any:
    for option in (schema, *schema.get("anyOf", ())):
        if "$ref" in option:
            return definitions[option["$ref"].rsplit("/", 1)[1]]
    return schema
