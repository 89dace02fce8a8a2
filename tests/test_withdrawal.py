"""Silence never helps: whichever fact of an example is withdrawn, no bound gets better. Evidence changes no bound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sfa_audit.assess import Order, assess, item
from sfa_audit.assessment import Assessment, Finding
from sfa_audit.evaluate import Run, finding, stop_state
from sfa_audit.facts import Facts
from sfa_audit.ledger import Ledger, Source, resolve
from sfa_audit.load import schema, set_aside
from sfa_audit.load_pack import shipped_pack
from sfa_audit.load_source import read_source
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table
from sfa_audit.scoring import Bar, score
from sfa_audit.yaml_file import parse

ROOT = Path(__file__).parent.parent / "examples"
TABLE = load_table()
PACK = shipped_pack(FactNames(TABLE))
SCHEMA = schema(TABLE)
SHARES = {cause.id: cause.share for cause in PACK.causes}
AS_OF = date(2026, 11, 23)
Address = tuple[Any, ...]

EXAMPLES = [pytest.param(path.parent, id=path.parent.relative_to(ROOT).as_posix())
            for path in sorted(ROOT.rglob("project.yaml"))]  # fmt: skip


class Example(NamedTuple):
    """The sources of an example, the milestone that it enters next, and what it sets aside."""

    sources: tuple[Source, ...]
    entering: str
    aside: Mapping[str, str]

    def ledger(self, without: Address = ()) -> Ledger:
        """The ledger with one fact unknown in every source."""
        cut = [s._replace(tree=_cut(s.tree, without, "")) if without else s for s in self.sources]
        return resolve(cut, SCHEMA)

    def less(self, whole: Ledger, without: Address) -> Ledger:
        """The same, faster where there is one source only, of which the facts stand as they are."""
        if len(self.sources) > 1:
            return self.ledger(without)
        return replace(whole, facts=Facts(_cut(self.sources[0].tree, without, ""), SCHEMA.closed))

    def order(self, entering: str) -> Order:
        return Order(entering, "full", AS_OF, self.aside)


@lru_cache(maxsize=2)
def example(folder: Path) -> Example:
    files = [folder / "project.yaml", *sorted((folder / "answers").glob("*.yaml"))]
    sources, trees = [], []
    for n, path in enumerate(files):
        tree, faults, source = read_source(parse(path.read_bytes(), path.name), {}, TABLE, project=n == 0)
        assert not faults
        sources.append(source)
        trees.append(tree)
    phase = trees[0]["project"]["phase"]
    return Example(tuple(sources), PACK.after(phase), set_aside(trees[0].get("not_applicable") or (), PACK))


def _cut(value: Any, address: Address, at: str) -> Any:
    """The tree without what lies at an address."""
    first, *rest = address
    if isinstance(value, Mapping):
        if first not in value:
            return value
        if not rest:
            return {key: inner for key, inner in value.items() if key != first}
        return {**value, first: _cut(value[first], tuple(rest), f"{at}.{first}".lstrip("."))}
    if isinstance(value, tuple):
        key = SCHEMA.keys.get(at)
        return tuple(_cut(r, tuple(rest), f"{at}[]") if key and r[key] == first else r for r in value)
    return value


def _addresses(value: Any, at: Address, path: str) -> Iterator[tuple[Address, str]]:
    """Every fact that can be withdrawn, with its pattern: leaves, fields of records, and lists as a whole."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            here = f"{path}.{name}".lstrip(".")
            if here in TABLE and not TABLE.field(here).completes and not TABLE.field(here).key:
                yield from _addresses(inner, (*at, name), here)
    else:
        yield at, path
        for record in value if isinstance(value, tuple) else ():
            yield from _addresses(record, (*at, record[SCHEMA.keys[path]]), f"{path}[]")


def _read_by() -> dict[str, list[Any]]:
    """The rules and stops that read a fact, by its pattern; whoever reads a field of a record reads its list."""
    found: dict[str, list[Any]] = {}
    for one in (*PACK.rules, *PACK.stops):
        tests = one.tests() if hasattr(one, "tests") else (one.test,)
        paths = {path for test in tests for path in test.paths()}
        if getattr(one, "sample", None):
            paths.add(one.sample[0])
        for path in paths | {path.partition("[]")[0] for path in paths}:
            found.setdefault(path, []).append(one)
    return found


