"""Patterns: named combinations of findings, shown when each of their conditions holds for certain."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from sfa_audit.assessment import CONFIRMED, MET, NOT_DUE, POSSIBLE, Finding, StopState
from sfa_audit.errors import InputError
from sfa_audit.interval import UNIT, Interval, point
from sfa_audit.load_pack import SHIPPED, checked, read_files, shipped_pack
from sfa_audit.pack import Clause, Pattern
from sfa_audit.patterns import shown_patterns
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table
from sfa_audit.resources import rules

FACTS = FactNames(load_table())
PACK = shipped_pack(FACTS)
RULES = {rule.id: rule for rule in PACK.rules}
STOPS = {stop.id: stop for stop in PACK.stops}
HALF = Fraction(1, 2)

LITTLE_HELP = Clause("first-weeks-supported", None, HALF, None)
LITTLE_TRAINING = Clause("training-hours", None, HALF, None)
MUCH_USE = Clause("reps-active-weekly", HALF, None, None)
NO_PILOT = Clause(None, None, None, "no-pilot")
EITHER = Clause(None, None, None, None, (LITTLE_HELP, LITTLE_TRAINING))


def shows(
    when: tuple[Clause, ...],
    worths: dict[str, Interval],
    *,
    not_due: tuple[str, ...] = (),
    stops: dict[str, str] | None = None,
) -> bool:
    """Whether a pattern of these clauses shows when the rules have these worths and the stops these states."""
    findings = [
        Finding(RULES[id], NOT_DUE if id in not_due else MET, worth, False, (), (), None, None, None)
        for id, worth in worths.items()
    ]
    states = [StopState(STOPS[id], state, UNIT, (), ()) for id, state in (stops or {}).items()]
    return bool(shown_patterns((Pattern("p", when, ()),), findings, states))


@pytest.mark.parametrize(
    ("help_", "training", "shown"),
    [
        (point(Fraction(0)), point(Fraction(1)), True),
        (point(Fraction(1)), point(Fraction(0)), True),
        (point(Fraction(0)), UNIT, True),
        (point(Fraction(0)), point(Fraction(0)), True),
        (point(HALF), point(HALF), False),
        (UNIT, UNIT, False),
        (Interval(Fraction(0), HALF), point(Fraction(1)), False),
    ],
)
def test_any_holds_when_one_of_its_clauses_holds_for_certain(help_: Interval, training: Interval, shown: bool) -> None:
    worths = {"first-weeks-supported": help_, "training-hours": training, "reps-active-weekly": point(HALF)}
    assert shows((MUCH_USE, EITHER), worths) is shown


def test_any_does_not_make_up_for_the_other_clauses() -> None:
    worths = {"first-weeks-supported": point(Fraction(0)), "reps-active-weekly": point(Fraction(0))}
    assert not shows((MUCH_USE, EITHER), worths)
    assert not shows((MUCH_USE, EITHER), worths | {"reps-active-weekly": UNIT})


def test_a_rule_that_is_not_due_holds_nothing() -> None:
    worths = {"first-weeks-supported": point(Fraction(0)), "training-hours": point(Fraction(1))}
    assert shows((EITHER,), worths)
    assert not shows((EITHER,), worths, not_due=("first-weeks-supported",))
    assert not shows((LITTLE_TRAINING,), {})


@pytest.mark.parametrize(("state", "shown"), [(CONFIRMED, True), (POSSIBLE, False)])
def test_a_stop_must_be_confirmed(state: str, shown: bool) -> None:
    assert shows((NO_PILOT,), {}, stops={"no-pilot": state}) is shown
    either = Clause(None, None, None, None, (LITTLE_HELP, NO_PILOT))
    assert shows((either,), {"first-weeks-supported": UNIT}, stops={"no-pilot": state}) is shown


def test_the_rules_of_a_pattern_are_all_named() -> None:
    shown = Pattern("p", (MUCH_USE, EITHER, NO_PILOT), ())
    assert shown.parts() == (MUCH_USE, LITTLE_HELP, LITTLE_TRAINING, NO_PILOT)


def faults_of(clause: str) -> list[str]:
    """What loading says of the shipped pack with one pattern of this clause, without its translations."""
    files: dict[str, Any] = dict(read_files(rules() / SHIPPED))
    del files["text.zh-Hans.yaml"]
    files["patterns.yaml"] = f"patterns: [{{id: p, title: A, because: B., advice: C., when: [{clause}]}}]".encode()
    try:
        checked(files, "pack", FACTS)
    except InputError as error:
        return [f"{fault.path}: {fault.message}" for fault in error.faults]
    return []


@pytest.mark.parametrize(
    "clause",
    [
        "{rule: training-hours, below: 0.5}",
        "{rule: training-hours, at_least: 0.2, below: 0.5}",
        "{stop: no-pilot}",
        "{any: [{rule: training-hours, below: 0.5}, {stop: no-pilot}]}",
    ],
)
def test_a_good_clause_is_taken(clause: str) -> None:
    assert faults_of(clause) == []


@pytest.mark.parametrize(
    ("clause", "path"),
    [
        ("{}", "patterns[0].when[0]"),
        ("{any: []}", "patterns[0].when[0]"),
        ("{rule: training-hours}", "patterns[0].when[0]"),
        ("{stop: no-pilot, below: 0.5}", "patterns[0].when[0]"),
        ("{rule: training-hours, below: 0.5, any: [{stop: no-pilot}]}", "patterns[0].when[0]"),
        ("{rule: training-hour, below: 0.5}", "patterns[0].when[0].rule"),
        ("{any: [{stop: no-pilot}, {stop: no-pilots}]}", "patterns[0].when[0].any[1].stop"),
        ("{any: [{rule: training-hours}]}", "patterns[0].when[0].any[0]"),
    ],
)
def test_a_clause_that_says_nothing_is_refused_at_its_place(clause: str, path: str) -> None:
    found = faults_of(clause)
    assert [fault.split(": ")[0] for fault in found] == [path]
