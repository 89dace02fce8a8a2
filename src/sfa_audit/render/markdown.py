"""The report as Markdown for GitHub, GitLab and mail: the same content, no HTML but what folds, every text escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sfa_audit.i18n import N_, Translator, message
from sfa_audit.render import blocks, content
from sfa_audit.render.content import Block, Cell, Finding, Item, Link, Marked, Table, View
from sfa_audit.render.environment import environment
from sfa_audit.render.escape import Markdown, code, html_text, markdown, slug
from sfa_audit.render.looks import cleaned
from sfa_audit.render.numbers import clauses
from sfa_audit.render.view import view
from sfa_audit.theme import Theme

BAR = 40


def render_markdown(report: Mapping[str, Any], tr: Translator, theme: Theme | None = None) -> str:
    """The Markdown report of the plain data that `report_json` makes, with the words of a theme."""
    return markdown_of(view(report, tr), tr, theme=theme)


def markdown_of(made: View, tr: Translator, name: str = "report", theme: Theme | None = None, **more: Any) -> str:
    """The Markdown of a page's content; `name` is that of another kind of page, `more` is for its template."""
    writer = _Writer(made, tr)
    shown = environment(tr, autoescape=False, finalize=writer.finalize)
    shown.globals.update(table=writer.table, items=writer.items, block=writer.block, bar=writer.bar, cell=writer.cell)
    shown.globals.update(answer=writer.answer, pair=writer.pair)
    text = shown.get_template(f"{name}.md.j2").render(view=made, theme=cleaned(theme), **more)
    # our own blank lines only: no text of a report holds a line break any more
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


