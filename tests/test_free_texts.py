"""What a person writes changes nothing but itself: every free text of a project, in every format and command.

Two projects are alike but for their words: plain ones in the one, all hostile strings in each text of the other. What
is made of them must be the same once the words are exchanged.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from markdown_it import MarkdownIt

import wild
from sfa_audit.errors import visible
from sfa_audit.project.table import load_table
from sfa_audit.render.clean import clean_text
from sfa_audit.render.escape import JOINER
from sfa_audit.render.html import css_text

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN = re.compile(r"Zq\d{3}x")
CI = ("sarif", "junit", "github", "summary", "pr-comment", "gitlab", "csv", "badge", "shields")
SET_APART = ("bdi", "wbr")  # put around or into a word that could turn or break its line


class Two(NamedTuple):
    """What is made of the plain words, and of the hostile ones."""

    tame: wild.Made
    hostile: wild.Made

    def texts(self, name: str) -> tuple[str, str]:
        return self.tame.texts[name], self.hostile.texts[name]


class Told:
    """Exchanges the plain words for the hostile ones, as a format shows them."""

    def __init__(self, two: Two, shown: Callable[[str], str] = clean_text) -> None:
        self._words = {plain: shown(text) for plain, text in zip(two.tame.words, two.hostile.words, strict=True)}

    def __call__(self, text: str) -> str:
        return PLAIN.sub(lambda found: self._words[found[0]], text)


class Events(HTMLParser):
    """A page as elements, attributes and texts, without what only sets words apart."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Any] = []
        self.text = ""
        self.feed(text)
        self.close()
        self._flush()

    def _flush(self) -> None:
        self.found.append(one_line(self.text))
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in SET_APART:
            self._flush()
            self.found.append((tag, *((name, one_line(value or "")) for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in SET_APART:
            self._flush()
            self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text += data


def markdown_events(text: str) -> list[Any]:
    """A Markdown file as its tokens; texts that follow one another are one."""
    found: list[Any] = []
    for token in READER.parse(text):
        for inner in (token, *(token.children or ())):
            if inner.type in ("text", "text_special", "code_inline"):
                content = inner.content.replace(JOINER, "")
                if found and found[-1][0] == "text" and inner.type != "code_inline":
                    found[-1] = ("text", found[-1][1] + content)
                else:
                    found.append(("text" if inner.type != "code_inline" else "code", content))
            elif inner.type != "inline":
                found.append((inner.type, inner.content, str(inner.attrs.get("href", ""))))
    return found


def one_line(text: str) -> str:
    """The text with one space wherever there is any."""
    return " ".join(text.split())


def exchanged(value: Any, told: Callable[[str], str]) -> Any:
    """The same with the words exchanged in every text."""
    if isinstance(value, str):
        return told(value)
    if isinstance(value, dict):
        return {key: exchanged(inner, told) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(exchanged(inner, told) for inner in value)
    return value


def test_every_free_text_is_among_them() -> None:
    words = wild.Words(hostile=False)
    for tree in (wild.project(), wild.ANSWERS):
        wild.reworded(tree, words)
    free = {field.path for field in load_table() if field.kind in wild.TEXTS and field.unit not in wild.NAMES}
    assert words.fields == free


@pytest.mark.slow
def test_words_change_nothing_but_themselves(tmp_path: Path) -> None:
    """One test of all, so that the two runs are made once."""
    for name in ("tame", "hostile"):
        (tmp_path / name).mkdir()
    two = Two(*(wild.made(tmp_path / name, name == "hostile", "en") for name in ("tame", "hostile")))
    assert set(two.tame.texts) == set(CHECKS)
    for name, check in CHECKS.items():
        check(two, name)


def html(two: Two, name: str) -> None:
    told = Told(two)
    tame, hostile = (Events(text).found for text in two.texts(name))
    styled = [n for n, event in enumerate(tame) if "Zq" in event and tame[n - 1][0] == "style"]  # what print repeats
    for n in styled:
        assert hostile[n] == one_line(PLAIN.sub(lambda found: css_text(told(found[0])), tame[n])), name
    kept = [n for n in range(len(tame)) if n not in styled and "sha256-" not in str(tame[n])]
    assert [hostile[n] for n in kept] == exchanged([tame[n] for n in kept], told), name
    assert len(hostile) == len(tame)


def markdown(two: Two, name: str) -> None:
    tame, hostile = (markdown_events(text) for text in two.texts(name))
    assert hostile == exchanged(tame, Told(two)), name


def no_free_text(two: Two, name: str) -> None:
    tame, hostile = two.texts(name)
    assert hostile == tame, name
    assert not PLAIN.search(tame)


def table(two: Two, name: str) -> None:
    told, as_written = Told(two), Told(two, str)
    tame, hostile = (list(csv.reader(io.StringIO(text))) for text in two.texts(name))
    fact = 5 if name == "form.csv" else -1  # by this column `import` finds it again
    assert hostile == [[(as_written if n == fact else told)(cell) for n, cell in enumerate(row)] for row in tame], name


def data(two: Two, name: str) -> None:
    tame, hostile = (json.loads(text) for text in two.texts(name))
    assert hostile == exchanged(tame, Told(two, str)), name


def printed(two: Two, name: str) -> None:
    tame, hostile = ("".join(text.split()) for text in two.texts(name))
    assert visible(hostile) == "".join(Told(two, visible)(tame).split()), name
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2060-\u2069]", hostile), name


CHECKS: Mapping[str, Callable[[Two, str], None]] = {
    **dict.fromkeys(("report.html", "both.html", "form.html"), html),
    **dict.fromkeys(("report.md", "both.md", "plan.md", "form.md"), markdown),
    **dict.fromkeys(("plan.csv", "form.csv"), table),
    "report.json": data,
    **dict.fromkeys(("assess", "validate", "ask", "plan", "compare", "explain", "report.txt"), printed),
    **{f"report.{end}": no_free_text for kind, end in wild.EXTENSIONS.items() if kind in CI},
}
