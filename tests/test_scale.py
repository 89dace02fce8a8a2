"""Scales turn a measured value into a worth, and a range of values into all the worths that it may have."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfa_audit.scale import IDENTITY, Scale

F = Fraction


def scale(*points: tuple[float, str], stepped: bool = False) -> Scale:
    return Scale(tuple((F(str(x)), F(y)) for x, y in points), stepped)


LINE = scale((2, "0"), (4, "0.4"), (8, "1"))
STEPS = scale((2, "0.1"), (4, "0.4"), (8, "1"), stepped=True)
HILL = scale((0, "0"), (3, "1"), (6, "0.4"))
DOWN = scale((0, "1"), (10, "0"))


@pytest.mark.parametrize(
    ("of", "x", "worth"),
    [
        (LINE, -1, "0"), (LINE, 2, "0"), (LINE, 3, "0.2"), (LINE, 4, "0.4"), (LINE, 5, "0.55"), (LINE, 8, "1"),
        (LINE, 9, "1"), (DOWN, 2.5, "3/4"), (DOWN, 11, "0"), (HILL, 4, "0.8"),
        (IDENTITY, 0.3, "0.3"), (IDENTITY, 2, "1"),
        (STEPS, -1, "0.1"), (STEPS, 2, "0.1"), (STEPS, 3.9, "0.1"), (STEPS, 4, "0.4"), (STEPS, 7, "0.4"),
        (STEPS, 8, "1"), (STEPS, 99, "1"), (scale((5, "0.5"), stepped=True), 1, "0.5"),
    ],
)  # fmt: skip
def test_worth_of_one_value(of, x, worth):
    assert of.at(F(str(x))) == F(worth)


@pytest.mark.parametrize(
    ("of", "low", "high", "lower", "upper"),
    [
        (LINE, 3, 5, "0.2", "0.55"),
        (LINE, None, 4, "0", "0.4"),
        (LINE, 4, None, "0.4", "1"),
        (LINE, None, None, "0", "1"),
        (HILL, 2, 6, "0.4", "1"),  # the peak lies between
        (HILL, 4, None, "0.4", "0.8"),
        (DOWN, 0, 5, "0.5", "1"),
        (STEPS, 3, 4, "0.1", "0.4"),
        (STEPS, 3, 3.9, "0.1", "0.1"),
        (STEPS, 4, None, "0.4", "1"),
        (STEPS, None, 3, "0.1", "0.1"),
    ],
)
def test_worths_of_a_range_take_in_the_breakpoints(of, low, high, lower, upper):
    ends = (None if x is None else F(str(x)) for x in (low, high))
    assert of.over(*ends) == (F(lower), F(upper))


def test_the_least_and_greatest_worth_of_a_scale():
    assert (HILL.least, HILL.greatest) == (0, 1)
    assert (STEPS.least, STEPS.greatest) == (F(1, 10), 1)


xs = st.fractions(min_value=-3, max_value=12, max_denominator=4)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    at = sorted(draw(st.sets(xs, min_size=1, max_size=4)))
    worths = [draw(st.fractions(min_value=0, max_value=1, max_denominator=6)) for _ in at]
    return Scale(tuple(zip(at, worths, strict=True)), draw(st.booleans()))


@given(scales(), st.tuples(xs, xs).map(sorted), st.none() | st.integers(0, 1))
def test_the_range_of_worths_holds_every_value_between_and_reaches_both_ends(of, ends, unbounded):
    low, high = ends
    inner = [low, high, *(x for x, _ in of.points if low <= x <= high)]
    inner += [(a + b) / 2 for a in inner for b in inner]
    if unbounded is not None:
        far = [x for x, _ in of.points if (x < low if unbounded == 0 else x > high)]
        inner += [*far, F(-1000) if unbounded == 0 else F(1000)]
    bounds = (None, high) if unbounded == 0 else (low, None) if unbounded == 1 else (low, high)
    found = of.over(*bounds)
    worths = [of.at(x) for x in inner]
    assert (min(worths), max(worths)) == found


@given(scales(), xs)
def test_a_worth_never_leaves_the_scale(of, x):
    assert of.least <= of.at(x) <= of.greatest
    assert of.over(x, x) == (of.at(x), of.at(x))


@given(scales(), xs, xs)
def test_a_scale_that_never_falls_never_prefers_less(of, one, two):
    worths = sorted(y for _, y in of.points)
    rising = Scale(tuple((x, y) for (x, _), y in zip(of.points, worths, strict=True)), of.stepped)
    assert rising.at(min(one, two)) <= rising.at(max(one, two))
