"""What each kind of value may look like, as JSON Schema: a little more than the reader takes, never less."""

from __future__ import annotations

from typing import Any


def _any_case(word: str) -> str:
    """A pattern for a word in any letter case; patterns of JSON Schema have no switch for it."""
    return "".join(f"[{c.upper()}{c.lower()}]" if c.isascii() and c.isalpha() else c for c in word)


def _pattern(*forms: str) -> str:
    return rf"^\s*({'|'.join(forms)})\s*$"


_UNKNOWN = (_any_case("unknown"), "未知")
_NONE = (_any_case("none"), "无")
_YES_NO = (*map(_any_case, ("true", "yes", "false", "no")), "是", "否")
# full-width digits and signs are taken too
_DIGITS = "[0-9\uff10-\uff19]"
_NUMBER = rf"[+\-\uff0b\uff0d]?({_DIGITS}+([.\uff0e]{_DIGITS}*)?|[.\uff0e]{_DIGITS}+)"
_DATE = rf"{_DIGITS}{{4}}[-\uff0d]{_DIGITS}{{2}}[-\uff0d]{_DIGITS}{{2}}"
_NULL: dict[str, Any] = {"type": "null"}
_COUNTS: dict[str, Any] = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 5, "maxItems": 5}

WORDS: dict[str, Any] = {"type": ["string", "null"], "pattern": _pattern(*_UNKNOWN, *_NONE)}
"""The words unknown and none, or nothing."""


def _string(*forms: str) -> dict[str, Any]:
    return {"type": "string", "pattern": _pattern(*forms)}


def form(kind: str, options: tuple[str, ...] = (), *, must: bool = False) -> dict[str, Any]:
    """The JSON Schema of a kind of value; `must` leaves no room for nothing."""
    words = () if must else (*_UNKNOWN, *_NONE)
    nothing = [] if must else [_NULL]
    forms: dict[str, dict[str, Any]] = {
        "flag": {"anyOf": [{"type": "boolean"}, _string(*_YES_NO, *words), *nothing]},
        "number": {"anyOf": [{"type": "number"}, _string(_NUMBER, *words), *nothing]},
        "amount": {"anyOf": [{"type": "number", "minimum": 0}, _string(_NUMBER, *words), *nothing]},
        "count": {"anyOf": [{"type": "integer", "minimum": 0}, _string(_NUMBER, *words), *nothing]},
        "share": {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 1},
                _string(rf"{_NUMBER}\s*[%\uff05]?", *words),
                *nothing,
            ]
        },
        "date": {"anyOf": [_string(_DATE, *words), *nothing]},
        "text": {"type": "string" if must else ["string", "null"]},
        "choice": {"anyOf": [{"enum": list(options)}, *([] if must else [WORDS])]},
        "texts": {"anyOf": [{"type": "array", "items": {"type": "string"}}, WORDS]},
        "text map": {"anyOf": [{"type": "object", "additionalProperties": {"type": ["string", "null"]}}, WORDS]},
        "agreement": {"anyOf": [{"type": "object", "additionalProperties": {"anyOf": [_COUNTS, WORDS]}}, WORDS]},
        "counts": {"anyOf": [_COUNTS, WORDS]},
        "free": {"anyOf": [{"type": "object"}, WORDS]},
        "format": {"enum": [1, None]},
    }
    return forms[kind]
