"""How the facts are called, for readings in words; taken from the compiled table of the project file.

The table's labels follow the scheme of `sfa_audit.project.fields`: nouns in singular and plural for what is counted,
"a metric" for the field of a record, a clause for a flag, a noun phrase for the rest.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sfa_audit.project.table import load_table, pattern

__all__ = ["NUMBERS", "Label", "label", "pattern"]

NUMBERS = ("count", "amount", "number", "share")


class Label(NamedTuple):
    """How a fact is called: `one` and `many` things that are counted (`many` is '' elsewhere), and its kind."""

    kind: str
    one: str
    many: str


@cache
def label(path: str) -> Label:
    """The label of a fact by its path; of one that the table does not know (a custom one), its last key in words."""
    try:
        field = load_table().field(path)
    except KeyError:
        return Label("", pattern(path).rpartition(".")[2].replace("_", " ").replace("[]", ""), "")
    return Label(field.kind, field.label or field.name.replace("_", " "), field.labels)
