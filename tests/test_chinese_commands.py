"""Every command, and what it says of faulty files, in Simplified Chinese: no English is left, exit codes are equal."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from program import ROOT, Run
from sfa_audit.cli import app as cli_app
from sfa_audit.cli.config import SETTINGS
from sfa_audit.cli.formats import FORMATS as OUTPUT
from sfa_audit.load_pack import shipped_pack
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table
from zh_lint import faults, foreign_words

CHINESE = {"SFA_AUDIT_LANG": "zh-Hans"}
PROJECT = ROOT / "examples" / "half-answered-in-selection" / "project.yaml"
TABLE = load_table()
PACK = shipped_pack(FactNames(TABLE))

ROLES = [id.split(".")[1] for id in PACK.texts["en"] if id.startswith("role.")]

# What stays as it is in either language: commands and options, keys and values of files, ids, formats and names.
WORDS = frozenset(re.findall(r"[A-Za-z]{3,}", json.dumps([
    [field.path for field in TABLE],
    [field.values for field in TABLE],
    [rule.id for rule in PACK.rules],
    [one.id for one in (*PACK.stops, *PACK.patterns)],
    [cause.id for cause in PACK.causes],
    [*PACK.milestones, *ROLES, *SETTINGS, *OUTPUT],
])))  # fmt: skip
# File formats, names, what stands for a value in a command, and what a pack or a case is made of.
PLAIN = """
    csv xlsx yaml toml CSV XLSX JSON YAML HTML TOML UTF Markdown text Schema schema
    sfa audit gartner ten pyproject Hans GitHub Office Excel Word ZIP PDF SFA CRM Gartner Meltzer openpyxl
    FILE PATH VALUE FORMAT CAUSE LEVEL DATE SOURCE GROUP NAME UTC ROLE RULE THEME WHICH key value env LANG AUDIT
    unknown none yes report rule stop pattern facts expect lower upper
    answers project rules pack stops patterns sources texts theme plan comparison trend
