"""`flags` with a fact that must have one of some values: `{pilot.decision: [go]}`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from sfa_audit.errors import InputError
from sfa_audit.facts import Facts
from sfa_audit.i18n import Message, translator
from sfa_audit.interval import UNIT, Interval, point
from sfa_audit.load_pack import SHIPPED, checked, read_files
from sfa_audit.measures import Flags, World
from sfa_audit.pack_reads import LEAVES, choices, uses
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table
from sfa_audit.render.measure_words import MeasureWords
from sfa_audit.render.report_findings import _reading
from sfa_audit.render.words import Words
from sfa_audit.resources import rules
from sfa_audit.rule_language import Path, TestReader
from sfa_audit.values import NONE

ONE = {"flags": [{"pilot.decision": ["go"]}]}
TWO = {"flags": ["pilot.full_cycle", {"pilot.decision": ["go"]}]}
ENGLISH = translator("en")


def read(data: Any) -> tuple[Flags | None, list[tuple[Path, Message]]]:
    """The test that the data describes, and what is wrong with it."""
    faults: list[tuple[Path, Message]] = []
    test = TestReader(lambda at, what, _: faults.append((at, what)), lambda _: "").test(data, ())
    assert test is None or isinstance(test, Flags)
    return test, faults


def flags(data: Any) -> Flags:
    """The test that good data describes."""
    test, faults = read(data)
    assert test is not None
    assert not faults
    return test


def world(**pilot: Any) -> World:
    """A roll-out of whose pilot these facts are known."""
    return World(Facts({"pilot": pilot}, {}), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("pilot", "worth"),
    [
        ({"decision": "go"}, point(Fraction(1))),
        ({"decision": "stop"}, point(Fraction(0))),
        ({"decision": NONE}, point(Fraction(0))),
        ({}, UNIT),
    ],
)
def test_only_a_value_that_is_asked_for_counts(pilot: dict[str, Any], worth: Interval) -> None:
    assert flags(ONE).worth(world(**pilot))[0] == worth


@pytest.mark.parametrize(
    ("pilot", "worth"),
    [
        ({"decision": "stop", "full_cycle": True}, point(Fraction(1, 2))),
        ({"decision": "stop"}, Interval(Fraction(0), Fraction(1, 2))),
        ({"full_cycle": True}, Interval(Fraction(1, 2), Fraction(1))),
        ({"decision": "go", "full_cycle": False}, point(Fraction(1, 2))),
    ],
)
def test_the_other_facts_count_as_before(pilot: dict[str, Any], worth: Interval) -> None:
    assert flags(TWO).worth(world(**pilot))[0] == worth


def test_without_values_any_value_counts() -> None:
    assert flags({"flags": ["pilot.decision"]}).worth(world(decision="stop"))[0] == point(Fraction(1))


def test_the_facts_that_it_reads() -> None:
    assert flags(TWO).paths() == {"pilot.full_cycle", "pilot.decision"}
    assert list(uses(flags(TWO))) == [("pilot.full_cycle", LEAVES), ("pilot.decision", ("choice",))]
    assert list(choices(flags(TWO))) == [("pilot.decision", ("go",))]
    assert FactNames(load_table()).values("pilot.decision") == ("go", "stop")
    assert FactNames(load_table()).values("pilot.full_cycle") == ()


def told(data: Any, **pilot: Any) -> list[str]:
    """The reading in words, by way of the report's data."""
    _, (reading,) = flags(data).worth(world(**pilot))
    return Words(ENGLISH).reading(_reading(reading))


@pytest.mark.parametrize(
    ("pilot", "words"),
    [
        ({"decision": "go"}, "The decision on the pilot: go"),
        ({"decision": "stop"}, "The decision on the pilot: stop"),
        ({"decision": NONE}, "The decision on the pilot: none"),
        ({}, "The decision on the pilot: not known"),
    ],
)
def test_the_reading_tells_the_value(pilot: dict[str, Any], words: str) -> None:
    assert told(ONE, **pilot) == [words]


def test_the_reading_of_several_tells_the_value_of_the_choice() -> None:
    assert told(TWO, decision="stop", full_cycle=True) == [
        "1 of 2 are in place",
        "Yes: the pilot spans a whole reporting cycle",
        "No: the decision on the pilot (stop)",
    ]
    assert told(TWO, full_cycle=True)[-1] == "Not known: the decision on the pilot"


def test_the_measure_says_which_values_count() -> None:
    (line,) = MeasureWords(ENGLISH).lines(flags(ONE))
    assert line.text.replace("\u00a0", " ") == "the decision on the pilot (go): yes → 1, no → 0"
    (line,) = MeasureWords(ENGLISH).lines(flags(TWO))
    assert "the decision on the pilot (go)" in line.text


@pytest.mark.parametrize(
    ("subject", "at"),
    [
        ("pilot.decision", ("flags",)),
        ([], ("flags",)),
        ([1], ("flags", 0)),
        ([{}], ("flags", 0)),
        ([{"pilot.decision": []}], ("flags", 0)),
        ([{"pilot.decision": "go"}], ("flags", 0)),
        ([{"pilot.decision": ["go"], "pilot.full_cycle": ["yes"]}], ("flags", 0)),
        (["pilot.full_cycle", {"pilot.decision": [1]}], ("flags", 1)),
    ],
)
def test_what_is_no_path_is_refused_at_its_place(subject: Any, at: Path) -> None:
    test, faults = read({"flags": subject})
    assert test is None
    assert [place for place, _ in faults] == [at]


@pytest.mark.parametrize(
    ("item", "what"),
    [
        (b"{pilot.decision: [gone]}", 'there is no value "gone"'),
        (b"{pilot.full_cycle: [go]}", '"pilot.full_cycle" is of the kind flag; here only choice can stand'),
    ],
)
def test_a_pack_that_asks_for_an_impossible_value_is_refused(item: bytes, what: str) -> None:
    files = dict(read_files(rules() / SHIPPED))
    files["04-buy-in.yaml"] = files["04-buy-in.yaml"].replace(b"{pilot.decision: [go]}", item)
    with pytest.raises(InputError) as raised:
        checked(files, "pack", FactNames(load_table()))
    assert what in [ENGLISH.render(fault.message) for fault in raised.value.faults]
    assert all(".flags[0][" in fault.path for fault in raised.value.faults)
