"""A plan for a terminal: the answer, what to find out, what to do in order, and what each effort buys."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from sfa_audit.i18n import Translator
from sfa_audit.render import content
from sfa_audit.render.content import Bullets
from sfa_audit.render.flow import Flow as Text
from sfa_audit.render.plan_view import plan_view
from sfa_audit.render.view import context


def render_plan_terminal(report: Mapping[str, Any], tr: Translator, width: int, color: bool) -> str:
    """The text to print, `width` columns wide, of the plan that a report holds under "plan"."""
    out = StringIO()
    console = Console(
        file=out, width=max(width, 40), highlight=False, markup=False, emoji=False, legacy_windows=False,
        force_terminal=color, no_color=not color, color_system="standard" if color else None,
    )  # fmt: skip
    made = plan_view(context(report, tr))
    console.print(Text(made.title, style="bold"))
    console.print(Padding(Text(made.headline, overflow="fold"), 0))
    for line in made.lead:
        console.print(Padding(Text(line, overflow="fold"), 0))
    if made.questions:
        _list(console, made.questions, 1)
    first = 1
    for group in made.steps:
        _list(console, group, first)
        first += len(group.items)
    for rest in (made.after, made.left_out):
        if rest:
            _list(console, rest, None)
    if made.frontier:
        _table(console, made.frontier)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip("\n") + "\n"


def _list(console: Console, of: Bullets, first: int | None) -> None:
    """A list under its title; numbered from `first`, or with dashes."""
    console.print(Padding(Text(of.title, style="bold"), (1, 0, 0, 0)))
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for place, item in enumerate(of.items):
        text = Text(_line(item.text), overflow="fold")
        if item.note:
            text.append(f"\n{_line(item.note)}", style="dim")
        table.add_row("-" if first is None else f"{first + place}.", text)
    console.print(table)


def _table(console: Console, of: content.Table) -> None:
    console.print(Padding(Text(of.caption, style="bold"), (1, 0, 0, 0)))
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim", pad_edge=False)
    for column in of.columns:
        table.add_column(column.title, justify="right" if column.kind == "num" else "left", overflow="fold")
    for row in of.rows:
        table.add_row(*(_line(str(cell)) for cell in row.cells))
    console.print(table)


def _line(text: str) -> str:
    return " ".join(text.split())
