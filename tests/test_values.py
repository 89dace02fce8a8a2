from __future__ import annotations

import contextlib
import copy
import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfa_audit import values
from sfa_audit.values import NONE, UNKNOWN, ValueFault

NOVEMBER = date(2026, 11, 23)

READ = [
    ("text", "head of sales", "head of sales"),
    ("text", "  padded ", "padded"),
    ("text", "yes", "yes"),
    ("text", "12", "12"),
    ("text", "unknown to most", "unknown to most"),
    ("text", "none of them", "none of them"),
    ("count", 12, Fraction(12)),
    ("count", 0, Fraction(0)),
    ("count", "12", Fraction(12)),
    ("count", Decimal("12.0"), Fraction(12)),
    ("count", Decimal("1e3"), Fraction(1000)),
    ("count", "１２", Fraction(12)),
    ("count", Decimal("0E+999999999"), Fraction(0)),
    ("count", 10**30 - 1, Fraction(10**30 - 1)),
    ("amount", Decimal("0.1"), Fraction(1, 10)),
    ("amount", "3.5", Fraction(7, 2)),
    ("amount", ".5", Fraction(1, 2)),
    ("amount", "5.", Fraction(5)),
    ("amount", Decimal("-0"), Fraction(0)),
    ("number", -8, Fraction(-8)),
    ("number", "-8.25", Fraction(-33, 4)),
    ("number", "+8", Fraction(8)),
    ("share", Decimal("0.3"), Fraction(3, 10)),
    ("share", "30%", Fraction(3, 10)),
    ("share", "30 %", Fraction(3, 10)),
    ("share", "12.5%", Fraction(1, 8)),
    ("share", "３０％", Fraction(3, 10)),
    ("share", "100%", Fraction(1)),
    ("share", 1, Fraction(1)),
    ("share", 0, Fraction(0)),
    ("share", "0%", Fraction(0)),
    ("flag", True, True),
    ("flag", False, False),
    ("flag", "yes", True),
    ("flag", "YES", True),
    ("flag", "No", False),
    ("flag", "true", True),
    ("flag", "是", True),
    ("flag", "否", False),
    ("flag", "none", False),
    ("flag", "无", False),
    ("date", "2026-11-23", NOVEMBER),
    ("date", " 2026-11-23 ", NOVEMBER),
    ("date", "2024-02-29", date(2024, 2, 29)),
]

REFUSED = [
    ("text", True, "true stands for yes or no here, not for text", "put it in quotes"),
    ("text", 12, "12 is a number here, not text", "put it in quotes"),
    ("text", Decimal("1.10"), "1.10 is a number here, not text", "put it in quotes"),
    ("text", "", "the text is empty", "leave it out"),
    ("text", "  ", "the text is empty", ""),
    ("text", [], "one value is expected here, not a list", ""),
    ("text", {}, "one value is expected here, not a group of keys", ""),
    ("count", Decimal("1.5"), "1.5 is not a whole number", ""),
    ("count", -1, "-1 is negative", "from 0 up"),
    ("count", True, "true is not a number", ""),
    ("count", "yes", "yes is not a number", ""),
    ("count", "1,000", "1,000 is not a number", "separators between the thousands: 1000"),
    ("count", "1 000 000", "1 000 000 is not a number", "thousands: 1000000"),
    ("count", "1'000", "1'000 is not a number", "thousands: 1000"),
    ("count", "1_000", "1_000 is not a number", "thousands: 1000"),
    ("count", "1.000.000", "1.000.000 is not a number", "thousands: 1000000"),
    ("count", "twelve", "twelve is not a number", "such as 12 or 3.5"),
    ("count", "1e3", "1e3 is not a number", ""),
    ("count", [1], "one value is expected here, not a list", ""),
    ("amount", "0,5", "0,5 is not a number", "decimal point: 0.5"),
    ("amount", "1,000.50", "1,000.50 is not a number", "thousands: 1000.50"),
    ("amount", "30%", "30% is not a number", "only shares take a percent sign"),
    ("amount", Decimal("-0.1"), "-0.1 is negative", ""),
    ("number", 10**30, "more than 30 digits", ""),
    ("number", Decimal("1e999999999"), "more than 30 digits", ""),
    ("number", Decimal("1e-999999999"), "more than 30 digits", ""),
    ("number", "9" * 31, "more than 30 digits", ""),
    ("number", Decimal("NaN"), "NaN is not a number", ""),
    ("number", ".inf", ".inf is not a number", ""),
    ("number", "", "is not a number", ""),
    ("share", 30, "30 could mean 30% or 30 times", "write 30% or 0.3"),
    ("share", Decimal("1.5"), "1.5 could mean 1.5% or 1.5 times", "write 1.5% or 0.015"),
    ("share", "30", "30 could mean 30% or 30 times", "write 30% or 0.3"),
    ("share", 300, "300 is more than the whole", "0% to 100%"),
    ("share", "101%", "101% is more than the whole", ""),
    ("share", "-5%", "-5% is negative", ""),
    ("share", Decimal("-0.1"), "-0.1 is negative", ""),
    ("share", True, "true is not a number", ""),
    ("share", "a third", "a third is not a number", ""),
    ("flag", 1, "1 is neither yes nor no", "write yes or no"),
    ("flag", 0, "0 is neither yes nor no", ""),
    ("flag", "on", "on is neither yes nor no", ""),
    ("flag", "y", "y is neither yes nor no", ""),
    ("flag", [], "one value is expected here, not a list", ""),
    ("date", "23.11.2026", "23.11.2026 is not a date", "write 2026-11-23"),
    ("date", "2026/11/23", "2026/11/23 is not a date", "write 2026-11-23"),
    ("date", "2026-11-3", "2026-11-3 is not a date", "write 2026-11-03"),
    ("date", "23/11/2026", "23/11/2026 is not a date", "write 2026-11-23"),
    ("date", "11/23/2026", "11/23/2026 is not a date", "write 2026-11-23"),
    ("date", "11/12/2026", "11/12/2026 is not a date", "write a date as 2026-11-23"),
    ("date", "23 Nov 2026", "23 Nov 2026 is not a date", "write 2026-11-23"),
    ("date", "November 23, 2026", "is not a date", "write 2026-11-23"),
    ("date", "2026年11月23日", "is not a date", "write 2026-11-23"),
    ("date", "2026-11-23T10:00:00Z", "is not a date", "write 2026-11-23"),
    ("date", 20261123, "20261123 is not a date", "write 2026-11-23"),
    ("date", 2026, "2026 is not a date", "as 2026-11-23"),
    ("date", "2026-02-30", "2026-02-30 is not a day of the calendar", ""),
    ("date", "2026-W47-1", "is not a date", ""),
    ("date", "soon", "soon is not a date", ""),
    ("date", True, "true is not a date", ""),
    ("date", {}, "one value is expected here, not a group of keys", ""),
]

