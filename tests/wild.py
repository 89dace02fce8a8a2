"""The examples with other words: every free text of a project replaced, by a plain word or by hostile strings.

What the program makes of the one must be what it makes of the other, but for the words themselves.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from program import ROOT
from render.sample import PAYLOADS
from sfa_audit.cli.app import run
from sfa_audit.project.table import load_table

TEXTS = ("text", "texts", "text map", "free")
# These name something: a rule, a cause, a path. They are checked, so they are not free.
NAMES = ("rule id", "stop id", "cause id", "path")
# Control characters are refused when a file is read (a saved result that holds some is a matter of tests/render), and
# an e-mail address is warned of.
STRINGS = tuple(text.replace("a@collector.example ", "") for text in PAYLOADS if "\x1b" not in text)
DIGEST = re.compile(r"\b(?=[0-9]*[a-f])[0-9a-f]{12,64}\b")  # of the files, which differ
AS_OF = "2026-11-23"
HIGH = ("--fail-under", "97")  # so that there is a plan
ANSWERS = {
    "head": {"source": "a talk", "kind": "statement", "by": "another role", "date": "2026-11-16"},
    "sponsor": {"role": "another sponsor"},
    "goals": [{"name": "win rate", "owner": "another owner"}],
    "evidence": [{"fact": "goals[0].owner", "kind": "statement", "by": "a third role", "ref": "a page", "note": "new"}],
}


class Words:
    """Gives each text of a project another one, the same for the same, and knows which it gave."""

    def __init__(self, hostile: bool) -> None:
        self._hostile = hostile
        self._given: dict[str, str] = {}
        self.all: list[str] = []
        self.fields: set[str] = set()

    def begin_anew(self) -> None:
        """From here on every text gets yet another word."""
        self._given = {}

    def __call__(self, text: str) -> str:
        if text not in self._given:
            n = len(self.all)
            self._given[text] = hostile_text(n) if self._hostile else plain(n)
            self.all.append(self._given[text])
        return self._given[text]


def plain(n: int) -> str:
    """A word that stands nowhere else."""
    return f"Zq{n:03}x"


def hostile_text(n: int) -> str:
    """All hostile strings, another one first for each n, so that no two are equal."""
    first = n % len(STRINGS)
    return " ".join((*STRINGS[first:], *STRINGS[:first], str(n)))


def reworded(tree: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """A project or answers file as plain data, with other words in all its free texts."""
    fields = load_table()
    return {key: _reworded(value, key, words, fields) for key, value in tree.items()}


def _reworded(value: Any, path: str, words: Words, fields: Any) -> Any:
    field = fields.field(path) if path in fields else None
    if field is not None and field.kind in TEXTS:
        if field.unit in NAMES:
            return value
        words.fields.add(path)
        return _all_texts(value, words)
    if isinstance(value, Mapping):
        return {key: _reworded(inner, f"{path}.{key}", words, fields) for key, inner in value.items()}
    if isinstance(value, list):
        return [_reworded(inner, f"{path}[]", words, fields) for inner in value]
    return value


def _all_texts(value: Any, words: Words) -> Any:
    if isinstance(value, Mapping):
        return {key: _all_texts(inner, words) for key, inner in value.items()}
    if isinstance(value, list):
        return [_all_texts(inner, words) for inner in value]
    return words(value) if isinstance(value, str) and value not in ("none", "unknown") else value


class Made(NamedTuple):
    """What the program wrote and said, by file and by command, and the words that it was given."""

    texts: Mapping[str, str]
    words: Sequence[str]


EXTENSIONS = {
    "html": "html", "markdown": "md", "json": "json", "sarif": "sarif", "junit": "xml", "gitlab": "gitlab",
    "csv": "csv", "github": "annotations", "pr-comment": "comment", "summary": "summary", "badge": "svg",
    "shields": "shields", "terminal": "txt",
}  # fmt: skip


def project() -> dict[str, Any]:
    """The example with every key a file can have, cut to two records a list, and made to fall short here and there."""
    text = (ROOT / "examples" / "everything-known" / "project.yaml").read_bytes()
    tree: dict[str, Any] = _cut(yaml.safe_load(text))
    tree["custom"] = {"note": "a note of ours", "list": ["a first", "a second"]}
    tree["sponsor"] |= {"controls_budget": False, "hours_per_week": 0}
    tree["scope"] |= {"change_rule": False, "exclusions_listed": None}
    tree["managers"] |= {"visibly_committed": 2, "trained_to_coach_first": None}
    tree["goals"][1]["target"] = tree["vendor"]["references"][1]["hands_on"] = None
    tree["team"] = tree["team"][:1]
    del tree["outcome"], tree["feedback"]
    return tree


def _cut(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cut(inner) for key, inner in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [_cut(inner) for inner in value[:2]]
    return value


FILES = ("project.yaml", "answers.yaml")
EARLIER = "earlier.yaml"


def write(folder: Path, hostile: bool) -> list[str]:
    """Write the project, its answers and an earlier state of it, with plain or hostile words, which it returns."""
    words = Words(hostile)
    earlier = project() | {"comments": {}, "assessment": {}, "waivers": [], "actions": []}
    for name, tree in zip((*FILES, EARLIER), (project(), ANSWERS, earlier), strict=True):
        if name == EARLIER:
            words.begin_anew()
        text = yaml.safe_dump(reworded(tree, words), sort_keys=False, width=10**9)
        (folder / name).write_text(text, encoding="utf-8")
    return words.all


def made(folder: Path, hostile: bool, lang: str) -> Made:
    """Everything that the program makes of the project, with plain words or hostile ones, in a folder of its own."""
    words = write(folder, hostile)
    order = ["--as-of", AS_OF, "--lang", lang]
    gate = [*order, "--gate", "standard"]
    outputs = [part for kind, end in EXTENSIONS.items() for part in ("-o", f"{kind}=report.{end}")]
    said = {
        "assess": printed(folder, ["assess", *FILES, *gate, *HIGH, "--all", *outputs]),
        "validate": printed(folder, ["validate", *FILES, *order, "--evidence"]),
        "ask": printed(folder, ["ask", *FILES, *gate, "--list"]),
        "plan": printed(folder, ["plan", *FILES, *gate, "--target", HIGH[1], "-o", "plan.md", "-o", "plan.csv"]),
        "compare": printed(folder, ["compare", EARLIER, FILES[0], *gate, "-o", "both.html", "-o", "both.md"]),
        "explain": printed(folder, ["explain", "goals-testable", FILES[0], *order]),
    }
    for form in ("md", "csv", "html"):
        printed(folder, ["ask", *FILES, *gate, "--form", form, "-o", f"form.{form}"])
    written = {file.name: file.read_text(encoding="utf-8-sig") for file in folder.iterdir() if file.suffix != ".yaml"}
    return Made({name: DIGEST.sub("digest", text) for name, text in (written | said).items()}, words)


def page(folder: Path, hostile: bool) -> list[str]:
    """Write report.html alone, with its what-if; returns the words."""
    words = write(folder, hostile)
    printed(folder, ["assess", *FILES, "--as-of", AS_OF, "--gate", "standard", *HIGH, "-q", "-o", "report.html"])
    return words


def printed(folder: Path, order: Sequence[str]) -> str:
    """What a run of the program in a folder prints, on both channels."""
    before, out = Path.cwd(), io.StringIO()
    os.chdir(folder)
    try:
        with redirect_stdout(out), redirect_stderr(out):
            code = run(list(order))
    finally:
        os.chdir(before)
    assert code in (0, 1, 3), out.getvalue()
    return out.getvalue()
