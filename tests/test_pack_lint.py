"""Rule lint: the shipped pack is clean, and every bad habit is told with its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from sfa_audit.errors import Fault
from sfa_audit.i18n import translator
from sfa_audit.interval import Interval
from sfa_audit.load_pack import SHIPPED, checked, read_files
from sfa_audit.pack_lint import case_files, lint
from sfa_audit.pack_lint_texts import figures_in
from sfa_audit.pack_reach import reach
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table
from sfa_audit.resources import rules
from sfa_audit.rule_language import TestReader

TABLE = load_table()

# A pack without a bad habit; each test gives it one.
CLEAN = {
    "pack.yaml": """
format: 1
id: mine
version: 1.0.0
language: en
title: Mine
shares_source: BOOK
phases: [{id: selection, title: selection}, {id: design, title: design}]
milestones:
- {id: design, title: Design, ready: Ready, not_ready: Not ready, open: Open}
- {id: build, title: Build, ready: Ready, not_ready: Not ready, open: Open}
bands: [{from: 0, id: any, title: any}]
causes: [{id: goals, title: Unclear goals, short: Goals, failure: No goals, share: 100}]
roles: [{id: sponsor, title: sponsor}]
profiles: [{id: full, title: Full}]
voices: {gap: 0.2, strong: 0.4, least_group: 5, least_segments: 1}
""",
    "01-goals.yaml": """
cause: goals
rules:
- id: goals-few
  indicator: "1.1"
  title: Release 1 has 3 to 5 goals
  otherwise: Release 1 has fewer than 3 goals, or more than 5
  why: A survey of 111 firms found it.
  ask: Which goals are there?
  weight: 2
  due: design
  test: {count: goals, steps: [[0, 0], [3, 1], [5, 0.5]]}
  remedy: {action: Keep 12 at most and park 30., to: 1, days: 1, weeks: 1, owner: sponsor, kind: behaviour}
  basis: judgement
  grade: B
  sources: [BOOK]
  figure_from: [BOOK]
- id: goals-owned
  indicator: "1.2"
  title: At least 60 % of the goals have an owner
  otherwise: Too few goals have an owner
  why: Nobody works for a goal without an owner.
  ask: Who answers for each goal?
  weight: 2
  due: design
  test: {share: goals, having: [owner], scale: [[0, 0], [0.6, 1]]}
  remedy: {action: Name owners., to: 1, days: 1, weeks: 1, owner: sponsor, kind: behaviour}
  basis: judgement
  grade: D
  sources: [BOOK, HEARD]
""",
    "stops.yaml": """
stops:
- id: no-goal
  code: K1
  title: A goal is written down
  because: No goal is written down.
  test: {count: goals, steps: [[0, 0], [1, 1]]}
  below: 1
  from: design
  level: stop
  lifted_when: A goal is written down.
  lifted_by: [goals-few]
  basis: judgement
  sources: [BOOK]
""",
    "patterns.yaml": """
patterns:
- id: wishes
  title: A list of wishes
  because: Fewer than 60 % of the goals have an owner, so nobody works for them.
  advice: Name owners first.
  when: [{rule: goals-owned, below: 0.5}]
  sources: [BOOK]
""",
    "sources.yaml": """
sources:
  BOOK: {citation: A book, address: [], verified: page}
  HEARD: {citation: Heard somewhere, address: [], verified: memory}
""",
    "cases/01-goals.yaml": """
