"""The fields of the project file as the check of a rule pack asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from sfa_audit.project.table import Field, FieldTable


class FactNames:
    """What a rule may name: facts, lists and sections by pattern, with their kinds and when they are first known."""

    def __init__(self, table: FieldTable) -> None:
        self._table = table

    def with_facts(self, declared: Sequence[Field]) -> FactNames:
        """These names with the facts that a pack declares itself."""
        return FactNames(self._table.with_facts(declared))

    def kind(self, pattern: str) -> str | None:
        """The kind of the fact at a pattern (`goals[].owner`), None when there is no such fact."""
        if pattern not in self._table or not self._table.field(pattern).fact:
            return None
        return self._table.field(pattern).kind

    def values(self, pattern: str) -> tuple[str, ...]:
        """The values that a choice may have; nothing for a fact of another kind, or for no fact."""
        return self._table.field(pattern).values if self.kind(pattern) == "choice" else ()

    def known_from(self, pattern: str) -> str | None:
        """The phase in which it can first be known, None where that is not said."""
        return self._table.field(pattern).known_from or None

    def names(self) -> list[str]:
        """All patterns of facts and lists, for suggestions."""
        return [field.path for field in self._table if field.fact and field.kind != "section"]

    def series_key(self, path: str) -> str:
        """The key of a list of records, which is the date of a list of dated ones; "" for anything else."""
        return self._table.field(path).record_key if path in self._table else ""
