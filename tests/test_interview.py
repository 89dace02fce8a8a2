"""Which question is next, which decide a gate, and answers files there and back."""

from __future__ import annotations

import itertools
import json
import random
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from program import Run
from sfa_audit.answers import EDITED, OWN, PERSON, Answers, Head, read_back, to_yaml, whose
from sfa_audit.assess import Order, assess
from sfa_audit.assessment import FAILED, PASSED, UNDETERMINED, Assessment
from sfa_audit.cli.run import Asked, settled
from sfa_audit.gate import Policy, judge
from sfa_audit.i18n import translator
from sfa_audit.interview import askings, deciding, ranked_contradictions, stronger_than, too_small, whom
from sfa_audit.load import load
from sfa_audit.load_pack import shipped_pack
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table, read
from sfa_audit.render.report_json import dumps, to_plain
from sfa_audit.spots import Spot, spot_named
from sfa_audit.values import NONE, UNKNOWN
from sfa_audit.yaml_file import parse

TABLE = load_table()
PACK = shipped_pack(FactNames(TABLE))
DAY = date(2026, 11, 23)
HEAD = Head("interview with: x", "statement", "head of sales", "2026-11-23")


def assessed(text: str, *more: str, entering: str = "design", profile: str = "quick") -> Assessment:
    files = [("project.yaml", text.encode()), *((f"a{n}.yaml", one.encode()) for n, one in enumerate(more))]
    loaded = load(files, {}, PACK, TABLE)
    return assess(loaded.ledger, loaded.phase, PACK, Order(entering, profile, DAY))


BARE = "project: {name: x, phase: selection}\n"


def test_the_questions_are_the_engine_s_with_their_points() -> None:
    found = assessed(BARE, entering="pilot", profile="full")
    asked = [one for one in askings(found, TABLE, whom(None)) if not one.stop]
    assert [(one.rule, one.points) for one in asked] == [(q.rule.id, q.points) for q in found.questions]
    assert sum(one.points for one in asked) == found.bar.open  # type: ignore[union-attr]
    assert all(one.spots for one in asked)


def test_every_open_question_has_facts_to_answer_at_every_milestone() -> None:
    for entering, profile in itertools.product(PACK.milestones, PACK.profiles):
        found = assessed(BARE, entering=entering, profile=profile)
        assert len([one for one in askings(found, TABLE, whom(None)) if not one.stop]) == len(found.questions)


def test_records_are_asked_by_their_keys_and_closed_lists_by_theirs() -> None:
    found = assessed(BARE + "goals: [{name: win more, owner: sales}]\n", entering="pilot", profile="full")
    texts = {spot.text for one in askings(found, TABLE, whom(None)) for spot in one.spots}
    assert {"goals[win more].metric", "team[administrator].filled", "process.routines[coaching].owner"} <= texts
    assert "goals[win more].owner" not in texts
    assert all(spot_named(text, TABLE) is not None for text in texts)


def test_a_list_that_may_have_more_records_is_still_asked() -> None:
    goal = "goals: [{name: a, metric: m, baseline: 1, target: 2, owner: o, due: 2027-01-01}]\n"
    texts = lambda more: {s.text for one in askings(assessed(BARE + goal + more), TABLE, whom(None)) for s in one.spots}  # noqa: E731
    assert "goals" in texts("goals_complete: no\n")
    assert "goals" not in texts("")


def test_facts_that_can_change_nothing_any_more_are_not_asked() -> None:
    goal = "goals: [{name: a, metric: none}, {name: b}]\n"
    found = assessed(BARE + goal)
    (one,) = (one for one in askings(found, TABLE, whom(None)) if one.rule == "goals-testable")
    texts = [spot.text for spot in one.spots]
    assert "goals[b].owner" in texts
    assert "goals[a].owner" not in texts
    order = [name.partition("].")[2] for name in texts if name.startswith("goals[b]")]
    assert order == [n for n in TABLE.children("goals[]") if n in order]


def test_the_gate_s_questions_come_first() -> None:
    found = assessed(BARE)
    ranked = askings(found, TABLE, whom(None), {"technology-proven"})
    assert ranked[0].rule == "technology-proven"
    assert [one.points for one in ranked[1:]] == sorted((one.points for one in ranked[1:]), reverse=True)


