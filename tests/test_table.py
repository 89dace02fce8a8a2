from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfa_audit.project.base import plain
from sfa_audit.project.check import faults, part_of
from sfa_audit.project.table import NeedsModel, load_table, read
from sfa_audit.values import NONE

TABLE = load_table()
ABOUT = {"name": "Field Sales 2.0", "phase": "design"}

WORDS = st.sampled_from([None, "unknown", "none", "Unknown", "无"])
GOOD = {
    "text": st.sampled_from(["a", "b", "head of sales", "yes", "12"]),
    "flag": st.sampled_from([True, False, "yes", "No", "是", "否"]),
    "count": st.sampled_from([0, 1, 12, "3", Decimal("4.0")]),
    "amount": st.sampled_from([0, Decimal("0.5"), "2.25", 40]),
    "number": st.sampled_from([-3, Decimal("-0.5"), "8"]),
    "share": st.sampled_from([0, 1, Decimal("0.3"), "30%", "12.5 %"]),
    "date": st.sampled_from(["2026-11-23", "2027-01-01"]),
    "texts": st.lists(st.sampled_from(["a", "b"]), max_size=2),
    "text map": st.dictionaries(st.sampled_from(["goals", "x"]), st.sampled_from(["a", None]), max_size=2),
    "agreement": st.dictionaries(
        st.sampled_from(["goals", "x"]), st.sampled_from([None, [0, 1, 2, 3, 4], [1, "2", 0, 0, 0]]), max_size=2
    ),
    "counts": st.sampled_from([[0, 1, 2, 3, 4]]),
    "free": st.dictionaries(st.sampled_from(["a", "b"]), st.sampled_from([1, "x", None, [1, None], {"c": True}])),
    "format": st.sampled_from([1, None]),
}
BAD = st.sampled_from(
    [
        "",
        "1,000",
        30,
        -1,
        Decimal("1.5"),
        True,
        [],
        {},
        [1],
        [None],
        {"x": 1},
        "23.11.2026",
        10**30,
        "maybe",
        "none",
        None,
    ]
)
PATHS = st.sampled_from(["goals", "goals[0].owner", "sponsor", "project.name", "custom.x", "team[2]"])
BAD_PATHS = st.sampled_from(["goal", "voices", "goals[].owner", "sponsor[0]", "goals[0", "", "none"])


def trees(draw, parent, file, wrong):
    """A group of keys below a parent; with `wrong`, now and then something that no reader may take."""
    found = {}
    for name, field in TABLE.children(parent).items():
        if field.only not in ("", file) or (field.path == "project" and parent == "" and file == "answers"):
            continue
        if not field.must and draw(st.integers(0, 3)):
            continue
        if wrong and not draw(st.integers(0, 12)):
            if draw(st.booleans()):
                found[name] = draw(BAD)
            continue
        found[name] = value(draw, field, file, wrong)
    if wrong and not draw(st.integers(0, 30)):
        found["wrong_key"] = 1
    return found


def value(draw, field, file, wrong):
    if not field.must and not draw(st.integers(0, 4)) and field.kind != "format":
        return draw(WORDS)
    if field.kind == "section":
        return trees(draw, field.path, file, wrong)
    if field.kind == "list":
        return records(draw, field, file, wrong)
    if field.path == "evidence[].fact":
        return draw(BAD_PATHS if wrong and draw(st.booleans()) else PATHS)
    if field.kind == "choice":
        return draw(st.sampled_from(field.values))
    return draw(GOOD[field.kind])


def records(draw, field, file, wrong):
    listed = [trees(draw, f"{field.path}[]", file, wrong) for _ in range(draw(st.integers(0, 2)))]
    if wrong:
        return listed
    for record in listed:
        for name in field.one_of:
            record.pop(name, None)
        if field.one_of:
            record[draw(st.sampled_from(field.one_of))] = "some-id"
    seen = {}
    for record in listed:
        seen.setdefault(str(record.get(field.record_key, id(record))), record)
    return list(seen.values())


@st.composite
def valid_files(draw):
    file = draw(st.sampled_from(["project", "answers"]))
    return file, trees(draw, "", file, wrong=False)


@st.composite
def doubtful_files(draw):
    file = draw(st.sampled_from(["project", "answers"]))
    parts = draw(st.lists(st.sampled_from(sorted(TABLE.children(""))), max_size=3))
    tree = trees(draw, "", file, wrong=True)
    return file, {name: found for name, found in tree.items() if name in (*parts, "project", "head", "wrong_key")}


SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@SETTINGS
@given(valid_files())
def test_what_is_valid_is_read_alike_by_reader_and_models(given_file):
    file, tree = given_file
    answers = file == "answers"
    assert faults(tree, answers=answers) == []
    assert read(tree, TABLE, answers=answers) == plain(part_of(tree, answers=answers))


