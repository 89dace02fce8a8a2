"""The program as users run it, in a process of its own and an environment that says nothing of this machine."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent

# What a machine may say that would change what the program says.
_SCRUBBED = ("CI", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "LANGUAGE", "PAGER", "TZ", "LINES")
_SCRUBBED_PREFIXES = ("GITHUB_", "GITLAB_", "SFA_AUDIT_", "LC_", "PYTHON", "COVERAGE_", "PYTEST_", "TERM", "_TYPER_")


class Result(NamedTuple):
    """How a run of the program ended; line ends are those of Unix everywhere."""

    code: int
    stdout: str
    stderr: str


Run = Callable[..., Result]


def scrubbed(env: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """This environment without what changes the output, then with `env`, where None removes a name."""
    kept = {k: v for k, v in os.environ.items() if k not in _SCRUBBED and not k.startswith(_SCRUBBED_PREFIXES)}
    kept |= {"LANG": "C.UTF-8", "COLUMNS": "80", "TERM": "xterm"}
    for name, value in (env or {}).items():
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = value
    return kept


def run_program(
    args: str | Sequence[str | Path],
    *,
    input: str | bytes | None = None,
    env: Mapping[str, str | None] | None = None,
    cwd: Path | None = None,
    timeout: float = 120,
) -> Result:
    """Run `python -m sfa_audit` with the arguments (a text is split as a shell would) and without a terminal."""
    words = shlex.split(args) if isinstance(args, str) else [str(arg) for arg in args]
    done = subprocess.run(
        [sys.executable, "-m", "sfa_audit", *words],
        input=input.encode("utf-8") if isinstance(input, str) else input if input is not None else b"",
        capture_output=True,
        env=scrubbed(env),
        cwd=cwd or ROOT,
        timeout=timeout,
        check=False,
    )
    stdout, stderr = (out.decode("utf-8").replace("\r\n", "\n") for out in (done.stdout, done.stderr))
    return Result(done.returncode, stdout, stderr)
