"""docs/walkthrough.md: the whole loop from `init` to the second report, with commands that were run and what they said.

make docs, or: python tools/walkthrough.py [FILE]

The steps, the prose around them and all that is typed stand in walkthrough.yaml beside this file. The page is written
only when every command ended as the steps say, and all that the prose claims was found in what the commands said.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pexpect
import yaml

ROOT = Path(__file__).resolve().parent.parent
STEPS = Path(__file__).with_suffix(".yaml")
PAGE = ROOT / "docs" / "walkthrough.md"
WIDTH = 80
MOST = 35  # answers from an empty file to a verdict
PROGRAM = "sfa-audit"
HINT = re.compile(r" \([^()]*\)( One at a time\..*)?$| An empty line: that is all\..*$")
SCRUBBED = ("PATH", "SYSTEMROOT", "PYTHONPATH")


class Wrong(Exception):  # noqa: N818 - a claim of the page that does not hold
    """The program did not do what the page says."""


def main(arguments: Sequence[str]) -> int:
    """Write the page; 1 when something in it is not so."""
    target = Path(arguments[0]) if arguments else PAGE
    steps = yaml.safe_load(STEPS.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        try:
            page = Walk(Path(folder), steps["answers"]).page(steps["steps"])
        except Wrong as error:
            print(f"{STEPS.name}: {error}", file=sys.stderr)
            return 1
    target.write_text(page, encoding="utf-8", newline="\n")
    return 0


class Walk:
    """One walk, in a folder of its own."""

    def __init__(self, folder: Path, answers: Mapping[str, Any]) -> None:
        self.folder = folder / "field-crm"
        self.folder.mkdir()
        self.env = {name: os.environ[name] for name in SCRUBBED if name in os.environ}
        self.env |= {"HOME": str(folder), "LANG": "C.UTF-8", "TERM": "dumb", "COLUMNS": str(WIDTH)}
        self.env |= {"PYTHONUNBUFFERED": "1"}  # both streams in the order in which a terminal shows them
        self.answers = {asked: _lines(typed) for asked, typed in answers.items()}
        self.given: list[tuple[str, str]] = []  # what was asked and answered in the interview
        self.known: dict[str, str] = {}  # what the prose may name in braces
        self.before: dict[Path, bytes] = {}  # the files that a person wrote

    def page(self, steps: Sequence[Mapping[str, Any]]) -> str:
        """The page as Markdown. Raises Wrong."""
        blocks = [block for step in steps for block in self.step(step)]
        if left := [asked for asked, lines in self.answers.items() if lines]:
            raise Wrong(f"never asked: {'; '.join(left)}")
        return "\n\n".join(block.strip("\n") for block in blocks) + "\n"

    def step(self, step: Mapping[str, Any]) -> Iterator[str]:
        """What a step adds to the page, after it was done."""
        if "say" in step:
            yield self.filled(step["say"])
        if "write" in step:
            self.person(step["write"], step["text"])
            yield _block(_kept(step["text"], step.get("keep")), Path(step["write"]).suffix[1:])
        if "change" in step:
            yield self.change(step["change"], step["from"], step["to"])
        if "fill" in step:
            yield self.fill(step["fill"], step["with"])
        if command := step.get("run") or step.get("ask"):
            said = self.ask(command, step.get("until")) if "ask" in step else self.run(command, step.get("code", 0))
            self.check(step, said)
            yield _block(f"$ {command}\n{_kept(said, step.get('keep'))}", "console")
        if "show" in step:
            text = (self.folder / self.filled(step["show"])).read_text(encoding="utf-8")
            self.check(step, text)
            yield _block(_kept(text, step.get("keep")), Path(step["show"]).suffix[1:])
        if "table" in step:
            yield self.table()
        if "files" in step:
            yield _block("\n".join(self.files()), "text")
        self.untouched()

    # ---- what a person does --------------------------------------------------------------------------------------

    def person(self, name: str, text: str) -> None:
        """Write a file as a person would: no command may change it from now on."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8", newline="")
        self.before[path] = path.read_bytes()

    def change(self, name: str, old: str, new: str) -> str:
        """Change one line of a file by hand."""
        text = (self.folder / name).read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise Wrong(f"{name} holds {old!r} {text.count(old)} times")
        self.person(name, text.replace(old, new))
        return _block(f"-{old}\n+{new}", "diff")

    def fill(self, name: str, answers: Mapping[str, Any]) -> str:
        """Fill in a form: the answers by fact, each in the column Answer of its line."""
        text = (self.folder / name).read_text(encoding="utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        top = next(n for n, row in enumerate(rows) if "Fact" in row)
        fact, answer = rows[top].index("Fact"), rows[top].index("Answer")
        shown = ["| What is asked | Answer | Fact |", "| --- | --- | --- |"]
        left = {path: _lines(typed)[0] for path, typed in answers.items()}
        for row in rows[top + 1 :]:
            if row[fact] in left:
                row[answer] = left.pop(row[fact])
                asked = row[rows[top].index("What is asked")]
                shown.append(f"| {_cell(asked)} | {_cell(row[answer])} | `{row[fact]}` |")
                if not row[fact].startswith("head."):
                    self.given.append((asked, row[answer]))
        if left:
            raise Wrong(f"{name} has no line for {', '.join(left)}")
        made = io.StringIO()
        csv.writer(made).writerows(rows)
        self.person(name, "\ufeff" + made.getvalue())
        return "\n".join(shown)

    def untouched(self) -> None:
        """No command has changed a file that a person wrote."""
        for path, data in self.before.items():
            if path.read_bytes() != data:
                raise Wrong(f"{path.name} was changed by a command")

    # ---- what the program does -----------------------------------------------------------------------------------

    def words(self, command: str) -> list[str]:
        """A command in words, as a shell would split it and find its files."""
        found: list[str] = []
        for word in shlex.split(command):
            names = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(word) if "*" in word)
            found += names or [word]
        if found[0] != PROGRAM:
            raise Wrong(f"not a command of {PROGRAM}: {command}")
        return [sys.executable, "-m", "sfa_audit", *found[1:]]

    def run(self, command: str, code: int) -> str:
        """What a command says. Raises Wrong when it ends otherwise."""
        done = subprocess.run(
            self.words(command), cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=120, check=False,
        )  # fmt: skip
        said = done.stdout.decode("utf-8")
        if done.returncode != code:
            raise Wrong(f"{command}\nended with {done.returncode}, not {code}:\n{said}")
        return said

    def ask(self, command: str, until: int | None) -> str:
        """An interview at a terminal: each line that is asked for is answered from the answers by what is asked.

        `until`: the process is killed when so many facts were answered. Else it must end with 0.
        """
        program, *arguments = self.words(command)
        talk = pexpect.spawn(
            program, arguments, cwd=str(self.folder), env=self.env, encoding="utf-8", echo=False, timeout=60,
            dimensions=(50, WIDTH),
        )  # fmt: skip
        said = ""
        while talk.expect([r"(?:^|\r\n)> ", pexpect.EOF]) == 0:
            heard = talk.before.replace("\r\n", "\n")
            said += f"{heard}\n"
            if heard.lstrip("\n").startswith("  ! ") and "Saved." not in heard:
                self.given.pop()  # that answer was not taken
            if until is not None and len(self.given) == until:
                talk.kill(signal.SIGKILL)
                talk.wait()
                return said.rstrip("\n")
            asked = _asked(heard)
            line = self.reply(asked, said)
            if _is_answer(line) and not asked.startswith(("Who answers", "What do", "What to call")):
                self.given.append((asked, line))
            said += f"> {line}".rstrip() + "\n"
            talk.sendline(line)
        said += talk.before.replace("\r\n", "\n")
        talk.close()
        if talk.exitstatus != 0:
            raise Wrong(f"{command} ended with {talk.exitstatus}:\n{said}")
        if f"{len(self.given)} answers are saved" not in said:
            raise Wrong(f"{len(self.given)} answers were given, but:\n{said}")
        return said

    def reply(self, asked: str, said: str) -> str:
        """The line to type."""
        found = [lines for known, lines in self.answers.items() if asked.startswith(known)]
        if len(found) != 1:
            raise Wrong(f"{len(found)} answers to: {asked}\n{said}")
        if not found[0]:
            raise Wrong(f"asked once more than there are answers: {asked}\n{said}")
        return found[0].pop(0)

    # ---- what the page says --------------------------------------------------------------------------------------

    def check(self, step: Mapping[str, Any], said: str) -> None:
        """What the prose claims of what a command said; names for the prose are taken from it."""
        flat = " ".join(said.split())
        for name, pattern in step.get("take", {}).items():
            found = re.search(pattern, flat)
            if found is None:
                raise Wrong(f"{name} is not found by {pattern} in:\n{said}")
            self.known[name] = found[1]
        for claim in step.get("holds", ()):
            if " ".join(self.filled(claim).split()) not in flat:
                raise Wrong(f"this is not said any more: {self.filled(claim)}\n{said}")
        self.known["answers"] = str(len(self.given))
        if step.get("verdict") and len(self.given) > MOST:
            raise Wrong(f"{len(self.given)} answers to a verdict, more than {MOST}")

    def filled(self, text: str) -> str:
        """A text with what is known in place of its names in braces."""
        try:
            return re.sub(r"\{([a-z_]+)\}", lambda found: self.known[found[1]], text)
        except KeyError as error:
            raise Wrong(f"nothing is known of {error}") from error

    def table(self) -> str:
        """Every answer of the interview, in the order given."""
        rows = [f"| {n} | {_cell(asked)} | {_cell(answer)} |" for n, (asked, answer) in enumerate(self.given, 1)]
        return "\n".join(["| | Asked | Typed |", "| ---: | --- | --- |", *rows])

    def files(self) -> Iterator[str]:
        """The files that lie there, and whose they are."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                yield f"{path.relative_to(self.folder).as_posix():<66}{'yours' if path in self.before else ''}".rstrip()


def _lines(typed: Any) -> list[str]:
    """What stands in the steps as the lines that are typed."""
    return [str(line) for line in (typed if isinstance(typed, list) else [typed])]


def _is_answer(line: str) -> bool:
    """Whether a line answers a fact; an empty one skips it."""
    return line not in ("", "?", "back", "quit", "unknown")


def _asked(heard: str) -> str:
    """What is asked: the last lines before the prompt that say it, in one line, without the hint in brackets."""
    lines = heard.rstrip("\n").split("\n")
    start = max((n + 1 for n, line in enumerate(lines) if not line.startswith("  ")), default=0)
    rest = [line for line in lines[start:] if not line.startswith(("  Saved.", "  ! ", "   "))]
    return HINT.sub("", " ".join(" ".join(rest).split()))


def _kept(text: str, ranges: Sequence[Sequence[str | None]] | None) -> str:
    """The lines from one that holds the first text to one that holds the second; what is left out is said."""
    lines = text.strip("\n").split("\n")
    if ranges is None:
        return "\n".join(lines)
    shown: list[str] = []
    at = 0
    for first, last in ranges:
        start = _line(lines, first, at)
        end = len(lines) - 1 if last is None else _line(lines, last, start)
        shown += [*_left_out(start - at), *lines[start : end + 1]]
        at = end + 1
    return "\n".join([*shown, *_left_out(len(lines) - at)])


def _line(lines: Sequence[str], text: str | None, start: int) -> int:
    for n in range(start, len(lines)):
        if text is None or text in lines[n]:
            return n
    raise Wrong(f"no line with {text!r} in:\n" + "\n".join(lines[start:]))


def _left_out(n: int) -> list[str]:
    return [f"[{n} {'line' if n == 1 else 'lines'} left out]"] if n else []


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _block(text: str, kind: str) -> str:
    return f"```{kind}\n{text.rstrip()}\n```"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
