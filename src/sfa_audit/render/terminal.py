"""The report for a terminal: the verdict, the bar, what fails, the weakest causes, what to find out and to do first.

Right at 80 columns. Without colour it is plain text, without boxes; `plain` keeps to ASCII in all that is ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Plain

from sfa_audit.i18n import Translator
from sfa_audit.render import blocks
from sfa_audit.render.content import Bullets, Cell, Chart, InLanguage, Marked, Score
from sfa_audit.render.content import Table as Rows
from sfa_audit.render.context import Context, Data, fraction
from sfa_audit.render.flow import Flow as Text
from sfa_audit.render.numbers import clauses
from sfa_audit.render.plan_progress import so_far
from sfa_audit.render.view import context
from sfa_audit.render.view_robust import sentences
from sfa_audit.render.view_score import band, segments
from sfa_audit.render.view_verdict import verdict

WEAKEST = 5
BAR = 14  # cells of a cause's bar: names and bands keep their lines at 80 columns
_STYLES = {"good": "green", "fair": "cyan", "watch": "yellow", "bad": "red", "open": "", "none": "dim"}
_SPARE = str.maketrans({
    "“": '"', "”": '"', "’": "'", "–": "-", "−": "-", "·": "-", "…": "...", "≥": ">=", "≤": "<=", "\u00a0": " ",
})  # fmt: skip


def render_terminal(
    report: Mapping[str, Any], tr: Translator, width: int, color: bool, full: bool, plain: bool = False
) -> str:
    """The text to print, `width` columns wide. `full` shows all causes, `plain` uses ASCII for bars and marks."""
    return printed(Screen(context(report, tr), plain).parts(full, max(width, 40)), width, color)


def printed(parts: Sequence[Any], width: int, color: bool) -> str:
    """What the parts look like in a terminal of this width, as text."""
    out = StringIO()
    console = Console(
        file=out, width=max(width, 40), highlight=False, markup=False, emoji=False, legacy_windows=False,
        force_terminal=color, no_color=not color, color_system="standard" if color else None,
    )  # fmt: skip
    for part in parts:
        console.print(Padding(part, 0) if isinstance(part, Text) else part)  # which keeps it in one piece
    # a table fills its lines with blanks, which are noise in a file
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    return "\n".join(lines).strip("\n") + "\n"


class Screen:
    """Builds what is shown, from top to bottom."""

    def __init__(self, c: Context, plain: bool) -> None:
        self._c = c
        self._plain = plain

    def parts(self, full: bool, width: int) -> list[Any]:
        """Everything to print, in order."""
        c, made = self._c, verdict(self._c)
        space = c.tr.space
        found: list[Any] = [self.badge(made.badge, made.headline)]
        if made.lead:
            found.append(self.text(space.join(made.lead)))
        found.append(Text())
        if made.score is not None:
            found += self._score(made.score, width)
        if made.reach:
            found.append(self.text(space.join(made.reach)))
        if made.conditions is not None and (rows := self._unmet(made.conditions)) is not None:
            found += [self.title(made.conditions.caption), rows]
        found += self._stops()
        if c.data["score"] is not None:
            found += self._causes(full)
        if full and (stands := sentences(c)):
            found += [self.title(c.tr.gettext("How sure we are")), self.text(space.join(stands))]
        for bullets in made.reasons[1:] if made.reasons and len(made.reasons) > 1 else made.reasons:
            found += self.bullets(bullets)
        if c.data["score"] is not None and (how_far := list(so_far(c))):
            found += [self.title(c.tr.gettext("Actions")), self.text(space.join(how_far))]
        return found

    def badge(self, badge: Marked, headline: str) -> Plain:
        """The first line: what is the case."""
        return self._line(Text.assemble(self._marked(badge, upper=True), "  ", self._bold(headline)))

    # ---- the score -----------------------------------------------------------------------------------------------

    def _score(self, score: Score, width: int) -> list[Any]:
        room = min(50, width - 24)
        bar = blocks.bar(score.chart, room, plain=self._plain)
        line = Text.assemble(self._bold(f"{score.figure:>4}"), " / 100  ", bar, f"  {self._own(score.limit)}")
        parts = "   ".join(self._own(f"{self._fill(kind)} {name} {figure}") for kind, name, figure in score.parts)
        then = [f"{blocks.PLAIN_THEN if self._plain else blocks.THEN} {score.then}"] if score.then else []
        return [line, Text(" " * 12 + parts), self.text(clauses([*score.caption, *then], self._c.tr))]

    def _fill(self, kind: str) -> str:
        return (blocks.PLAIN_FILLS if self._plain else blocks.FILLS)[kind]

    # ---- conditions, stops, causes -----------------------------------------------------------------------------------

    def _unmet(self, conditions: Rows) -> Table | None:
        """The conditions that are not met, or not decided, in the words of the other formats."""
        shown = [
            row for row, one in zip(conditions.rows, self._c.data["verdict"]["conditions"], strict=True)
            if one["status"] in ("failed", "undetermined")
        ]  # fmt: skip
        if not shown:
            return None
        table = self.table(
            conditions.columns[0].title, *((column.title, column.kind) for column in conditions.columns[1:])
        )
        for row in shown:
            table.add_row(*(self.cell(cell) for cell in row.cells))
        return table

    def _stops(self) -> list[Any]:
        c = self._c
        # A grid keeps the mark beside its sentence, which in Chinese is one long word to rich.
        table = Table.grid(padding=(0, 1))
        table.add_column()
        table.add_column(overflow="fold")
        for stop in c.data["stops"]:
            if stop["state"] == "confirmed":
                mark = self._marked(Marked("bad" if stop["level"] == "stop" else "watch", ""))
                because = Text(self._own(c.text(f"stop.{stop['id']}.because")), style=mark.style, overflow="fold")
                table.add_row(mark, because)
        return [self.title(c.tr.gettext("Stops")), table] if table.row_count else []

    def _causes(self, full: bool) -> list[Any]:
        c = self._c
        due = sorted(
            (cause for cause in c.data["causes"] if cause["bar"]), key=lambda one: fraction(one["bar"]["lower"])
        )
        shown = due if full else due[:WEAKEST]
        title = c.tr.gettext("All causes, weakest first") if full else c.tr.gettext("Weakest causes")
        table = self.table(
            c.tr.gettext("Cause"), (c.tr.gettext("Share"), "num"), ("", "chart"), (c.tr.gettext("Known"), "num"),
            (c.tr.gettext("At most"), "num"), (c.tr.gettext("Band"), "text"),
        )  # fmt: skip
        for cause in shown:
            table.add_row(*self._cause(cause))
        for cause in c.data["causes"] if full else ():
            if cause["bar"] is None:
                table.add_row(
                    self._own(c.cause(cause["id"])), cause["share"], "", "-", "-", self.cell(band(c, None, None))
                )
        return [self.title(title), table]

    def _cause(self, cause: Data) -> tuple[Any, ...]:
        c, bar = self._c, cause["bar"]
        drawn = blocks.bar(Chart(segments(bar)), BAR, plain=self._plain)
        numbers = (c.points(bar["lower"]), c.points(bar["upper"]))
        return (
            self._own(c.cause(cause["id"])),
            cause["share"],
            drawn,
            *numbers,
            self.cell(band(c, bar, cause["band"])),
        )

    def bullets(self, bullets: Bullets) -> list[Any]:
        """A list with its title, numbered."""
        table = Table.grid(padding=(0, 1))
        table.add_column(justify="right")
        table.add_column(overflow="fold")
        for n, item in enumerate(bullets.items, 1):
            text = Text(self._own(item.text), overflow="fold")
            if item.note:
                text.append(f"\n{self._own(item.note)}", style="dim")
            table.add_row(f"{n}.", text)
        return [self.title(bullets.title), table]

    # ---- small things ------------------------------------------------------------------------------------------------

    def table(self, first: str, *columns: tuple[str, str]) -> Table:
        """An empty table: the title of its first column, then title and kind of the others."""
        table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim", pad_edge=False)
        table.add_column(self._own(first), overflow="fold", ratio=None)
        for title, kind in columns:
            if kind == "num":
                table.add_column(self._own(title), justify="right", overflow="fold")
            else:
                table.add_column(self._own(title), overflow="fold", no_wrap=kind == "chart")
        return table

    def cell(self, cell: Cell) -> Plain:
        """One cell; what can only be drawn is left out."""
        if isinstance(cell, Marked):
            return self._marked(cell)
        if isinstance(cell, tuple):
            return Text("\n").join([self.cell(part) for part in cell])
        text = cell.text if isinstance(cell, InLanguage) else cell
        return Text(self._own(text) if isinstance(text, str) else "")

    def _marked(self, marked: Marked, *, upper: bool = False) -> Text:
        mark = (blocks.PLAIN_MARKS if self._plain else blocks.MARKS)[marked.mark]
        text = self._own(marked.text)
        return Text(f"{mark} {text.upper() if upper else text}", style=_STYLES[marked.mark])

    def title(self, text: str) -> Padding:
        """A title, with a line before it."""
        return Padding(self._bold(text), (1, 0, 0, 0))

    def _bold(self, text: str) -> Text:
        return Text(self._own(text), style="bold")

    def text(self, text: str) -> Text:
        """A paragraph."""
        return Text(self._own(text), overflow="fold")

    def _line(self, text: Plain) -> Plain:
        text.overflow = "fold"
        return text

    def _own(self, text: str) -> str:
        """The text on one line, in ASCII punctuation where nothing else can be shown."""
        line = " ".join(text.split())
        return line.translate(_SPARE) if self._plain else line
