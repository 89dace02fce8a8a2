"""The console entry: starts the program, and ends it with the right exit code whatever happens."""

from __future__ import annotations

import sys

from sfa_audit import __version__


def main() -> None:
    """Run the command line and exit; `--version` alone is answered at once."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(f"sfa-audit {__version__}")
        return
    from sfa_audit.cli.app import run
    sys.exit(run(sys.argv[1:]))
