"""`python -m sfa_audit.compile_pack` writes the compiled form of the shipped packs: read faster, never differently."""

from __future__ import annotations

from pathlib import Path

from sfa_audit.load_pack import compiled_text, read_files
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table
from sfa_audit.resources import rules

TARGET = Path(__file__).with_name("compiled")


def main() -> None:
    """Write one compiled file for each pack under `rules/`."""
    TARGET.mkdir(exist_ok=True)
    for pack in sorted(rules().iterdir(), key=lambda entry: entry.name):
        if pack.is_dir():
            text = compiled_text(read_files(pack), FactNames(load_table()))
            (TARGET / f"{pack.name}.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
