"""The examples: each is valid, says what examples/index.yaml promises, and its reports are kept byte by byte.

`make golden` writes the reports anew, to be reviewed like code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

import cases_page
from program import ROOT, Run
from sfa_audit.cli.app import run as run_here
from sfa_audit.facts import steps
from sfa_audit.project.table import load_table

EXAMPLES = ROOT / "examples"
CI = EXAMPLES / "ci"  # a repository to copy, kept by tests/test_action.py
THEME = EXAMPLES / "theme"  # the looks of a firm, kept by tests/test_theme.py
NAMES = {"json": "result.json", "markdown": "report.md", "html": "report.html"}
RENDERERS = {"json": "report_json", "markdown": "markdown", "html": "html"}
AGAIN = "if that is meant: make golden, and review the difference"


@dataclass(frozen=True)
class Example:
    """One example as the index describes it."""

    folder: str
    title: str
    options: tuple[str, ...]
    files: tuple[str, ...]
    reports: tuple[str, ...]
    status: str
    exit_code: int
    warnings: tuple[str, ...]
    public: bool
    languages: tuple[str, ...]

    def kept(self) -> list[tuple[str, str, str]]:
        """The reports that are kept: kind, language and file name; the data is the same in every language."""
        reports = [(kind, lang) for lang in self.languages for kind in self.reports if lang == "en" or kind != "json"]
        return [(k, lang, NAMES[k] if lang == "en" else NAMES[k].replace(".", f".{lang}.")) for k, lang in reports]

    @property
    def place(self) -> Path:
        return EXAMPLES / self.folder

    def assess(self, *more: str) -> list[str]:
        return ["assess", *self.files, *self.options, *more]


def read_index() -> tuple[list[Example], str]:
    index = yaml.safe_load((EXAMPLES / "index.yaml").read_text(encoding="utf-8"))
    as_of = index["as_of"].isoformat()
    found = []
    for public, group in ((False, "stories"), (True, "public_cases")):
        for entry in index[group]:
            options = ["--as-of", as_of]
            for name in ("gate", "entering", "profile"):
                options += [f"--{name}", entry[name]] if name in entry else []
            found.append(
                Example(
                    folder=entry["folder"],
                    title=entry["title"],
                    options=tuple(options),
                    files=("project.yaml", *entry.get("answers", ())),
                    reports=tuple(entry.get("reports", ["markdown"])),
                    status=entry.get("status", "not_asked"),
                    exit_code=entry.get("exit_code", 0),
                    warnings=tuple(entry.get("warnings", ())),
                    public=public,
                    languages=("en", *entry.get("also_in", ())),
                )
            )
    return found, as_of


INDEX, AS_OF = read_index()
PUBLIC = [example for example in INDEX if example.public]
each = pytest.mark.parametrize("example", INDEX, ids=lambda example: example.folder)


def made(example: Example, kind: str, lang: str, folder: Path) -> bytes:
    """A report of the example, written by the program as it stands."""
    if find_spec(f"sfa_audit.render.{RENDERERS[kind]}") is None:
        pytest.skip(f"there is no renderer for {kind} yet")
    file = folder / "report"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(example.place)  # the reports name the files as they were named on the command line
        code = run_here(example.assess("--quiet", "--lang", lang, "-o", f"{kind}={file}"))
    assert code == example.exit_code
    return file.read_bytes()


def compare(golden: Path, now: bytes, update: bool) -> None:
    """Compare with a golden file, or write it."""
    name = golden.relative_to(ROOT).as_posix()
    if update:
        golden.write_bytes(now)
        return
    assert golden.is_file(), f"{name} is missing; write it with: make golden"
    kept = golden.read_bytes()
    if kept == now:
        return
    rows = zip(kept.splitlines(), now.splitlines(), strict=False)
    line, (old, new) = next(((n, row) for n, row in enumerate(rows, 1) if row[0] != row[1]), (0, (b"", b"")))
    pytest.fail(
        f"{name} is no longer what the program writes, from line {line}; {AGAIN}\n- {old!r:.300}\n+ {new!r:.300}"
    )


@pytest.mark.parametrize(
    ("example", "kind", "lang", "name"),
    [(example, *kept) for example in INDEX for kept in example.kept()],
    ids=lambda value: value.folder if isinstance(value, Example) else value,
)
def test_the_report_is_the_kept_one(
    example: Example, kind: str, lang: str, name: str, tmp_path: Path, update_golden: bool
) -> None:
    compare(example.place / name, made(example, kind, lang, tmp_path), update_golden)


@each
def test_it_ends_as_promised_and_twice_alike(example: Example, run: Run, tmp_path: Path) -> None:
    here = made(example, "json", "en", tmp_path)
    other = run(example.assess("-f", "json"), cwd=example.place)
    assert other.code == example.exit_code, other.stderr
    assert other.stdout == here.decode(), "two runs of the same input differ"
    report = json.loads(here)
    assert report["verdict"]["status"] == example.status
    assert report["verdict"]["exit_code"] == example.exit_code


@each
def test_it_is_valid(example: Example, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(example.place)
    assert run_here(["validate", *example.files, "--as-of", AS_OF]) == 0
    said = capsys.readouterr().out
    assert sorted(re.findall(r": warning ([\w-]+): ", said)) == sorted(example.warnings), said


@each
def test_its_first_lines_say_what_it_is_and_how_to_run_it(example: Example) -> None:
    head = []
    for line in (example.place / "project.yaml").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        head.append(line)
    assert ("from the public record" if example.public else "Invented") in head[0]
    answers = ["answers/*.yaml"] if len(example.files) > 1 else []
    gate_first = [*example.options[2:], *example.options[:2]]
    assert head[-1] == " ".join(["# Run: sfa-audit assess project.yaml", *answers, *gate_first])


def test_every_example_stands_in_the_index_once() -> None:
    found = [path for path in EXAMPLES.rglob("project.yaml") if not path.is_relative_to(CI)]
    folders = sorted(path.parent.relative_to(EXAMPLES).as_posix() for path in found)
    assert sorted(example.folder for example in INDEX) == folders
    for example in INDEX:
        answers = sorted(p.relative_to(example.place).as_posix() for p in example.place.glob("answers/*.yaml"))
        assert sorted(example.files[1:]) == answers


def test_nothing_lies_there_that_no_test_keeps() -> None:
    kept = {EXAMPLES / "index.yaml"}
    for example in INDEX:
        kept |= {example.place / file for file in example.files}
        kept |= {example.place / name for _, _, name in example.kept()}
    elsewhere = (CI, THEME)
    found = {path for path in EXAMPLES.rglob("*") if path.is_file()}
    assert {path for path in found if not any(path.is_relative_to(folder) for folder in elsewhere)} <= kept


def leaves(tree: Any, at: str = "") -> Iterator[str]:
    """The paths of all facts in the plain tree of a report."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, f"{at}.{key}" if at else key)
    elif isinstance(tree, list) and tree:
        for n, value in enumerate(tree):
            yield from leaves(value, f"{at}[{n}]")
    else:
        yield at


