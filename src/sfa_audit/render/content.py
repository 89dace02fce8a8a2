"""The content of a report, apart from any format: what the HTML, Markdown and terminal renderers read.

Every string is ready to show but for the escaping that a format needs. The renderers choose the looks, never the words
or the figures, so that all formats say the same.
"""

from __future__ import annotations

from dataclasses import dataclass


class Free(str):
    """Words of the person who wrote the project file, to be shown as written."""

    __slots__ = ()


class Code(str):
    """A path, an id or a command, to be shown in a fixed width."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to another place of the report (`#id`), or to a web address."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A text in another language than the report, such as the title of a book; `lang` is its BCP 47 tag."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A word with a shape before it, so that it is told apart without colour: good, fair, watch, bad, open or none."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar, from `start` on `width` wide (per cent); `kind` is a part of a score, lost or total."""

    kind: str
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar on a scale of 0 to 100, drawn beside numbers that say the same.

    `lines` are limits, `dots` places of named groups (giver, receiver, other), `then` where it stood at an earlier
    assessment ("" where there is none), `zones` the bands below it, the lowest first, all in per cent. The kind of a
    zone is z1 for the highest band, then z2 to z4.
    """

    segments: tuple[Segment, ...]
    lines: tuple[str, ...] = ()
    dots: tuple[tuple[str, str], ...] = ()
    then: str = ""
    zones: tuple[Segment, ...] = ()

    @property
    def bounds(self) -> tuple[str, ...]:
        """Where one band ends and the next begins."""
        return tuple(zone.start for zone in self.zones[1:])


Cell = str | Link | InLanguage | Marked | Chart | tuple["Cell", ...] | None
"""What a table cell or a value holds; several cells stand below each other; None is empty."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `kind` is text, num, chart, or whole: a word or a date that is not broken."""

    title: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; its first cell is its head. `kind` is total, sub or nothing; `anchor` its place."""

    cells: tuple[Cell, ...]
    kind: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    `look` says how it is laid out: plain, conditions, stops, questions, narrow, list, chart, causes, plan or
    options.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    look: str = "plain"
    show_caption: bool = True


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; `kind` is note, comment (the consultant's own words), drawing (explains one) or nothing."""

    text: Cell
    kind: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, with a smaller line below it and the place that says more."""

    text: str
    note: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with a title ('' for none)."""

    title: str
    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """Terms and what belongs to them."""

    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: a line to see at once, and below it what it rests on."""

    anchor: str
    rule: str
    number: str
    statement: str
    state: Marked
    points: str
    detail: Pairs
    open: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings of one kind under a title."""

    title: str
    items: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks that are shown on demand, and always in print."""

    summary: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The tables of a plan, whose actions a reader can tick where scripts run.

    `model` is for the script. `labels` name the figures of the result: readiness, person-days, weeks, cost; `caption`
    is that of the conditions. `static` speaks of the plan as a whole: it is left out where actions can be ticked.
    """

    model: str
    hint: str
    buttons: tuple[str, str]
    labels: tuple[str, ...]
    chart: Chart
    caption: str
    tables: tuple[Table, ...]
    static: Bullets | None


Block = Para | Bullets | Pairs | Table | Findings | Fold | WhatIf


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: `id` is stable, `short` its name in the list of contents, `heading` says the finding."""

    id: str
    short: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The readiness bar in numbers: the big figure, what stands below it, the bar and its parts in words.

    `then` says the earlier result, `bands` where each band begins; both are empty where there is none.
    """

    figure: str
    caption: tuple[str, ...]
    title: str
    chart: Chart
    parts: tuple[tuple[str, str, str], ...]
    limit: str
    then: str
    bands: str


@dataclass(frozen=True, slots=True)
class CauseBox:
    """A cause at a glance."""

    number: str
    name: str
    figure: str
    state: Marked
    target: str


@dataclass(frozen=True, slots=True)
class SubScore:
    """A group of causes with its own score."""

    name: str
    figure: str
    state: Marked
    causes: tuple[CauseBox, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the sponsor is asked to decide, in the consultant's words."""

    ask: Free
    by: str
    options: tuple[Free, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The first page: the answer, the score, the reasons, what to do, and what was asked."""

    badge: Marked
    headline: str
    lead: tuple[str, ...]
    score: Score | None
    reach: tuple[str, ...]
    reasons: tuple[Bullets, ...]
    decision: Decision | None
    summary: Free | None
    conditions: Table | None
    glance: tuple[SubScore, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The whole report. `space` joins the sentences of a paragraph in this language, `end` ends one that has no end."""

    lang: str
    space: str
    end: str
    title: str
    kicker: str
    about: tuple[str, ...]
    verdict: Verdict
    sections: tuple[Section, ...]
    foot: tuple[str, ...]
