from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import yaml

from sfa_audit import yaml_reader
from sfa_audit.errors import InputError
from sfa_audit.i18n import message, translator
from sfa_audit.yaml_file import Limits, parse

PARSERS = ["libyaml", "python"]


def python_events(text: str) -> Callable[[], Any]:
    return iter(yaml.parse(text, yaml.SafeLoader)).__next__


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every reading is tried with both parsers of PyYAML."""
    if request.param == "python":
        monkeypatch.setattr(yaml_reader, "events", python_events)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML is without libyaml here")
    name: str = request.param
    return name


def read(text: str | bytes, **options: Any) -> Any:
    data = text.encode() if isinstance(text, str) else text
    return parse(data, "p.yaml", **{"mapping": False, **options}).data


def heads(data: bytes, limits: Limits | None = None) -> list[str]:
    """The first line of each fault."""
    with pytest.raises(InputError) as caught:
        parse(data, "p.yaml", limits or Limits())
    return [fault.render(translator("en")).splitlines()[0] for fault in caught.value.faults]


# How values are read


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *((w, True) for w in ("true", "True", "TRUE")),
        *((w, False) for w in ("false", "False", "FALSE")),
        *((w, None) for w in ("", "~", "null", "Null", "NULL")),
        *((w, w) for w in ("yes", "no", "on", "off", "Yes", "NO", "y", "n", "tRUE", "nULL", "none", "unknown", "是")),
        ("0", 0), ("7", 7), ("-7", -7), ("+7", 7), ("-0", 0), ("9" * 30, int("9" * 30)),
        *((w, w) for w in (
            "010", "00", "-01", "0x10", "0o17", "0b1", "1_000", "1,000", "12:30:45", "190:20:30", "30%", "1 000", "+",
            ".", "-.", "--", "..", "1e", "e3", "1e+", "0x", "٣", "1.2.3", "+-1", "1e5.", "1.e", "e", "1e-", "1e+-1",
            "1ee1", "--1", "1-1", "-0x1", "1e 1",
            ".e1", "1e٣", "²", "1²", "1e999999", "1e100", "1e-100", "01.5",
        )),
        *((w, Decimal(w)) for w in (
            "0.1", "-0.10", "+0.5", ".5", "-.5", "5.", "1e3", "1E3", "1.5e-3", "1e99", "1.e1", "0e0", "1." + "2" * 29,
        )),
        *((w, w) for w in (".nan", ".NaN", ".inf", "-.inf", "+.INF", "nan", "inf", "Infinity", "NaN")),
        *((w, w) for w in ("2026-11-23", "2026-11-23 10:00:00", "2026-11-23T10:00:00Z", "10:30", "=", "<")),
        *((f'"{w}"', w) for w in ("true", "null", "~", "", "1", "0.1", "9" * 31)),
        *((f"'{w}'", w) for w in ("true", "null", "~", "", "1", "0.1", "9" * 31)),
        ("|\n  1\n", "1\n"), (">-\n  true\n", "true"), ('"a\\tb\\nc"', "a\tb\nc"), ('"\\u4e2d\\u2028"', "中\u2028"),
        ("[1, '1', a]", [1, "1", "a"]), ("{a: 1, b: }", {"a": 1, "b": None}), ("[]", []), ("{}", {}),
    ],
)  # fmt: skip
def test_a_value_is_what_it_looks_like(written: str, value: object, parser: str) -> None:
    got = read(f"a: {written}\n")["a"]
    assert got == value
    assert type(got) is type(value)
    assert str(got) == str(value), "decimals keep the digits that were written"


@pytest.mark.parametrize(
    "key", ["1", "010", "true", "null", "~", "1.5", "2026-11-23", "a b", "目标", "'<<'", '"1"', "no", "<", "x-y"]
)
def test_keys_are_their_text(key: str, parser: str) -> None:
    assert read(f"custom:\n  {key}: 1\n") == {"custom": {key.strip("'\""): 1}}


def test_without_libyaml_the_other_parser_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    assert yaml_reader.events("a").__qualname__ != "CParser.get_event"
    assert read("a: [1, 0.5]") == {"a": [1, Decimal("0.5")]}


def test_forms_of_a_file(parser: str) -> None:
    tree = {"a": 1, "b": ["x", {"c": None}]}
    text = "a: 1\nb:\n- x\n- c:\n"
    for form in (
        text,
        "\ufeff" + text,
        text.replace("\n", "\r\n"),
        text.replace("\n", "\r"),
        "---\n" + text,
        text + "...\n",
        "# first\n\n" + text + "# last",
        "%YAML 1.2\n---\n" + text,
        "a: 1\nb: [x, {c: }]",
        '{"a":1,"b":["x",{"c":null}]}',
        "? a\n: 1\n? b\n: - x\n  - c:\n",
    ):
        assert read(form) == tree, form


def test_aliases_repeat_data(parser: str) -> None:
    tree = read("a: &a {x: &n 1, y: [1]}\nb: *a\nc: [*a, *n]\n&k d: *k\n")
    assert tree == {"a": {"x": 1, "y": [1]}, "b": {"x": 1, "y": [1]}, "c": [{"x": 1, "y": [1]}, 1], "d": "d"}


def test_an_anchor_may_be_given_again(parser: str) -> None:
    assert read("- &a 1\n- *a\n- &a [&a x, *a]\n- *a\n") == [1, 1, ["x", "x"], "x"]


# Where things stand

PLACES = """\
# a comment
project:
  name: Ä中🙂, 'x'   # é
  phase:   pilot
