"""The answers of groups in numbers: those of too few people stay hidden, by the limit that the rules set."""

from __future__ import annotations

from typing import Any

import pytest

from render.sample import english, example_report
from sfa_audit.render.content import Fold, Table
from sfa_audit.render.view import context
from sfa_audit.render.view_voices import voices
from test_examples import INDEX

DRIVEN = next(one for one in INDEX if one.folder == "driven-from-above")


def counts(data: dict[str, Any]) -> list[list[Any]]:
    """The cells of the table of counts but for the names of the questions; [] where there is none."""
    found = voices(context(data, english()))
    assert found is not None
    folds = [block for block in found.blocks if isinstance(block, Fold)]
    tables = [table for fold in folds for table in fold.blocks if isinstance(table, Table)]
    return [list(row.cells[1:]) for table in tables for row in table.rows]


def test_the_limit_is_that_of_the_rules() -> None:
    assert example_report(DRIVEN)["perception"]["least_group"] == 5


@pytest.mark.parametrize(("least", "hidden"), [(5, False), (7, False), (8, True)])
def test_a_question_that_too_few_answered_shows_no_counts(least: int, hidden: bool) -> None:
    data = example_report(DRIVEN)  # seven executives, nineteen managers, 58 salespeople
    data["perception"]["least_group"] = least
    shown = counts(data)
    assert shown
    for executives, managers, reps in shown:
        assert (executives == "too few") is hidden
        assert "·" in managers
        assert "·" in reps


def test_without_the_limit_no_counts_are_shown() -> None:
    data = example_report(DRIVEN)
    del data["perception"]["least_group"]
    assert counts(data) == []