KINDS = ("text", "choice", "count", "amount", "number", "share", "flag", "date")


@pytest.mark.parametrize(("kind", "raw", "value"), READ)
def test_spellings_that_are_read(kind, raw, value):
    read = values.scalar(kind, raw)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(("kind", "raw", "said", "hint"), REFUSED)
def test_spellings_that_are_refused(kind, raw, said, hint):
    with pytest.raises(ValueFault) as caught:
        values.scalar(kind, raw)
    assert said in str(caught.value.message)
    assert hint in str(caught.value.hint or "")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("raw", [None, "unknown", "Unknown", " UNKNOWN ", "未知"])
def test_unknown(kind, raw):
    assert values.scalar(kind, raw, ("go",)) is UNKNOWN


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("raw", ["none", "None", "无"])
def test_none(kind, raw):
    assert values.scalar(kind, raw, ("go",)) is (False if kind == "flag" else NONE)


@pytest.mark.parametrize("raw", [None, "unknown", "none"])
def test_a_required_value_can_be_neither_unknown_nor_none(raw):
    with pytest.raises(ValueFault, match="a value is needed here"):
        values.scalar("text", raw, must=True)


def test_outside_the_facts_none_says_no_more_than_nothing():
    assert values.scalar("text", "none", fact=False) is UNKNOWN


def test_a_choice_is_one_of_its_words():
    assert values.choice(" IT ", ("rep", "IT")) == "IT"
    with pytest.raises(ValueFault) as caught:
        values.choice("Desing", ("design", "build"))
    assert str(caught.value) == "Desing is not one of: design, build; did you mean design?"
    with pytest.raises(ValueFault, match=r"true is not one of: go, stop$"):
        values.choice(True, ("go", "stop"))
    with pytest.raises(ValueFault, match="not a list"):
        values.choice([], ("go", "stop"))


@pytest.mark.parametrize("word", [NONE, UNKNOWN])
def test_the_words_stay_themselves(word):
    assert copy.copy(word) is word
    assert copy.deepcopy([word])[0] is word
    assert pickle.loads(pickle.dumps(word)) is word
    assert not word
    assert repr(NONE) == "none"
    assert repr(UNKNOWN) == "unknown"


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_decimal_is_exact_or_refused(given_decimal):
    _, digits, exponent = given_decimal.as_tuple()
    if given_decimal and max(len(digits), len(digits) + exponent, -exponent) > 30:
        with pytest.raises(ValueFault, match="more than 30 digits"):
            values.number(given_decimal)
    else:
        assert values.number(given_decimal) == Fraction(given_decimal)


@given(st.sampled_from(KINDS), st.one_of(st.none(), st.booleans(), st.integers(), st.decimals(), st.text()))
def test_nothing_but_a_fault_is_raised(kind, raw):
    with contextlib.suppress(ValueFault):
        values.scalar(kind, raw, ("go", "stop"))


@given(st.integers(0, 10**6), st.integers(0, 6))
def test_a_share_in_percent_is_a_hundredth(whole, places):
    percent = Fraction(whole, 10**places)
    written = f"{Decimal(whole).scaleb(-places):f}%"
    if percent <= 100:
        assert values.share(written) == percent / 100
    else:
        with pytest.raises(ValueFault):
            values.share(written)
