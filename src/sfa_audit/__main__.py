"""`python -m sfa_audit` does what `sfa-audit` does."""

from __future__ import annotations

from sfa_audit.cli._entry import main

if __name__ == "__main__":
    main()
