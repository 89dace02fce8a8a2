"""The page of a comparison: what the gate required then and now, and whether the two were made alike."""

from __future__ import annotations

from typing import Any

import pytest

from render.sample import english, report
from sfa_audit.cli.comparison import compared
from sfa_audit.render.compare_view import comparison_view


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return compared(("then", report("failed")), ("now", report("stopped")), None)


def required(found: dict[str, Any], kind: str, **changes: Any) -> Any:
    """What the page says that a condition requires, its two sides changed."""
    rows = [dict(one) for one in found["conditions"]]
    row = next(one for one in rows if one["kind"] == kind)
    for side, change in changes.items():
        row[side] = None if change is None else {**row[side], **change}
    table = comparison_view({**found, "conditions": rows}, english()).verdict.conditions
    assert table is not None
    return table.rows[rows.index(row)].cells[1]


def test_each_condition_says_what_it_requires(found: dict[str, Any]) -> None:
    assert required(found, "readiness") == "≥ 70"
    assert required(found, "not-applicable") == "≤ 15"
    assert required(found, "stops") == "none"


def test_a_level_that_was_another_is_said_too(found: dict[str, Any]) -> None:
    assert required(found, "readiness", was={"required": "60"}) == "then ≥ 60, now ≥ 70"
    assert required(found, "readiness", was=None) == "≥ 70"
    assert required(found, "readiness", was={"required": "60"}, now=None) == "≥ 60"


def test_a_badge_begins_with_a_capital(found: dict[str, Any]) -> None:
    assert comparison_view(found, english()).verdict.badge.text == "Made alike"
    assert comparison_view({**found, "empty": True}, english()).verdict.badge.text == "Nothing has changed"
    for differs, text in ((["milestone"], "Asked differently"), (["rules"], "Not made alike")):
        assert comparison_view({**found, "differs": differs}, english()).verdict.badge.text == text
