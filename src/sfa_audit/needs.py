"""Which facts are needed for which milestone, and the errands by which they are found out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sfa_audit.measures import Test
from sfa_audit.pack import Rule, RulePack, Stop
from sfa_audit.project.table import Field, FieldTable


class Errand(NamedTuple):
    """One thing to find out: whom to ask, where to look, for how many minutes, and the facts that it brings."""

    ask: str
    look: str
    minutes: int
    facts: tuple[str, ...]


def section_of(path: str) -> str:
    """The top-level section or list that a fact stands in."""
    return path.split(".")[0].split("[")[0]


def errands(fields: Iterable[Field]) -> list[Errand]:
    """Facts of one section that the same role can tell from the same place are found out in one go."""
    groups: dict[tuple[str, str, str], list[Field]] = {}
    for field in fields:
        if field.ask:
            groups.setdefault((section_of(field.path), field.ask, field.look), []).append(field)
    return [
        Errand(ask, look, max(f.minutes for f in found), tuple(f.path for f in found))
        for (_, ask, look), found in groups.items()
    ]


def facts_of(tests: Iterable[Test], table: FieldTable, more: Iterable[str] = ()) -> list[Field]:
    """The facts that tests read, in the order of the project file."""
    paths = frozenset().union(*(test.paths() for test in tests), more)
    return [field for field in table if field.path in paths]


def read_by(rule: Rule, table: FieldTable) -> list[Field]:
    """The facts that a rule reads, those that tell whether it applies and how large its sample is included."""
    return facts_of(rule.tests(), table, (rule.sample[0],) if rule.sample else ())


def live_at(rule: Rule, pack: RulePack, milestone: str) -> bool:
    """Whether a rule counts on entering a milestone: it is due, and no later rule has taken over from it."""
    over = rule.until is not None and pack.reached(rule.until, milestone)
    return pack.reached(rule.due, milestone) and not over


def stop_at(stop: Stop, pack: RulePack, milestone: str) -> bool:
    """Whether a stop is looked at on entering a milestone."""
    over = stop.until is not None and pack.reached(stop.until, milestone)
    return pack.reached(stop.start, milestone) and not over


def rules_at(pack: RulePack, milestone: str, profile: str) -> list[Rule]:
    """The rules of a profile that count on entering a milestone."""
    chosen = pack.profiles[profile].rules
    return [r for r in pack.rules if (chosen is None or r.id in chosen) and live_at(r, pack, milestone)]


def needed_at(pack: RulePack, table: FieldTable, milestone: str, profile: str) -> list[Field]:
    """The facts that the rules and stops which count on entering a milestone read, in the order of the project file.

    The lists whose records are read are among them, with the keys that tell their records apart.
    """
    rules = rules_at(pack, milestone, profile)
    tests = [test for rule in rules for test in rule.tests()]
    tests += [stop.test for stop in pack.stops if stop_at(stop, pack, milestone)]
    read = facts_of(tests, table, [rule.sample[0] for rule in rules if rule.sample])
    lists = {path for field in read for path in (field.path, *_lists_above(field.path))}
    return [f for f in table if f.path in lists or (f.key and f.fact and f.parent.removesuffix("[]") in lists)]


def _lists_above(path: str) -> Iterator[str]:
    """The lists that a fact stands in: `process.stages[].owner` gives `process.stages`."""
    while "[]" in path:
        path = path.rpartition("[]")[0]
        yield path


def first_needed(pack: RulePack, table: FieldTable) -> dict[str, str]:
    """By fact: the first milestone at which a rule or a stop reads it. Facts that nothing reads are left out."""
    found: dict[str, str] = {}
    for milestone in pack.milestones:
        for field in needed_at(pack, table, milestone, "full"):
            found.setdefault(field.path, milestone)
    return found