@pytest.mark.parametrize("level", [5, 20, 40, 60, 80, 100])
@pytest.mark.parametrize("floors", [{}, {"goals": 40, "commitment": 50}])
def test_no_fewer_questions_could_pass_or_fail(level: int, floors: dict[str, int]) -> None:
    """By trying all sets of questions: best answers settle all points of a question for, worst all against."""
    found = assessed(BARE)
    policy = Policy(
        readiness=Fraction(level),
        floors={k: Fraction(v) for k, v in floors.items()},
        coverage=Fraction(30),
        stops=False,
    )
    assert judge(found, policy).status == UNDETERMINED
    few = deciding(found, policy)
    bar, ids = found.bar, [q.rule.id for q in found.questions]
    assert bar is not None
    points = {q.rule.id: q.points for q in found.questions}
    causes = {q.rule.id: q.rule.cause for q in found.questions}

    def passes(chosen: tuple[str, ...]) -> bool:
        total = sum((points[id] for id in chosen), Fraction(0))
        if bar.lower + total < level or bar.coverage + total < 30:
            return False
        for cause, floor in policy.floors.items():
            of = found.cause(cause)
            assert of.bar is not None
            own = sum((points[id] for id in chosen if causes[id] == cause), Fraction(0))
            if of.bar.lower + own * found.reach / of.share < floor:
                return False
        return True

    def fails(chosen: tuple[str, ...]) -> bool:
        if bar.upper - sum((points[id] for id in chosen), Fraction(0)) < level:
            return True
        for cause, floor in policy.floors.items():
            of = found.cause(cause)
            assert of.bar is not None
            own = sum((points[id] for id in chosen if causes[id] == cause), Fraction(0))
            if of.bar.upper - own * found.reach / of.share < floor:
                return True
        return False

    for test, answer in ((passes, few.passes), (fails, few.fails)):
        assert test(answer)
        assert not any(test(one) for n in range(len(answer)) for one in itertools.combinations(ids, n))


def test_a_settled_gate_is_decided_by_the_answers_that_were_asked_for() -> None:
    policy = Policy(readiness=Fraction(60))
    worst = assessed(BARE + "sponsor: none\n")
    assert judge(worst, policy).status == FAILED
    assert judge(assessed(BARE), Policy(readiness=Fraction(0), stops=False)).status == PASSED


def test_contradictions_are_shown_with_the_best_supported_claim_first() -> None:
    answers = [
        f"head: {{source: s{kind}, kind: {kind}, date: 2026-11-01}}\nsponsor: {{levels_below_ceo: {n}}}\n"
        for n, kind in enumerate(("observation", "observation", "statement"))
    ]
    found = assessed(BARE, *answers)
    (one,) = ranked_contradictions(found.ledger)
    assert [claim.kind for claim in one.claims] == ["observation", "observation", "statement"]
    assert stronger_than(one, "") == ("log", "document")
    assert stronger_than(one, "a0.yaml") == ("log", "document")
    asked = {spot.text for q in askings(found, TABLE, whom(None)) for spot in q.spots}
    assert "sponsor.levels_below_ceo" not in asked


def some_answers(seed: int) -> Answers:
    made = Answers(HEAD)
    pick = random.Random(seed)
    texts = ["head of sales", "yes", "12", "a: b #c", "无法", "x\\y\"z'", "[1]", "- a", "2026-01-01", "=cmd()", "| {}"]
    for field in TABLE.facts():
        if field.key or field.path.startswith("project.") or pick.random() < 0.6:
            continue
        value: Any = {
            "flag": pick.random() < 0.5,
            "date": DAY,
            "share": Fraction(pick.randrange(101), 100),
            "count": Fraction(pick.randrange(9)),
            "choice": pick.choice(field.values or ("x",)),
            "text": pick.choice(texts),
        }.get(field.kind, Fraction(pick.randrange(99), 4))
        value = UNKNOWN if pick.random() < 0.1 else NONE if pick.random() < 0.1 and field.kind != "flag" else value
        if "[]" not in field.path:
            made.put(Spot(field.path), value)
            continue
        name = field.path.partition("[]")[0]
        of = TABLE.field(f"{name}[].{TABLE.field(name).record_key}")
        keys = of.values or (("2026-10-05", "2026-10-12") if of.kind == "date" else texts)
        key = pick.choice(keys)
        if key not in made.keys(name):
            made.add_record(name, key, date.fromisoformat(key) if of.kind == "date" else key, TABLE)
        made.put(Spot(field.path, key), value)
        if pick.random() < 0.1:
            made.evidence[Spot(field.path, key)] = "document"
    return made


