"""Where an earlier result is given, the bar and the causes show it; where none is, nothing speaks of it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from render.sample import RENDERERS, english, report
from sfa_audit.i18n import translator
from sfa_audit.render.content import Chart
from sfa_audit.render.html import render_html
from sfa_audit.render.view import context
from sfa_audit.render.view_causes import causes
from sfa_audit.render.view_score import score_bar

THEN = "since last time"


def rows_of(data: dict[str, Any]) -> tuple[list[str], list[Any]]:
    """The titles of the columns of the table of causes, and its rows."""
    table = causes(context(data, english())).blocks[2]
    return [column.title for column in table.columns], list(table.rows)  # type: ignore[union-attr]


def test_the_bar_stands_beside_the_earlier_result() -> None:
    score = score_bar(context(report(THEN), english()))
    assert score is not None
    assert (score.then, score.chart.then) == ("40 on 24 August 2026", "40")
    none = score_bar(context(report("failed"), english()))
    assert none is not None
    assert (none.then, none.chart.then) == ("", "")


@pytest.mark.parametrize("form", ["markdown", "terminal"])
def test_the_earlier_result_is_in_every_form(form: str) -> None:
    assert "40 on 24 August 2026" in RENDERERS[form](report(THEN))
    assert "¦" in RENDERERS["markdown"](report(THEN))
    assert "24 August 2026" not in RENDERERS[form](report("failed"))


def test_each_cause_has_its_change_and_its_place_then() -> None:
    data = report(THEN)
    titles, rows = rows_of(data)
    at = titles.index("Change")
    due = [cause["bar"] is not None for cause in data["causes"]]
    assert False in due  # one that is not due, and of those that are the last has no earlier score
    changes = iter(["0", "+6", "0", "+6", "0", "+6", "0", "+6"])
    last = max(n for n, is_due in enumerate(due) if is_due)
    expected = [next(changes) if is_due and n != last else "–" for n, is_due in enumerate(due)]
    assert [row.cells[at] for row in rows if row.anchor] == expected
    drawn = [cell.then for row in rows for cell in row.cells if isinstance(cell, Chart) and row.anchor]
    assert drawn == ["40"] * (sum(due) - 1) + [""]
    assert all(row.cells[at] is None for row in rows if not row.anchor)


def test_without_an_earlier_result_there_is_no_column() -> None:
    assert "Change" not in rows_of(report("failed"))[0]
    data = report(THEN)
    data["baseline"]["change"]["causes"] = []
    assert "Change" not in rows_of(data)[0]


def test_the_bands_are_said_and_drawn() -> None:
    data = report("failed")
    score = score_bar(context(data, english()))
    assert score is not None
    assert score.bands == "Bands: seriously short from 0, at clear risk from 45, nearly ready from 70, ready from 85."
    assert sorted(map(Fraction, score.chart.bounds)) == [45, 70, 85]
    widths = [part.split('"')[0] for part in render_html(data, english()).split('<rect class="zone')[1:]]
    assert widths == [" z4", " z3", " z2", " z1"]
    data["pack"]["bands"] = data["pack"]["bands"][-1:]
    one = score_bar(context(data, english()))
    assert one is not None
    assert (one.bands, one.chart.bounds) == ("", ())
    data["pack"]["bands"] = []
    assert 'class="zone' not in render_html(data, english())


@pytest.mark.parametrize(("lang", "says"), [("en", "36.3\N{NO-BREAK SPACE}%"), ("zh-Hans", "36.3%")])
def test_a_per_cent_sign_stays_with_its_number(lang: str, says: str) -> None:
    data = report("failed")
    data["comments"] = {"summary": f"{'36.3 %' if lang == 'en' else '36.3%'} of them", "causes": {}, "rules": {}}
    page = render_html(data, translator(lang))
    assert says in page
    assert " %" not in page.split("</style>")[1].split("<script>")[0]
