"""The resolved facts of one roll-out: a plain tree with paths, in which an absent key is unknown.

A leaf is a Fraction, bool, str, datetime.date or NONE ("there is none"); a list is a tuple of mappings.
Paths are dotted, with `[n]` for a record of a list: `goals[0].owner`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from sfa_audit.values import NONE, UNKNOWN

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


class Record(NamedTuple):
    """One record of a list and the path that leads to it; `given` is false when a closed list only implies it."""

    path: str
    fields: Mapping[str, Any]
    given: bool


class Records(NamedTuple):
    """A list as a measure sees it: `state` is known, none or unknown; not `complete` when records may be missing."""

    state: str
    items: tuple[Record, ...]
    complete: bool


def steps(path: str) -> tuple[str | int, ...]:
    """Split a dotted path into its keys and indices."""
    return tuple(name or int(index) for name, index in _STEP.findall(path))


def join(parts: tuple[str | int, ...]) -> str:
    """The dotted form of a path given as keys and indices."""
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else (f".{part}" if text else part)
    return text


def truth(value: Any) -> bool:
    """Whether a known value counts as having the thing: false, none and 0 do not, any other value does."""
    if value is NONE or value is False:
        return False
    if isinstance(value, Fraction):
        return value != 0
    return value is True or bool(value)


class Facts:
    """Read access to one resolved tree. `closed` maps the path of a closed list to its key field and all its keys."""

    def __init__(self, tree: Mapping[str, Any], closed: Mapping[str, tuple[str, tuple[str, ...]]]) -> None:
        self.tree = tree
        self._closed = closed

    def with_tree(self, tree: Mapping[str, Any]) -> Facts:
        """Another tree of the same project file."""
        return Facts(tree, self._closed)

    def get(self, path: str) -> Any:
        """The value at a path, UNKNOWN when it is unknown. A path below a section that is `none` gives NONE."""
        here: Any = self.tree
        for step in steps(path):
            if here is NONE:
                return NONE
            if isinstance(step, int):
                if not isinstance(here, tuple) or step >= len(here):
                    return UNKNOWN
                here = here[step]
            elif isinstance(here, Mapping):
                if step not in here:
                    return UNKNOWN
                here = here[step]
            else:
                return UNKNOWN
        return here

    def records(self, path: str) -> Records:
        """The records of a list, with those that a closed list implies although nobody gave them."""
        value = self.get(path)
        closed = self._closed.get(path)
        if value is NONE or value == ():
            # A list declared incomplete may be empty so far and still hold records that nobody has named.
            return Records("none", (), True) if self._complete(path) else Records("unknown", (), False)
        state = "known"
        if value is UNKNOWN:
            if closed is None:
                return Records("unknown", (), False)
            state, value = "unknown", ()
        items = [Record(f"{path}[{i}]", fields, True) for i, fields in enumerate(value)]
        if closed is not None:
            key, names = closed
            given = {record.fields.get(key) for record in items}
            items += [Record(f"{path}[{name}]", {key: name}, False) for name in names if name not in given]
            return Records(state, tuple(items), True)
        return Records("known", tuple(items), self._complete(path))

    def _complete(self, path: str) -> bool:
        return self.get(f"{path}_complete") is not False

    def leaves(self) -> Iterator[tuple[str, Any]]:
        """Every known leaf with its concrete path, in the order of the tree."""
        yield from _leaves((), self.tree)


def _leaves(at: tuple[str | int, ...], here: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(here, Mapping):
        for key, value in here.items():
            yield from _leaves((*at, key), value)
    elif isinstance(here, tuple) and here:
        for index, value in enumerate(here):
            yield from _leaves((*at, index), value)
    else:
        yield join(at), here
