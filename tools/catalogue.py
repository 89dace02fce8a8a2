"""Bring the message catalogues up to date with the sources: extract, update, compile.

The output depends on nothing but the sources: no dates, no line numbers, sorted, one line a text. A message whose
English has changed is a new message, and its old translation is dropped and said: guessing would put a wrong
sentence into a report. `--check` writes nothing and ends with 1 if something would change.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TABLE = "src/sfa_audit/project/table.json"
sys.path.insert(0, str(ROOT))

from hatch_build import LOCALE, compile_catalogues  # noqa: E402 (found through the line above)

# The names by which sfa_audit.i18n and the templates mark a sentence, and which of its arguments are texts.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "message": None,
    "messages": (1, 2),
    "Message": (1,),
    "wrong": (2,),
}
HEADER = """\
# {language} messages of sfa-audit.
# Brought up to date by `make catalogue`; only the lines that begin with msgstr are written by people.
msgid ""
msgstr ""
"Project-Id-Version: sfa-audit\\n"
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def extracted(root: Path) -> Catalog:
    """All messages of the sources, each with the files that say it."""
    catalogue = Catalog()
    with (root / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    found = extract_from_dir(root, methods, options, KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True)
    for filename, _, text, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
        catalogue.add(text, None, [(filename, 0)], auto_comments=comments, context=context)
    for file in sorted((root / "src").rglob("*.py")):
        for text in nested_texts(file):
            catalogue.add(text, None, [(file.relative_to(root).as_posix(), 0)])
    for text in fact_texts(root / TABLE):
        catalogue.add(text, None, [(TABLE, 0)])
    return catalogue


def text_arguments(name: str) -> list[int]:
    """Which arguments of a function of `KEYWORDS` are texts, counted from 0."""
    return [index - 1 for index in KEYWORDS.get(name) or (1,) if isinstance(index, int)]


def nested_texts(file: Path) -> Iterator[str | tuple[str, ...]]:
    """All messages of a module, with those that Babel does not see: in an f-string, or within another message.

    Messages with a context are left to Babel: without it they would be other messages.
    """
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            at = text_arguments(name)
            given = [arg.value for n, arg in enumerate(node.args) if n in at and isinstance(arg, ast.Constant)]
            found = [text for text in given if isinstance(text, str) and text]
            if name in KEYWORDS and name != "pgettext" and len(found) == len(at):
                yield found[0] if len(found) == 1 else tuple(found)


def fact_texts(table: Path) -> list[str | tuple[str, str]]:
    """What a reader sees of the facts: descriptions, units, where to look, choices, examples, labels (both numbers)."""
    data = json.loads(table.read_text(encoding="utf-8"))
    fields = [dict(zip(data["columns"], row, strict=True)) for row in data["fields"]]
    texts: list[str | tuple[str, str]] = []
    for field in fields:
        texts += [field[key] for key in ("says", "unit", "look") if field[key]]
        if field["fact"]:
            texts += field["values"] or ()
        if field["kind"] == "text" and field["unit"] in ("text", "role") and field["example"]:
            texts.append(field["example"])
        if field["label"]:
            texts.append((field["label"], field["labels"]) if field["labels"] else field["label"])
    return texts


def updated(po: Path, template: Catalog) -> tuple[bytes, list[Message]]:
    """The new content of a catalogue, and the translated messages that it loses."""
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parts[-3])
    catalogue.update(template, no_fuzzy_matching=True)
    lost = [message for message in catalogue.obsolete.values() if message.string]
    for message in catalogue:
        message.locations = [(name, 0) for name in sorted({name for name, _ in message.locations})]
    body = BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    assert catalogue.locale is not None
    header = HEADER.format(
        language=catalogue.locale.english_name, locale=catalogue.locale, plurals=catalogue.plural_forms
    )
    return (header + body.getvalue().decode("utf-8").strip() + "\n").encode("utf-8"), lost


def main() -> int:
    """Update and compile, or with `--check` only compare; 1 when a catalogue is then not up to date."""
    check = sys.argv[1:] == ["--check"]
    template = extracted(ROOT)
    stale = 0
    for po in sorted((ROOT / LOCALE).glob("*/LC_MESSAGES/*.po")):
        content, lost = updated(po, template)
        name = po.relative_to(ROOT)
        if po.read_bytes() == content:
            continue
        stale += 1
        print(f"{name} is not up to date: run `make catalogue`" if check else f"updated {name}")
        for message in lost:
            print(f"  no longer said: {message.id!r} (was {message.string!r})")
        if not check:
            po.write_bytes(content)
    if not check:
        compile_catalogues(ROOT)
    return 1 if check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