@pytest.mark.parametrize("seed", range(60))
def test_an_answers_file_reads_back_as_it_was(seed: int) -> None:
    made = some_answers(seed)
    text = to_yaml(made, TABLE, "a note")
    back = read_back(text.encode(), "a.yaml", TABLE)
    assert back is not None
    assert to_yaml(back, TABLE, "a note") == text
    assert back.head == made.head
    assert back.values == made.values | {k: v for k, v in back.values.items() if k not in made.values}
    read(parse(text.encode(), "a.yaml").data, TABLE, answers=True)


def test_whose_a_file_is() -> None:
    text = to_yaml(some_answers(1), TABLE, "n").encode()
    assert whose(text) == OWN
    assert whose(text.replace(b"\n", b"\r\n")) == OWN
    assert whose(text + b"# mine\n") == EDITED
    assert whose(b"# mine\n" + text) == PERSON
    assert read_back(text + b"# mine\n", "a", TABLE) is None


def five_files(folder: Path) -> list[str]:
    """A project and answers files of five sources that agree, differ and outrank each other; their names."""
    (folder / "p.yaml").write_text("project: {name: x, phase: build}\ngoals: [{name: a, owner: sales}]\n")
    names = []
    for n in range(5):
        made = some_answers(n)
        made.head = Head(f"s{n}", ("log", "document", "observation", "statement", "statement")[n], "", "2026-11-01")
        made.voices = [
            {"group": ("reps", "managers")[n % 2], "date": "2026-11-01", "agreement": {"goals": [n, 2, 3, 0, 1]}}
        ]
        names.append(f"a{n}.yaml")
        (folder / names[-1]).write_text(to_yaml(made, TABLE, "n"), encoding="utf-8")
    return names


@pytest.mark.slow
def test_five_answers_files_in_any_of_the_120_orders_give_the_same_result(tmp_path: Path) -> None:
    names = five_files(tmp_path)
    found = set()
    for order in itertools.permutations(names):
        files = tuple(str(tmp_path / name) for name in ("p.yaml", *order))
        found.add(dumps(to_plain(settled(Asked(files, DAY), translator("en")).result)))
    assert len(found) == 1
    assert json.loads(found.pop())["contradictions"]


@pytest.mark.slow
def test_five_answers_files_in_any_order_give_the_same_bytes(run: Run, tmp_path: Path) -> None:
    names = five_files(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    orders = [names, names[::-1], *(random.Random(seed).sample(names, 5) for seed in range(2))]
    assert len({tuple(order) for order in orders}) == len(orders)
    found = set()
    for n, order in enumerate(orders):
        common = [*order, "--as-of", "2026-11-23", "--gate", "standard"]
        kinds = ("html", "md", "json", "csv")
        targets = [part for kind in kinds for part in ("-o", f"out/{n}.{kind}")]
        done = run(["assess", "p.yaml", *common, *targets, "-q"], cwd=tmp_path)
        assert done.code in (1, 3), done.stderr
        plans = [f"out/plan-{n}.{kind}" for kind in ("json", "csv", "md")]
        done = run(["plan", "p.yaml", *common, "-q", *(part for plan in plans for part in ("-o", plan))], cwd=tmp_path)
        assert done.code in (0, 1, 3), done.stderr
        asked = run(["ask", "p.yaml", *common, "--list"], cwd=tmp_path).stdout
        written = [*(f"out/{n}.{kind}" for kind in kinds), *plans]
        found.add((asked, *((tmp_path / file).read_bytes() for file in written)))
    assert len(found) == 1
    assert before == {path: path.read_bytes() for path in before}


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_known_every_open_question_can_be_answered(seed: int) -> None:
    """With part of the facts given: a rule that is still open has a fact to ask, or rests on too small a sample."""
    given = to_yaml(some_answers(seed), TABLE, "n")
    for entering in PACK.milestones:
        found = assessed(BARE, given, entering=entering, profile="full")
        assert not found.ledger.contradictions
        asked = {one.rule for one in askings(found, TABLE, whom(None)) if not one.stop}
        small = {rule.id for rule in too_small(found)}
        assert asked | small == {question.rule.id for question in found.questions}
