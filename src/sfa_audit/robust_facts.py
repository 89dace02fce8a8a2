"""On which facts the verdict hangs: those that change it when they alone turn out not to be known.

A fact is a leaf of the project file, or a list as a whole where none of its own leaves changes the verdict alone. Keys
of records are no facts: without them there is no record. Only the rules and stops that read a fact are evaluated again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sfa_audit import assessment as out
from sfa_audit.assess import Order, assess
from sfa_audit.assessment import Assessment, Finding, StopState
from sfa_audit.evaluate import state_of, worth_of
from sfa_audit.facts import Facts, join, steps
from sfa_audit.interval import UNIT, Interval
from sfa_audit.ledger import pattern
from sfa_audit.measures import World
from sfa_audit.robust_variants import Answer, Asked, answer, with_worths
from sfa_audit.values import UNKNOWN

Reader = tuple[tuple[Finding, ...], tuple[StopState, ...]]


def deciding_facts(
    assessment: Assessment, order: Order, asked: Asked, now: Answer, keys: Mapping[str, str]
) -> tuple[str, ...]:
    """The paths of the facts whose withdrawal, each alone, gives another verdict, in the order of the project file.

    `keys` are the key fields of lists by path.
    """
    readers = _readers(assessment)
    safe: dict[tuple[str, ...], bool] = {}
    hanging: list[str] = []
    for path, is_list in _withdrawable(assessment.ledger.facts, keys):
        if is_list and any(found.startswith(f"{path}[") for found in hanging):
            continue
        rules, stops = _who_reads(path, readers)
        names = (*(f.rule.id for f in rules), *(s.stop.id for s in stops))
        if not names:
            continue
        if names not in safe:
            safe[names] = _cannot_matter(assessment, asked, now, rules, stops)
        if not safe[names] and _withdrawn(assessment, order, asked, (rules, stops), path).word != now.word:
            hanging.append(path)
    return tuple(hanging)


def _withdrawable(facts: Facts, keys: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """Every known leaf but the keys of records, and after its leaves every list that holds records."""
    lists: dict[str, None] = {}
    for path, _ in facts.leaves():
        above, _, name = path.rpartition(".")
        of = pattern(above).removesuffix("[]")
        if keys.get(of) != name or not above.endswith("]"):
            yield path, False
        parts = steps(path)
        lists |= {join(parts[:n]): None for n in range(len(parts)) if isinstance(parts[n], int)}
    for path in lists:
        yield path, True


def _readers(assessment: Assessment) -> dict[str, tuple[list[Finding], list[StopState]]]:
    """By path: the rules that are due and the stops that read it, or anything above or below it."""
    readers: dict[str, tuple[list[Finding], list[StopState]]] = {}
    for f in assessment.findings:
        if f.outcome != out.NOT_DUE:
            for path in _with_those_above([fact.path for fact in f.facts]):
                readers.setdefault(path, ([], []))[0].append(f)
    for s in assessment.stops:
        for path in _with_those_above([fact.path for fact in s.facts]):
            readers.setdefault(path, ([], []))[1].append(s)
    return readers


def _with_those_above(paths: Sequence[str]) -> dict[str, None]:
    found: dict[str, None] = {}
    for path in paths:
        parts = steps(path)
        found |= {join(parts[:n]): None for n in range(1, len(parts) + 1)}
    return found


def _who_reads(path: str, readers: Mapping[str, tuple[list[Finding], list[StopState]]]) -> Reader:
    rules, stops = readers.get(path, ([], []))
    return tuple(rules), tuple(stops)


def _cannot_matter(
    assessment: Assessment, asked: Asked, now: Answer, rules: Sequence[Finding], stops: Sequence[StopState]
) -> bool:
    """Whether not even knowing nothing of all that is read would change any part of the verdict.

    What withdrawing one fact does lies between that and what is known, for every part is monotone in what is known.
    """
    if any(not f.counts for f in rules):  # a rule that does not apply may come back, which moves all weights
        return False
    if any(f.rule.applies is not None for f in rules):
        return False
    worths = dict.fromkeys((f.rule.id for f in rules), UNIT)
    states = {s.stop.id: out.POSSIBLE for s in stops if s.state in (out.CONFIRMED, out.CLEAR)}
    return answer(with_worths(assessment, worths, states, frozenset(worths)), asked) == now


def _withdrawn(assessment: Assessment, order: Order, asked: Asked, read: Reader, path: str) -> Answer:
    """The verdict when a fact is not known."""
    facts = without(assessment.ledger.facts, path)
    world = World(facts, assessment.as_of)
    rules, stops = read
    worths: dict[str, Interval] = {}
    for f in rules:
        worth = worth_of(f.rule, world)[0]
        if f.outcome == out.NOT_APPLICABLE and f.reason is not None:
            continue
        if f.counts != (worth is not None):  # the weights of all rules move with it
            ledger = replace(assessment.ledger, facts=facts)
            return answer(assess(ledger, assessment.phase, assessment.pack, order), asked)
        if worth is not None:
            worths[f.rule.id] = worth
    states = {s.stop.id: state_of(s.stop, s.stop.test.worth(world)[0], order.waived_stops) for s in stops}
    return answer(with_worths(assessment, worths, states, frozenset(worths)), asked)


def without(facts: Facts, path: str) -> Facts:
    """The facts with one leaf or list withdrawn; everything else is shared."""
    return facts.with_tree(_cut(facts.tree, steps(path)))


def _cut(here: Any, path: Sequence[str | int]) -> Any:
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        return (*here[:first], _cut(here[first], rest), *here[first + 1 :])
    if not rest:
        return {key: value for key, value in here.items() if key != first}
    if here.get(first, UNKNOWN) is UNKNOWN:
        return here
    return {**here, first: _cut(here[first], rest)}
