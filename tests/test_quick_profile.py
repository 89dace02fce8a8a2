"""The quick profile asks for little: at most 35 facts up to the build and 60 later, a list counted once."""

from __future__ import annotations

from collections import Counter

import pytest

from sfa_audit.load_pack import shipped_pack
from sfa_audit.needs import needed_at, rules_at
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table

TABLE = load_table()
PACK = shipped_pack(FactNames(TABLE))
MOST = {"design": 35, "build": 35, "pilot": 60, "rollout": 60, "live": 60, "review": 60}


@pytest.mark.parametrize("milestone", PACK.milestones)
def test_it_asks_for_few_facts(milestone: str) -> None:
    asked = {field.path.partition("[]")[0] for field in needed_at(PACK, TABLE, milestone, "quick")}
    assert len(asked) <= MOST[milestone]


@pytest.mark.parametrize("milestone", PACK.milestones)
def test_it_has_two_rules_a_cause_and_three_in_goals_and_buy_in(milestone: str) -> None:
    count = Counter(rule.cause for rule in rules_at(PACK, milestone, "quick"))
    assert {cause: n for cause, n in count.items() if n > (3 if cause in ("goals", "buy-in") else 2)} == {}


def test_every_cause_has_a_rule_where_all_are_due() -> None:
    assert {rule.cause for rule in rules_at(PACK, "rollout", "quick")} == {cause.id for cause in PACK.causes}