READ_BY = _read_by()


def _total(findings: Mapping[str, Finding]) -> Bar | None:
    return score([item(f) for f in findings.values() if f.counts], SHARES).total


def _no_better(less: Bar | None, more: Bar | None) -> bool:
    """Whether the bar of a run that knows less claims no more; a run in which nothing applies claims nothing."""
    if more is None or less is None:
        return more is None
    return less.lower <= more.lower and less.evidenced <= more.evidenced and less.upper >= more.upper


@pytest.mark.parametrize("folder", EXAMPLES)
def test_withdrawing_any_fact_of_an_example_makes_no_bound_better(folder):
    """Only rules that read the fact are evaluated again: that others cannot change, test_measures holds."""
    given = example(folder)
    ledger = given.ledger()
    runs = [assess(ledger, "design", PACK, given.order(milestone)) for milestone in (given.entering, "review")]
    facts = dict(pair for source in given.sources for pair in _addresses(source.tree, (), ""))
    helped = []
    for address, path in facts.items():
        if path in READ_BY:
            less = given.less(ledger, address)
            helped += [(address, whole.entering) for whole in runs if _helps(less, READ_BY[path], whole, given)]
    assert helped == []


def _helps(less: Ledger, reading: list[Any], whole: Assessment, given: Example) -> bool:
    """Whether anything gets better when what `reading` reads is evaluated on a ledger that knows less."""
    run = Run(PACK, less, whole.entering, AS_OF, given.aside)
    findings = {f.rule.id: f for f in whole.findings}
    stops = {state.stop.id: state.worth for state in whole.stops if state.state != "not_due"}
    changed = {one.id: finding(one, run) for one in reading if one.id in findings}
    worths = [(f.worth, findings[id].worth) for id, f in changed.items() if f.counts and findings[id].counts]
    worths += [(stop_state(one, run, frozenset()).worth, stops[one.id]) for one in reading if one.id in stops]
    if any(less.lower > more.lower or less.upper < more.upper for less, more in worths):
        return True
    return not _no_better(_total({**findings, **changed}), whole.bar)


@pytest.mark.parametrize("folder", EXAMPLES)
def test_the_rules_that_are_evaluated_again_give_what_a_whole_run_gives(folder):
    """A sample of whole runs, of which the test above evaluates only what can have changed."""
    given = example(folder)
    order = given.order("review")
    whole = assess(given.ledger(), "design", PACK, order)
    facts = sorted({pair for source in given.sources for pair in _addresses(source.tree, (), "")}, key=repr)
    for address, path in facts[:: max(1, len(facts) // 8)]:
        less = assess(given.ledger(address), "design", PACK, order)
        reading = {one.id for one in READ_BY.get(path, ())}
        for f, g in zip(whole.findings, less.findings, strict=True):
            assert f.rule.id in reading or (f.outcome, f.worth, f.evidenced) == (g.outcome, g.worth, g.evidenced)
        assert _no_better(less.bar, whole.bar)


@pytest.mark.parametrize("folder", [p for p in EXAMPLES if not (p.values[0] / "answers").is_dir()])
def test_emptying_the_ledger_moves_points_from_evidenced_to_stated_and_nothing_else(folder):
    """Of examples with one source: between several, evidence settles what they contradict each other in."""
    given = example(folder)
    bare = resolve([source._replace(entries=()) for source in given.sources], SCHEMA)
    a, b = (assess(ledger, "design", PACK, given.order("review")) for ledger in (given.ledger(), bare))
    assert _bounds(a) == _bounds(b)
    assert b.bar is None or b.bar.evidenced == 0
    assert [state.worth for state in a.stops] == [state.worth for state in b.stops]


def _bounds(run: Assessment) -> list[Any]:
    bars = [run.bar, *(cause.bar for cause in run.causes)]
    return [bar and (bar.lower, bar.upper) for bar in bars]


def test_there_are_examples_with_facts_of_every_kind():
    """Records, sections, lists and several sources are among what was withdrawn."""
    every = [(e, pair) for p in EXAMPLES for e in [example(p.values[0])] for s in e.sources
             for pair in _addresses(s.tree, (), "")]  # fmt: skip
    paths = {path for _, (_, path) in every}
    assert len(paths) > 200
    assert any("[]." in path for path in paths)
    assert any(len(e.sources) > 2 for e, _ in every)
