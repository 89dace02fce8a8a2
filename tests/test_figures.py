"""Figures as they are shown: rounded in one place, never up, and their parts make the whole."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfa_audit.figures import apportion, bar_figures, ceiling, exact, figure, floor, plain, plain_number
from sfa_audit.scoring import Bar
from sfa_audit.values import NONE, UNKNOWN

F = Fraction
points = st.one_of(
    st.integers(0, 1000).map(lambda n: F(n, 10)),
    st.integers(0, 99700).map(lambda n: F(n, 997)),
    st.integers(0, 300).map(lambda n: F(n, 3)),
)


@st.composite
def bars(draw: st.DrawFn) -> Bar:
    evidenced, lower, upper = sorted(draw(st.tuples(points, points, points)))
    return Bar(lower, upper, evidenced)


@pytest.mark.parametrize(
    ("value", "down", "up", "whole"),
    [
        ("0", "0.0", "0.0", "0"), ("100", "100.0", "100.0", "100"), ("52.2", "52.2", "52.2", "52"),
        ("211/3", "70.3", "70.4", "70"), ("69.99", "69.9", "70.0", "69"), ("0.05", "0.0", "0.1", "0"),
        ("-0.05", "-0.1", "0.0", "-1"), ("-3.25", "-3.3", "-3.2", "-4"), ("99.999", "99.9", "100.0", "99"),
    ],
)  # fmt: skip
def test_levels_are_rounded_down_and_ceilings_up(value, down, up, whole):
    assert (floor(F(value), 1), ceiling(F(value), 1), floor(F(value), 0)) == (down, up, whole)
    assert figure(F(value)) == {"exact": exact(F(value)), "shown": down, "whole": whole}
    assert figure(F(value), up=True)["shown"] == up


@pytest.mark.parametrize(
    ("value", "text"),
    [("0.3", "0.3"), ("12", "12"), ("1/3", "1/3"), ("-0.5", "-0.5"), ("0.0625", "0.0625"), ("-7/6", "-7/6"), ("0", "0"),
     ("1000000000000.01", "1000000000000.01"), ("0.001", "0.001"), ("12.50", "12.5")],
)  # fmt: skip
def test_a_number_is_written_without_loss(value, text):
    assert plain_number(F(value)) == text
    assert F(text) == F(value)


@pytest.mark.parametrize(
    ("values", "whole", "shown"),
    [
        (["100/3", "100/3", "100/3"], "100", ["33.4", "33.3", "33.3"]),
        (["50", "50"], "100", ["50.0", "50.0"]),
        (["0.05", "99.95"], "100", ["0.1", "99.9"]),
        (["12.34", "0"], "12.3", ["12.3", "0.0"]),
        ([], "0", []),
    ],
)
def test_parts_are_shown_so_that_they_make_the_whole(values, whole, shown):
    assert apportion([F(v) for v in values], F(whole), 1) == shown


def test_facts_are_written_as_json_holds_them():
    tree = {"a": F(3, 10), "b": NONE, "c": UNKNOWN, "d": date(2026, 11, 23), "e": ({"f": True},), "g": "x", "h": ()}
    assert plain(tree) == {
        "a": "0.3", "b": "none", "c": None, "d": "2026-11-23", "e": [{"f": True}], "g": "x", "h": [],
    }  # fmt: skip


@given(bars())
def test_the_shown_parts_of_a_bar_make_100_at_both_precisions(bar):
    figures = bar_figures(bar)
    for key in ("shown", "whole"):
        shown = {name: Decimal(value[key]) for name, value in figures.items()}
        assert sum(shown[part] for part in ("evidenced", "stated", "open", "short")) == 100
        assert shown["evidenced"] + shown["stated"] == shown["lower"]
        assert shown["lower"] + shown["open"] == shown["upper"]
        assert all(0 <= value <= 100 for value in shown.values())
    assert figures["lower"]["shown"] == floor(bar.lower, 1)
    assert figures["upper"]["whole"] == floor(bar.upper, 0)
    assert F(figures["open"]["exact"]) == bar.open


@given(bars())
def test_no_shown_part_is_further_than_a_unit_from_the_exact_one(bar):
    for value in bar_figures(bar).values():
        for key, unit in (("shown", F(1, 10)), ("whole", F(1))):
            assert abs(F(value[key]) - F(value["exact"])) < unit


@given(bars())
def test_no_level_is_shown_that_is_not_reached(bar):
    figures = bar_figures(bar)
    for name in ("lower", "upper", "evidenced", "coverage"):
        for key in ("shown", "whole"):
            assert F(figures[name][key]) <= F(figures[name]["exact"])


@given(st.lists(points, min_size=1, max_size=8), st.integers(0, 1))
def test_apportioned_parts_sum_to_the_shown_whole_and_keep_their_order_of_size(values, decimals):
    whole = sum(values, F(0))
    shown = [Decimal(text) for text in apportion(values, F(floor(whole, decimals)), decimals)]
    assert sum(shown) == Decimal(floor(whole, decimals))
    unit = F(1, 10**decimals)
    assert all(abs(F(text) - value) < unit for text, value in zip(shown, values, strict=True))


@given(st.decimals(min_value=-1000, max_value=1000, allow_nan=False, places=3), st.integers(0, 1))
def test_rounding_is_that_of_decimal_arithmetic(value, decimals):
    step = Decimal(1).scaleb(-decimals)
    assert Decimal(floor(F(value), decimals)) == value.quantize(step, ROUND_FLOOR)
    assert Decimal(ceiling(F(value), decimals)) == value.quantize(step, ROUND_CEILING)


@given(st.fractions())
def test_exact_texts_are_read_back_to_the_same_number(value):
    assert F(exact(value)) == F(plain_number(value)) == value
