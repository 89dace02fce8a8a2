"""A plan as a Markdown checklist for an issue tracker, a wiki or mail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfa_audit.i18n import Translator
from sfa_audit.render.content import Bullets, Table
from sfa_audit.render.escape import markdown
from sfa_audit.render.plan_view import plan_view
from sfa_audit.render.view import context


def render_plan_markdown(report: Mapping[str, Any], tr: Translator) -> str:
    """The checklist of the plan that a report holds under "plan"."""
    made = plan_view(context(report, tr))
    parts = [f"# {markdown(made.title)}", f"**{markdown(made.headline)}**", *(markdown(line) for line in made.lead)]
    if made.questions:
        parts += _list(made.questions, "1.")
    for group in made.steps:
        parts += _list(group, "- [ ]")
    for rest in (made.after, made.left_out):
        parts += _list(rest, "-") if rest else []
    if made.frontier:
        parts += [f"## {markdown(made.frontier.caption)}", _table(made.frontier)]
    return "\n\n".join(parts) + "\n"


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
