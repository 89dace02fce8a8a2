"""Intervals hold exactly what is still possible."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfa_audit.interval import ONE, UNIT, ZERO, Interval, greatest, hull, least, mean, point

F = Fraction
fractions = st.sampled_from([F(n, 12) for n in range(13)])
intervals = st.tuples(fractions, fractions).map(lambda ends: Interval(min(ends), max(ends)))
several = st.lists(intervals, min_size=1, max_size=4)


@st.composite
def values_within(draw: st.DrawFn) -> tuple[list[Interval], list[Fraction], list[Fraction]]:
    """Some intervals, a value out of each, and weights."""
    given_ = draw(several)
    values = [i.lower + (i.upper - i.lower) * draw(fractions) for i in given_]
    weights = [draw(st.sampled_from([F(1, 5), F(1), F(3)])) for _ in given_]
    return given_, values, weights


@pytest.mark.parametrize(
    ("weights", "lower", "upper"),
    [((1, 1), F(1, 4), F(3, 4)), ((3, 1), F(3, 8), F(5, 8)), ((1, 3), F(1, 8), F(7, 8)), ((2, 2), F(1, 4), F(3, 4))],
)
def test_the_mean_weighs_each_end_by_itself(weights, lower, upper):
    assert mean([point(F(1, 2)), UNIT], [F(w) for w in weights]) == (lower, upper)


def test_a_point_is_known_and_an_interval_is_not():
    assert point(F(1, 3)).known
    assert not UNIT.known
    assert Interval(ZERO, ONE) == UNIT


def test_nothing_has_no_mean_and_no_ends():
    with pytest.raises(ZeroDivisionError):
        mean([], [])
    for function in (hull, least, greatest):
        with pytest.raises(ValueError):
            function([])


def test_a_weight_for_each_interval_is_needed():
    with pytest.raises(ValueError):
        mean([UNIT, UNIT], [ONE])


@given(values_within())
def test_every_combination_of_possible_values_lies_within_the_combined_bounds(drawn):
    given_, values, weights = drawn
    for found, value in (
        (least(given_), min(values)),
        (greatest(given_), max(values)),
        (mean(given_, weights), sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)),
    ):
        assert found.lower <= value <= found.upper
    assert all(hull(given_).lower <= value <= hull(given_).upper for value in values)


@given(several, st.data())
def test_the_bounds_are_reached(given_, data):
    weights = [F(data.draw(st.integers(1, 5))) for _ in given_]
    for how, of_values in ((least, min), (greatest, max)):
        assert how(given_) == (of_values(i.lower for i in given_), of_values(i.upper for i in given_))
    assert mean(given_, weights) == tuple(mean([point(i[n]) for i in given_], weights).lower for n in (0, 1))
    assert hull(given_) == (min(i.lower for i in given_), max(i.upper for i in given_))
