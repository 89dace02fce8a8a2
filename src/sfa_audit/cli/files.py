"""Reading and writing files: within limits, with sentences for what can go wrong, never a half-written output."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sfa_audit.errors import Fault, InputError
from sfa_audit.i18n import Message, message
from sfa_audit.suggest import closest
from sfa_audit.yaml_file import DEFAULT

STDIN = "-"
START = message("start one with: sfa-audit init")
_YAML = (".yaml", ".yml")
_read: list[Path] = []  # what this run has read: nothing of it is ever written over


SAVED_SIZE = 32 << 20  # a saved result holds all texts, and stays far below


def read_whole(name: str) -> tuple[str, bytes]:
    """A saved result: the same as `read`, with room for a result of any size that the program writes."""
    return read(name, SAVED_SIZE)


def read(name: str, most: int = DEFAULT.size, start: Message | None = START) -> tuple[str, bytes]:
    """The name to show and the bytes of one input; "-" is stdin. Raises InputError with a sentence.

    `start` says how one gets such a file, where none is there and none has a name like it.
    """
    if name == STDIN:
        return "<stdin>", sys.stdin.buffer.read(most + 1)
    path = Path(name)
    try:
        if path.is_dir():
            raise _fault(name, message("this is a folder"), _in_folder(path))
        with path.open("rb") as stream:
            _read.append(path)
            return name, stream.read(most + 1)
    except FileNotFoundError as error:
        raise _fault(name, message("there is no such file"), _near(path, start)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _fault(name, Message("the file cannot be read: {reason}", {"reason": reason})) from error


def read_all(names: Sequence[str]) -> list[tuple[str, bytes]]:
    """The project file and its answers files, each once however often it is named: what people said in it counts once.

    Raises InputError with a fault for every file that cannot be read.
    """
    found: dict[Path | str, tuple[str, bytes]] = {}
    faults: list[Fault] = []
    for name in names:
        same = name if name == STDIN else _whole(name)
        if same in found:
            continue
        try:
            found[same] = read(name)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return list(found.values())


def with_files(arguments: Sequence[str]) -> list[str]:
    """The arguments as a Unix shell gives them: a name with a star becomes the files that it fits, in order."""
    from glob import glob

    found: list[str] = []
    for argument in arguments:
        fitting = [] if argument.startswith("-") or "*" not in argument else sorted(glob(argument))
        found += fitting or [argument]
    return found


def _whole(name: str) -> Path:
    try:
        return Path(name).resolve()
    except (OSError, ValueError, RuntimeError):  # a name that no file can have: reading it says so
        return Path(name)


def _in_folder(path: Path) -> Message:
    found = path / "project.yaml"
    if found.is_file():
        return Message("name the file: {file}", {"file": str(found)})
    return message("name a file in it")


def _near(path: Path, start: Message | None) -> Message | None:
    with contextlib.suppress(OSError):
        kinds = _YAML if path.suffix.lower() in ("", *_YAML) else (path.suffix.lower(),)
        near = closest(path.name, [entry.name for entry in path.parent.iterdir() if entry.suffix.lower() in kinds])
        if near:
            return Message('did you mean "{near}"?', {"near": str(path.parent / near)})
    return start if path.suffix.lower() in _YAML else None


def _fault(name: str, what: Message, hint: Message | None = None) -> InputError:
    return InputError([Fault(name, None, None, "", what, hint)])


def write_all(outputs: Sequence[tuple[str, str | bytes]], *, own: bool = False) -> None:
    """Write every output whole or not at all: each beside its place first, then moved there.

    Unless they are the program's `own`, a file that this run has read is refused, and any YAML file that is there: that
    is how people write projects, answers, settings and rules, and no report. Raises InputError naming the output that
    could not be written; what was there before is still there then.
    """
    hint = message("choose another place with -o")
    for name, _ in outputs if not own else ():
        path = Path(name)
        if any(_same(path, other) for other in _read):
            raise _fault(name, message("this is one of the files that were read; it is not written over"), hint)
        if path.suffix.lower() in _YAML and path.exists():
            raise _fault(name, message("a YAML file stands there, and is not written over"), hint)
    ready: list[tuple[str, Path]] = []
    try:
        for name, content in outputs:
            if Path(name).exists() and not Path(name).is_file() and not Path(name).is_dir():
                _straight(name, content)  # a pipe or a device cannot be put in place of
            else:
                ready.append((_beside(name, content), Path(name)))
        while ready:
            temporary, path = ready[0]
            try:
                os.replace(temporary, path)
            except OSError as error:
                raise _unwritable(str(path), error) from error
            ready.pop(0)
    finally:
        for temporary, _ in ready:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def not_over_others(outputs: Sequence[tuple[str, str]]) -> None:
    """Refuse to replace files that are there and begin otherwise than their new text. Raises InputError with all."""
    faults = []
    for name, text in outputs:
        start = text.split("\n")[: 3 if text.startswith("{") else 1]  # the title, which no other file shares
        try:
            with Path(name).open(encoding="utf-8", errors="replace") as stream:
                other = [stream.readline().rstrip("\n") for _ in start] != start
        except OSError:  # not there; what else is wrong with it, writing will say
            continue
        if other:
            hint = message("choose another folder; --force replaces it")
            faults.append(
                Fault(name, None, None, "", message("somebody else's file stands there; it is left as it is"), hint)
            )
    if faults:
        raise InputError(faults)


def append(name: str, content: str) -> None:
    """Add to the end of a file that others write to as well. Raises InputError."""
    try:
        with Path(name).open("ab") as stream:
            stream.write(content.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise _unwritable(name, error) from error


def _beside(name: str, content: str | bytes) -> str:
    path = Path(name)
    data = content.encode("utf-8") if isinstance(content, str) else content
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(21, "this is a folder", name)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _as_usual(temporary, path)
        return temporary
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise _unwritable(name, error) from error


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False


def _straight(name: str, content: str | bytes) -> None:
    try:
        Path(name).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    except OSError as error:
        raise _unwritable(name, error) from error


def _as_usual(temporary: str, path: Path) -> None:
    """Give the file the rights that a plainly written one would have, or those of the file that it replaces."""
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    os.chmod(temporary, mode)


def _unwritable(name: str, error: OSError) -> InputError:
    reason = {"reason": error.strerror or str(error)}
    return _fault(
        name, Message("the output cannot be written: {reason}", reason), message("choose another place with -o")
    )
