"""The facts that differ between two reports, records matched by their key, each with the evidence of its side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sfa_audit.delta import Baseline
from sfa_audit.ledger import Support, pattern

Side = tuple[Mapping[str, Any], Baseline]


class FactChange(NamedTuple):
    """One fact that differs. A value is None where it is not known; `path` names records by their key."""

    path: str
    pattern: str
    was: Any
    now: Any
    was_support: Support | None
    now_support: Support | None


class _Leaf(NamedTuple):
    value: Any
    path: str  # as the file counts records


def changed_facts(old: Side, new: Side, keys: Mapping[str, str], fresh_for: int) -> Iterator[FactChange]:
    """The facts of the new side in their order, then those that only the old one has. `keys` by path of a list."""
    then, now = (dict(_leaves(tree, "", "", keys)) for tree, _ in (old, new))
    for name in dict.fromkeys((*now, *then)):
        was, is_ = then.get(name), now.get(name)
        if (was and was.value) == (is_ and is_.value) and type(was) is type(is_):
            continue
        here = is_ or was
        assert here is not None
        yield FactChange(
            path=name,
            pattern=pattern(here.path),
            was=was.value if was else None,
            now=is_.value if is_ else None,
            was_support=_support(was, old[1], fresh_for),
            now_support=_support(is_, new[1], fresh_for),
        )


def _support(leaf: _Leaf | None, side: Baseline, fresh_for: int) -> Support | None:
    return side.ledger.support(leaf.path, side.as_of, fresh_for) if leaf is not None else None


def _leaves(here: Any, name: str, path: str, keys: Mapping[str, str]) -> Iterator[tuple[str, _Leaf]]:
    if isinstance(here, Mapping):
        for key, value in here.items():
            dot = "." if name else ""
            yield from _leaves(value, f"{name}{dot}{key}", f"{path}{dot}{key}", keys)
    elif isinstance(here, list) and here:
        key = keys.get(pattern(path))
        for n, record in enumerate(here):
            shown = record.get(key, n) if key and isinstance(record, Mapping) else n
            yield from _leaves(record, f"{name}[{shown}]", f"{path}[{n}]", keys)
    else:
        yield name, _Leaf("none" if here == [] else here, path)
