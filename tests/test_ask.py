"""The interview as a person at a terminal meets it: asked, explained, killed, resumed, and nothing lost."""

from __future__ import annotations

import hashlib
import re
import shlex
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from program import Run, scrubbed
from sfa_audit.project.table import load_table

pexpect = pytest.importorskip("pexpect")

TABLE = load_table()
GOOD = {
    "schedule.planned_weeks": "52",
    "goals[].name": "win more deals",
    "expectations[].goal": "win more deals",
    "unproven": "none",
    "schedule.scope_cut_agreed": "no",
    "project.dates.go_live": "2028-01-18",
}
HEAD = ["--source", "workshop", "--kind", "statement", "--by", "head of sales", "--date", "2026-11-23"]


class Person:
    """Somebody at a terminal, who asks `?` before each answer to learn which fact it is."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.answered: list[str] = []
        self.talk = pexpect.spawn(
            sys.executable,
            ["-m", "sfa_audit", "ask", "project.yaml", *arguments],
            cwd=str(folder),
            env={**scrubbed(), "TERM": "dumb"},
            encoding="utf-8",
            echo=False,
            dimensions=(50, 200),
            timeout=30,
        )

    def prompt(self) -> str | None:
        """What is said up to the next line to type; None when the program has ended."""
        at = self.talk.expect([r"\r\n> ", pexpect.EOF])
        return " ".join(str(self.talk.before).split()) if at == 0 else None

    def say(self, line: str) -> None:
        self.talk.sendline(line)

    def answer(self, most: int = 1000) -> str:
        """Answer up to `most` facts; the last words of the program."""
        said = self.prompt()
        while said is not None and len(self.answered) < most:
            self.say("?")
            said = self.prompt()
            assert said is not None
            found = re.search(r"In the file it is (.*?)\. Empty line", said)
            assert found, said
            path = found[1]
            pattern = re.sub(r"\[.*\]", "[]", path)
            field = TABLE.field(pattern)
            if field.is_list and "So far:" in said:
                self.say("")
            elif field.is_list and pattern not in GOOD:
                key = TABLE.field(f"{pattern}[].{field.record_key}")
                self.say(GOOD.get(key.path, str(key.example)))
                self.answered.append(path)
            else:
                self.say(GOOD.get(pattern, str(field.example)))
                self.answered.append(path)
            said = self.prompt()
        return " ".join(str(self.talk.before).split())


def own_file(folder: Path) -> Path:
    (path,) = (folder / "answers").iterdir()
    return path


def leaves(path: Path) -> set[str]:
    def walk(at: str, here: Any) -> set[str]:
        if isinstance(here, dict):
            return {leaf for key, value in here.items() for leaf in walk(f"{at}/{key}", value)}
        if isinstance(here, list):
            return {leaf for n, value in enumerate(here) for leaf in walk(f"{at}/{n}", value)}
        return {f"{at}={here}"}

    return walk("", yaml.safe_load(path.read_text(encoding="utf-8")))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_whole_interview_killed_in_the_middle_and_gone_on_with(run: Run, tmp_path: Path) -> None:
    assert run("init --profile quick", cwd=tmp_path).code == 0
    project = digest(tmp_path / "project.yaml")
    assert run("assess project.yaml --gate standard -q", cwd=tmp_path).code == 3

    first = Person(tmp_path, "--gate", "standard", *HEAD)
    first.answer(9)
    first.talk.kill(signal.SIGKILL)
    first.talk.wait()
    kept = leaves(own_file(tmp_path))
    assert len(first.answered) == 9
    assert len([leaf for leaf in kept if not leaf.startswith(("/head", "/format", "/goals_complete"))]) >= 8

    second = Person(tmp_path, "--gate", "standard", *HEAD)
    last = second.answer()
    second.talk.close()
    assert second.talk.exitstatus == 0
    assert "Going on with" in last or second.answered
    # whatever was saved is still there, and is not asked again; an unfinished list alone is no longer open
    assert {leaf for leaf in kept if "_complete" not in leaf} <= leaves(own_file(tmp_path))
    again = {p for p in set(first.answered[:-1]) & set(second.answered) if not TABLE.field(p).is_list}
    assert again == set()
    assert "The gate is passed." in last or "Nothing is left to ask here." in last
    done = run(
        ["assess", "project.yaml", own_file(tmp_path), "--gate", "standard", "--as-of", "2026-11-23"], cwd=tmp_path
    )
    assert done.code == 0, done.stdout
    assert len(first.answered) + len(second.answered) <= 35
    assert digest(tmp_path / "project.yaml") == project


def test_back_quit_faults_and_interrupts(run: Run, tmp_path: Path) -> None:
    assert run("init --profile quick", cwd=tmp_path).code == 0
    person = Person(tmp_path, "--for", "sponsor", *HEAD)
    for line in (
        "none",
        "perhaps",
        "yes",
        "1",
        "back",
        "2",
        "",
    ):  # goals, named (fault, then yes), levels, levels again
        person.prompt()
        person.say(line)
    person.prompt()
    person.talk.sendintr()
    person.talk.expect(pexpect.EOF)
    person.talk.close()
    assert person.talk.exitstatus == 130
    assert "is saved in" in person.talk.before or "are saved in" in person.talk.before
    found = yaml.safe_load(own_file(tmp_path).read_text(encoding="utf-8"))
    assert found["goals"] == "none"
    assert found["sponsor"] == {"named": True, "levels_below_ceo": 2}
    person = Person(tmp_path, "--for", "sponsor", "--into", str(own_file(tmp_path)))
    person.prompt()
    person.say("quit")
    person.talk.expect(pexpect.EOF)
    person.talk.close()
    assert person.talk.exitstatus == 0


LINES = "none\nyes\n1\nyes\nyes\n"  # goals, then the four facts of the sponsor


def talk(run: Run, folder: Path, lines: str, *arguments: str) -> str:
    done = run(["ask", "project.yaml", *arguments], input=lines, cwd=folder)
    assert done.code == 0, done.stderr
    return done.stdout


def test_a_file_that_a_person_wrote_or_changed_is_left_alone(run: Run, tmp_path: Path) -> None:
    assert run("init --profile quick", cwd=tmp_path).code == 0
    (tmp_path / "answers").mkdir()
    theirs = tmp_path / "answers" / "2026-11-23-workshop.yaml"
    theirs.write_text("# mine\nhead: {source: workshop, kind: log}\nsponsor: {named: no}\n", encoding="utf-8")
    before = digest(theirs)
    done = run(["ask", "project.yaml", "--into", theirs, *HEAD], input=LINES, cwd=tmp_path)
    assert done.code == 2
    talk(run, tmp_path, LINES, "--for", "sponsor", *HEAD)
    ours = tmp_path / "answers" / "2026-11-23-workshop-2.yaml"
    assert ours.exists()
    assert digest(theirs) == before
    ours.write_text(ours.read_text(encoding="utf-8") + "# a note of mine\n", encoding="utf-8")
    changed = digest(ours)
    talk(run, tmp_path, "none\n", "--for", "sponsor", *HEAD)
    assert digest(ours) == changed
    assert (tmp_path / "answers" / "2026-11-23-workshop-3.yaml").exists()


def test_two_interviews_at_once_lose_nothing(run: Run, tmp_path: Path) -> None:
    assert run("init --profile quick", cwd=tmp_path).code == 0
    one, two = (Person(tmp_path, "--for", "sponsor", *HEAD) for _ in range(2))
    for person in (one, two):
        person.prompt()
    one.say("none")
    one.prompt()
    two.say("none")
    two.prompt()
    one.say("yes")
    one.prompt()
    two.say("no")
    two.prompt()
    files = sorted((tmp_path / "answers").iterdir())
    found = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in files]
    assert {one["sponsor"]["named"] for one in found} == {True, False}
    for person in (one, two):
        person.talk.close(force=True)


def test_sources_that_differ_come_first_and_evidence_settles_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "project.yaml").write_text(
        "project: {name: x, phase: selection}\nprofile: quick\nsponsor: {levels_below_ceo: 3}\n", encoding="utf-8"
    )
    (tmp_path / "a.yaml").write_text(
        "head: {source: a, kind: statement, date: 2026-11-01}\nsponsor: {levels_below_ceo: 1}\n", encoding="utf-8"
    )
    listed = run("ask project.yaml a.yaml --list", cwd=tmp_path).stdout
    assert listed.index("Sources differ on sponsor.levels_below_ceo") < listed.index("1.  ")
    out = talk(run, tmp_path, "1\n2\nquit\n", "a.yaml", *HEAD)
    assert out.index("Sources differ") < out.index("== ")
    found = yaml.safe_load(own_file(tmp_path).read_text(encoding="utf-8"))
    assert found["evidence"][0]["kind"] == "document"
    files = ["project.yaml", "a.yaml", own_file(tmp_path)]
    assert "Sources differ" not in run(["ask", *files, "--list"], cwd=tmp_path).stdout


def test_the_ranking_says_how_few_decide(run: Run, tmp_path: Path) -> None:
    assert run("init --profile quick", cwd=tmp_path).code == 0
    done = run("ask --list --gate standard", cwd=tmp_path)
    assert done.code == 0
    text = " ".join(done.stdout.split())
    assert "questions could pass the gate with their best answers" in text
    assert "1 question could fail it with its worst answer" in text
    points = [float(n) for n in re.findall(r"settles ([\d.]+) points", text)]
    assert points
    assert not (tmp_path / "answers").exists()
    assert run("ask --for repz --list", cwd=tmp_path).code == 2


def test_a_role_is_asked_only_what_it_can_tell(run: Run, tmp_path: Path) -> None:
    assert run("init --phase build", cwd=tmp_path).code == 0
    listed = run("ask --list --for reps", cwd=tmp_path).stdout
    named = {
        path
        for line in re.findall(r"Facts: ((?:[^\n]|\n    [^A-Z\d ])*)", listed)
        for path in re.findall(r"[\w.]+(?:\[[^\]]*\]\.\w+)?", line)
    }
    patterns = {re.sub(r"\[.*\]", "[]", path) for path in named}
    assert patterns
    for pattern in patterns:
        assert TABLE.field(pattern).receiver == "reps" or TABLE.field(pattern).ask == "account-managers", pattern


def test_chinese(run: Run, tmp_path: Path) -> None:
    assert run("init --profile quick", cwd=tmp_path).code == 0
    talk(
        run,
        tmp_path,
        "赢得更多商机\n赢单率\n22\n27\n返回\n28\n销售总监\n2027-12-31\n\n是\n无\n退出\n",
        "--lang",
        "zh",
        *HEAD,
    )
    found = yaml.safe_load(own_file(tmp_path).read_text(encoding="utf-8"))
    assert found["goals"][0]["name"] == "赢得更多商机"
    assert found["goals"][0]["owner"] == "销售总监"


def test_a_record_that_is_settled_is_asked_no_further(run: Run, tmp_path: Path) -> None:
    assert run("init --profile quick", cwd=tmp_path).code == 0
    said = talk(run, tmp_path, "less typing\nnone\n\nquit\n", *HEAD)
    assert said.count("less typing: ") == 1  # what is measured: nothing, and so neither target nor owner can help
    assert "So far: less typing." in " ".join(said.split())


def test_how_many_are_asked_before_how_many_of_these(run: Run, tmp_path: Path) -> None:
    assert run("init --profile quick --phase design", cwd=tmp_path).code == 0
    listed = " ".join(run("ask --list", cwd=tmp_path).stdout.split())
    assert "Facts: managers.total, managers.visibly_committed" in listed
    assert "Facts: process.deals_sampled, process.deals_following" in listed
    assert "staff list, staff list" not in listed
    form = run("ask --form md", cwd=tmp_path).stdout
    assert form.index("`managers.total`") < form.index("`managers.visibly_committed`")


def test_the_last_lines_can_be_typed_as_they_stand(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "north west"
    assert run(["init", folder / "field crm.yaml", "--profile", "quick"]).code == 0
    said = run(["ask", "field crm.yaml", "--gate", "standard", *HEAD], input="none\nquit\n", cwd=folder).stdout
    commands = dict(line.split(": ", 1) for line in said.splitlines()[-2:])
    again = run(shlex.split(commands["To go on"])[1:], input="quit\n", cwd=folder)
    assert again.code == 0
    assert "Going on with answers/2026-11-23-workshop.yaml." in again.stdout
    assert "Who answers?" not in again.stdout
    assert "The gate is" in again.stdout
    done = run([*shlex.split(commands["Next"])[1:], "-q"], cwd=folder)
    assert done.code in (1, 3), done.stderr  # the gate came along
    last = run("assess --gate standard 'field crm.yaml' answers/2026-11-23-workshop.yaml", cwd=folder).stderr
    assert "'field crm.yaml' answers/2026-11-23-workshop.yaml" in last.splitlines()[-1]


def test_nothing_to_ask_of_a_role_says_so(run: Run, tmp_path: Path) -> None:
    assert run("init --profile quick", cwd=tmp_path).code == 0
    for command in ("ask --for reps --list", "ask --for reps --form md"):
        done = run(command, cwd=tmp_path)
        assert done.code == 0
        assert "there is nothing to ask salespeople; --entering names a later one" in done.stdout + done.stderr
    assert run("ask -o form.csv", cwd=tmp_path).code == 2


def test_options_are_read_before_anything_is_asked(run: Run, tmp_path: Path) -> None:
    assert run("init --profile quick", cwd=tmp_path).code == 0
    for option, said in (("--date 23.11.2026", "--date takes a date"), ("--kind opinion", "--kind: there is no")):
        done = run(f"ask {option}", input=LINES, cwd=tmp_path)
        assert (done.code, done.stdout) == (2, "")
        assert said in done.stderr
    assert "--old-as-of takes a date" in run("compare a.json b.json --old-as-of x", cwd=tmp_path).stderr


def test_records_of_a_choice_are_named_in_the_language_of_the_user(run: Run, tmp_path: Path) -> None:
    (tmp_path / "project.yaml").write_text("project: {name: x, phase: build}\n", encoding="utf-8")
    form = run("ask --form md --lang zh", cwd=tmp_path).stdout
    assert "直邮：" in form
    assert "`data_sources[direct_mail].exists`" in form
    assert run("init q.yaml --profile quick --phase design", cwd=tmp_path).code == 0
    done = run(["ask", "q.yaml", "--lang", "zh", *HEAD], input="无\n\n\n销售人员\n无\n退出\n", cwd=tmp_path)
    assert "销售人员：" in done.stdout
    assert "已列出：销售人员。" in done.stdout
    assert "。 就绪度" not in done.stdout