cases:
- {rule: goals-few, facts: {}, expect: met}
- {rule: goals-few, facts: {}, expect: not_met}
- {rule: goals-few, facts: {}, expect: unknown}
- {rule: goals-owned, facts: {}, expect: met}
- {rule: goals-owned, facts: {}, expect: not_met}
- {rule: goals-owned, facts: {}, expect: unknown}
- {stop: no-goal, facts: {}, expect: confirmed}
- {stop: no-goal, facts: {}, expect: clear}
- {pattern: wishes, facts: {}, expect: shown}
- {pattern: wishes, facts: {}, expect: not_shown}
""",
}


def remarks(files: Mapping[str, str]) -> list[Fault]:
    data = {name: text.encode() for name, text in files.items()}
    pack = {name: content for name, content in data.items() if not name.startswith("cases/")}
    return lint(checked(pack, "mine", FactNames(TABLE)), data, "mine", TABLE)


def changed(file: str, old: str, new: str) -> dict[str, str]:
    assert CLEAN[file].count(old) == 1, f"{old!r} stands {CLEAN[file].count(old)} times in {file}"
    return {**CLEAN, file: CLEAN[file].replace(old, new)}


def test_the_shipped_pack_is_clean() -> None:
    folder = rules() / SHIPPED
    files = read_files(folder)
    trees = checked(files, SHIPPED, FactNames(TABLE))

    found = lint(trees, {**files, **case_files(folder)}, f"rules/{SHIPPED}", TABLE)

    assert not found, "\n".join(fault.render(translator("en")) for fault in found)


def test_a_pack_of_good_habits_gets_no_remark() -> None:
    assert remarks(CLEAN) == []


RULES = "01-goals.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "says"),
    [
        (RULES, "have an owner\n  otherwise", "have an owner.\n  otherwise", "rules[1].title", "full stop"),
        (
            RULES,
            "Too few goals have an owner",
            "at least 60 %  of the goals have an owner",
            "rules[1].otherwise",
            "same",
        ),
        (RULES, "Nobody works", "Of 7 firms nobody works", "rules[1].why", "7 is no number of its own test"),
        (RULES, "Which goals are there?\n  weight: 2", "Which?\n  weight: 6", "rules[0].weight", "more than 5"),
        (RULES, "Name owners.", "Name owners. " * 30, "rules[1].remedy.action", "389 characters"),
        (RULES, "Nobody works", "Nobody works " * 30, "rules[1].why", "seldom read"),
        (RULES, "Nobody works", "Write to jane.doe@example.com, nobody works", "rules[1].why", "e-mail address"),
        (RULES, "sources: [BOOK, HEARD]", "sources: [HEARD]", "rules[1].sources", "from memory alone"),
        (RULES, "figure_from: [BOOK]", "figure_from: [HEARD]", "rules[0].figure_from[0]", "nobody has read: HEARD"),
        (RULES, "[5, 0.5]]", "[5, 0.5]], if_none: 0.2", None, ""),
        (RULES, "[0.6, 1]]", "[0.6, 0.9]]", "rules[1].test", "can never be met"),
        (RULES, "[[0, 0], [0.6, 1]]", "[[0, 0.1], [0.6, 1]]", "rules[1].test", "can never fail"),
        (
            RULES,
            "{share: goals, having: [owner], scale: [[0, 0], [0.6, 1]]}",
            "{count: goals, steps: [[0, 0], [60, 1]]}",
            "rules[1].test",
            'same way as "goals-few"',
        ),
        ("stops.yaml", "below: 1", "below: 0.1", None, ""),
        ("stops.yaml", "[[0, 0], [1, 1]]", "[[0, 1]]", "stops[0].below", "never be confirmed"),
        ("stops.yaml", "[[0, 0], [1, 1]]", "[[0, 0]]", "stops[0].below", "never be clear"),
        (
            "stops.yaml",
            "No goal is written down.",
            "Not one of 9 goals is written down.",
            "stops[0].because",
            "9 is no",
        ),
        ("patterns.yaml", "Name owners first.", "Name 8 owners first.", "patterns[0].advice", "8 is no number"),
        (
            "sources.yaml",
            "  HEARD",
            "  UNUSED: {citation: A, verified: page}\n  HEARD",
            "sources.UNUSED",
            "no rule uses",
        ),
        (
            "cases/01-goals.yaml",
            "- {rule: goals-owned, facts: {}, expect: unknown}\n",
            "",
            "rules[1].id",
            'no case expects of "goals-owned": unknown',
        ),
        ("cases/01-goals.yaml", "- {stop: no-goal, facts: {}, expect: clear}\n", "", "stops[0].id", "clear"),
        ("cases/01-goals.yaml", "- {pattern: wishes, facts: {}, expect: shown}\n", "", "patterns[0].id", "shown"),
    ],
)
def test_a_bad_habit_is_told_with_its_place(file: str, old: str, new: str, place: str | None, says: str) -> None:
    found = remarks(changed(file, old, new))

    if place is None:
        assert found == []
        return
    assert [fault.path for fault in found] == [place]
    assert says in found[0].sentence(translator("en"))
    assert found[0].line is not None


def test_a_pack_without_cases_gets_one_remark_for_all() -> None:
    files = {name: text for name, text in CLEAN.items() if not name.startswith("cases/")}

    assert [str(fault.message) for fault in remarks(files)] == ["the pack has no cases"]


def test_every_cause_counts_to_the_end() -> None:
    text = CLEAN[RULES].replace("due: design\n", "due: design\n  until: build\n")

    found = remarks({**CLEAN, RULES: text})

    assert [(fault.file, fault.path) for fault in found] == [("mine/pack.yaml", "causes[0]")]


def test_rules_that_never_count_together_may_read_the_same() -> None:
    text = CLEAN[RULES].replace("{share: goals, having: [owner], scale: [[0, 0], [0.6, 1]]}",
                                "{count: goals, steps: [[0, 0], [60, 1]]}")  # fmt: skip
    head, tail = text.split("- id: goals-owned")
    apart = head.replace("due: design\n", "due: design\n  until: build\n") + "- id: goals-owned" + tail.replace(
        "due: design", "due: build")  # fmt: skip

    assert remarks({**CLEAN, RULES: apart}) == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Release 1 has 3,400 users, 50.6 % of them active", ["3,400", "50.6"]),
        ("of 20, 30 and 40", ["20", "30", "40"]),
        ("version2 of K1 in release 1", []),
        ("the first 90-day review", ["90"]),
    ],
)
def test_figures_are_found_in_digits(text: str, figures: list[str]) -> None:
    assert [shown for _, shown in figures_in(text)] == figures


@pytest.mark.parametrize(
    ("test", "least", "greatest"),
    [
        ({"share": "goals", "having": ["owner"]}, 0, 1),
        ({"flags": ["scope.change_rule", "scope.signed_on", "scope.exclusions_listed"]}, 0, 1),
        ({"flags": ["scope.change_rule"], "steps": [[0, 0], [2, 1]]}, 0, 0),
        ({"ratio": ["requirements.with_source", "requirements.total"], "scale": [[0, 1], [2, 0]]}, 0, 1),
        ({"value": "channel.revenue_share", "scale": [[0, 0], [4, 1]]}, 0, 0.25),
        ({"value": "channel.revenue_share", "scale": [[0, 0], [4, 1]], "if_none": 1}, 0, 1),
        ({"days": ["as_of", "project.dates.go_live"], "scale": [[0, 0], [90, 1]]}, 0, 1),
        ({"series": "usage", "field": "active_share", "take": "share_of_peak", "scale": [[0.5, 0.5], [1, 1]]}, 0.5, 1),
        ({"mean": [{"flags": ["sponsor.named"]}, {"count": "goals", "steps": [[0, 0.5]]}]}, 0.25, 0.75),
        ({"least": [{"flags": ["sponsor.named"]}, {"count": "goals", "steps": [[0, 0.5]]}]}, 0, 0.5),
        ({"greatest": [{"flags": ["sponsor.named"]}, {"count": "goals", "steps": [[0, 0.5]]}]}, 0.5, 1),
    ],
)
def test_what_a_test_can_come_to(test: dict[str, Any], least: float, greatest: float) -> None:
    def fail(*told: object) -> None:
        raise AssertionError(told)

    data = json.loads(json.dumps(test), parse_float=Decimal)  # numbers of a pack come as decimals, never as floats
    read = TestReader(fail, FactNames(TABLE).series_key).test(data, ())
    assert read is not None

    assert reach(read, TABLE) == Interval(least, greatest)