class _Writer:
    """Writes the blocks of one report; knows where its links lead."""

    def __init__(self, made: View, tr: Translator) -> None:
        self._tr = tr
        self._targets = _targets(made)

    def finalize(self, value: Any) -> str:
        """What every expression of the template goes through: text is escaped unless it is Markdown of ours."""
        return value if isinstance(value, Markdown) else self.cell(value)

    def cell(self, value: Cell, *, in_table: bool = False) -> Markdown:
        """One value in a line."""
        if value is None:
            return Markdown("")
        if isinstance(value, tuple):
            parts = [part for part in (self.cell(one, in_table=in_table) for one in value) if part]
            return Markdown(clauses(parts, self._tr))
        if isinstance(value, Link):
            return self._link(value)
        if isinstance(value, Marked):
            return Markdown(f"{blocks.MARKS[value.mark]} {markdown(value.text)}")
        if isinstance(value, content.InLanguage):
            return Markdown(markdown(value.text))
        if isinstance(value, content.Chart):
            return Markdown("")
        if isinstance(value, content.Code):
            return Markdown(code(value, cell=in_table))
        return Markdown(markdown(str(value)))

    def _link(self, link: Link) -> Markdown:
        if not link.target.startswith("#"):
            return Markdown(f"<{link.target}>")
        return self._linked(link.text, link.target)

    def _linked(self, text: str, target: str) -> Markdown:
        place = self._targets.get(target)
        return Markdown(f"[{markdown(text)}](#{place})" if place else markdown(text))

    def bar(self, chart: content.Chart) -> Markdown:
        """A bar of characters."""
        return Markdown(f"`{blocks.bar(chart, BAR)}`")

    def answer(self, badge: str, headline: str) -> Markdown:
        """The verdict in a word, and the answer in a sentence."""
        return self._say(N_("**{badge}.** {text}."), badge=markdown(badge), text=markdown(headline))

    def pair(self, name: str, value: str | Sequence[str]) -> Markdown:
        """A name, or a figure that is Markdown already, and what it is."""
        text = value if isinstance(value, str) else clauses([markdown(part) for part in value], self._tr)
        return self._say(N_("{name}: {value}"), name=name, value=text)

    def _term(self, name: str, value: str) -> Markdown:
        return self._say(N_("**{name}:** {value}"), name=markdown(name), value=value)

    def _say(self, id: str, /, **parts: str) -> Markdown:
        return Markdown(self._tr.render(message(id, **parts)))

    def table(self, table: Table) -> Markdown:
        """A table without its drawings; numbers to the right."""
        kept = [n for n, column in enumerate(table.columns) if column.kind != "chart"]
        lines = [
            [markdown(table.columns[n].title) for n in kept],
            ["---:" if table.columns[n].kind == "num" else ":---" for n in kept],
            *([self._bold(self.cell(row.cells[n], in_table=True), row.kind) for n in kept] for row in table.rows),
        ]
        caption = self._say(N_("{heading}:"), heading=markdown(table.caption)) + "\n\n" if table.show_caption else ""
        return Markdown(caption + "\n".join(f"| {' | '.join(line)} |" for line in lines))

    def _bold(self, text: str, kind: str) -> str:
        return f"**{text}**" if kind == "total" and text else text

    def items(self, items: Sequence[Item], ordered: bool = False) -> Markdown:
        """A list; the smaller line of an entry follows it."""
        lines = []
        for n, item in enumerate(items, 1):
            text = self._linked(item.text, item.target) if item.target else markdown(item.text)
            if item.note:
                text = self._say(N_("{field} ({limit})"), field=text, limit=markdown(item.note))
            lines.append(f"{n}. {text}" if ordered else f"- {text}")
        return Markdown("\n".join(lines))

    def block(self, block: Block) -> Markdown:
        """Any block of a section."""
        if isinstance(block, Table):
            return self.table(block)
        if isinstance(block, content.Bullets):
            title = f"### {markdown(block.title)}\n\n" if block.title else ""
            return Markdown(title + self.items(block.items, block.ordered))
        if isinstance(block, content.Pairs):
            return Markdown("\n".join("- " + self._term(name, self.cell(value)) for name, value in block.rows))
        if isinstance(block, content.Findings):
            found = "\n\n".join(self._finding(one) for one in block.items)
            return Markdown(f"### {markdown(block.title)}\n\n{found}")
        if isinstance(block, content.Fold):
            return self._fold(block.summary, "\n\n".join(self.block(inner) for inner in block.blocks))
        if isinstance(block, content.WhatIf):
            shown = (*block.tables, *((block.static,) if block.static else ()))
            return Markdown("\n\n".join(self.block(inner) for inner in shown))
        if block.kind == "drawing":
            return Markdown("")
        title = f"### {markdown(block.title)}\n\n" if block.title else ""
        parts = [self.cell(part) for part in (block.text if isinstance(block.text, tuple) else (block.text,))]
        quote = "> " if block.kind == "comment" else ""
        return Markdown(title + "\n\n".join(f"{quote}{part}" for part in parts))

    def _finding(self, one: Finding) -> str:
        worth = self._say(N_("{first}; {second}"), first=self.cell(one.state), second=markdown(one.points))
        head = self._say(N_("{field} ({limit})"), field=f"**{markdown(one.statement)}**", limit=worth)
        detail = self._fold(self._tr.gettext("What it rests on, and what to do"), self.block(one.detail))
        return f"#### {_heading(one)}\n\n{head}\n\n{detail}"

    def _fold(self, summary: str, inner: str) -> Markdown:
        return Markdown(f"<details>\n<summary>{html_text(summary)}</summary>\n\n{inner}\n\n</details>")


def _heading(one: Finding) -> str:
    """A heading of plain letters, so that its anchor is the same everywhere."""
    return markdown(f"{one.number} {one.rule}")


def _targets(made: View) -> Mapping[str, str]:
    """Where the places of a report lie in its Markdown: sections, and findings by their rule."""
    places = {f"#{section.id}": slug(section.short) for section in made.sections}
    for section in made.sections:
        for block in section.blocks:
            if isinstance(block, content.Findings):
                places |= {f"#{one.anchor}": slug(f"{one.number} {one.rule}") for one in block.items}
    # other letters are written in more than one way in an address, and not every viewer finds them
    return {target: place for target, place in places.items() if place.isascii()}
