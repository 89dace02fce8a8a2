"""Text for a terminal that also breaks its lines within Chinese, where no spaces stand between words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.containers import Lines
from rich.text import Text

from sfa_audit.errors import columns_of
from sfa_audit.wrapping import pieces

if TYPE_CHECKING:
    from rich.console import Console


class Flow(Text):
    """A text whose Chinese may be broken anywhere but before a mark that closes or after one that opens."""

    def wrap(self, console: Console, width: int, **options: Any) -> Lines:
        """The lines of at most `width` columns."""
        if columns_of(self.plain) == len(self.plain):
            return super().wrap(console, width, **options)
        lines = Lines()
        for part in self.split(allow_blank=True):
            for line in part.divide(_breaks(part.plain, width)):
                line.rstrip()
                lines.append(line)
        if justify := options.get("justify") or self.justify:
            lines.justify(console, width, justify=justify, overflow=options.get("overflow") or self.overflow or "fold")
        return lines


def _breaks(text: str, width: int) -> Iterator[int]:
    """Where the lines of a text begin, but the first."""
    at = used = 0
    for piece in pieces(text):
        room = columns_of(piece)
        if used and used + room > width and not piece.isspace():
            yield at
            used = 0
        at, used = at + len(piece), used + room
