"""A plan as a Markdown checklist for an issue tracker, a wiki or mail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfa_audit.i18n import Translator
from sfa_audit.render.content import Bullets, Table
from sfa_audit.render.escape import markdown
from sfa_audit.render.looks import cleaned
from sfa_audit.render.plan_view import plan_view
from sfa_audit.render.view import context
from sfa_audit.theme import Theme


def render_plan_markdown(report: Mapping[str, Any], tr: Translator, theme: Theme | None = None) -> str:
    """The checklist of the plan that a report holds under "plan", with the words of a theme."""
    made = plan_view(context(report, tr))
    theme = cleaned(theme)
    parts = [f"# {markdown(made.title)}", *([_firm(theme)] if theme else [])]
    parts += [f"**{markdown(made.headline)}**", *(markdown(line) for line in made.lead)]
    if made.questions:
        parts += _list(made.questions, "1.")
    for group in made.steps:
        parts += _list(group, "- [ ]")
    for rest in (made.after, made.left_out):
        parts += _list(rest, "-") if rest else []
    if made.frontier:
        parts += [f"## {markdown(made.frontier.caption)}", _table(made.frontier)]
    if theme and theme.footer:
        parts += ["---", markdown(theme.footer)]
    return "\n\n".join(parts) + "\n"


def _firm(theme: Theme) -> str:
    """The firm, and how confidential it is, as in the report."""
    return f"**{markdown(theme.name)}**" + (f" · {markdown(theme.classification)}" if theme.classification else "")


def _list(of: Bullets, mark: str) -> list[str]:
    """A list under its title; the smaller line of an entry stands below it."""
    lines = []
    for item in of.items:
        lines.append(f"{mark} {markdown(item.text)}" + ("\\" if item.note else ""))
        if item.note:
            lines.append(f"{' ' * (3 if mark == '1.' else 2)}{markdown(item.note)}")
    return [f"## {markdown(of.title)}", "\n".join(lines)]


def _table(table: Table) -> str:
    lines = [
        [markdown(column.title) for column in table.columns],
        ["---:" if column.kind == "num" else ":---" for column in table.columns],
        *([markdown(str(cell)) for cell in row.cells] for row in table.rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
