"""Any page's content for a terminal: its headline, what leads to it, and its tables; right at 80 columns."""

from __future__ import annotations

from typing import Any

from rich.text import Text

from sfa_audit.i18n import Translator
from sfa_audit.render.content import Block, Bullets, Para, Section, Table, View
from sfa_audit.render.context import Context
from sfa_audit.render.terminal import Screen, printed

LEAST = ("causes", "made-of", "findings", "facts", "points-in-time")
HEADING_ONLY = ("actions",)


def page_text(
    made: View, tr: Translator, width: int, color: bool, full: bool, plain: bool = False, *, most: int = 12
) -> str:
    """The text to print. Without `full` only the sections that matter most, and of long lists the first `most`."""
    screen = Screen(Context({"texts": {}, "decimals": 0}, tr), plain)
    found: list[Any] = [screen.badge(made.verdict.badge, made.verdict.headline)]
    found += [screen.text(sentence) for sentence in made.verdict.lead]
    if made.verdict.conditions is not None:
        found += _table(screen, made.verdict.conditions, made.verdict.conditions.caption, None)
    for section in made.sections:
        if full or section.id in LEAST:
            found += _section(screen, section, None if full else most)
        elif section.id in HEADING_ONLY:
            found.append(screen.title(section.heading))
    return printed(found, width, color)


def _section(screen: Screen, section: Section, most: int | None) -> list[Any]:
    found: list[Any] = []
    for block in section.blocks:
        found += _block(screen, section, block, most)
    return found


def _block(screen: Screen, section: Section, block: Block, most: int | None) -> list[Any]:
    if isinstance(block, Table):
        return _table(screen, block, section.heading, most)
    if isinstance(block, Bullets):
        return screen.bullets(Bullets(block.title, block.items[:most]))
    if isinstance(block, Para) and isinstance(block.text, str) and not block.kind:
        return [screen.title(section.heading), screen.text(block.text)]
    return []


def _table(screen: Screen, table: Table, title: str, most: int | None) -> list[Any]:
    kept = [n for n, column in enumerate(table.columns) if column.kind != "chart"]
    columns = [table.columns[n] for n in kept]
    shown = screen.table(columns[0].title, *((column.title, column.kind) for column in columns[1:]))
    rows = [row for n, row in enumerate(table.rows) if most is None or n < most or row.kind == "total"]
    for row in rows:
        shown.add_row(*(screen.cell(row.cells[n]) for n in kept))
    left = [Text("…")] if len(rows) < len(table.rows) else []
    return [screen.title(title), shown, *left]
