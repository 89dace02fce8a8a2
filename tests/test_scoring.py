"""From worths to points: exact, linear, and unknown never leaves the denominator."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfa_audit.interval import Interval
from sfa_audit.scoring import Bar, Item, Score, band, cause_bar, points_at_stake, score, weighted

F = Fraction
SHARES = {"a": F(50), "b": F(30), "c": F(20)}
TEN = {f"c{n}": F(share) for n, share in enumerate((25, 13, 15, 12, 10, 8, 7, 5, 3, 2), 1)}


def item(cause: str, lower: str, upper: str | None = None, weight: str = "1", evidenced: bool = False) -> Item:
    return Item(cause, F(weight), Interval(F(lower), F(lower if upper is None else upper)), evidenced)


def total(*items: Item) -> Bar:
    bar = score(items, SHARES).total
    assert bar is not None
    return bar


# --- tables ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "lower", "upper", "reach"),
    [
        ([item("a", "1")], "100", "100", 50),
        ([item("a", "0")], "0", "0", 50),
        ([item("a", "0", "1")], "0", "100", 50),
        ([item("a", "1"), item("b", "0")], "62.5", "62.5", 80),
        ([item("a", "1"), item("b", "0"), item("c", "1/2")], "60", "60", 100),
        ([item("a", "1", weight="3"), item("a", "0")], "75", "75", 50),
        ([item("a", "1", weight="3"), item("a", "0", "1")], "75", "100", 50),
        ([item("a", "1/3"), item("a", "2/3"), item("b", "0", "1/2")], "31.25", "50", 80),
    ],
)
def test_points(items, lower, upper, reach):
    found = score(items, SHARES)
    assert found.total is not None
    assert (found.total.lower, found.total.upper, found.reach) == (F(lower), F(upper), reach)


def test_nothing_to_score_is_no_score():
    assert score([], SHARES) == Score(None, {}, F(0))
    assert weighted({}, SHARES) is None
    assert points_at_stake([], SHARES) == []
    with pytest.raises(ZeroDivisionError):
        cause_bar([])


def test_a_bar_is_cut_into_four_parts():
    bar = total(item("a", "0.8", "0.9", evidenced=True), item("b", "0.5", "1"))
    assert (bar.evidenced, bar.stated, bar.open, bar.short) == (50, F(75, 4), 25, F(25, 4))
    assert (bar.coverage, bar.lower, bar.upper) == (75, F(275, 4), F(375, 4))


@pytest.mark.parametrize(
    ("open_", "kept", "lower", "upper"),
    [("42", "0.9", "52.2", "94.2"), ("10", "1", "90", "100"), ("100", "0", "0", "100"), ("50", "0", "0", "50")],
)  # left out of the denominator, the first would be 90 and the third nothing
def test_what_is_not_known_stays_in_the_denominator(open_, kept, lower, upper):
    items = [item("a", "0", "1", weight=open_)]
    if open_ != "100":
        items.append(item("a", kept, weight=str(100 - int(open_))))
    bar = total(*items)
    assert (bar.lower, bar.upper) == (F(lower), F(upper))
    assert bar.coverage == 100 - F(open_)


@pytest.mark.parametrize(("cause", "left"), [*zip(TEN, (75, 87, 85, 88, 90, 92, 93, 95, 97, 98), strict=True)])
def test_a_cause_at_zero_costs_its_share(cause, left):
    found = score([item(c, "0" if c == cause else "1") for c in TEN], TEN)
    assert found.total is not None
    assert found.total.lower == left


def test_a_cause_with_many_rules_weighs_no_more_than_one_with_few():
    many = [item("a", "0", weight="5") for _ in range(40)]
    assert total(*many, item("b", "1")).lower == F(300, 8)


def test_thirds_are_exact():
    bar = total(*(item("a", "1", weight="1/3") for _ in range(3)), *(item("b", "1", weight="0.1") for _ in range(10)))
    assert bar.lower == bar.upper == 100


def test_points_at_stake_share_out_the_hundred():
    items = [item("a", "0", weight="3"), item("b", "0"), item("a", "1")]
    assert points_at_stake(items, SHARES) == [F(3, 4) * F(500, 8), F(300, 8), F(1, 4) * F(500, 8)]


BANDS = [(F(85), "ready"), (F(70), "nearly"), (F(45), "risk"), (F(0), "short")]


@pytest.mark.parametrize(
    ("lower", "upper", "name"),
    [
        ("85", "100", "ready"), ("84.999", "100", None), ("100", "100", "ready"), ("70", "84.999", "nearly"),
        ("69.999", "70", None), ("45", "45", "risk"), ("0", "44.999", "short"), ("0", "100", None),
        ("44.999", "85", None), ("0", "0", "short"),
    ],
)  # fmt: skip
def test_a_band_is_named_only_when_both_ends_fall_into_it(lower, upper, name):
    assert band(Bar(F(lower), F(upper), F(0)), BANDS) == name


# --- properties ------------------------------------------------------------------------------------------------------

fractions = st.sampled_from([F(n, 12) for n in range(13)] + [F(1, 7), F(19, 20)])
items_ = st.lists(
    st.builds(
        lambda cause, weight, ends, evidenced: Item(cause, weight, Interval(min(ends), max(ends)), evidenced),
        st.sampled_from(list(SHARES)),
        st.sampled_from([F(1, 4), F(1), F(3, 2), F(2), F(5)]),
        st.tuples(fractions, fractions),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@given(items_)
def test_the_total_is_a_mean_of_the_causes_and_they_of_their_items(items):
    found = score(items, SHARES)
    assert found.total is not None
    for end in (0, 1, 2):
        assert min(bar[end] for bar in found.causes.values()) <= found.total[end]
        assert found.total[end] <= max(bar[end] for bar in found.causes.values())
    for cause, bar in found.causes.items():
        own = [i for i in items if i.cause == cause]
        assert 100 * min(i.worth.lower for i in own) <= bar.lower <= bar.upper <= 100 * max(i.worth.upper for i in own)
    assert found.reach == sum(SHARES[cause] for cause in {i.cause for i in items})


@given(items_, st.integers(0, 7), fractions)
def test_a_rule_moves_the_total_by_its_stake(items, n, worth):
    n %= len(items)
    changed = [*items[:n], items[n]._replace(worth=Interval(worth, worth)), *items[n + 1 :]]
    before, after = total(*items), total(*changed)
    stake = points_at_stake(items, SHARES)[n]
    assert after.lower - before.lower == stake * (worth - items[n].worth.lower)
    assert after.upper - before.upper == stake * (worth - items[n].worth.upper)


@given(items_)
def test_a_rule_that_nobody_answered_never_helps(items):
    """Adding an unknown rule lowers what is certain at most; leaving it out would raise it."""
    unknown = Item("a", F(2), Interval(F(0), F(1)), evidenced=False)
    more, fewer = total(*items, unknown), total(*items)
    assert more.lower <= fewer.lower
    assert more.upper >= fewer.upper
    assert more.evidenced <= fewer.evidenced


@given(items_, st.sampled_from([F(1, 9), F(2), F(100)]))
def test_a_common_factor_on_all_shares_changes_nothing(items, factor):
    scaled = {cause: share * factor for cause, share in SHARES.items()}
    assert score(items, scaled).total == score(items, SHARES).total
    assert points_at_stake(items, scaled) == points_at_stake(items, SHARES)