goals:
  - name: a
    owner: head of sales
  - {name: b, owner: [x, "y"]}
empty:
again: &g
  k: v
more: [*g, 1]
""".encode()


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), (2, 1), (2, 1)),
        (("project",), (2, 1), (3, 3)),
        (("project", "phase"), (4, 3), (4, 12)),
        (("goals",), (5, 1), (6, 3)),
        (("goals", 0), (6, 5), (6, 5)),
        (("goals", 0, "owner"), (7, 5), (7, 12)),
        (("goals", 1, "owner", 1), (8, 26), (8, 26)),
        (("empty",), (9, 1), (9, 7)),
        (("again", "k"), (11, 3), (11, 6)),
        (("more", 0), (12, 8), (12, 8)),
        (("more", 0, "k"), (11, 3), (11, 6)),
        (("more", 1), (12, 12), (12, 12)),
        (("project", "client"), (2, 1), (3, 3)),
        (("goals", 7, "owner"), (5, 1), (6, 3)),
        (("goals", "x"), (5, 1), (6, 3)),
        (("goals", 0, "name", "x"), (6, 5), (6, 11)),
        (("nothing",), (2, 1), (2, 1)),
    ],
)
def test_places(
    path: tuple[str | int, ...], key: tuple[int, int], value: tuple[int, int], ends: str, parser: str
) -> None:
    document = parse(PLACES.replace(b"\n", ends.encode()), "p.yaml")
    assert document.key_place(path) == key
    if path != ("again",):
        assert document.place(path) == value


def test_columns_count_characters(parser: str) -> None:
    document = parse("\ufeffÄ中🙂: {é: x, y: z}".encode(), "p.yaml")
    assert document.key_place(("Ä中🙂",)) == (1, 1)
    assert document.place(("Ä中🙂", "y")) == (1, 16)


def test_a_fault_of_a_part_of_the_data() -> None:
    document = parse(PLACES, "p.yaml")
    wrong, hint = message("wrong"), message("mend it")
    assert str(document.fault(("goals", 0, "owner"), wrong, hint)).splitlines() == [
        "p.yaml:7:12: goals[0].owner: wrong; mend it",
        "  7 |     owner: head of sales",
        "    |            ^",
    ]
    assert str(document.fault(("goals", 0, "owner"), wrong, key=True)).splitlines() == [
        "p.yaml:7:5: goals[0].owner: wrong",
        "  7 |     owner: head of sales",
        "    |     ^",
    ]
    missing = str(document.fault(("project", "client"), message("it is missing"))).splitlines()
    assert missing == ["p.yaml:2:1: project.client: it is missing", "  2 | project:", "    | ^"]
    assert document.name == "p.yaml"


def test_very_many_faults_in_one_line_take_no_time() -> None:
    keys = [f"k{i}" for i in range(10_000)]
    document = parse(("{" + ", ".join(f"{k}: 1" for k in keys) + "}").encode(), "p.yaml")
    faults = [document.fault((key,), message("wrong"), key=True) for key in keys]
    assert faults[-1].column == len("{") + sum(len(k) + len(": 1, ") for k in keys[:-1]) + 1
    assert all(len(fault.excerpt[0]) < 100 for fault in faults)


# What is refused: the content, and the first lines of all faults

LAUGHS = b"a: &a [x,x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 10)) for c in b"bcdefghi"
)
NOT_UTF8 = "save the file as UTF-8"
NOT_TEXT = "give a YAML file, which is plain text"
TOP = 'write "key: value" lines; sfa-audit init makes a file to start from'
TAB = "a tab character stands where the line is indented; indent with spaces"
QUOTES = "put the text in quotes"
UNFIT = "this does not fit the lines above it; check the indentation, and put a text with special characters in quotes"
TAG = "YAML tags (a word after !) are not used here; leave the tag out, or put the text in quotes"
BRACKET = (
    "this list in square brackets is not closed, or lacks a comma; "
    "add the ] or the comma, or put a text that begins with [ in quotes"
)
BRACE = (
    "this group in curly brackets is not closed, or lacks a comma; "
    "add the } or the comma, or put a text that begins with { in quotes"
)
COLON = "there is a colon followed by a space inside a value; put the value in quotes, or check the indentation"
NO_COLON = 'there is no colon after this key; write "key: value", with a space after the colon, and close every quote'
WIDE_COLON = (
    "a full-width colon stands here where YAML needs a half-width one; "
    'write "key: value", with a half-width colon and a space after it'
)
NO_KEY = "there is no key before the colon; write one, or take the line out"
UNCLOSED = "this quote is never closed; add the closing quote"
AFTER_QUOTE = (
    "the text goes on after its closing quote; "
    "put all of it in quotes, and write a single quote within single quotes twice"
)
DEPTH = "the data is nested more than 64 levels deep; check the brackets and the indentation"
BRACKET_KEY = "a list or a group in brackets cannot be a key; put a text that begins with [ or { in quotes"
REPEAT = "the aliases in this file (*) repeat more data than a file may hold; write out what is meant"
DIGITS = "this number has more than 30 digits; round it, or put it in quotes if it is a text"
NODES = "the file holds more than 200,000 keys and values; give a smaller file"
SIZE = "the file is larger than 2 MiB; give a smaller file"
ESCAPED = "take out its escape, which begins with a backslash"
BACKSLASH = (
    "a backslash within double quotes begins an escape, and this one is not known; "
    "write two backslashes, or use single quotes"
)
BLOCK = (
    "after > or | the text has to begin on the next line; "
    "move it there, or put a text that begins with > or | in quotes"
)

REFUSED: dict[str, tuple[bytes, list[str]]] = {
    "an empty file": (b"", [" the file is empty; start with sfa-audit init"]),
    "blank lines": (b"\n \n", [" the file is empty; start with sfa-audit init"]),
    "only a comment": (b"# later\n", [" the file is empty; start with sfa-audit init"]),
    "only a mark": (b"\xef\xbb\xbf---\n", [" the file is empty; start with sfa-audit init"]),
    "null": (b"null\n", [" the file is empty; start with sfa-audit init"]),
    "a list": (b"- a\n", [f"1:1: the file holds a list where keys and values are expected; {TOP}"]),
    "a string": (b"hello\n", [f"1:1: the file holds a text where keys and values are expected; {TOP}"]),
    "a number": (b"\n  5", [f"2:3: the file holds a single value where keys are expected; {TOP}"]),
    "duplicate keys": (
        b"a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n  c: 4\na: 4\n",
        [
            "5:3: b.c: the key c is there twice, first in line 3; keep one of the two",
            "6:3: b.c: the key c is there twice, first in line 3; keep one of the two",
            "7:1: a: the key a is there twice, first in line 1; keep one of the two",
        ],
    ),
    "duplicate keys that look different": (
        b"'1': 1\n1: 2\n",
        ['2:1: 1: the key 1 is there twice, first in line 1; keep one of the two'],
    ),
    "a tab": (b"a:\n\tb: 1\n", [f"2:1: {TAB}"]),
    "a tab after spaces": (b"a:\n  \tb: 1\n", [f"2:3: {TAB}"]),
    "a tab further down": (b"a:\n  b: 1\n\tc: 2\n", [f"3:1: {TAB}"]),
    "a tab in a list": (b"a:\n  - x\n\t- y\n", [f"3:1: {TAB}"]),
    "an unclosed bracket": (b"a: [1, 2\nb: 3\n", [f"1:4: {BRACKET}"]),
    "an unclosed bracket at the end": (b"a: 1\nb: [see annex", [f"2:4: {BRACKET}"]),
    "an unclosed brace": (b"a: {b: 1\nc: 2\n", [f"1:4: {BRACE}"]),
    "an end within brackets": (b"a: 1\nb: [", ["2:5: the file ends within brackets; add the ] or } that is missing"]),
    "an end after a comma": (b"b: {a: [1,\n", ["2:1: the file ends within brackets; add the ] or } that is missing"]),
    "text after a bracket": (b"a: [draft] goals\n", [f"1:12: {UNFIT}"]),
    "a lonely comma": (b"a: [,]\n", ["1:5: a value is missing here; take out a comma, or write the value"]),
    "a colon in a value": (b"a: why: because\n", [f"1:7: {COLON}"]),
    "a line too far right": (b"a: 1\n  b: 2\n", [f"2:4: {COLON}"]),
    "a line too far left": (b"a:\n    b: 1\n  c: 1\n", [f"3:3: {UNFIT}"]),
    "a missing colon": (b"a: 1\nname Acme\nb: 2\n", [f"2:1: {NO_COLON}"]),
    "no space after the colon": (b"a: 1\nfoo:yes", [f"2:1: {NO_COLON}"]),
    "a full-width colon": ("a: 1\nphase：build\n".encode(), [f"2:6: {WIDE_COLON}"]),
    "a full-width colon after Chinese": ("# 说明\na: “甲”\nphase：build\n".encode(), [f"3:6: {WIDE_COLON}"]),
    "a full-width colon above a group": ("project：\n  name: x\n".encode(), [f"1:8: {WIDE_COLON}"]),
    "a full-width colon above a key": ("a:\n  name：x\n  phase: build\n".encode(), [f"2:7: {WIDE_COLON}"]),
    "a full-width colon in a list": ("a:\n- name：x\r\n  metric: y\n".encode(), [f"2:7: {WIDE_COLON}"]),
    "a full-width colon within a text": ("a: 注：b\nname x\n".encode(), [f"2:1: {NO_COLON}"]),
    "no key": (b": 1\n", [f"1:1: {NO_KEY}"]),
    "no key within": (b"a:\n  : 1\n", [f"2:3: {NO_KEY}"]),
    "an empty key": (b"a: 1\n'': 1\n", [f'2:1: [""]: {NO_KEY}']),
    "an unclosed quote": (b'a: "x\nb: 1\n', [f"1:4: {UNCLOSED}"]),
    "an unclosed single quote": (b"b: 1\na: 'x\n", [f"2:4: {UNCLOSED}"]),
    "a quote in quotes": (b"a: 'it's'\n", [f"1:8: {AFTER_QUOTE}"]),
    "text after quotes": (b'a: "x" y\n', [f"1:8: {AFTER_QUOTE}"]),
    "@": (b"a: @x\n", [f"1:4: a value cannot begin with @; {QUOTES}"]),
    "a backtick": (b"a: `x\n", [f"1:4: a value cannot begin with `; {QUOTES}"]),
    "bold": (b"a: **bold**\n", [f"1:4: a value cannot begin with * or & here; {QUOTES}"]),
    "a star": (b"a: *bold\n", ["1:4: a: nothing in the file is marked &bold; put a text that begins with * in quotes"]),
    "an ampersand": (b"a: & x\n", [f"1:4: a value cannot begin with * or & here; {QUOTES}"]),
    "greater than": (b"a: >30% of x\n", [f"1:4: {BLOCK}"]),
    "a pipe": (b"a: | x\n", [f"1:4: {BLOCK}"]),
    "a question": (b"a: ? b\n", [f"1:4: a value cannot begin with ? here; {QUOTES}"]),
    "a list on the line of its key": (
        b"a: - b\n",
        ['1:4: a list cannot begin on the line of its key; put the "-" on a line of its own'],
    ),
    "a future YAML": (
        b"%YAML 3.0\n---\na: 1\n",
        ["1:1: the version of YAML in the first line is not known; take out the line that begins with %YAML"],
    ),
    "Python tags": (b"a: !!python/object/apply:os.system ['x']\n", [f"1:4: a: {TAG}"]),
    "any tags": (b"a: !x 1\nb: !!str 2\nc: ! 3\n!!map d: {}\n", [
        f"1:4: a: {TAG}", f"2:4: b: {TAG}", f"3:4: c: {TAG}", f"4:1: {TAG}",
    ]),
    "a tag with a handle": (b"a: !x!y 1\n", [f"1:4: {TAG}"]),
    "two documents": (
        b"a: 1\n---\nb: 1\n",
        ["2:1: a second document begins here; keep one document a file, and take out the line ---"],
    ),
    "an empty first document": (
        b"---\n---\nb: 1\n",
        ["2:1: a second document begins here; keep one document a file, and take out the line ---"],
    ),
    "text after the end": (b"a: 1\n...\nb: 1\n", [f"3:1: {UNFIT}"]),
    "UTF-16": ("a: 1\n".encode("utf-16"), [f" the file is in UTF-16; {NOT_UTF8}"]),
    "UTF-16, no mark": ("a: 1\n".encode("utf-16-le"), [f" the file is in UTF-16; {NOT_UTF8}"]),
    "UTF-16, big end first": ("a: 1\n".encode("utf-16-be"), [f" the file is in UTF-16; {NOT_UTF8}"]),
    "UTF-32": ("a: 1\n".encode("utf-32"), [f" the file is in UTF-32; {NOT_UTF8}"]),
    "Latin-1": ("a: 中\n".encode() + b"b: Z\xfcrich\n", [f"2:5: the byte 0xfc here is not UTF-8; {NOT_UTF8}"]),
    "GBK": ("a: 1\r\nb: 销售\r\n".encode("gbk"), [f"2:4: the byte 0xcf here is not UTF-8; {NOT_UTF8}"]),
    "half a character": ("a: 中".encode()[:-1], [f"1:4: the byte 0xe4 here is not UTF-8; {NOT_UTF8}"]),
    "a surrogate": (b"a: \xed\xa0\x80", [f"1:4: the byte 0xed here is not UTF-8; {NOT_UTF8}"]),
    "a zero byte": (b"a: 1\nb: x\0y", [f"2:5: there is a zero byte here: this is no text file; {NOT_TEXT}"]),
    "an Excel file": (b"PK\x03\x04\x14\x00", [f" this is a ZIP or Office file (Excel, Word), not YAML; {NOT_TEXT}"]),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", [f" this is a PDF file, not YAML; {NOT_TEXT}"]),
    "an image": (b"\x89PNG\r\n\x1a\n\0", [f" this is an image, not YAML; {NOT_TEXT}"]),
    "a program": (b"\x7fELF\x02\x01\x01\0", [
        "1:1: there is an invisible control character here (U+007F); delete it",
    ]),
    "random bytes": (bytes(range(254, 0, -1)), [f"1:1: the byte 0xfe here is not UTF-8; {NOT_UTF8}"]),
    "an escape character": (b"a: \x1b[31m", ["1:4: there is an invisible control character here (U+001B); delete it"]),
    "C1": ("a: x\x9by".encode(), ["1:5: there is an invisible control character here (U+009B); delete it"]),
    "a hidden line": ("a: x\u2028b: 1".encode(), ["1:5: there is an invisible line end here (U+2028); delete it"]),
    "two files in one": (
        "\ufeffa: 1\n\ufeffb: 1".encode(), ["2:1: there is an invisible control character here (U+FEFF); delete it"],
    ),
    "escaped controls": (b'a: "x\\0y"\nb: ["\\e[1m"]\n"k\\x07": 1\n', [
        f"1:4: a: this text holds an invisible control character (U+0000); {ESCAPED}",
        f"2:5: b[0]: this text holds an invisible control character (U+001B); {ESCAPED}",
        f'3:1: ["k\\x07"]: this text holds an invisible control character (U+0007); {ESCAPED}',
    ]),
    "a Windows path": (b'a: "C:\\data"\n', [f"1:7: {BACKSLASH}"]),
    "an alias bomb": (LAUGHS, [f"6:8: f[0]: {REPEAT}"]),
    "a bomb of long texts": (
        b"a: &a " + b"x" * 99_000 + b"\nb: [" + b"*a," * 100 + b"]",
        [f"2:68: b[21]: {REPEAT}"],
    ),
    "a bomb in depth": (b"- &a0 [x]\n" + b"".join(b"- &a%d [*a%d]\n" % (i + 1, i) for i in range(99)), [
        f"64:9: [63][0]: {REPEAT}",
    ]),
    "a list within itself": (
        b"a: &a [*a]\n", ["1:8: a[0]: the alias *a stands for a part that it is in itself; write out what is meant"],
    ),
    "a group within itself": (
        b"a: &a\n  b:\n  - 1\n  - *a\n",
        ["4:5: a.b[1]: the alias *a stands for a part that it is in itself; write out what is meant"],
    ),
    "an alias for a key": (b"a: &a x\n*a : 1\n", [f"2:1: an alias cannot be a key; {QUOTES}"]),
    "a merge key": (
        b"a: &a {b: 1}\nc:\n  <<: *a\n",
        ['3:3: c["<<"]: the merge key << is not used here; write out the keys it stands for'],
    ),
    "a template": (b"a: {{ x }}\n", [f"1:5: a: {BRACKET_KEY}"]),
    "a list for a key": (b"? [a]\n: 1\n", [f"1:3: {BRACKET_KEY}"]),
    "5,000 digits": (b"a: " + b"9" * 5000 + b"\nb: -" + b"1" * 31, [f"1:4: a: {DIGITS}", f"2:4: b: {DIGITS}"]),
    "31 decimal digits": (b"a: [0." + b"1" * 30 + b"e10]", [f"1:5: a[0]: {DIGITS}"]),
    "1,500 nested blocks": (b"".join(b" " * i + b"a:\n" for i in range(1500)), [f"65:65: {DEPTH}"]),
    "5,000 question marks": (b"? " * 5000, [f"1:3: {BRACKET_KEY}"]),
    "20,000 open brackets": (b"[" * 20_000, [f"1:65: {DEPTH}"]),
    "100,000 nested lists": (b"- " * 100_000, [f"1:129: {DEPTH}"]),
    "a text of 200,000 characters": (
        b"a: " + b"x" * 200_000, ["1:4: a: this text is longer than 100,000 characters; shorten it"],
    ),
    "6 million list items": (b"-\n" * 6_000_000, [f" {SIZE}"]),
    "a 20 MB scalar": (b"a: " + b"x" * 20_000_000, [f" {SIZE}"]),
}  # fmt: skip

# PyYAML's own parser sees these a little differently.
OTHER_IN_PYTHON = {
    "a Windows path": [f"1:8: {BACKSLASH}"],
}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_files_are_refused_with_place_and_sentence(name: str, parser: str) -> None:
    data, expected = REFUSED[name]
    if parser == "python":
        expected = OTHER_IN_PYTHON.get(name, expected)
    assert heads(data) == [f"p.yaml:{line}" for line in expected]


def test_the_excerpt_shows_the_line() -> None:
    with pytest.raises(InputError) as caught:
        parse("目标:\n  - 名称: a\n    名称: b\n".encode(), "p.yaml")
    assert str(caught.value).splitlines() == [
        "p.yaml:3:5: 目标[0].名称: the key 名称 is there twice, first in line 2; keep one of the two",
        "  3 |     名称: b",
        "    |     ^",
    ]


def test_faults_add_up_before_a_fatal_one() -> None:
    assert heads(b"a: 1\na: 2\nb: !x 1\nc: [1") == [
        "p.yaml:2:1: a: the key a is there twice, first in line 1; keep one of the two",
        f"p.yaml:3:4: b: {TAG}",
        f"p.yaml:4:4: {BRACKET}",
    ]


def test_reading_stops_after_twenty_faults() -> None:
    assert len(heads(b"a: 1\n" * 1000)) == 20
    assert len(heads(b"a: 1\n" * 1000, Limits(faults=3))) == 3


def test_an_empty_file_may_have_another_hint() -> None:
    with pytest.raises(InputError) as caught:
        parse(b"", "rules.yaml", empty_hint=message("write a rule"))
    assert str(caught.value) == "rules.yaml: the file is empty; write a rule"


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("a: [1, 2, 3]", Limits(nodes=6)),
        ("a: [[[1]]]", Limits(depth=4)),
        ("a: &a [1]\nb: *a", Limits(nodes=7)),
        ("a: &a [[1]]\nb: [[*a]]", Limits(depth=5)),
        ("a: 12345", Limits(digits=5)),
        ("a: -1.2345e67", Limits(digits=5)),
        ("abc: abc", Limits(scalar=3)),
        ("a: 中", Limits(size=6)),
        ("a: &a xxxx\nb: *a\nc: *a", Limits(size=22)),
    ],
)
def test_limits_are_exact(text: str, limits: Limits, parser: str) -> None:
    assert parse(text.encode(), "p.yaml", limits)
    values = {name: getattr(limits, name) for name in Limits.__match_args__}
    for name, value in values.items():
        if value != getattr(Limits(), name):
            assert heads(text.encode(), Limits(**{**values, name: value - 1}))


# Heavy files, each in a process with little memory

HEAVY: dict[str, tuple[str, str]] = {
    "6 million list items": ("b'-\\n' * 6_000_000", f"p.yaml:200000:2: [199999]: {NODES}"),
    "6 million items in brackets": ("b'[' + b'1,' * 6_000_000 + b']'", f"p.yaml:1:400000: [199999]: {NODES}"),
    "a 20 MB scalar": (
        "b'a: ' + b'x' * 20_000_000", "p.yaml:1:4: a: this text is longer than 100,000 characters; shorten it",
    ),
    "20 MB of digits": (
        "b'a: ' + b'9' * 20_000_000", "p.yaml:1:4: a: this text is longer than 100,000 characters; shorten it",
    ),
    "20 million open brackets": ("b'[' * 20_000_000", f"p.yaml:1:65: {DEPTH}"),
    "10 million nested lists": ("b'- ' * 10_000_000", f"p.yaml:1:129: {DEPTH}"),
    "10 million question marks": ("b'? ' * 10_000_000", f"p.yaml:1:3: {BRACKET_KEY}"),
    "equal keys": (
        "b'a: 1\\n' * 3_000_000", "p.yaml:2:1: a: the key a is there twice, first in line 1; keep one of the two",
    ),
    "an alias bomb": (repr(LAUGHS), f"p.yaml:6:8: f[0]: {REPEAT}"),
}  # fmt: skip
CHILD = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (500 * 2**20, 500 * 2**20))
from sfa_audit.errors import InputError
from sfa_audit.yaml_file import Limits, parse
data = eval(sys.argv[1])
started = time.process_time()
try:
    parse(data, "p.yaml", Limits(size=2**30))
except InputError as error:
    print(str(error).splitlines()[0])
print(time.process_time() - started)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="memory cannot be limited this way on Windows")
@pytest.mark.parametrize("name", HEAVY)
def test_heavy_files_end_soon_in_little_memory(name: str) -> None:
    """The limit of size, which most of these would meet first, is lifted."""
    data, expected = HEAVY[name]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, data], capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    sentence, seconds = done.stdout.splitlines()
    assert sentence == expected
    assert float(seconds) < 10
