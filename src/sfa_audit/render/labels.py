"""How the facts are called, for readings in words; taken from the compiled table of the project file.

The table's labels follow the scheme of `sfa_audit.project.fields`: nouns in singular and plural for what is counted,
"a metric" for the field of a record, a clause for a flag, a noun phrase for the rest.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sfa_audit.project import table

__all__ = ["NUMBERS", "Label", "label", "pattern"]

NUMBERS = ("count", "amount", "number", "share")


class Label(NamedTuple):
    """How a fact is called: `one` and `many` things that are counted (`many` is '' elsewhere), and its kind."""

    kind: str
    one: str
    many: str


@cache
def pattern(path: str) -> str:
    """The pattern of a path; a record that a closed list only implies counts as one of the list.

    `goals[0].owner` and `team.administrator.filled` give `goals[].owner` and `team[].filled`.
    """
    found, known = table.pattern(path), table.load_table()
    if found in known:
        return found
    for name, (_, keys) in known.closed().items():
        for key in keys:
            if found.startswith(f"{name}.{key}.") or found == f"{name}.{key}":
                return f"{name}[]{found[len(name) + len(key) + 1 :]}"
    return found


@cache
def label(path: str) -> Label:
    """The label of a fact by its path; of one that the table does not know (a custom one), its last key in words."""
    try:
        field = table.load_table().field(pattern(path))
    except KeyError:
        return Label("", pattern(path).rpartition(".")[2].replace("_", " ").replace("[]", ""), "")
    return Label(field.kind, field.label or field.name.replace("_", " "), field.labels)
