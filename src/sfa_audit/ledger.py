"""Several sources → one value a fact, with its evidence; where sources contradict each other the fact is unknown.

The project file comes first; answers files are layered over it. A value is replaced only by one of higher rank:
log > document > observation > the statement of those who receive it > any other statement.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from sfa_audit.facts import Facts, join, steps

STRONG = ("log", "document", "observation")
KINDS = (*STRONG, "statement")
Parts = tuple[str | int, ...]


_IN_BRACKETS = re.compile(r"\[[^\]]*\]")


class Entry(NamedTuple):
    """One piece of evidence: the fact (a prefix covers all below), its kind, who gave it, when and where it lies."""

    fact: str
    kind: str
    by: str | None
    date: date | None
    ref: str | None
    source: str
    note: str | None = None
    answers: bool = False


class Support(NamedTuple):
    """The best evidence of one fact at one date; `fresh` says whether it is still young enough."""

    entry: Entry
    fresh: bool


class Claim(NamedTuple):
    """What one source says of a fact that another source contradicts."""

    value: Any
    kind: str
    by: str | None
    source: str


class Contradiction(NamedTuple):
    """A fact of which sources of the same rank say different things; it counts as unknown."""

    fact: str
    claims: tuple[Claim, ...]


class Source(NamedTuple):
    """One file of facts. `head` is the ledger entry of all facts of an answers file, None for the project file.

    `places` maps a concrete path of this file to (line, column).
    """

    name: str
    tree: Mapping[str, Any]
    head: Entry | None
    entries: tuple[Entry, ...]
    places: Mapping[Parts, tuple[int, int]]


class Schema(NamedTuple):
    """What the ledger must know of the fields: the key of every list of records, the receiver of every fact."""

    keys: Mapping[str, str]
    receivers: Mapping[str, str]
    closed: Mapping[str, tuple[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Ledger:
    """The resolved facts with their evidence, contradictions and places."""

    facts: Facts
    entries: tuple[Entry, ...]
    contradictions: tuple[Contradiction, ...]
    places: Mapping[str, tuple[str, int, int]]
    overruled: frozenset[str] = frozenset()

    def support(self, path: str, as_of: date, fresh_for: int) -> Support | None:
        """The best evidence for a fact: fresh before stale, then by kind. None when no entry covers it."""
        found = [Support(entry, _fresh(entry, as_of, fresh_for)) for entry in self._covering(path)]
        return min(found, key=_merit, default=None)

    def evidenced(self, path: str, as_of: date, fresh_for: int) -> bool:
        """Whether a fact is supported by a log, a document or an observation that is fresh."""
        support = self.support(path, as_of, fresh_for)
        return support is not None and support.fresh and support.entry.kind in STRONG

    def _covering(self, path: str) -> list[Entry]:
        parts = steps(path)
        covering = [join(parts[:n]) for n in range(1, len(parts) + 1)]
        found = [entry for fact in covering for entry in self._by_fact.get(fact, ())]
        if path.endswith("]"):  # whoever tells anything of a record tells that it is there
            found += self._by_record.get(path, ())
        origin = self.places.get(path)
        if origin is not None:  # what the project file shows for its own facts says nothing of those of another file
            found = [entry for entry in found if entry.answers or entry.source == origin[0]]
        if self.overruled.isdisjoint(covering):
            return found
        # What the project file says of it, or of the list as a whole, was outranked, and so was its evidence.
        return [entry for entry in found if entry.answers]

    @cached_property
    def _by_fact(self) -> Mapping[str, list[Entry]]:
        index: dict[str, list[Entry]] = {}
        for entry in self.entries:
            index.setdefault(entry.fact, []).append(entry)
        return index

    @cached_property
    def _by_record(self) -> Mapping[str, list[Entry]]:
        index: dict[str, list[Entry]] = {}
        for entry in self.entries:
            index.setdefault(entry.fact.rpartition(".")[0], []).append(entry)
        return index

    def place(self, path: str) -> tuple[str, int, int] | None:
        """File, line and column of a fact, or of the nearest part above it that stands in a file."""
        parts = steps(path)
        for n in range(len(parts), 0, -1):
            if (place := self.places.get(join(parts[:n]))) is not None:
                return place
        return None


def _fresh(entry: Entry, as_of: date, fresh_for: int) -> bool:
    return entry.date is not None and 0 <= (as_of - entry.date).days <= fresh_for


def _merit(support: Support) -> tuple[bool, int, int, str, str]:
    entry = support.entry
    weak = not support.fresh and entry.kind in STRONG
    age = -entry.date.toordinal() if entry.date else 0
    return (weak, KINDS.index(entry.kind), age, entry.source, entry.ref or "")


class _Given(NamedTuple):
    value: Any
    source: Source
    path: Parts
    rank: int
    kind: str
    entry: Entry | None


def resolve(sources: Sequence[Source], schema: Schema) -> Ledger:
    """Layer the sources; the first is the project file. The order of the others does not matter."""
    ordered = [*sources[:1], *sorted(sources[1:], key=lambda s: s.name)]
    resolver = _Resolver(schema)
    tree = resolver.mapping((), [(source, source.tree, ()) for source in ordered])
    entries = [entry for source in ordered[:1] for entry in source.entries] + resolver.entries
    places = {
        join(to): (source.name, *source.places[at])
        for to, (source, at) in resolver.chosen.items()
        if at in source.places
    }
    facts = Facts(tree, schema.closed)
    return Ledger(facts, tuple(entries), tuple(resolver.contradictions), places, frozenset(resolver.overruled))


_Rows = list[tuple[Source, Any, Parts]]  # what each source says of a fact, and the path at which it says so


class _Resolver:
    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self.entries: list[Entry] = []
        self.overruled: set[str] = set()
        self.contradictions: list[Contradiction] = []
        self.chosen: dict[Parts, tuple[Source, Parts]] = {}

    def mapping(self, to: Parts, given: list[tuple[Source, Mapping[str, Any], Parts]]) -> dict[str, Any]:
        """Merge mappings key by key; `to` is the resolved path, the third part the path within each source."""
        names = dict.fromkeys(name for _, tree, _ in given for name in tree)
        merged: dict[str, Any] = {}
        for name in names:
            rows = [(source, tree[name], (*at, name)) for source, tree, at in given if name in tree]
            value = self._value((*to, name), rows)
            if value is not None:
                merged[name] = value
        return merged

    def _value(self, to: Parts, rows: _Rows) -> Any:
        if all(isinstance(value, Mapping) for _, value, _ in rows):
            self.chosen[to] = (rows[0][0], rows[0][2])
            return self.mapping(to, rows)
        key = self._schema.keys.get(pattern(to))
        some = [row for row in rows if isinstance(row[1], tuple) and row[1]]
        none = [row for row in rows if not (isinstance(row[1], tuple) and row[1])]
        if key is not None and some and self._are_there(to, some, none):
            self.chosen[to] = (some[0][0], some[0][2])
            return self._records(to, some, key)
        return self._choose(to, rows)

    def _are_there(self, to: Parts, some: _Rows, none: _Rows) -> bool:
        """Whether those who name records outrank those who say that there are none; then all the records merge."""
        if not none:
            return True
        there, not_there = (min(given.rank for given in self._ranked(to, rows)) for rows in (some, none))
        if there < not_there and any(source.head is None for source, _, _ in none):
            self.overruled.add(join(to))
        return there < not_there

    def _records(self, to: Parts, rows: _Rows, key: str) -> tuple[Any, ...]:
        groups: dict[Any, list[tuple[Source, Mapping[str, Any], Parts]]] = {}
        for source, records, at in rows:
            for index, record in enumerate(records):
                groups.setdefault(record[key], []).append((source, record, (*at, index)))
        first = {record[key] for record in rows[0][1]} if rows[0][0].head is None else set()
        names = [name for name in groups if name in first] + sorted((n for n in groups if n not in first), key=str)
        merged = []
        for index, name in enumerate(names):
            self.chosen[(*to, index)] = groups[name][0][0], groups[name][0][2]
            merged.append(self.mapping((*to, index), groups[name]))
        return tuple(merged)

    def _ranked(self, to: Parts, rows: _Rows) -> list[_Given]:
        receiver = self._schema.receivers.get(pattern(to))
        return [_given(source, value, at, receiver) for source, value, at in rows]

    def _choose(self, to: Parts, rows: _Rows) -> Any:
        given = self._ranked(to, rows)
        best = min(g.rank for g in given)
        top = [g for g in given if g.rank == best]
        if any(g.value != top[0].value for g in top):
            claims = tuple(Claim(g.value, g.kind, g.entry.by if g.entry else None, g.source.name) for g in given)
            self.contradictions.append(Contradiction(join(to), claims))
            return None
        for g in given:
            if g.source.head is None:
                if g.value != top[0].value:
                    self.overruled.add(join(to))
            elif g.value == top[0].value and g.entry is not None:
                self.entries.append(g.entry._replace(fact=join(to)))
        self.chosen[to] = (top[0].source, top[0].path)
        return top[0].value


def _given(source: Source, value: Any, at: Parts, receiver: str | None) -> _Given:
    """What a source says of a fact, ranked by the strongest entry that covers it there: the head, or one of its own."""
    prefixes = {join(at[:n]) for n in range(1, len(at) + 1)}
    entries = [entry for entry in source.entries if entry.fact in prefixes]
    if source.head is not None:
        entries.append(source.head)
    best = min(entries, key=lambda entry: _rank(entry, receiver), default=None)
    if best is None:
        return _Given(value, source, at, len(KINDS), "statement", None)
    return _Given(value, source, at, _rank(best, receiver), best.kind, best)


def _rank(entry: Entry, receiver: str | None) -> int:
    """0 ranks highest; the word of those who do not receive a fact themselves comes last."""
    theirs = receiver is not None and entry.by is not None and entry.by.casefold() == receiver
    return len(KINDS) if entry.kind == "statement" and not theirs else KINDS.index(entry.kind)


def pattern(path: Parts | str) -> str:
    """The pattern of a concrete path: `goals[0].owner` → `goals[].owner`, `team[administrator]` → `team[]`."""
    return _IN_BRACKETS.sub("[]", path if isinstance(path, str) else join(path))
