"""What the program says: the product goes to stdout, all talk to stderr."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Sequence
from typing import TextIO

from sfa_audit.errors import InputError
from sfa_audit.i18n import Translator, messages

MOST_FAULTS = 50
_PLAIN = re.compile(r"[\w@%+=:,./\\-]+")


def say(text: str, to: TextIO | None = None, end: str = "\n") -> None:
    """Write a line to stdout, or to the stream given."""
    (to or sys.stdout).write(text + end)


def tell(text: str, quiet: bool = False) -> None:
    """Write a line of talk to stderr unless the user asked for quiet."""
    if not quiet:
        say(text, to=sys.stderr)


def typed(words: Sequence[str]) -> str:
    """A command as it is typed, with quotes only around words that need them."""
    return " ".join(word if _PLAIN.fullmatch(word) else shlex.quote(word) for word in words)


def complain(error: InputError, tr: Translator) -> int:
    """Tell every fault of an input or an output, in order, and how many there are; returns the exit code 2."""
    faults = sorted(error.faults, key=lambda f: (f.file, f.line or 0, f.column or 0))
    for fault in faults[:MOST_FAULTS]:
        say(fault.render(tr), to=sys.stderr)
    n = len(faults)
    say(tr.render(messages("1 fault found.", "{n} faults found.", n)), to=sys.stderr)
    if n > MOST_FAULTS:
        say(tr.render(messages("1 is not shown.", "{n} are not shown.", n - MOST_FAULTS)), to=sys.stderr)
    return 2
