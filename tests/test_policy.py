"""The policy of a gate: where each value comes from, what is refused; asking more never makes a gate easier."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small
from sfa_audit.gate import Policy

RANK = {"passed": 0, "undetermined": 1, "failed": 2}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write_pack(tmp_path_factory.mktemp("rules") / "small")


@pytest.fixture(scope="module")
def pack(folder: Path) -> Any:
    return small.the_pack(folder)


@pytest.fixture
def ran(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run with a settings file, variables and flags: ran(flags, yaml=, toml=, **variables)."""

    def run(flags: str = "", yaml: str = "", toml: str = "", project: str = "", **variables: str) -> small.Ran:
        for name, text in (("sfa-audit.yaml", yaml), ("pyproject.toml", toml)):
            if text:
                (tmp_path / name).write_text(text, encoding="utf-8")
        for name, value in variables.items():
            monkeypatch.setenv(f"SFA_AUDIT_{name}", value)
        return small.assess(folder, tmp_path / "inner", project or small.project(), flags, capsys, kinds=["json"])

    return run


def required(ran: small.Ran) -> dict[str, str | None]:
    return {one["id"]: one["required"] for one in ran.json()["verdict"]["conditions"]}


# ---- where a value comes from --------------------------------------------------------------------------------------

FILE = "gate: {fail_under: 60, coverage: 50}\n"


def test_flag_before_variable_before_file(ran: Any) -> None:
    assert required(ran(yaml=FILE)) == {"readiness": "60", "coverage": "50", "stops": None}
    assert required(ran(yaml=FILE, FAIL_UNDER="61"))["readiness"] == "61"
    assert required(ran("--fail-under 62", yaml=FILE, FAIL_UNDER="61")) == {
        "readiness": "62",
        "coverage": "50",
        "stops": None,
    }
    assert required(ran(FAIL_UNDER=""))["readiness"] == "60"  # an empty variable is none


def test_pyproject(ran: Any) -> None:
    toml = '[tool.sfa-audit.gate]\nfail_under = 60\nfloors = {alpha = 40}\nprofiles = ["full"]\n'
    assert required(ran(toml=toml)) == {"readiness": "60", "floor:alpha": "40", "stops": None, "profile": None}


def test_the_nearest_file_is_found_upwards_and_the_own_file_goes_before_pyproject(ran: Any, tmp_path: Path) -> None:
    assert required(ran(yaml=FILE, toml="[tool.sfa-audit.gate]\nfail_under = 1\n"))["readiness"] == "60"
    (tmp_path / "inner" / "sfa-audit.yaml").write_text("gate: {fail_under: 63}\n", encoding="utf-8")
    assert required(ran()) == {"readiness": "63", "stops": None}


def test_a_named_file_goes_before_a_found_one(ran: Any, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("gate: {fail_under: 64}\n", encoding="utf-8")
    assert required(ran(f"--config {tmp_path / 'other.yaml'}", yaml=FILE)) == {"readiness": "64", "stops": None}


def test_show_config_says_every_origin(ran: Any, folder: Path) -> None:
    shown = ran("--show-config --floor beta=10", yaml="gate: {name: strict, coverage: 50}\n", STALE="20").out
    lines = {line.split()[0]: " ".join(line.split()[1:]) for line in shown.splitlines()}
    assert lines["rules"] == f"{folder} (--rules)"
    assert lines["gate.name"].startswith("strict (")
    assert lines["gate.name"].endswith("sfa-audit.yaml:1)")
    assert lines["gate.fail_under"] == "70 (gate strict of small 1.0.0)"
    assert lines["gate.floors"].startswith("alpha=40, beta=10")
    assert lines["gate.stale"] == "20 (SFA_AUDIT_STALE)"
    assert lines["gate.max_fall"] == "-"


def test_the_named_gate_goes_by_the_milestone(ran: Any) -> None:
    assert required(ran("--gate strict"))["readiness"] == "70"
    assert required(ran("--gate strict --entering live"))["readiness"] == "80"
    assert "readiness" not in required(ran("--gate strict --entering review"))


@pytest.mark.parametrize(
    ("setting", "code"),
    [("profiles: [full]", 0), ("profiles: [short]", 3), ("stops: yes", 0), ("not_applicable: 0", 0)],
)
def test_one_condition_alone_is_a_gate(ran: Any, setting: str, code: int) -> None:
    done = ran(yaml=f"gate: {{{setting}}}\n")
    assert done.json()["verdict"]["asked"] is True
    assert done.code == code


def test_stops_asked_alone(ran: Any) -> None:
    assert ran(yaml="gate: {stops: yes}\n", project=small.project(sponsor=False)).code == 1
    assert ran(yaml="gate: {stops: yes}\n", project=small.project(sponsor=None)).code == 3


def test_the_pack_can_be_pinned(ran: Any, pack: Any) -> None:
    assert ran(yaml=f'gate: {{pack_version: "1.0.0", pack_digest: "{pack.digest}"}}\n').code == 0
    for pin in ('pack_version: "2.0.0"', 'pack_digest: "sha256:00"'):
        done = ran(yaml=f"gate: {{{pin}}}\n")
        assert done.code == 2
        assert "the policy pins" in done.err


# ---- what is refused -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "flags",
    [
        "--fail-under 101", "--fail-under -1", "--fail-under x", "--fail-under 70.25", "--fail-under nan",
        "--fail-under 1e1", "--fail-under ٧٠", "--gate no-such", "--floor gamma=1", "--floor alpha", "--floor alpha=x",
        "--entering no-such", "--profile no-such", "--as-of 2026-02-30", "--as-of 23.11.2026", "-f no-such",
        "-o x.no-such", "--config no-such.yaml", "--no-such", "--rules no-such-folder",
    ],
)  # fmt: skip
def test_wrong_flags_end_with_2(ran: Any, flags: str) -> None:
    done = ran(flags)
    assert done.code == 2
    assert done.err