@settings(SETTINGS, max_examples=150)
@given(doubtful_files())
def test_what_the_models_refuse_the_reader_refuses(given_file):
    file, tree = given_file
    answers = file == "answers"
    try:
        found = read(tree, TABLE, answers=answers)
    except NeedsModel:
        assert faults(tree, answers=answers)
    else:
        assert faults(tree, answers=answers) == []
        assert found == plain(part_of(tree, answers=answers))


@pytest.mark.parametrize("answers", [False, True])
@pytest.mark.parametrize("word", ["none", "unknown", None])
@pytest.mark.parametrize("name", sorted(TABLE.children("")))
def test_a_word_for_a_whole_part_is_read_alike(name, word, answers):
    tree = {"head": {"source": "x", "kind": "log"}} if answers else {"project": ABOUT}
    tree[name] = word
    try:
        found = read(tree, TABLE, answers=answers)
    except NeedsModel:
        assert faults(tree, answers=answers)
    else:
        assert faults(tree, answers=answers) == []
        assert found == plain(part_of(tree, answers=answers))


def test_the_tree_of_a_file():
    tree = read(
        {
            "format": 1,
            "project": {**ABOUT, "reps_total": 40, "client": None, "dates": {"go_live": "2027-01-18"}},
            "goals": [
                {"name": "a", "metric": "win rate", "owner": "none", "baseline": Decimal("0.1"), "due": "unknown"}
            ],
            "sponsor": {"named": "yes", "role": "unknown"},
            "steering": {},
            "usage": [],
            "evidence": [{"fact": "goals[0].owner", "kind": "document", "date": "2026-11-02", "ref": "none"}],
            "voices": [{"group": "reps", "segments": 3, "agreement": {"goals": [0, 1, 2, 3, 4]}}],
            "custom": {"days": 4, "shop": "none"},
        },
        TABLE,
    )
    assert tree == {
        "format": 1,
        "project": {**ABOUT, "reps_total": Fraction(40), "dates": {"go_live": date(2027, 1, 18)}},
        "goals": ({"name": "a", "metric": "win rate", "owner": NONE, "baseline": Fraction(1, 10)},),
        "sponsor": {"named": True},
        "usage": (),
        "evidence": ({"fact": "goals[0].owner", "kind": "document", "date": date(2026, 11, 2)},),
        "voices": ({"group": "reps", "segments": Fraction(3), "agreement": {"goals": (0, 1, 2, 3, 4)}},),
        "custom": {"days": Fraction(4), "shop": NONE},
    }


def test_none_for_a_section_reaches_every_leaf():
    found = read({"project": ABOUT, "process": "none"}, TABLE)["process"]
    assert found["method"] is NONE
    assert found["stages"] == ()
    assert found["terms"] == dict.fromkeys(found["terms"], False)
    assert len(found["terms"]) == 8
    # a closed list: each of its records is known not to be there
    assert len(found["routines"]) == 6
    assert found["routines"][0] == {
        "routine": "pipeline review",
        "owner": NONE,
        "frequency": NONE,
        "system_view": NONE,
    }
    assert "stages_complete" not in found


def test_a_closed_list_without_entries_is_unknown_and_an_open_one_is_empty():
    tree = read({"project": ABOUT, "team": [], "goals": []}, TABLE)
    assert "team" not in tree
    assert tree["goals"] == ()


def test_the_order_of_the_file_does_not_matter():
    one = read({"project": ABOUT, "goals": [], "sponsor": {"role": "x", "named": True}}, TABLE)
    other = read({"sponsor": {"named": True, "role": "x"}, "goals": [], "project": ABOUT}, TABLE)
    assert repr(one) == repr(other)


def test_fields_are_found_by_pattern_and_by_path():
    assert TABLE.field("goals[3].owner") is TABLE.field("goals[].owner")
    assert TABLE.field("goals").is_list
    assert TABLE.field("goals[].name").key
    assert TABLE.field("team").closed[0] == "project manager"
    assert TABLE.closed()["access.places"] == ("place", TABLE.field("access.places").closed)
    assert TABLE.keys()["usage"] == "week_of"
    assert TABLE.receivers()["rep_questions.advice"] == "reps"
    assert next(iter(TABLE.children("sponsor"))) == "named"
    assert "sponsor.role" in TABLE
    with pytest.raises(KeyError):
        TABLE.field("sponsor.name")


@pytest.mark.parametrize("path", ["sponsor", "sponsor.role", "goals", "goals[0]", "goals[12].due", "custom.a.b"])
def test_evidence_can_cover(path):
    assert TABLE.covers(path)


@pytest.mark.parametrize(
    "path", ["", "sponsor.name", "goals[]", "goals[].due", "goals.due", "waivers", "sponsor[0]", "a b"]
)
def test_evidence_cannot_cover(path):
    assert not TABLE.covers(path)


def test_reading_needs_no_heavy_import():
    code = "import sys; from sfa_audit.project.table import load_table, read; load_table(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pydantic", "yaml", "typer", "dataclasses", "difflib", "importlib.resources"} & set(done.stdout.split())
