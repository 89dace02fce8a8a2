"""The four options: what the gate's rules say of each, in a table of states, and what holds of them in any state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import small
from sfa_audit.choices import ALLOWED, NOT_ALLOWED, NOT_NEEDED, UNDECIDED, Choices, choices
from sfa_audit.gate import Policy, judge
from sfa_audit.plan import Plan, Wish, plan
from sfa_audit.render.choices_json import choices_to_plain
from sfa_audit.report_schema_choices import Choices as Contract

STRICT = Policy(gate="strict", readiness=Fraction(70), coverage=Fraction(80), floors={"alpha": Fraction(40)})
OPTIONS = ("go", "conditions", "hold", "stop")
MINDED = small.waiver("no-sponsor", "2027-06-30")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return small.the_pack(small.write_pack(tmp_path_factory.mktemp("rules") / "small"))


class Made(NamedTuple):
    """The options of a project, and what they were made from."""

    found: Choices
    result: Any
    plan: Plan

    def states(self) -> tuple[str, ...]:
        return tuple(getattr(self.found, option).state for option in OPTIONS)


def made(
    pack: Any,
    project: Mapping[str, Any],
    policy: Policy = STRICT,
    live: str | None = None,
    wish: Mapping[str, Any] | None = None,
) -> Made | None:
    text = small.project(**project)
    if live:
        text = text.replace("project:\n", f'project:\n  dates: {{"go_live": "{live}"}}\n', 1)
    result = small.judged(pack, text, policy)
    planned = plan(result.assessment, Wish(policy, **(wish or {})), result.waivers)
    found = choices(result.assessment, result.verdict, planned, result.waivers)
    return None if found is None else Made(found, result, planned)


A, B, U, N = ALLOWED, NOT_ALLOWED, UNDECIDED, NOT_NEEDED
WITHOUT_STOPS = STRICT._replace(stops=False)
EVIDENCED = STRICT._replace(evidenced=Fraction(50))
OUT = {"exclude": frozenset({"one", "two", "three"})}

# each row: the project, more of how it is asked, and the states of go, go with conditions, hold and stop
ROWS: dict[str, tuple[Mapping[str, Any], Mapping[str, Any], tuple[str, ...]]] = {
    "passed": ({}, {}, (A, N, N, N)),
    "a stop that is waived": ({"sponsor": False, "waivers": [MINDED]}, {}, (A, N, N, N)),
    "work to do": ({"b": 20}, {}, (B, A, A, N)),
    "a floor": ({"a": 10, "b": 20, "c": 100}, {}, (B, A, A, N)),
    "a stop": ({"sponsor": False}, {}, (B, A, A, N)),
    "a stop and a level": ({"sponsor": False, "b": 20}, {}, (B, A, A, N)),
    "a stop whose work is done": ({"sponsor": False, "a": 100}, {}, (B, B, A, A)),
    "a stop that may be there": ({"sponsor": None}, {}, (U, A, A, N)),
    "answers are missing, which the work would settle": ({"a": None, "b": None}, {}, (U, A, A, N)),
    "evidence is missing": ({"b": 20}, {"policy": EVIDENCED}, (B, U, A, N)),
    "evidence alone is missing": ({}, {"policy": EVIDENCED}, (U, U, A, N)),
    "the work takes longer than there is time": ({"b": 20}, {"live": "2026-11-25"}, (B, B, A, N)),
    "too late unless an answer is good": ({"a": None}, {"live": "2026-11-25"}, (U, U, A, N)),
    "the work may not be done": ({"b": 20}, {"wish": OUT}, (B, B, A, A)),
    "the work may not be done, answers are missing": ({"b": None}, {"wish": OUT}, (U, U, A, U)),
    "the stops are left out, none fires": ({}, {"policy": WITHOUT_STOPS}, (A, N, N, N)),
    "the stops are left out, one fires": ({"sponsor": False}, {"policy": WITHOUT_STOPS}, (B, B, A, U)),
    "the stops are left out, one may fire": ({"sponsor": None}, {"policy": WITHOUT_STOPS}, (U, B, A, U)),
    "a waiver has run out": (
        {"sponsor": False, "a": 82, "waivers": [small.waiver("no-sponsor", "2026-11-01")]}, {}, (B, B, A, N),
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_states(pack: Any, row: str) -> None:
    project, more, expected = ROWS[row]
    found = made(pack, project, **more)
    assert found is not None
    assert found.states() == expected


def test_without_a_gate_there_are_no_options(pack: Any) -> None:
    assert made(pack, {}, Policy()) is None


def test_with_nothing_to_score_there_are_no_options(pack: Any) -> None:
    result = small.judged(pack, small.project(), STRICT)
    bare = result.assessment._replace(bar=None)
    planned = plan(bare, Wish(STRICT))
    assert choices(bare, judge(bare, STRICT), planned) is None


def test_what_each_option_names(pack: Any) -> None:
    one = made(pack, {"sponsor": False, "b": 20}, live="2026-12-24")
    assert one is not None
    go, on, hold = one.found.go, one.found.conditions, one.found.hold
    assert (go.failed, go.undecided, go.stops, go.by_waivers) == (("readiness", "stops"), (), ("no-sponsor",), False)
    assert (on.musts, on.rest, on.owners) == (("one",), ("two",), ("sponsor",))
    # one comes first and adds 30 × 0.18; the level of 70 needs two as well
    assert on.between == Fraction(30 + 6) + Fraction(82 * 40, 100)
    assert on.first == on.ends == date(2026, 11, 30)
    assert on.remaining == ()
    assert (hold.low.days, hold.low.weeks, hold.high) == (2, 1, None)
    assert one.found.stop.within is True


def test_a_waiver_is_named_where_it_would_do_and_where_it_would_not(pack: Any) -> None:
    alone, level = made(pack, {"sponsor": False}), made(pack, {"sponsor": False, "b": 20})
    assert alone is not None
    assert level is not None
    assert alone.found.go.by_waivers
    assert not level.found.go.by_waivers
    result = small.judged(pack, small.project(change=False, phase="rollout"), STRICT)
    never = choices(result.assessment, result.verdict, plan(result.assessment, Wish(STRICT)), result.waivers)
    assert never is not None
    assert (never.go.stops, never.go.not_waivable, never.go.by_waivers) == (("no-change",), ("no-change",), False)


def test_only_risks_that_are_accepted_today_are_listed(pack: Any) -> None:
    over = [small.waiver("one", "2026-11-01"), small.waiver("three", "2026-12-31")]
    found = made(pack, {"a": 50, "c": 50, "waivers": over})
    assert found is not None
    assert found.found.go.accepted == (("three", date(2026, 12, 31)),)


def test_work_whose_effort_is_not_known_leaves_the_way_undecided(pack: Any) -> None:
    result = small.judged(pack, small.project(b=20), STRICT)
    planned = plan(result.assessment, Wish(STRICT, exclude=OUT["exclude"]))
    for open_, states in ((False, (B, A)), (True, (U, U))):
        low = planned.low._replace(open=open_)
        found = choices(result.assessment, result.verdict, planned._replace(low=low))
        assert found is not None
        assert (found.conditions.state, found.stop.state) == states


def test_what_would_be_left_behind(pack: Any) -> None:
    result = small.judged(pack, small.project(b=20), STRICT)
    kept = [
        {"rule": "one", "status": "done"}, {"rule": "two", "status": "doing"},
        {"rule": "three", "status": None}, {"rule": "late-rule", "status": "dropped"},
    ]  # fmt: skip
    found = choices(result.assessment, result.verdict, plan(result.assessment, Wish(STRICT)), (), kept)
    assert found is not None
    assert (found.stop.done, found.stop.doing) == (("one",), ("two",))


@pytest.mark.parametrize("row", ROWS)
def test_the_data_fit_the_contract(pack: Any, row: str) -> None:
    project, more, _ = ROWS[row]
    found = made(pack, project, **more)
    assert found is not None
    Contract.model_validate(choices_to_plain(found.found))


# ---- what holds in any state -----------------------------------------------------------------------------------------

values = st.one_of(st.none(), st.integers(0, 100))
flags = st.sampled_from([True, False, None])
policies = st.builds(
    Policy,
    gate=st.just("strict"),
    readiness=st.one_of(st.none(), st.integers(0, 100).map(Fraction)),
    coverage=st.sampled_from([None, Fraction(80)]),
    floors=st.sampled_from([{}, {"alpha": Fraction(40)}, {"alpha": Fraction(40), "beta": Fraction(90)}]),
    stops=st.sampled_from([None, None, False]),
)
projects = st.fixed_dictionaries({
    "a": values, "b": values, "c": values, "late": values, "sponsor": flags, "change": flags,
    "phase": st.sampled_from(["pilot", "rollout"]),
    "waivers": st.lists(
        st.builds(small.waiver, st.sampled_from(["no-sponsor", "no-change", "one"]),
                  st.sampled_from(["2026-11-01", "2026-12-31"])),
        max_size=2, unique_by=lambda one: one.get("stop") or one.get("rule"),
    ),
})  # fmt: skip
lives = st.sampled_from([None, "2026-11-25", "2027-03-01"])
asked = given(projects, policies, lives, st.sampled_from([{}, OUT]))
many = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@many
@asked
def test_go_is_allowed_exactly_when_the_gate_is_passed_and_no_stop_stands(
    pack: Any, project: dict[str, Any], policy: Policy, live: str | None, wish: dict[str, Any]
) -> None:
    found = made(pack, project, policy, live, wish)
    assert found is not None
    standing = {s.stop.id for s in found.result.assessment.stops if s.state in ("confirmed", "possible")}
    allowed = found.found.go.state == ALLOWED
    assert allowed == (found.result.verdict.status == "passed" and not standing)
    assert (set(found.states()[1:]) == {NOT_NEEDED}) == allowed
    assert (found.found.hold.state == ALLOWED) != allowed
    confirmed = [s for s in found.result.assessment.stops if s.state == "confirmed" and s.stop.level == "stop"]
    if confirmed or found.result.verdict.status == "failed":
        assert found.found.go.state == NOT_ALLOWED


@many
@asked
def test_go_with_conditions_keeps_its_word(
    pack: Any, project: dict[str, Any], policy: Policy, live: str | None, wish: dict[str, Any]
) -> None:
    """Where it is allowed, the plan's work is done in time and passes the gate; musts and rest are that work."""
    found = made(pack, project, policy, live, wish)
    assert found is not None
    on = found.found.conditions
    steps = [step.action.id for step in found.plan.low.steps]
    assert sorted((*on.musts, *on.rest)) == sorted(steps)
    if on.state == ALLOWED:
        assert found.plan.low.verdict is not None
        assert found.plan.low.verdict.status == "passed"
        assert steps
        assert on.remaining == ()
        assert on.ends is not None
        assert live is None or project["phase"] == "rollout" or on.ends <= date.fromisoformat(live)
        assert on.first is None or on.first <= on.ends
    if found.found.stop.state == ALLOWED:
        assert on.state == NOT_ALLOWED
        assert found.plan.decided is False


@many
@asked
def test_waivers_do_what_the_options_say_of_them(
    pack: Any, project: dict[str, Any], policy: Policy, live: str | None, wish: dict[str, Any]
) -> None:
    """The gate is passed with waivers of the stops that can be waived exactly when the options say so."""
    found = made(pack, project, policy, live, wish)
    assert found is not None
    go = found.found.go
    if not (go.stops or go.possible) or go.left_out:
        assert not go.by_waivers
        return
    need = [id for id in (*go.stops, *go.possible) if id not in go.not_waivable]
    kept = [one for one in project["waivers"] if one.get("stop") not in need]
    waived = {**project, "waivers": [*kept, *(small.waiver(id, "2027-06-30") for id in need)]}
    after = small.judged(pack, small.project(**waived), policy)
    expired = any(waiver.state == "expired" for waiver in found.result.waivers)
    if not expired:  # a waiver that is renewed mends a condition of its own
        assert go.by_waivers == (after.verdict.status == "passed")
    if go.by_waivers:
        assert after.verdict.status == "passed"
    before = found.result.assessment.bar
    assert after.assessment.bar == before
