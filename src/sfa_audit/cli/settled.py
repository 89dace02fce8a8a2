"""The exit code that a run has settled on, kept before anything is written.

A command settles its code once, before any renderer runs. When the reader of the output then goes away
(`sfa-audit assess … | head`), the program still ends with the verdict.
"""

from __future__ import annotations

_code = 0


def settle(code: int) -> int:
    """Keep the exit code of this run; returns it."""
    global _code  # noqa: PLW0603 (one process, one verdict)
    _code = code
    return code


def settled() -> int:
    """The code kept last; 0 when none was."""
    return _code
