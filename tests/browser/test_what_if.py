"""The what-if in a browser: every figure it shows is that of the engine, and it serves keyboard, ear and printer alike.

Small plans are compared over every choice of their actions, large ones over hundreds of random ones. The engine sets
the findings, scores them anew and asks the gate; nothing of the model that the page carries is used on its side.
"""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from browser.test_reports import Look, Opened
from program import ROOT
from sfa_audit import assess as engine
from sfa_audit import assessment as out
from sfa_audit.assessment import Assessment, Condition
from sfa_audit.delta import FOUND, Delta
from sfa_audit.figures import ceiling, floor
from sfa_audit.gate import NO_PAST, Past, judge
from sfa_audit.i18n import translator
from sfa_audit.load import load, set_aside
from sfa_audit.plan import Plan, Wish, plan
from sfa_audit.plan_forecast import forecast
from sfa_audit.project.table import load_table
from sfa_audit.render.html import render_html
from sfa_audit.render.numbers import number
from sfa_audit.render.plan_json import plan_to_plain
from sfa_audit.render.report_json import to_plain
from sfa_audit.result import Result
from test_plan import AS_OF, shipped, standard

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ALL_OF, SAMPLE, ROWS = 10, 200, 25
PAST = Past(FOUND, Delta(Fraction(163, 3), Fraction(0), date(2026, 5, 1), (), ("goals-few",), (), ()))


class Story(NamedTuple):
    """A plan to tick: an example, a milestone, a language, whether the gate asks for all that it can, a day rate."""

    example: str
    entering: str
    lang: str
    strict: bool = False
    rate: Fraction | None = None

    def __str__(self) -> str:
        return "-".join(str(part) for part in self[:4])


STORIES = (
    Story("half-answered-in-selection", "design", "en", True),
    Story("smallest-useful", "design", "zh-Hans", True, Fraction(11000, 3)),
    Story("in-house", "build", "en", False, Fraction(950)),
    Story("live-and-slipping", "review", "zh-Hans"),
    Story("live-and-slipping", "review", "en", True),
    Story("driven-from-above", "pilot", "en"),
    Story("driven-from-above", "rollout", "zh-Hans", True, Fraction(800)),
)


class Shown(NamedTuple):
    """What the section says: verdict, figures, count, what each row reaches, and each condition with its state."""

    verdict: str
    figures: tuple[str, ...]
    count: str
    reaches: tuple[str, ...]
    conditions: tuple[tuple[str, str], ...]


@cache
def told(story: Story) -> tuple[Plan, str]:
    """The plan of a story and its report."""
    text = (ROOT / "examples" / story.example / "project.yaml").read_bytes()
    loaded = load([("project.yaml", text)], {}, shipped(), load_table())
    order = engine.Order(story.entering, "full", AS_OF, set_aside(loaded.not_applicable, shipped()))
    a = engine.assess(loaded.ledger, loaded.phase, shipped(), order)
    policy = standard(a)
    if story.strict:
        policy = policy._replace(evidenced=Fraction(91, 2), stale=Fraction(5, 2), fall=Fraction(7), no_new_failure=True)
    past = past_of(story)
    made = plan(a, Wish(policy, day_rate=story.rate), past=past)
    # The verdict is against the baseline; the section on what has changed since then is not of interest here.
    result = Result(a, judge(a, policy, past=past), loaded, (), NO_PAST, policy, None, made)
    data = {**to_plain(result), "plan": plan_to_plain(made, (), past)}
    return made, render_html(data, translator(story.lang))


def past_of(story: Story) -> Past:
    return PAST if story.strict else NO_PAST


@cache
def forecast_of(story: Story, chosen: frozenset[int]) -> Assessment:
    made, _ = told(story)
    return forecast(made.assessment, {rule for n in chosen for rule in made.low.steps[n].action.rules})


