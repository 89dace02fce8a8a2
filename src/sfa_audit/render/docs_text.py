"""Pieces of generated Markdown pages: paragraphs, lists and tables of plain words, with everything else escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sfa_audit.render.escape import code, markdown
from sfa_audit.render.measure_words import NO_BREAK, Line

_SPECIAL = re.compile(r"(https?://[^\s<>]+[^\s<>.,;:)]|`[^`]+`)")


def prose(text: str) -> str:
    """A text as one line of Markdown; web addresses in it can be followed, and what stands in backticks is code."""
    parts = _SPECIAL.split(text.replace(NO_BREAK, " "))
    return "".join(_special(part) if index % 2 else _kept_spaces(part) for index, part in enumerate(parts))


def _special(part: str) -> str:
    return code(part[1:-1]) if part.startswith("`") else f"<{part}>"


def _kept_spaces(text: str) -> str:
    # `markdown` takes the space around a text away
    if not text.strip():
        return text
    lead = " " if text[0].isspace() else ""
    return f"{lead}{markdown(text)}{' ' if text[-1].isspace() else ''}"


def link(text: str, address: str) -> str:
    """A link to a page of ours; the text is Markdown already."""
    return f"[{text}]({address})"


def bullets(lines: Sequence[Line], targets: Mapping[str, str]) -> list[str]:
    """A list; `targets` gives the addresses of the ids and paths that lines begin with."""
    found = []
    for line in lines:
        text = prose(line.text)
        if line.code:
            shown = code(line.code)
            text = f"{link(shown, targets[line.code]) if line.code in targets else shown} {text}"
        text += "".join(f" <{address}>" for address in line.links)
        found.append(f"{'  ' * line.depth}- {text}")
    return found


def table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> list[str]:
    """A table of cells that are Markdown already; the columns named in `numbers` are set to the right."""
    rules = ["---:" if index in numbers else "---" for index in range(len(head))]
    return [_row(head), _row(rules), *(_row(row) for row in rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def page(parts: Sequence[str | Sequence[str]]) -> str:
    """A page of paragraphs, lists and tables, each set apart by an empty line; empty ones are left out."""
    blocks = ["\n".join([part] if isinstance(part, str) else part) for part in parts if part]
    return "\n\n".join(blocks) + "\n"


__all__ = ["bullets", "code", "link", "page", "prose", "table"]
