"""Every indicator of the evidence is a rule, and every statement of the article that can be measured has one."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from program import ROOT
from sfa_audit.load_pack import shipped_pack
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table

# How many indicators the evidence has for each cause, in the order of the pack.
INDICATORS = (9, 8, 9, 9, 9, 8, 8, 8, 7, 6)
TABLE = yaml.safe_load((ROOT / "tests/article_coverage.yaml").read_text("utf-8"))
STATEMENTS: list[dict[str, Any]] = TABLE["statements"]


@pytest.fixture(scope="module")
def indicators() -> dict[str, set[str]]:
    """The indicators that the rules of each cause name."""
    pack = shipped_pack(FactNames(load_table()))
    return {cause.id: {rule.indicator for rule in pack.rules if rule.cause == cause.id} for cause in pack.causes}


def test_all_81_indicators_are_rules_of_their_own_cause(indicators: dict[str, set[str]]) -> None:
    """The rules of the n-th cause name the indicators n.1 to n.k and no other."""
    wanted = [{f"{n}.{k}" for k in range(1, count + 1)} for n, count in enumerate(INDICATORS, 1)]

    assert list(indicators.values()) == wanted
    assert sum(INDICATORS) == 81


@pytest.mark.parametrize("statement", STATEMENTS, ids=[s["says"][:40] for s in STATEMENTS])
def test_the_statement_is_covered(statement: dict[str, Any], indicators: dict[str, set[str]]) -> None:
    """Each indicator that stands for the statement is named by a rule."""
    measured = set().union(*indicators.values())

    assert set(statement["indicators"]) <= measured
