from __future__ import annotations

import pickle
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfa_audit.errors import Fault, InputError, columns_of, excerpt, path_text, short, visible
from sfa_audit.i18n import message, translator
from sfa_audit.suggest import closest

ENGLISH = translator("en")


def test_a_fault_says_where_what_and_what_to_do() -> None:
    fault = Fault(
        "project.yaml", 12, 10, "goals[0].owner", message("no role called {role}", role="bos"),
        message("use one of {roles}", roles="boss, rep"), excerpt("  owner: bos", 10),
    )  # fmt: skip
    assert fault.render(ENGLISH).splitlines() == [
        "project.yaml:12:10: goals[0].owner: no role called bos; use one of boss, rep",
        "  12 |   owner: bos",
        "     |          ^",
    ]
    assert str(fault) == fault.render(ENGLISH)
    assert fault.sentence(ENGLISH) == "no role called bos; use one of boss, rep"


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (Fault("<stdin>", None, None, "", message("it is empty")), "<stdin>: it is empty"),
        (Fault("a.yaml", 3, None, "", message("wrong")), "a.yaml:3: wrong"),
        (Fault("a.yaml", 3, 4, "a.b", message("wrong")), "a.yaml:3:4: a.b: wrong"),
        (Fault("C:\\x.yaml", None, None, "a", message("wrong"), message("mend it")), "C:\\x.yaml: a: wrong; mend it"),
        (Fault("a\x1b[2J.yaml", 1, 1, "x\u202ey", message("{t}", t="a\nb\r\t\x07\x9b\ud800\u2028")),
         "a\\x1b[2J.yaml:1:1: x\\u202ey: a\\nb\\r\\t\\x07\\x9b\\ud800\\u2028"),
    ],
)  # fmt: skip
def test_faults_without_all_parts(fault: Fault, text: str) -> None:
    assert fault.render(ENGLISH) == text


def test_faults_are_in_the_order_of_their_places() -> None:
    places = [("b", 1, 1), ("a", 10, 1), ("a", 9, 7), ("a", 9, 3), ("a", None, None)]
    error = InputError(Fault(file, line, column, "", message("wrong")) for file, line, column in places)
    assert [(f.file, f.line, f.column) for f in error.faults] == [
        ("a", None, None), ("a", 9, 3), ("a", 9, 7), ("a", 10, 1), ("b", 1, 1),
    ]  # fmt: skip
    assert str(error).splitlines() == ["a: wrong", "a:9:3: wrong", "a:9:7: wrong", "a:10:1: wrong", "b:1:1: wrong"]
    assert error.render(ENGLISH) == str(error)


def test_one_fault_is_enough_and_all_travel_between_processes() -> None:
    fault = Fault("a", 1, 2, "p", message("x {n}", n=1), message("y"), ("line", "^"))
    assert InputError(fault).faults == (fault,)
    again = pickle.loads(pickle.dumps(InputError(fault)))
    assert again.faults == (fault,)
    assert hash(again.faults[0]) == hash(fault)
    with pytest.raises(AttributeError):
        fault.line = 3


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("goals",), "goals"),
        (("goals", 0, "owner"), "goals[0].owner"),
        ((0, "a", 1, 2), "[0].a[1][2]"),
        (("custom", "目标", "a-b_c"), "custom.目标.a-b_c"),
        (("custom", "a.b", "", "x y"), 'custom["a.b"][""]["x y"]'),
        (("x" * 100,), "x" * 59 + "…"),
        (("a", "x " * 100), 'a["' + ("x " * 30)[:59] + '…"]'),
    ],
)
def test_paths(path: tuple[str | int, ...], text: str) -> None:
    assert path_text(path) == text


def test_short() -> None:
    assert short("abc", 3) == "abc"
    assert short("abcd", 3) == "ab…"


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ("owner: bos", 8, ["owner: bos", "       ^"]),
        ("owner: bos", 1, ["owner: bos", "^"]),
        ("owner:", 7, ["owner:", "      ^"]),
        ("owner:", 99, ["owner:", "      ^"]),
        ("负责人: 销售", 6, ["负责人: 销售", "        ^"]),
        ("a\tb: x", 3, ["a    b: x", "     ^"]),
        ("e\u0301: x", 5, ["e\u0301: x", "   ^"]),
        ("\x1b[1m: x", 5, ["\\x1b[1m: x", "       ^"]),
        ("a\u202e: x", 5, ["a\\u202e: x", "         ^"]),
        ("\u3000x", 2, ["\u3000x", "  ^"]),
        ("🙂: x", 4, ["🙂: x", "    ^"]),
        ("x" * 90, 90, ["x" * 90, " " * 89 + "^"]),
        ("x" * 91, 1, ["x" * 90 + "…", "^"]),
        ("x" * 50 + "y" * 500, 51, ["x" * 50 + "y" * 40 + "…", " " * 50 + "^"]),
        ("x" * 500 + "y" * 500, 501, ["…" + "x" * 60 + "y" * 30 + "…", " " * 61 + "^"]),
        ("x" * 500 + "y", 501, ["…" + "x" * 60 + "y", " " * 61 + "^"]),
        ("销" * 500, 251, ["…" + "销" * 45 + "…", " " * 61 + "^"]),
    ],
)
def test_the_caret_stands_under_the_place(line: str, column: int, shown: list[str]) -> None:
    assert list(excerpt(line, column)) == shown


@given(st.text(max_size=400), st.integers(-5, 500))
def test_an_excerpt_is_safe_and_short(line: str, column: int) -> None:
    shown, caret = excerpt(line, column)
    assert columns_of(shown) <= 100
    assert caret.strip() == "^"
    assert columns_of(caret) <= columns_of(shown) + 1
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


@given(st.text())
def test_visible_text_stays_on_its_line(text: str) -> None:
    shown = visible(text)
    assert len((shown + "x").splitlines()) == 1
    assert visible(shown) == shown
    shown.encode("utf-8")
    assert shown == text or not text.isprintable()


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("sponser", "sponsor"), ("Sponsor", "sponsor"), ("levels-below-ceo", "levels_below_ceo"),
        ("levels below ceo", "levels_below_ceo"), ("Goals ", "goals"), ("zzz", None), ("", None), ("x" * 100_000, None),
    ],
)  # fmt: skip
def test_the_word_that_was_meant(word: str, meant: str | None) -> None:
    assert closest(word, ["goals", "sponsor", "levels_below_ceo"]) == meant


def test_nothing_to_suggest_from() -> None:
    assert closest("goals", []) is None