"""


def commands() -> dict[str, list[str]]:
    """Every command with its options and arguments."""
    import typer

    found: dict[str, list[str]] = {}

    def walk(command: object, words: str) -> None:
        options = [text for param in command.params for text in (*param.opts, param.name or "")]  # type: ignore[attr-defined]
        found[words] = [*options, *words.split()]
        for name, inner in getattr(command, "commands", {}).items():
            walk(inner, f"{words} {name}".strip())

    walk(typer.main.get_command(cli_app.app_of(cli_app.COMMANDS)), "")
    return found


COMMANDS = commands()
SPOKEN = frozenset(re.findall(r"[A-Za-z]{3,}", " ".join(text for texts in COMMANDS.values() for text in texts)))
ALLOWED = WORDS | SPOKEN | frozenset(PLAIN.split())

FAULTY = {
    "unknown-key": "project: {name: A, phase: design}\ngools: 3\n",
    "near-key": "project: {nmae: A, name: A, phase: design}\n",
    "wrong-choice": "project: {name: A, phase: dsign}\n",
    "missing-key": "project: {name: A, phase: design}\nwaivers:\n- {rule: goals-few}\n",
    "twice": "project:\n  name: A\n  name: B\n",
    "percentage": "project: {name: A, phase: design}\ntarget_users:\n  works: 130%\nprocess:\n  deals_checked: 30%\n",
    "a-number": "project: {name: A, phase: design, reps_total: 1,000}\n",
    "a-date": "project: {name: A, phase: design, dates: {go_live: 2027-02-30}}\n",
    "no-list": "project: {name: A, phase: design}\ngoals: 3\n",
    "a-list": "- 1\n- 2\n",
    "a-text": "abc\n",
    "empty": "",
    "tab": "project:\n\tname: A\n",
    "quote": 'project:\n  name: "A\n',
    "bracket": "project: {name: A\nphase: design\n",
    "colon": "project:\n  name: A: B\n",
    "alias": "project: {name: *here, phase: design}\n",
    "tag": "project: !x {name: A}\n",
    "two-documents": "project: {name: A, phase: design}\n---\na: 1\n",
    "unknown-rule": "project: {name: A, phase: design}\nnot_applicable:\n- {rule: goals-tstable, reason: x}\n",
    "always-applies": "project: {name: A, phase: design}\nnot_applicable:\n- {rule: goals-testable, reason: x}\n",
    "no-fact": "project: {name: A, phase: design}\nevidence:\n- {fact: sponsorr.role, kind: log}\n",
}
OTHER_BYTES = {
    "utf-16": "project: {name: A}\n".encode("utf-16"),
    "latin": b"project: {name: \xe9}\n",
    "zero": b"project: \x00\n",
    "pdf": b"%PDF-1.7\n",
    "zip": b"PK\x03\x04abc",
}
WRONG = (
    "asess",
    "assess --foo",
    "assess --formt html",
    "assess --lang",
    "assess --fail-under 101",
    "assess --fail-under",
    "assess -f htm project.yaml",
    "assess --as-of 2026-13-01 project.yaml",
    "assess --set x project.yaml",
    "assess -o report.xyz project.yaml",
    "assess -o a.html -o a.html project.yaml",
    "assess no.yaml",
    "assess .",
    "assess --gate strng project.yaml",
    "assess --entering desing project.yaml",
    "assess --rules nowhere project.yaml",
    "import",
    "import no.csv",
    "import project.yaml --segments many",
    "import project.yaml --segments 0",
    "import project.yaml",
    "init project.yaml",
    "explain no-such-rule",
    "plan --budget much project.yaml",
    "ask -",
    "ask --for nobody project.yaml",
    "ask --form xlsx project.yaml",
    "render project.yaml",
    "rules list more than that",
    "rules lint nowhere",
    "rules schema nothing",
)
RUNS = (
    "validate project.yaml",
    "assess project.yaml -q",
    "assess project.yaml --gate standard --as-of 2026-11-23",
    "assess project.yaml --as-of 2026-11-23 -o result.json",
    "plan project.yaml --as-of 2026-11-23",
    "ask project.yaml --list --as-of 2026-11-23",
    "ask project.yaml --form md --for reps --as-of 2026-11-23",
    "explain no-sponsor",
    "rules list",
    "rules lint",
    "rules test",
    "init new.yaml",
    "demo example",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(PROJECT, tmp_path / "project.yaml")
    return tmp_path


def own_words(folder: Path) -> frozenset[str]:
    """What a user wrote: the project's own texts, and the place it lies in."""
    text = (folder / "project.yaml").read_text(encoding="utf-8") if (folder / "project.yaml").exists() else ""
    return frozenset(re.findall(r"[A-Za-z]{3,}", f"{text} {folder}"))


def said(text: str) -> str:
    """Without the lines of the user's file that are shown with a fault, addresses and what is cited in English."""
    lines = [line for line in text.partition("\n来源\n")[0].splitlines() if not re.match(r"\s*\d* \| ", line)]
    return re.sub(r"https?://\S+", "", "\n".join(lines))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words or "sfa-audit")
def test_help_is_chinese_and_fits(run: Run, command: str) -> None:
    done = run(f"{command} --help", env=CHINESE)
    assert done.code == 0
    assert run(f"--lang zh-Hans {command} --help").stdout == done.stdout
    if "--lang" in COMMANDS[command]:
        assert run(f"{command} --help --lang zh-Hans").stdout == done.stdout
    assert not foreign_words(done.stdout, ALLOWED | {"int", "str"})
    assert not [line for line in done.stdout.splitlines() if width(line) > 80]
    sentences = [re.sub(r"^ +\S.*? {2,}", "", line).strip() for line in done.stdout.splitlines()]
    assert not [fault for line in sentences for fault in faults(line) if fault.startswith(("T1", "T2", "T4", "T13"))]