def scored(story: Story, ticked: Iterable[int], rows: bool = True) -> Shown:
    """What the engine says when these actions of the plan are done, in the words of the report."""
    made, _ = told(story)
    tr, steps, chosen = translator(story.lang), made.low.steps, sorted(ticked)
    after = forecast_of(story, frozenset(chosen))
    verdict = judge(after, made.wish.policy, past=past_of(story))
    assert after.bar is not None
    days = sum((steps[n].action.effort or Fraction(0) for n in chosen), Fraction(0))
    weeks = max((steps[n].action.weeks for n in chosen), default=Fraction(0))
    words = {out.PASSED: "Gate passed", out.FAILED: "Gate not passed", out.UNDETERMINED: "Not decided"}
    figures = [floor(after.bar.lower, 1), number(Fraction(ceiling(days, 1))), number(weeks)]
    if story.rate is not None:
        amount, currency = number(Fraction(-(-(days * story.rate) // 1)), 0), _currency(made.assessment)
        figures.append(
            tr.gettext("{amount} {currency}").format(amount=amount, currency=currency) if currency else amount
        )
    reaches = []
    for n in range(len(steps) if rows else 0):
        bar = forecast_of(story, frozenset(one for one in chosen if one <= n)).bar if n in chosen else None
        reaches.append(floor(bar.lower, 1) if bar else "–")
    count = tr.ngettext("{ticked} of {n} action", "{ticked} of {n} actions", len(steps))
    return Shown(
        tr.gettext(words[verdict.status]),
        tuple(figures),
        count.format(ticked=len(chosen), n=len(steps)),
        tuple(reaches),
        tuple(_said(one, story) for one in verdict.conditions),
    )


def _currency(a: Assessment) -> str:
    given = a.ledger.facts.get("project.currency")
    return given if isinstance(given, str) else ""


def _said(one: Condition, story: Story) -> tuple[str, str]:
    """A condition's level and state in words; what no action moves is not compared here but in its state."""
    tr = translator(story.lang)
    words = {
        out.PASSED: tr.pgettext("condition", "met"),
        out.FAILED: tr.pgettext("condition", "not met"),
        out.UNDETERMINED: tr.gettext("not decided"),
        out.SKIPPED: tr.gettext("not due yet"),
    }
    state = words[one.status]
    if one.kind == "stops":
        texts = shipped().texts[story.lang]
        titles = [f"“{texts[f'stop.{stop}.title']}”" for stop in one.names]
        return ("" if story.lang == "zh-Hans" else ", ").join(titles) or tr.gettext("none"), state
    if one.kind == "no-new-failure" and one.status != out.UNDETERMINED:
        return str(len(one.names)) if one.names else tr.gettext("none"), state
    if one.kind in ("waivers", "waived", "not-applicable", "no-new-failure", "profile") or one.status == out.SKIPPED:
        return "", state
    assert one.actual is not None
    return (ceiling if one.relation == "at_most" else floor)(one.actual, 1), state


# Ticks each choice with one real click, and reads all that the section then says.
TICK_AND_READ = """
(choices => {
  const boxes = [...document.querySelectorAll('#wi input')], panel = document.querySelector('.wi [role=status]');
  const text = node => node.textContent.trim();
  return choices.map(choice => {
    boxes.forEach((box, n) => { box.checked = choice.includes(n); });
    boxes[0].checked = !boxes[0].checked;
    boxes[0].click();
    const line = panel.firstElementChild, table = [...document.querySelectorAll('#wi table')].pop();
    return {
      verdict: text(line.firstElementChild), figures: [...line.querySelectorAll('b')].map(text),
      count: text(line.lastElementChild),
      reaches: [...document.querySelectorAll('#wi .t-plan tbody tr')].map(row => text(row.lastElementChild)),
      conditions: [...table.tBodies[0].rows].map(row => [text(row.cells[2]), text(row.cells[3].querySelector('.st'))]),
    };
  });
})
"""


def opened(story: Story, page: Any, folder: Path, mutate: bool = False) -> Opened:
    _, text = told(story)
    if mutate:
        model = json.loads(html.unescape(re.findall('data-model="([^"]*)"', text)[0]))
        unit, now, first, *rest = model["s"][0].split(",")
        model["s"][0] = ",".join([unit, now, str(int(first or 0) + int(unit) // 10), *rest])
        changed = html.escape(json.dumps(model), quote=True)
        text = re.sub('data-model="[^"]*"', lambda _: f'data-model="{changed}"', text)
    file = folder / "report.html"
    file.write_text(text, encoding="utf-8")
    return Opened(page, file)


def seen(page: Opened, choices: list[list[int]], story: Story) -> list[Shown]:
    """What the page shows for these choices; of conditions that no action moves, the state alone."""
    made, _ = told(story)
    today = judge(made.assessment, made.wish.policy, past=past_of(story)).conditions
    still = [_said(one, story)[0] == "" for one in today]
    return [
        Shown(
            one["verdict"],
            tuple(one["figures"]),
            one["count"],
            tuple(one["reaches"]),
            tuple(
                ("" if fixed else level, state) for (level, state), fixed in zip(one["conditions"], still, strict=True)
            ),
        )
        for one in page.run(f"({TICK_AND_READ})({json.dumps(choices)})")
    ]


def choices_of(story: Story) -> list[list[int]]:
    """Every choice of a small plan; of a larger one none, all, each alone, and a seeded sample of every size."""
    n = len(told(story)[0].low.steps)
    if n <= ALL_OF:
        return [[k for k in range(n) if mask >> k & 1] for mask in range(2**n)]
    rnd = random.Random(f"{story.example} {n}")
    drawn = [sorted(rnd.sample(range(n), rnd.randint(0, n))) for _ in range(SAMPLE)]
    return [[], list(range(n)), *([k] for k in range(n)), *drawn]


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_every_figure_is_that_of_the_engine(story: Story, page: Any, tmp_path: Path) -> None:
    view, choices = opened(story, page, tmp_path), choices_of(story)
    for n, (choice, shown) in enumerate(zip(choices, seen(view, choices, story), strict=True)):
        rows = len(told(story)[0].low.steps) <= ALL_OF or n % ROWS == 1  # a forecast a row takes its time
        assert (shown if rows else shown._replace(reaches=())) == scored(story, choice, rows), choice
    assert view.said == []
    assert len(page.asked) == 1


def test_the_numbers_are_larger_than_a_double_holds() -> None:
    _, text = told(STORIES[3])
    model = json.loads(html.unescape(re.findall('data-model="([^"]*)"', text)[0]))
    assert max(int(part or 0) for part in model["s"][0].split(",")) > 2**53


def test_a_wrong_lift_is_found(page: Any, tmp_path: Path) -> None:
    story = STORIES[0]
    view, choices = opened(story, page, tmp_path, mutate=True), choices_of(story)
    wrong = [shown != scored(story, choice) for choice, shown in zip(choices, seen(view, choices, story), strict=True)]
    assert wrong == [0 in choice for choice in choices]


# ---- for hand, eye and ear -------------------------------------------------------------------------------------------


def test_it_begins_with_the_plan_and_works_by_keyboard_alone(page: Any, tmp_path: Path) -> None:
    story = STORIES[0]
    made, _ = told(story)
    view, n = opened(story, page, tmp_path), len(made.low.steps)
    boxes, status = page.get_by_role("checkbox"), page.get_by_role("status")
    assert boxes.count() == n
    assert all(boxes.nth(k).is_checked() for k in range(n))
    texts = shipped().texts["en"]
    for step in made.low.steps:
        assert page.get_by_role("checkbox", name=texts[f"rule.{step.action.id}.remedy"], exact=True).count() == 1
    whole = status.inner_text()
    assert scored(story, range(n)).figures[0] in whole
    for _ in range(200):
        page.keyboard.press("Tab")
        if view.run("document.activeElement.type") == "checkbox":
            break
    assert view.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Space")
    assert not boxes.first.is_checked()
    assert scored(story, range(1, n)).figures[0] in status.inner_text()
    page.keyboard.press("Space")
    assert status.inner_text() == whole
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert not any(boxes.nth(k).is_checked() for k in range(n))
    assert scored(story, ()).figures[0] in status.inner_text()
    page.get_by_role("button").first.click()
    assert status.inner_text() == whole


def test_the_status_names_what_is_missing_and_speaks_once_a_tick(page: Any, tmp_path: Path) -> None:
    story = STORIES[5]
    made, _ = told(story)
    view = opened(story, page, tmp_path)
    view.run("""window.changes = 0; new MutationObserver(all => { changes += all.length; })
      .observe(document.querySelector('[role=status]'), {childList: true, subtree: true, characterData: true})""")
    page.get_by_role("checkbox").first.click()
    page.get_by_role("button").last.click()
    assert view.run("changes") == 2
    status = page.get_by_role("status").inner_text()
    verdict = judge(made.assessment, made.wish.policy)
    titles = shipped().texts["en"]
    assert "Not met: Readiness on what is known" in status
    assert all(f"“{titles[f'stop.{stop}.title']}”" in status for one in verdict.conditions for stop in one.names)


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_large_enough_and_focus_is_never_hidden(width: int, page: Any, tmp_path: Path) -> None:
    view = opened(STORIES[5], page, tmp_path)
    view.show(Look(width, "dark"))
    small = """[...document.querySelectorAll('#wi :is(input, button)')].map(one => one.getBoundingClientRect())
      .filter(box => box.width < 24 || box.height < 24).length"""
    assert view.run(small) == 0
    hidden = """[...document.querySelectorAll('#wi tbody :is(input, a)')].reverse().filter(one => {
      one.focus();
      return one.getBoundingClientRect().top < document.querySelector('.wi').getBoundingClientRect().bottom - 1;
    }).length"""
    view.run("document.documentElement.style.scrollBehavior = 'auto'; scrollTo(0, document.body.scrollHeight)")
    assert view.run(hidden) == 0
    assert view.run("document.documentElement.scrollWidth") <= width


def test_paper_keeps_what_is_ticked(page: Any, tmp_path: Path) -> None:
    story = STORIES[0]
    view = opened(story, page, tmp_path)
    page.get_by_role("checkbox").nth(1).uncheck()
    said = page.get_by_role("status").inner_text()
    view.show(Look(794, "light", "print"))
    assert page.get_by_role("status").inner_text() == said
    assert view.run("[...document.querySelectorAll('#wi input')].findIndex(one => !one.checked)") == 1
    assert view.run("getComputedStyle(document.querySelector('.wi')).position") == "static"
    assert not page.get_by_role("button").first.is_visible()


def test_nothing_is_kept(page: Any, tmp_path: Path) -> None:
    view = opened(STORIES[0], page, tmp_path)
    page.get_by_role("checkbox").first.uncheck()
    assert view.run("document.cookie + Object.keys(localStorage) + Object.keys(sessionStorage)") == ""
    page.reload()
    assert page.get_by_role("checkbox").first.is_checked()


PLAN_ALONE = """
document.querySelectorAll('.wi, .off, #wi > details, #wi input').forEach(one => one.remove());
document.body.innerText.split(/\\s+/).join(' ')
"""


@pytest.mark.parametrize("story", [STORIES[0], STORIES[3]], ids=str)
def test_without_scripts_the_plan_stands_in_its_place(
    story: Story, page: Any, chromium_browser: Any, tmp_path: Path
) -> None:
    view = opened(story, page, tmp_path)
    context = chromium_browser.new_context(offline=True, java_script_enabled=False)
    try:
        plain = Opened(context.new_page(), tmp_path / "report.html")
        assert plain.run("document.querySelectorAll('input, button, [role=status]').length") == 0
        assert plain.run("document.querySelectorAll('#wi .t-plan tbody tr').length") == len(told(story)[0].low.steps)
        assert plain.run(PLAN_ALONE) == view.run(PLAN_ALONE)
    finally:
        context.close()
