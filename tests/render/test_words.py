"""Readings in words: true sentences in singular and plural, with what is unknown said and nothing rounded up."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from sfa_audit.i18n import translator
from sfa_audit.render.clean import clean_text
from sfa_audit.render.numbers import exact, listed, long_date, number, percent
from sfa_audit.render.words import Words

EN, ZH = translator("en"), translator("zh-Hans")


def said(measure: str, paths: list[str], **figures: Any) -> list[str]:
    return Words(EN).reading({"measure": measure, "paths": paths, "figures": figures})


def share(**figures: Any) -> list[str]:
    return said("share", ["goals"], **({"state": "known", "where": [], "by": None, "having": []} | figures))


HAS = [{"has": "metric"}, {"has": "owner"}]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (share(having=HAS, yes=3, unknown=0, of=7), ["3 of 7 goals have a metric and an owner"]),
        (share(having=HAS, yes=3, unknown=2, of=7), ["3 of 7 goals have a metric and an owner; not known for 2"]),
        (share(having=HAS[:1], yes=1, unknown=0, of=1), ["1 of 1 goal has a metric"]),
        (share(state="none", having=HAS), ["Goals: none"]),
        (share(state="unknown", having=HAS), ["Goals: not known"]),
        (
            share(having=HAS[:1], where=HAS[1:], yes=1, unknown=0, of=2),
            ["1 of 2 goals that have an owner also have a metric"],
        ),
        (
            share(having=HAS[:1], yes=1, unknown=0, of=2, complete=False),
            ["1 of 2 goals have a metric; there may be more that are not listed"],
        ),
        (said("count", ["goals"], state="known", where=[], yes=1, unknown=0, of=1), ["1 goal"]),
        (said("count", ["goals"], state="known", where=[], yes=5, unknown=0, of=5), ["5 goals"]),
        (said("value", ["steering.sessions_held"], value="1"), ["1 steering session"]),
        (said("value", ["steering.sessions_held"], value="6"), ["6 steering sessions"]),
        (said("value", ["steering.sessions_held"], value="none"), ["Steering sessions: none"]),
        (said("value", ["sponsor.hours_per_week"], value=None), ["The sponsor's hours a week: not known"]),
        (said("value", ["sponsor.hours_per_week"], value="1.5"), ["The sponsor's hours a week: 1.5"]),
        (said("value", ["channel.revenue_share"], value="0.225"), None),
        (
            said("ratio", ["requirements.with_priority", "requirements.total"], first="14", second="120"),
            ["14 requirements with a priority out of 120 requirements, 11.6 %"],
        ),
        (
            said("ratio", ["requirements.with_priority", "requirements.total"], first=None, second="1"),
            ["Requirements with a priority: not known; 1 requirement"],
        ),
        (
            said("ratio", ["requirements.with_priority", "requirements.total"], first="0", second="0"),
            ["0 requirements with a priority; 0 requirements"],
        ),
        (
            said("days", ["project.dates.go_live", "project.dates.next_peak"], first="a", second="b", days="38"),
            ["38 days from the day of going live to the next selling peak"],
        ),
        (
            said("days", ["project.dates.go_live", "project.dates.next_peak"], first="x", second="y", days="-1"),
            ["1 day from the next selling peak to the day of going live"],
        ),
        (
            said("days", ["as_of", "project.dates.go_live"], first="2026-11-23", second="none"),
            ["The day of going live: none"],
        ),
        (
            said("flags", ["sponsor.named"], yes=0, unknown=0, of=1, states={"sponsor.named": False}),
            ["No: an executive sponsor is named"],
        ),
        (
            said("flags", ["process.method"], yes=1, unknown=0, of=1, states={"process.method": True}),
            ["The selling method: given"],
        ),
        (
            said(
                "flags", ["a"], yes=1, unknown=1, of=3,
                states={"sponsor.named": True, "sponsor.controls_budget": False, "sponsor.leads_sales": None},
            ),
            [
                "1 of 3 are in place", "Yes: an executive sponsor is named", "No: the sponsor controls the budget",
                "Not known: the sponsor leads the sales force",
            ],
        ),
        (
            said("series", ["usage", "active_share"], state="known", take="share_of_peak", latest="0.3", peak="0.6"),
            ["An active share: 30 % in the latest record, 50 % of its highest, 60 %"],
        ),
        (said("series", ["usage", "active_share"], state="unknown", take="latest"), None),
    ],
)  # fmt: skip
def test_a_reading_in_words(found: list[str], words: list[str] | None) -> None:
    if words is None:
        assert len(found) == 1
        assert "{" not in found[0]
    else:
        assert found == words


def test_conditions_on_a_record() -> None:
    words = Words(EN)
    some = {"some": 1, "of": [{"has": "baseline"}, {"field": "baseline", "at_least": None, "at_most": "0"}]}
    assert words.conditions("goals", [some]) == "a value of today"
    limits = [
        {"field": "beneficiary", "values": ["rep", "both"]},
        {"field": "used_by_share", "at_least": "0.3", "at_most": None},
    ]
    assert words.conditions("features", limits).count("(") == 2
    assert "(rep or both)" in words.conditions("features", limits)
    assert "(at least 30 %)" in words.conditions("features", limits)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("1999/2000", "99.9 %"),
        ("2/3", "66.6 %"),
        ("1", "100 %"),
        ("0.3", "30 %"),
        ("0", "0 %"),
    ],
)
def test_a_share_never_shows_more_than_it_is(value: str, shown: str) -> None:
    assert percent(Fraction(value), EN) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("1234", "1234"),
        ("900000", "900,000"),
        ("12.50", "12.5"),
        ("1/3", "0.33"),
        ("-3.7", "−3.7"),
        ("-0.001", "0"),
        ("0", "0"),
    ],
)
def test_a_number_as_a_reader_sees_it(value: str, shown: str) -> None:
    assert number(Fraction(value)) == shown


def test_what_is_no_number_stays_what_it_is() -> None:
    assert exact("12 May") is None
    assert exact(True) is None
    assert exact(None) is None
    assert exact("1e5") is None
    assert Words(EN).value("2026", "sponsor.role") == "2026"


def test_dates_and_lists() -> None:
    assert long_date("2026-11-23", EN) == "23 November 2026"
    assert long_date("soon", EN) == "soon"
    assert long_date("2026-13-45", EN) == "2026-13-45"
    assert long_date(None, EN) == ""
    assert listed([], EN) == ""
    assert listed(["a"], EN) == "a"
    assert listed(["a", "b", "c"], EN) == "a, b and c"
    assert listed(["a", "b"], EN, either=True) == "a or b"


def test_every_fact_has_a_name_in_words() -> None:
    from sfa_audit.project.table import load_table

    words = Words(EN)
    for field in load_table().facts():
        assert words.name(field.path, 1)
        assert words.fact(field.path, None).endswith(": not known")


def test_a_custom_fact_is_named_by_its_key() -> None:
    assert Words(EN).fact("custom.desk_calls", "3") == "Desk calls: 3"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u2028b\ufeff", "a\\u2028b\\ufeff"),
        ("two\nlines", "two\nlines"),
        ("two\r\nlines", "two\nlines"),
        ("👩\u200d💻 中文 اختبار", "👩\u200d💻 中文 اختبار"),
        ("tag\U000e0041", "tag\\U000e0041"),
    ],
)
def test_what_steers_or_hides_is_written_out(text: str, shown: str) -> None:
    assert clean_text(text) == shown
