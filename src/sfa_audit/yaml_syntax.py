"""Plain words for what a YAML parser finds wrong with a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sfa_audit.errors import Fault, short
from sfa_audit.i18n import N_, Message, message

if TYPE_CHECKING:
    from yaml import YAMLError

    from sfa_audit.yaml_text import Source

TAG = Message(N_("YAML tags (a word after !) are not used here"))
TAG_HINT = Message(N_("leave the tag out, or put the text in quotes"))
NO_KEY = message("there is no key before the colon")
NO_KEY_HINT = message("write one, or take the line out")
WIDE_COLON = "："  # what a Chinese keyboard types; YAML takes it for part of the word before it
WIDE_COLON_HINT = message('write "key: value", with a half-width colon and a space after it')
_WIDE_COLON_WHAT = message("a full-width colon stands here where YAML needs a half-width one")
_WIDE_KEY = re.compile(rf"[ \t]*(?:-[ \t]+)*[A-Za-z]\w*[ \t]*(?={WIDE_COLON})")

_QUOTES = N_("put the text in quotes")
_PERCENT = N_("a line cannot begin with %")
_TAB = N_("a tab character stands where the line is indented")
_TAB_HINT = N_("indent with spaces")
_STRUCTURE = N_("this does not fit the lines above it")
_STRUCTURE_HINT = N_("check the indentation, and put a text with special characters in quotes")
_AFTER_QUOTE = N_("the text goes on after its closing quote")
_AFTER_QUOTE_HINT = N_("put all of it in quotes, and write a single quote within single quotes twice")

# (part of the parser's problem, part of its context, what is wrong, what to do, whether the context is the place).
# Both wordings of PyYAML are covered, libyaml's and that of the parser written in Python.
_KNOWN: tuple[tuple[str, str, str, str, bool], ...] = (
    ("tab character", "", _TAB, _TAB_HINT, False),
    (
        "mapping values are not allowed",
        "",
        N_("there is a colon followed by a space inside a value"),
        N_("put the value in quotes, or check the indentation"),
        False,
    ),
    (
        "expected ':'",
        "",
        N_("there is no colon after this key"),
        N_('write "key: value", with a space after the colon, and close every quote'),
        True,
    ),
    ("", "quoted scalar", N_("this quote is never closed"), N_("add the closing quote"), True),
    (
        "',' or ']'",
        "",
        N_("this list in square brackets is not closed, or lacks a comma"),
        N_("add the ] or the comma, or put a text that begins with [ in quotes"),
        True,
    ),
    (
        "',' or '}'",
        "",
        N_("this group in curly brackets is not closed, or lacks a comma"),
        N_("add the }} or the comma, or put a text that begins with {{ in quotes"),
        True,
    ),
    (
        "alphabetic or numeric",
        "",
        N_("a value cannot begin with * or & here"),
        _QUOTES,
        True,
    ),
    ("", "directive", _PERCENT, _QUOTES, True),
    ("directive", "", _PERCENT, _QUOTES, False),
    (
        "",
        "block scalar",
        N_("after > or | the text has to begin on the next line"),
        N_("move it there, or put a text that begins with > or | in quotes"),
        True,
    ),
    (
        "sequence entries are not allowed",
        "",
        N_("a list cannot begin on the line of its key"),
        N_('put the "-" on a line of its own'),
        False,
    ),
    ("mapping keys are not allowed", "", N_("a value cannot begin with ? here"), _QUOTES, False),
    (
        "'-' indicator",
        "",
        N_("this line does not belong to the list above it"),
        N_('begin it with "-", or check its indentation'),
        False,
    ),
    ("", "tag", TAG.id, TAG_HINT.id, True),
    ("tag", "", TAG.id, TAG_HINT.id, False),
    ("node content", "", N_("a value is missing here"), N_("take out a comma, or write the value"), False),
    (
        "incompatible YAML",
        "",
        N_("the version of YAML in the first line is not known"),
        N_("take out the line that begins with %YAML"),
        False,
    ),
)
_ESCAPES = ("escape", "hexdecimal", "hexadecimal")


def syntax_fault(error: YAMLError, source: Source) -> Fault:
    """What a parser's error means, at the place where it can be mended."""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
    context = getattr(error, "context", None) or ""
    index = _index(error, "problem_mark", getattr(error, "position", 0))
    begun = _index(error, "context_mark", index)
    if any(word in problem for word in _ESCAPES):
        what = message("a backslash within double quotes begins an escape, and this one is not known")
        return source.fault(index, what, message("write two backslashes, or use single quotes"))
    if "quoted scalar" not in context and (tab := _tab_before(source.text, index)) is not None:
        return source.fault(tab, Message(_TAB), Message(_TAB_HINT))
    if "node content" in problem and not source.text[index:].strip():
        what = message("the file ends within brackets")
        return source.fault(index, what, message("add the ] or }} that is missing"))
    if "cannot start any token" in problem:
        char = short(source.text[index : index + 1])
        return source.fault(index, message("a value cannot begin with {char}", char=char), Message(_QUOTES))
    if _structural(problem) and (fault := _around_key(source, index)) is not None:
        return fault
    if (wide := _wide_colon(source.text, begun if "expected ':'" in problem else index)) is not None:
        return source.fault(wide, _WIDE_COLON_WHAT, WIDE_COLON_HINT)
    for part, around, what_id, hint_id, at_context in _KNOWN:
        if part in problem and around in context:
            return source.fault(begun if at_context else index, Message(what_id), Message(hint_id))
    if _structural(problem):
        return source.fault(index, Message(_STRUCTURE), Message(_STRUCTURE_HINT))
    return source.fault(
        index, message("this is not YAML ({problem})", problem=problem or "?"), Message(_STRUCTURE_HINT)
    )


def _around_key(source: Source, index: int) -> Fault | None:
    """What is wrong where a key should stand: it is missing before the colon, or a text goes on after its quote."""
    if source.text[index : index + 1] == ":":
        return source.fault(index, NO_KEY, NO_KEY_HINT)
    if source.text[:index].rstrip(" \t")[-1:] in ("'", '"'):
        return source.fault(index, Message(_AFTER_QUOTE), Message(_AFTER_QUOTE_HINT))
    return None


def _structural(problem: str) -> bool:
    return any(word in problem for word in ("expected key", "<block end>", "<document start>"))


def _index(error: YAMLError, name: str, otherwise: int) -> int:
    mark = getattr(error, name, None)
    return otherwise if mark is None else int(mark.index)


def _wide_colon(text: str, index: int) -> int | None:
    """A full-width colon after a key: in the line of ``index``, or in the one before, which then ran on into it."""
    before = re.split(r"\r\n|\n|\r", text[:index])
    ends = index + len(re.split(r"[\r\n]", text[index:], maxsplit=1)[0])
    start = index - len(before[-1])
    if found := _WIDE_KEY.match(text, start, ends):
        return found.end()
    above = text[:start].rstrip()
    start = max(above.rfind("\n"), above.rfind("\r")) + 1
    found = _WIDE_KEY.match(above, start)
    return found.end() if found else None


def _tab_before(text: str, index: int) -> int | None:
    """The first tab in the blank beginning of the line of ``index``, if any."""
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    blank = text[start : index + 1]
    blank = blank[: len(blank) - len(blank.lstrip(" \t"))]
    return start + blank.index("\t") if "\t" in blank else None