@pytest.mark.parametrize(
    "text",
    [
        "gate: {fail_undr: 70}", "gate: {fail_under: 170}", "gate: {fail_under: yes}", "gate: {floors: 40}",
        "gate: {floors: {gamma: 40}}", "gate: {name: no-such}", "gate: {profiles: [no-such]}", "gate: {stops: perhaps}",
        "gates: {fail_under: 70}", "gate: 70", "- gate", "gate: {fail_under: 70", "entering: no-such",
        "baseline_days: 0",
    ],
)  # fmt: skip
def test_a_faulty_settings_file_ends_with_2(ran: Any, text: str) -> None:
    done = ran(yaml=text + "\n")
    assert done.code == 2
    assert done.err


@pytest.mark.parametrize("variable", ["FAIL_UNDER", "COVERAGE", "FLOORS", "STOPS", "GATE", "PROFILE", "ENTERING"])
def test_a_faulty_variable_ends_with_2(ran: Any, variable: str) -> None:
    assert ran(**{variable: "no such thing"}).code == 2


# ---- asking more never makes it easier -----------------------------------------------------------------------------

FIGURES = st.none() | st.integers(0, 100)
PROJECTS = st.fixed_dictionaries(
    {"a": FIGURES, "b": FIGURES, "c": FIGURES, "sponsor": st.none() | st.booleans(),
     "evidenced": st.sampled_from(["", "a", "bc", "abc"]), "stale": st.sampled_from(["", "a", "b"]),
     "aside": st.sampled_from([[], ["two"]])}
)  # fmt: skip
LEVELS = st.none() | st.integers(0, 1000).map(lambda n: Fraction(n, 10))
POLICIES = st.builds(
    Policy,
    readiness=LEVELS,
    coverage=LEVELS,
    evidenced=LEVELS,
    floors=st.dictionaries(
        st.sampled_from(["alpha", "beta"]), LEVELS.filter(lambda level: level is not None), max_size=2
    ),
    stops=st.sampled_from([None, True, False]),
    stale=LEVELS,
    waived=LEVELS,
    not_applicable=LEVELS,
)
AT_LEAST, AT_MOST = ("readiness", "coverage", "evidenced"), ("stale", "waived", "not_applicable")


@st.composite
def stricter(draw: Any, policy: Policy) -> Policy:
    """The policy with some requirements raised, and some added."""
    for name in AT_LEAST:
        level = getattr(policy, name)
        policy = policy._replace(**{name: _raised(draw, level)})
    floors = {cause: _raised(draw, policy.floors.get(cause)) for cause in ("alpha", "beta")}
    policy = policy._replace(floors={cause: level for cause, level in floors.items() if level is not None})
    for name in AT_MOST:
        level = getattr(policy, name)
        if level is not None or draw(st.booleans()):
            # without a level of its own the pack asks for 15 at most
            most = 15 if name == "not_applicable" and level is None else 100 if level is None else level
            policy = policy._replace(**{name: draw(st.fractions(0, most, max_denominator=10))})
    if policy.stops is not True and draw(st.booleans()):
        policy = policy._replace(stops=True)
    return policy


def _raised(draw: Any, level: Fraction | None) -> Fraction | None:
    if level is None and not draw(st.booleans()):
        return None
    return draw(st.fractions(level or 0, 100, max_denominator=10))


@given(PROJECTS, POLICIES, st.data())
def test_a_stricter_gate_is_never_easier_and_hides_nothing(pack: Any, project: Any, policy: Policy, data: Any) -> None:
    text = small.project(**project)
    before = small.judged(pack, text, policy).verdict
    after = small.judged(pack, text, data.draw(stricter(policy))).verdict
    if before.status == "not_asked":
        return
    assert RANK[after.status] >= RANK[before.status]
    found = {one.id: one.status for one in after.conditions}
    for one in before.conditions:
        if one.status in ("undetermined", "failed"):
            assert found[one.id] in ("undetermined", "failed")
            assert RANK[found[one.id]] >= RANK[one.status]


@given(PROJECTS, POLICIES)
def test_the_questions_of_an_undetermined_readiness_can_decide_it(pack: Any, project: Any, policy: Policy) -> None:
    result = small.judged(pack, small.project(**project), policy)
    for one in result.verdict.conditions:
        if one.kind == "readiness" and one.status == "undetermined" and result.assessment.bar is not None:
            assert one.questions
            points = {question.rule.id: question.points for question in result.assessment.questions}
            assert one.actual + sum(points[rule] for rule in one.questions) >= one.required
