"""Warnings about facts that do not fit each other: a system built in-house and the rules on the choice of a vendor."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sfa_audit.consistency import consistency
from sfa_audit.i18n import translator
from sfa_audit.ledger import Source, resolve
from sfa_audit.load import schema, set_aside
from sfa_audit.load_pack import shipped_pack
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table, read

TABLE = load_table()
PACK = shipped_pack(FactNames(TABLE))


def warned(vendor: dict[str, Any], *not_applicable: dict[str, str], pack: bool = True) -> list[str]:
    """The ids of the warnings about a roll-out with these facts on its vendor."""
    tree = read({"project": {"name": "a", "phase": "design"}, "vendor": vendor}, TABLE)
    ledger = resolve([Source("a", tree, None, (), {})], schema(TABLE))
    rules = PACK.rules if pack else ()
    found = consistency(ledger, date(2026, 11, 23), TABLE, {}, rules, set_aside(not_applicable, PACK))
    for one in found:
        assert "not_applicable: [{cause: vendor, reason: …}]" in translator("en").render(one.message)
        assert one.facts == ("vendor.in_house",)
    return [one.id for one in found]


def test_a_system_built_in_house_has_no_vendor_to_judge() -> None:
    assert warned({"in_house": "yes"}) == ["in-house-with-vendor-rules"]


@pytest.mark.parametrize("vendor", [{}, {"in_house": "no"}, {"products_scored": 3}])
def test_nothing_is_said_where_it_is_bought_or_not_known(vendor: dict[str, Any]) -> None:
    assert warned(vendor) == []


def test_nothing_is_said_once_the_rules_are_set_aside() -> None:
    assert warned({"in_house": "yes"}, {"cause": "vendor", "reason": "built here"}) == []


def test_whoever_set_one_rule_aside_has_thought_of_it() -> None:
    assert warned({"in_house": "yes"}, {"rule": "contract-protects", "reason": "built here"}) == []


def test_another_rule_set_aside_does_not_count() -> None:
    assert warned({"in_house": "yes"}, {"rule": "pay-protected", "reason": "fixed pay"}) == [
        "in-house-with-vendor-rules"
    ]


def test_a_pack_without_such_rules_gives_no_warning() -> None:
    assert warned({"in_house": "yes"}, pack=False) == []
