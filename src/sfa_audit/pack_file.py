"""The shape of a rule pack's files, as pydantic models: what an author may write. Heavy; imported only to validate.

Tests are checked by `rule_language`, cross references by `pack_check`; numbers stay as written until the pack is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from sfa_audit.pack_file_head import PackFile
from sfa_audit.pack_file_parts import Basis, Days, Id, Number, Part, Text, Titled


class EffortEntry(Part):
    """Person-days: a fixed part and a part for each unit of a fact."""

    fixed: Number = 0
    each: Number
    per: str


class RemedyEntry(Part):
    """What to do about a rule that is not met."""

    action: Text
    to: Number
    days: EffortEntry | Number
    weeks: Number
    owner: Id
    kind: Literal["behaviour", "document", "system"]
    possible_until: Id | None = None
    share_with: Id | None = None
    before_go_live: Number = 0


class Sample(Part):
    """The fact that gives the size of a sample, and the size from which it counts."""

    of: str
    at_least: Number


class RuleEntry(Titled):
    """One rule. `title` is true when it is met, `otherwise` at every value below."""

    indicator: str
    otherwise: Text
    why: Text
    ask: Text
    weight: Number
    due: Id
    until: Id | None = None
    part: Id | None = None
    may_not_apply: bool = False
    waivable: bool = True
    fresh_for: Days | None = None
    applies: Any = None
    sample: Sample | None = None
    test: Any
    remedy: RemedyEntry
    basis: Basis
    grade: Literal["A", "B", "C", "D"]
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    figure_from: tuple[str, ...] = ()


class RuleFile(Part):
    """One cause's rules."""

    cause: Id
    rules: Annotated[tuple[RuleEntry, ...], Field(min_length=1)]


class StopEntry(Titled):
    """A condition that halts a roll-out whatever its score; it fires when its test comes out below `below`."""

    code: str
    indicator: str | None = None
    because: Text
    test: Any
    below: Number
    start: Id = Field(alias="from")
    until: Id | None = None
    level: Literal["stop", "warn"]
    waivable: bool = True
    lifted_when: Text
    lifted_by: tuple[Id, ...] = ()
    basis: Basis
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    figure_from: tuple[str, ...] = ()


class StopFile(Part):
    """`stops.yaml`."""

    stops: tuple[StopEntry, ...]


class ClauseEntry(Part):
    """One condition of a pattern: a rule's worth, a confirmed stop, or any one of several conditions."""

    rule: Id | None = None
    at_least: Number | None = None
    below: Number | None = None
    stop: Id | None = None
    any: tuple[ClauseEntry, ...] = ()


class PatternEntry(Titled):
    """A named combination of findings."""

    because: Text
    advice: Text
    when: Annotated[tuple[ClauseEntry, ...], Field(min_length=1)]
    sources: tuple[str, ...] = ()
    figure_from: tuple[str, ...] = ()


class PatternFile(Part):
    """`patterns.yaml`."""

    patterns: tuple[PatternEntry, ...]


class SourceEntry(Part):
    """Where a statement comes from and how well it is verified."""

    citation: Text
    address: tuple[str, ...] = ()
    verified: Literal["page", "secondary", "memory", "article"]
    note: Text | None = None


class SourceFile(Part):
    """`sources.yaml`."""

    sources: Mapping[str, SourceEntry]


class OverlayEntry(BaseModel):
    """The texts of one item in another language; `of` is the digest of the texts that they translate."""

    model_config = ConfigDict(frozen=True, extra="allow")
    of: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]


class OverlayFile(Part):
    """`text.LANGUAGE.yaml`: texts by kind of item and id."""

    language: Text
    texts: Mapping[str, Mapping[str, OverlayEntry]]


def model_of(name: str) -> type[BaseModel] | None:
    """The model of one file of a pack by its name; None for a file that is no part of the pack itself."""
    fixed: dict[str, type[BaseModel]] = {
        "pack.yaml": PackFile,
        "stops.yaml": StopFile,
        "patterns.yaml": PatternFile,
        "sources.yaml": SourceFile,
    }
    if name in fixed:
        return fixed[name]
    if name.startswith("text."):
        return OverlayFile
    return RuleFile if name[:1].isdigit() else None
