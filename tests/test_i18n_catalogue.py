"""The message catalogues: complete, up to date, with the same placeholders, and read from the compiled form."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po

from catalogue import KEYWORDS, text_arguments
from program import ROOT, scrubbed
from sfa_audit.i18n import LANGUAGES, N_, Message, messages, translator

IN_TEMPLATES = re.compile(r"%\((\w+)\)s")
LOCALE = ROOT / "src" / "sfa_audit" / "locale"
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/sfa_audit.po"))
each_catalogue = pytest.mark.parametrize("po", CATALOGUES, ids=lambda po: po.parts[-3])


def entries(po: Path) -> list[Entry]:
    with po.open("rb") as source:
        return [entry for entry in read_po(source, locale=po.parts[-3], abort_invalid=True) if entry.id]


def texts(of: str | tuple[str, ...] | list[str]) -> list[str]:
    return [of] if isinstance(of, str) else list(of)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def sources(entry: Entry) -> str:
    return ", ".join(name for name, _ in entry.locations)


def test_every_language_but_english_has_a_catalogue() -> None:
    assert {po.parts[-3].replace("_", "-") for po in CATALOGUES} == set(LANGUAGES) - {"en"}


def test_the_catalogues_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "catalogue.py", "--check"],
        capture_output=True,
        encoding="utf-8",
        env=scrubbed({"PYTHONUTF8": "1"}),
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), f"run `make catalogue`: {done.stdout}{done.stderr}"


@each_catalogue
def test_every_message_is_translated(po: Path) -> None:
    missing = [f"{sources(entry)}: {entry.id!r}" for entry in entries(po) if not all(texts(entry.string))]
    assert not missing, f"{len(missing)} messages without a translation in {po.relative_to(ROOT)}"


@each_catalogue
def test_nothing_is_guessed(po: Path) -> None:
    assert not [entry.id for entry in entries(po) if entry.fuzzy]


@each_catalogue
def test_placeholders_are_the_same_in_both_languages(po: Path) -> None:
    wrong = []
    for entry in entries(po):
        # a plural form need not say the number ("one rule")
        known = set().union(*map(placeholders, texts(entry.id)))
        needed = known - {"n"} if entry.pluralizable else known
        for translated in filter(None, texts(entry.string)):
            if not needed <= placeholders(translated) <= known:
                wrong.append(f"{sources(entry)}: {entry.id!r} -> {translated!r}")
    assert not wrong


@each_catalogue
def test_blanks_at_the_edges_are_kept(po: Path) -> None:
    wrong = []
    for entry in entries(po):
        for original, translated in zip(texts(entry.id), texts(entry.string), strict=False):
            if translated and edges(original) != edges(translated):
                wrong.append((original, translated))
    assert not wrong


def edges(text: str) -> tuple[bool, bool]:
    return text != text.lstrip(), text != text.rstrip()


@each_catalogue
def test_the_compiled_catalogue_says_what_the_source_says(po: Path) -> None:
    say = translator(po.parts[-3])
    simple = [entry for entry in entries(po) if isinstance(entry.id, str)]
    said = [say.pgettext(entry.context, entry.id) if entry.context else say.gettext(entry.id) for entry in simple]
    stale = [entry.id for entry, text in zip(simple, said, strict=True) if text != (entry.string or entry.id)]
    assert not stale, "run `make catalogue`"


@each_catalogue
def test_a_catalogue_depends_on_nothing_but_the_sources(po: Path) -> None:
    text = po.read_text(encoding="utf-8")
    assert "POT-Creation-Date" not in text
    assert "#~" not in text
    assert not [line for line in text.splitlines() if line.startswith("#:") and ":" in line[2:].strip()]
    mo = po.with_suffix(".mo").read_bytes()
    assert b"2000-01-01" in mo or b"Creation-Date" not in mo


@pytest.mark.parametrize("file", sorted((ROOT / "src").rglob("*.py")), ids=lambda path: path.name)
def test_every_message_can_be_extracted(file: Path) -> None:
    """A sentence put together at run time has no id that a translator could have seen."""
    wrong = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute) and node.args:
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name in KEYWORDS:
                at = text_arguments(name)
                made = [arg for arg in node.args[: max(at) + 1] if isinstance(arg, ast.JoinedStr | ast.BinOp)]
                wrong += [f"{file.relative_to(ROOT)}:{arg.lineno}: {ast.unparse(arg)}" for arg in made]
    assert not wrong


def test_english_needs_no_catalogue() -> None:
    assert translator("en").render(Message(N_("{n} of {all}"), {"n": 1, "all": 2})) == "1 of 2"
    assert translator("en").render(messages("{n} rule", "{n} rules", 1)) == "1 rule"
