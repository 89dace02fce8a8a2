"""The answers file that `ask` and `import` write: theirs alone, whole after every answer, never a person's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sfa_audit.cli.files import read, write_all
from sfa_audit.errors import Fault, InputError
from sfa_audit.i18n import Translator, message

if TYPE_CHECKING:
    from sfa_audit.answers import Answers, Head
    from sfa_audit.project.table import FieldTable

FOLDER = "answers"


class OwnFile:
    """One answers file that is being written."""

    def __init__(self, path: Path, answers: Answers, table: FieldTable, tr: Translator, known: bytes | None) -> None:
        self.path, self.answers, self._table, self._tr = path, answers, table, tr
        self._known = known  # what stands in the file as far as we know; None before there is one

    @property
    def name(self) -> str:
        """The file's name as it is shown."""
        return str(self.path)

    @property
    def exists(self) -> bool:
        """Whether anything was written yet, by this run or an earlier one."""
        return self._known is not None

    def save(self) -> bool:
        """Write all answers. False when somebody else had changed the file: then they stand in a new one beside it."""
        from sfa_audit.answers import to_yaml

        note = self._tr.gettext(
            "Written by sfa-audit, which adds to it. Once changed by hand, it is read but no longer written to."
        )
        data = to_yaml(self.answers, self._table, note).encode("utf-8")
        moved = self._claim()
        write_all([(self.name, data)], own=True)
        self._known = data
        return not moved

    def _claim(self) -> bool:
        """Make sure that the file is ours to replace; whether another had to be taken."""
        if self._known is not None and _content(self.path) == self._known:
            return False
        moved = self._known is not None
        while True:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.open("xb").close()  # nobody else can take the same name
            except FileExistsError:
                self.path, moved = _free(self.path), True
            except OSError as error:
                what = message("the answers cannot be written: {reason}", reason=error.strerror or str(error))
                raise InputError([Fault(self.name, None, None, "", what)]) from error
            else:
                return moved


def beside(project: str, head: Head) -> Path:
    """Where the answers of a source go: `answers/2026-11-02-head-of-sales.yaml` beside the project file."""
    return Path(project).parent / FOLDER / f"{head.date}-{slug(head.source)}.yaml"


def slug(text: str) -> str:
    """A text as part of a file's name, in any script."""
    return re.sub(r"[^\w]+", "-", text.casefold()).strip("-_")[:60].rstrip("-_") or "answers"


def named(file: str, head: Head | None, table: FieldTable, tr: Translator) -> OwnFile:
    """The file of `--into`. Raises InputError when a person wrote or changed it, or its head says something else."""
    from sfa_audit.answers import Answers, read_back

    path = Path(file)
    if not path.exists():
        if head is None:
            raise ValueError("a new file needs a head")
        return OwnFile(path, Answers(head), table, tr, None)
    data = read(file)[1]
    answers = Answers(head) if head and not data else read_back(data, file, table)
    if answers is None:
        what = message("this file was written or changed by a person, and is left as it is")
        hint = message("name another file with --into, and this one as an answers file")
        raise InputError([Fault(file, None, None, "", what, hint)])
    if head is not None and head != answers.head:
        what = message("the answers in this file come from somebody else, or from another day")
        hint = message("leave out --source, --kind, --by and --date, or name another file with --into")
        raise InputError([Fault(file, None, None, "head", what, hint)])
    return OwnFile(path, answers, table, tr, data)


def going_on(path: Path, head: Head, table: FieldTable, tr: Translator) -> OwnFile:
    """The file at its usual place: the one with the same head goes on, else the next free name is taken."""
    from sfa_audit.answers import Answers, read_back

    while path.exists():
        data = _content(path)
        # an empty one is a name that was taken when the program was killed
        answers = Answers(head) if data == b"" else read_back(data, str(path), table) if data else None
        if answers is not None and answers.head == head:
            return OwnFile(path, answers, table, tr, data)
        path = _next(path)
    return OwnFile(path, Answers(head), table, tr, None)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _free(path: Path) -> Path:
    while path.exists():
        path = _next(path)
    return path


def _next(path: Path) -> Path:
    found = re.fullmatch(r"(.*)-([2-9]|[1-9]\d)", path.stem)
    stem, n = (found[1], int(found[2]) + 1) if found and int(found[2]) < 99 else (path.stem, 2)
    return path.with_name(f"{stem}-{n}{path.suffix}")
