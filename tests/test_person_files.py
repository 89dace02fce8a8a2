"""No command changes a file that a person wrote: compared byte by byte and by its time, after every command."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from program import ROOT, Run
from sfa_audit.cli.app import COMMANDS

PACK = ROOT / "rules" / "gartner-ten"
THEME = ROOT / "examples" / "theme"
FILES = "project.yaml answers/a.yaml"
DONE, REFUSED, OPEN = (0,), (2,), (0, 1, 3)
State = dict[Path, tuple[bytes, int]]  # what stands in each file, and when it was written
LINES = "none\nyes\n1\nquit\n"  # an answer to each of the first questions

# What is typed, and how it may end. Whatever names a person's file after -o or --into must be refused.
TABLE: list[tuple[str, tuple[int, ...]]] = [
    # begun anew
    ("init", REFUSED),
    ("init answers/a.yaml", REFUSED),
    ("init new/project.yaml --profile quick", DONE),
    ("demo .", REFUSED),
    ("demo theirs", REFUSED),
    ("demo new/demo", DONE),
    # asked
    (f"ask {FILES} --list", DONE),
    (f"ask {FILES} --source x --by reps --kind log", DONE),
    (f"ask {FILES} --source a --by reps --kind log --date 2026-11-01", DONE),  # answers/2026-11-01-a.yaml is theirs
    (f"ask {FILES} --into answers/a.yaml --source x --by reps --kind log", REFUSED),
    (f"ask {FILES} --into answers/a.yaml", REFUSED),
    (f"ask {FILES} --into answers/edited.yaml", REFUSED),
    (f"ask {FILES} --into project.yaml", REFUSED),
    (f"ask {FILES} --into sfa-audit.yaml", REFUSED),
    (f"ask {FILES} -o project.yaml", REFUSED),
    (f"ask {FILES} --form csv -o form.csv", REFUSED),
    (f"ask {FILES} --form xlsx -o form.xlsx", REFUSED),
    (f"ask {FILES} --form md -o notes.md", REFUSED),
    (f"ask {FILES} --form html -o project.yaml", REFUSED),
    *((f"ask {FILES} --form {kind} -o new/form.{kind}", DONE) for kind in ("csv", "xlsx", "md", "html")),
    # imported
    ("import form.csv", DONE),
    ("import form.xlsx --source y", DONE),
    ("import form.csv --source a --date 2026-11-01", DONE),
    ("import survey.csv --voices reps --segments 2", DONE),
    ("import mapped.csv --map map.yaml", DONE),
    ("import form.csv --into form.csv", REFUSED),
    ("import form.csv --into project.yaml", REFUSED),
    ("import form.csv --into answers/a.yaml", REFUSED),
    ("import form.csv --into answers/edited.yaml", REFUSED),
    ("import mapped.csv --map map.yaml --into map.yaml", REFUSED),
    ("import survey.csv --voices reps --into survey.csv", REFUSED),
    # assessed
    (f"assess {FILES}", OPEN),
    (f"assess {FILES} -o new/r.html -o new/r.json -o new/r.md -o new/r.csv -o sarif=new/r.sarif", OPEN),
    (f"assess {FILES} --set sponsor.named=no --compare -o new/c.html -o new/c.json -o new/c.md", OPEN),
    (f"assess {FILES} --baseline old.json -o new/b.html --no-new-failures", OPEN),
    (f"assess {FILES} --rules my-pack -o new/p.html", OPEN),
    (f"assess {FILES} --github --robust --plan", OPEN),
    (f"assess {FILES} --theme theme/theme.yaml -o new/theme.html", OPEN),
    (f"assess {FILES} --theme theme/theme.yaml -o html=theme/theme.yaml", REFUSED),
    (f"assess {FILES} --theme theme/theme.yaml -o html=theme/logo.svg", REFUSED),
    (f"assess {FILES} -o project.yaml", REFUSED),
    (f"assess {FILES} -o answers/a.yaml", REFUSED),
    (f"assess {FILES} -o markdown=project.yaml", REFUSED),
    (f"assess {FILES} -o json=answers/a.yaml", REFUSED),
    (f"assess {FILES} -o json=answers/edited.yaml", REFUSED),  # not named among the files
    (f"assess {FILES} -o json=./new/../project.yaml", REFUSED),
    (f"assess {FILES} -o json=linked.yaml", REFUSED),
    (f"assess {FILES} -o markdown=sfa-audit.yaml", REFUSED),
    (f"assess {FILES} -o new/z.html -o json=project.yaml", REFUSED),
    (f"assess {FILES} --rules my-pack -o markdown=my-pack/pack.yaml", REFUSED),
    (f"assess {FILES} --set sponsor.named=no --compare -o json=project.yaml", REFUSED),
    (f"assess {FILES} --set sponsor.named=no --compare -o html=answers/a.yaml", REFUSED),
    ("assess project.json -o project.json", REFUSED),  # a project may be written as JSON, which is YAML too
    # said
    (f"validate {FILES}", DONE),
    (f"validate {FILES} --evidence --strict", (0, 2)),
    ("explain goals-testable project.yaml", DONE),
    # planned
    (f"plan {FILES} --target 60", OPEN),
    (f"plan {FILES} -o new/p.csv -o new/p.md -o new/p.json", OPEN),
    (f"plan {FILES} -o csv=project.yaml", REFUSED),
    (f"plan {FILES} -o markdown=answers/a.yaml", REFUSED),
    (f"plan {FILES} -o project.yaml", REFUSED),
    # compared and rendered
    ("compare old.json project.yaml", DONE),
    ("compare old.json project.yaml -o new/d.html -o new/d.md -o new/d.json", DONE),
    ("compare old.json project.yaml -o old.json", REFUSED),
    ("compare old.json project.yaml -o html=project.yaml", REFUSED),
    ("compare results -o new/t.html -o new/t.md -o new/t.json", DONE),
    ("compare results -o results/result-1.json", REFUSED),
    ("render old.json -f markdown", DONE),
    ("render old.json -o new/o.html -o new/o.md", DONE),
    ("render old.json -o old.json", REFUSED),
    ("render old.json -o html=project.yaml", REFUSED),
    # the rules
    ("rules list", DONE),
    ("rules lint my-pack", DONE),
    ("rules test my-pack", DONE),
    ("rules schema", DONE),
    ("rules docs theirs", REFUSED),
    ("rules docs new/docs", DONE),
    ("rules docs new/docs", DONE),  # and again over its own
]


@pytest.fixture(scope="module")
def client(run: Run, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, State]:
    """A folder full of files that people wrote, changed or filed, and how they are."""
    here = tmp_path_factory.mktemp("client")
    assert run("init --profile quick", cwd=here).code == 0
    for name in ("answers", "theirs/schema", "results"):
        (here / name).mkdir(parents=True)
    written = {
        "answers/a.yaml": "# mine\nhead: {source: a, kind: statement}\nsponsor: {named: yes}\n",
        "answers/2026-11-01-a.yaml": "\ufeffhead: {source: a, kind: log, date: 2026-11-01}\r\nunproven: none\r\n",
        "project.json": '{"project": {"name": "x", "phase": "selection"}}\n',
        "form.csv": "Fact,Answer\nsponsor.named,yes\n",
        "mapped.csv": "Faktum,Antwort\nsponsor.named,ja\n",
        "map.yaml": "columns: {Faktum: fact, Antwort: answer}\nanswers: {ja: yes}\n",
        "survey.csv": "goals,process\n" + "4,5\n" * 6,
        "sfa-audit.yaml": "gate: {name: standard}\n",
        "notes.md": "# Mine\n",
        "theirs/report.md": "# Mine\n",
        "theirs/rules.md": "# Our rules\n",
        "theirs/schema/project.json": "{}\n",
    }
    for name, text in written.items():
        (here / name).write_bytes(text.encode())
    book = openpyxl.Workbook()
    for row in (["Fact", "Answer"], ["sponsor.named", "yes"]):
        book.active.append(row)
    book.save(here / "form.xlsx")
    shutil.copytree(PACK, here / "my-pack")
    shutil.copytree(THEME, here / "theme")
    assert run("ask --source e --by reps --kind log --into answers/edited.yaml", input=LINES, cwd=here).code == 0
    with (here / "answers" / "edited.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# corrected by hand\n")
    for day, name in enumerate(("results/result-1.json", "results/result-2.json", "old.json"), 1):
        assert run(f"assess -q --as-of 2026-11-0{day} -o {name}", cwd=here).code in OPEN
    (here / "linked.yaml").symlink_to("answers/edited.yaml")
    return here, state(here)


def state(folder: Path) -> State:
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_changes_a_file_that_a_person_wrote(run: Run, client: tuple[Path, State], name: str) -> None:
    folder, theirs = client
    (folder / "new").mkdir(exist_ok=True)
    env = {"GITHUB_STEP_SUMMARY": str(folder / "new" / "summary.md"), "GITHUB_OUTPUT": str(folder / "new" / "outputs")}
    for command, codes in TABLE:
        if command.split()[0] != name:
            continue
        before = set(state(folder))
        done = run(command, input=LINES, cwd=folder, env=env)
        assert done.code in codes, (command, done.code, done.stdout, done.stderr)
        after = state(folder)
        assert {path: after.get(path) for path in theirs} == theirs, command
        made = set(after) - before
        assert not [path for path in made if path.name.startswith(".")], command
        if codes == REFUSED:
            assert not made, (command, made)
            assert done.stderr
            assert "Traceback" not in done.stderr


def test_every_command_and_every_option_that_writes_is_in_the_table(run: Run) -> None:
    typed = [command.split() for command, _ in TABLE]
    for name in COMMANDS:
        used = [words for words in typed if words[0] == name]
        assert used, name
        says = run(f"{name} --help").stdout
        for flags in (("--output", "-o"), ("--into",)):
            if flags[0] in says:
                assert [words for words in used if set(flags) & set(words)], (name, flags)