def width(line: str) -> int:
    from sfa_audit.errors import columns_of

    return columns_of(line)


@pytest.mark.parametrize("name", [*FAULTY, *OTHER_BYTES])
@pytest.mark.parametrize("command", ["validate", "assess"])
def test_faults_of_files(run: Run, tmp_path: Path, command: str, name: str) -> None:
    (tmp_path / "p.yaml").write_bytes(OTHER_BYTES.get(name) or FAULTY[name].encode())
    english = run([command, "p.yaml"], cwd=tmp_path)
    done = run([command, "p.yaml", "--lang", "zh-Hans"], cwd=tmp_path)
    assert done.code == english.code == 2
    written = frozenset(re.findall(r"[A-Za-z]{3,}", FAULTY.get(name, "")))
    assert not foreign_words(said(done.stderr), ALLOWED | written)
    assert places(done.stderr) == places(english.stderr)


def places(text: str) -> list[str]:
    return re.findall(r"^p\.yaml:\d+:\d+", text, re.MULTILINE)


@pytest.mark.parametrize("arguments", WRONG)
def test_usage_errors(run: Run, folder: Path, arguments: str) -> None:
    english = run(arguments, cwd=folder)
    done = run(arguments, cwd=folder, env=CHINESE)
    assert done.code == english.code == 2
    assert done.stdout == english.stdout
    assert not foreign_words(done.stderr, ALLOWED | frozenset(re.findall(r"[A-Za-z]{3,}", arguments)))
    assert re.search("[\u4e00-\u9fff]", done.stderr)


@pytest.mark.parametrize("arguments", RUNS)
def test_results(run: Run, folder: Path, arguments: str) -> None:
    english = run(arguments, cwd=folder)
    if arguments.startswith(("init", "demo")):
        shutil.rmtree(folder / "example", ignore_errors=True)
        (folder / "new.yaml").unlink(missing_ok=True)
    done = run(arguments, cwd=folder, env=CHINESE)
    assert done.code == english.code
    own = own_words(folder) | {"example", "new", "report", "standard", "result", "gate", "entering", "open"}
    assert not foreign_words(said(done.stdout + done.stderr), ALLOWED | own)


def test_a_project_file_to_start_from(run: Run, tmp_path: Path) -> None:
    assert run("init p.yaml --lang zh-Hans", cwd=tmp_path).code == 0
    text = (tmp_path / "p.yaml").read_text(encoding="utf-8")
    comments = "\n".join(line for line in text.splitlines() if re.match(r"\s*# (?!-)", line) and "schema" not in line)
    assert not foreign_words(text, ALLOWED | EXAMPLES)
    assert not [fault for fault in faults(comments) if fault.startswith(("T2", "T4", "T13"))]
    for lang in ("en", "zh-Hans"):
        assert run(f"validate p.yaml --lang {lang}", cwd=tmp_path).code == 0


EXAMPLES = frozenset(re.findall(r"[A-Za-z]{3,}", "language server ISO Aldermoor Medical Norlund Pumps EUR"))


def test_a_language_that_there_is_not_is_told_with_the_choices(run: Run) -> None:
    for done in (run("rules list --lang fr"), run("rules list", env={"SFA_AUDIT_LANG": "zh-Hant"})):
        assert done.code == 2
        assert "choose one of en, zh-Hans" in done.stderr
    assert "SFA_AUDIT_LANG" in run("rules list", env={"SFA_AUDIT_LANG": "zh-Hant"}).stderr


@pytest.mark.parametrize("lang", ["zh", "zh-CN", "zh_CN.UTF-8", "zh-Hans"])
def test_the_usual_names_of_the_language(run: Run, lang: str) -> None:
    assert run("assess no.yaml", env={"SFA_AUDIT_LANG": lang}).stderr.startswith("no.yaml: 没有这个文件")
