"""What the tests of a pack read: which facts, of which kinds, and the words that a choice must have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sfa_audit.conditions import Condition, Has, OneOf, Some
from sfa_audit.measures import Combined, Days, Flags, Ratio, Test, Value
from sfa_audit.measures_lists import Count, Series, Share
from sfa_audit.rule_language import Path

MEASURED = ("count", "amount", "share")
"""Numbers that are never below 0: what can be a weight, or a part of a peak."""
NUMBERS = (*MEASURED, "number")
LEAVES = (*NUMBERS, "flag", "text", "choice", "date")
Kinds = tuple[str, ...]


def measures_of(test: Test, data: Any, at: Path) -> Iterator[tuple[Test, Any, Path]]:
    """Every measure of a test, with the data that it was read from and their place."""
    parts = data.get(test.how) if isinstance(test, Combined) and isinstance(data, Mapping) else None
    if isinstance(test, Combined) and isinstance(parts, Sequence) and len(parts) == len(test.tests):
        for index, (inner, part) in enumerate(zip(test.tests, parts, strict=True)):
            yield from measures_of(inner, part, (*at, test.how, index))
    elif isinstance(test, Combined):  # a part of it could not be read
        for inner in test.tests:
            yield from measures_of(inner, data, at)
    else:
        yield test, data, at


def uses(test: Test) -> Iterator[tuple[str, Kinds]]:
    """The facts that a test reads, as patterns, each with the kinds that it may be of."""
    if isinstance(test, Combined):
        for inner in test.tests:
            yield from uses(inner)
    elif isinstance(test, Value):
        yield test.path, NUMBERS
    elif isinstance(test, Ratio):
        yield from ((path, NUMBERS) for path in (test.first, test.second))
    elif isinstance(test, Days):
        yield from ((path, ("date",)) for path in (test.first, test.second) if path != "as_of")
    elif isinstance(test, Flags):
        only = {path for path, _ in test.only}
        yield from ((path, ("choice",) if path in only else LEAVES) for path in test.of)
    elif isinstance(test, Share | Count | Series):
        yield test.records, ("list",)
        yield from ((f"{test.records}[].{field}", kinds) for field, kinds in _of_records(test))


def _of_records(test: Share | Count | Series) -> Iterator[tuple[str, Kinds]]:
    """The fields of records that are read; records that carry no date cannot be followed."""
    if isinstance(test, Series):
        yield test.field, MEASURED if test.take == "share_of_peak" else NUMBERS
        yield from ((key, ("date",)) for key in (test.key,) if key)
        return
    for condition in _conditions(test):
        yield from _fields(condition)
    if isinstance(test, Share) and test.by is not None:
        yield test.by, MEASURED


def choices(test: Test) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The facts that must have one of some values, each with these values."""
    if isinstance(test, Combined):
        for inner in test.tests:
            yield from choices(inner)
    elif isinstance(test, Flags):
        yield from test.only
    elif isinstance(test, Share | Count):
        for condition in _conditions(test):
            yield from _words(condition, test.records)


def spot(data: Any, at: Path, name: str, kinds: Kinds = LEAVES) -> Path:
    """The place within a measure at which a fact of these kinds is named; the measure itself where it is not.

    What must be of certain kinds is named as a key where it can be: {effort: {at_least: 1}}.
    """
    found = list(_named(data, at, {name, name.rpartition("[].")[2]}))
    keys = [path for path, is_key in found if is_key and kinds != LEAVES]
    return next(iter(keys or (path for path, _ in found)), at)


def _named(data: Any, at: Path, names: set[str]) -> Iterator[tuple[Path, bool]]:
    if isinstance(data, Mapping):
        for key, inner in data.items():
            if key in names:
                yield (*at, key), True
            yield from _named(inner, (*at, key), names)
    elif isinstance(data, Sequence) and not isinstance(data, str):
        for index, inner in enumerate(data):
            yield from _named(inner, (*at, index), names)
    elif data in names:
        yield at, False


def _conditions(test: Share | Count) -> tuple[Condition, ...]:
    return test.having + test.where if isinstance(test, Share) else test.where


def _fields(condition: Condition) -> Iterator[tuple[str, Kinds]]:
    if isinstance(condition, Some):
        for inner in condition.of:
            yield from _fields(inner)
    else:
        one_of = isinstance(condition, OneOf)
        yield condition.field, ("choice", "text") if one_of else LEAVES if isinstance(condition, Has) else NUMBERS


def _words(condition: Condition, records: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(condition, Some):
        for inner in condition.of:
            yield from _words(inner, records)
    elif isinstance(condition, OneOf):
        yield f"{records}[].{condition.field}", condition.values