@pytest.mark.parametrize("example", PUBLIC, ids=lambda example: example.folder)
def test_every_fact_of_a_public_case_names_its_source(example: Example, tmp_path: Path) -> None:
    report = json.loads(made(example, "json", "en", tmp_path))
    cited = [steps(e["fact"]) for e in report["ledger"] if re.match(r"https?://\S+$", e["ref"] or "")]
    facts = list(leaves(report["facts"]))
    assert facts
    assert [path for path in facts if not any(steps(path)[: len(entry)] == entry for entry in cited)] == []
    assert report["outcome"]["result"] in ("adopted", "rejected", "abandoned")
    assert report["comments"]["causes"], "the record's own words on the causes are missing"


def test_the_full_file_has_every_key_once() -> None:
    raw = yaml.safe_load((EXAMPLES / "everything-known" / "project.yaml").read_text(encoding="utf-8"))

    def keys(tree: Any, at: str = "") -> Iterator[str]:
        if isinstance(tree, dict):
            for key, value in tree.items():
                path = f"{at}.{key}" if at else str(key)
                yield path
                yield from keys(value, path)
        elif isinstance(tree, list):
            for value in tree:
                yield from keys(value, f"{at}[]")

    # of two keys that exclude each other in a record one is shown, the other in a comment
    other = {"not_applicable[].cause", "waivers[].stop"}
    wanted = {field.path for field in load_table() if field.only != "answers"} - other
    assert wanted - set(keys(raw)) == set()


def test_the_page_on_the_public_cases_is_current(tmp_path: Path, update_golden: bool) -> None:
    reports = [json.loads(made(example, "json", "en", tmp_path)) for example in PUBLIC]
    page = cases_page.page([(e.folder, e.title, report) for e, report in zip(PUBLIC, reports, strict=True)])
    compare(ROOT / "docs" / "cases.md", page.encode(), update_golden)
