"""Plain text in lines of a given width, for texts with and without spaces between words."""

from __future__ import annotations

import re

from sfa_audit.errors import columns_of

WIDTH = 80

# A run of wide East Asian characters may be broken anywhere, but not before closing or after opening punctuation.
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_PIECE = re.compile(
    rf"[ \t\n]+|[（《“「『【]*[{_WIDE}][，。；：、？！）》”」』】…]*|[^ \t\n{_WIDE}]+[，。；：、？！）》”」』】…]*"
)


def pieces(text: str) -> list[str]:
    """The text in pieces between which a line may break; a run of spaces is a piece of its own."""
    return _PIECE.findall(text)


def wrap(text: str, width: int = WIDTH, first: str = "", rest: str | None = None) -> list[str]:
    """The text in lines of at most `width` columns: the first after `first`, the others after `rest` (as many spaces).

    A no-break space never ends a line. A word that is longer than a line stands on a line of its own, uncut, so that
    an address can be copied.
    """
    margin = " " * columns_of(first) if rest is None else rest
    lines: list[str] = []
    line, used, gap = first, columns_of(first), False
    empty = True
    for piece in pieces(text):
        if piece[0] in " \t\n":
            gap = not empty
            continue
        room = columns_of(piece) + gap
        if not empty and used + room > width:
            lines.append(line)
            line, used, empty, gap = margin, columns_of(margin), True, False
            room = columns_of(piece)
        line += f" {piece}" if gap else piece
        used, empty, gap = used + room, False, False
    lines.append(line)
    return [line.rstrip() for line in lines]


def pad(text: str, columns: int) -> str:
    """The text with spaces behind it, as wide as `columns` where it is narrower."""
    return text + " " * max(0, columns - columns_of(text))
