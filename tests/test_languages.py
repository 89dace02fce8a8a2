"""A report speaks one language: no sentence of ours stands in the other one."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from babel.messages.pofile import read_po

from program import ROOT
from sfa_audit.cli.deliver import rendered
from sfa_audit.cli.run import Asked, Settled, settled
from sfa_audit.i18n import translator
from sfa_audit.render.report_json import to_plain
from test_examples import AS_OF, INDEX, Example

PO = ROOT / "src/sfa_audit/locale/zh_Hans/LC_MESSAGES/sfa_audit.po"
HAN = re.compile(r"[\u4e00-\u9fff]")
LONG = 24  # characters from which a text is a sentence or a title; shorter ones stand in names, keys and citations too


@cache
def sentences() -> tuple[frozenset[str], frozenset[str]]:
    """Our texts without placeholders, in English and in Chinese."""
    with PO.open("rb") as source:
        messages = [m for m in read_po(source, locale="zh_Hans") if isinstance(m.id, str) and "{" not in m.id]
    return frozenset(m.id for m in messages if m.id), frozenset(str(m.string) for m in messages if m.string)


@cache
def report_of(folder: str) -> dict[str, Any]:
    """The report of an example as data."""
    example = next(example for example in INDEX if example.folder == folder)
    flags = {}
    for option, value in zip(example.options[::2], example.options[1::2], strict=True):
        if option != "--as-of":
            flags["gate.name" if option == "--gate" else option.removeprefix("--")] = value
    files = tuple(str(example.place / name) for name in example.files)
    from datetime import date

    done: Settled = settled(Asked(files, date.fromisoformat(AS_OF), flags=flags), translator("en"))
    return to_plain(done.result)


def texts_of(report: dict[str, Any], lang: str) -> set[str]:
    """The pack's texts in one language."""
    return {text for id, text in report["texts"][lang].items() if not id.startswith("phase.")}


def own_words(example: Example) -> str:
    """What the project itself says, which stays as written."""
    return " ".join(path.read_text(encoding="utf-8") for path in example.place.rglob("*.yaml"))


@pytest.mark.parametrize("example", INDEX, ids=[example.folder for example in INDEX])
def test_no_english_sentence_of_ours_stands_in_a_chinese_report(example: Example) -> None:
    """None of the pack's English texts and none of the program's English sentences is left."""
    report = report_of(example.folder)
    text = " ".join(rendered(report, "markdown", translator("zh-Hans")).replace("\\", "").split())
    ours = {s for s in sentences()[0] | texts_of(report, "en") if len(s) >= LONG and " " in s}

    assert [s for s in sorted(ours) if s in text and s not in own_words(example)] == []


@pytest.mark.parametrize("example", INDEX, ids=[example.folder for example in INDEX])
def test_no_chinese_sentence_of_ours_stands_in_an_english_report(example: Example) -> None:
    """An English report of a project written in English holds no Han character at all."""
    report = report_of(example.folder)
    found = HAN.findall(rendered(report, "markdown", translator("en")))

    assert not found or HAN.search(own_words(example))
