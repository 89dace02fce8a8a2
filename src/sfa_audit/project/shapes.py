"""Readers for the parts of a project file that are no facts: texts, counts of answers, the facts of a custom pack.

Like those of `sfa_audit.values` they raise ValueFault; `at` leads to the part that is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sfa_audit import values
from sfa_audit.i18n import message
from sfa_audit.values import NONE, UNKNOWN, ValueFault
from sfa_audit.yaml_syntax import WIDE_COLON, WIDE_COLON_HINT

_POINTS = 5


def not_a_list() -> ValueFault:
    """A fault: something else stands where a list is expected."""
    return ValueFault(message("a list is expected here"), message('begin each entry with "-", or write none'))


def not_a_group(raw: object = None) -> ValueFault:
    """A fault: something else, `raw`, stands where keys with values are expected."""
    wide = isinstance(raw, str) and WIDE_COLON in raw
    hint = WIDE_COLON_HINT if wide else message('write "key: value" lines, indented')
    return ValueFault(message("keys with values are expected here"), hint)


def texts(raw: object) -> Any:
    """A list of texts as a tuple; UNKNOWN for nothing."""
    if values.is_unknown(raw) or values.is_none(raw):
        return UNKNOWN
    if not isinstance(raw, list):
        raise not_a_list()
    return tuple(_at(n, values.scalar, "text", item, must=True) for n, item in enumerate(raw))


def text_map(raw: object) -> Any:
    """A mapping of ids to texts; UNKNOWN for nothing."""
    return _mapping(raw, values.text)


def agreement(raw: object) -> Any:
    """A mapping of ids to counts of answers 1 to 5; UNKNOWN for nothing."""
    return _mapping(raw, counts)


def counts(raw: object) -> Any:
    """How many gave the answers 1, 2, 3, 4 and 5: a tuple of five whole numbers as int; UNKNOWN for nothing."""
    if values.is_unknown(raw) or values.is_none(raw):
        return UNKNOWN
    if not isinstance(raw, list):
        raise not_a_list()
    if len(raw) != _POINTS:
        raise ValueFault(
            message("five counts are expected here, not {n}", n=len(raw)),
            message("write how many answered 1, 2, 3, 4 and 5: [0, 2, 5, 8, 1]"),
        )
    return tuple(int(_at(n, values.scalar, "count", item, must=True)) for n, item in enumerate(raw))


def free(raw: object) -> Any:
    """The facts of a custom pack: any tree; numbers become Fractions, lists tuples, what is unknown is left out."""
    if values.is_unknown(raw) or values.is_none(raw):
        return UNKNOWN
    if not isinstance(raw, dict):
        raise not_a_group(raw)
    return _free(raw)


def file_format(raw: object) -> Any:
    """The version of the format, 1; UNKNOWN for nothing."""
    if raw is None:
        return UNKNOWN
    if isinstance(raw, bool) or raw != 1:
        raise ValueFault(message("this version of sfa-audit reads format 1 only"), message("write format: 1"))
    return 1


READERS: dict[str, Callable[[object], Any]] = {
    "texts": texts,
    "text map": text_map,
    "agreement": agreement,
    "counts": counts,
    "free": free,
    "format": file_format,
}
"""By kind of field."""


def _free(raw: object) -> Any:
    if isinstance(raw, dict):
        found = {key: _at(key, _free, value) for key, value in raw.items()}
        return {key: value for key, value in found.items() if value is not UNKNOWN}
    if isinstance(raw, list):
        return tuple(value for n, item in enumerate(raw) if (value := _at(n, _free, item)) is not UNKNOWN)
    if values.is_unknown(raw):
        return UNKNOWN
    if values.is_none(raw):
        return NONE
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, (int, Decimal)):
        return values.number(raw)
    return raw


def _mapping(raw: object, read: Callable[[object], Any]) -> Any:
    if values.is_unknown(raw) or values.is_none(raw):
        return UNKNOWN
    if not isinstance(raw, dict):
        raise not_a_group(raw)
    found = {key: _at(key, read, value) for key, value in raw.items()}
    return {key: value for key, value in found.items() if value is not UNKNOWN and value is not NONE}


def _at(step: str | int, read: Callable[..., Any], *args: Any, **more: Any) -> Any:
    """Read a part; a fault in it names the step that leads there."""
    try:
        return read(*args, **more)
    except ValueFault as fault:
        raise ValueFault(fault.message, fault.hint, (step, *fault.at)) from None
