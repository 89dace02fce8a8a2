"""What can be wrong with an input: where it is, a sentence about it and what to do."""

from __future__ import annotations

from collections.abc import Iterable

from sfa_audit.i18n import Frozen, Message, Translator, message, translator

_ROOM = 90  # columns of a source line that are shown
_BEFORE = 60  # columns kept before the place pointed at, where the line has to be cut
_TAB = "    "


class Fault(Frozen):
    """One fault of one input.

    ``file`` is the name the user typed (``<stdin>`` for ``-``), ``line`` and ``column`` count from 1 and are None
    where the fault has no place, ``path`` is the place in the data (``goals[0].owner``, "" for the whole file),
    ``message`` says what is wrong, ``hint`` what to do, ``excerpt`` is the source line and the caret line below it,
    both ready to print.
    """

    __slots__ = ("column", "excerpt", "file", "hint", "line", "message", "path")
    __match_args__ = ("file", "line", "column", "path", "message", "hint", "excerpt")
    file: str
    line: int | None
    column: int | None
    path: str
    message: Message
    hint: Message | None
    excerpt: tuple[str, ...]

    def __init__(
        self,
        file: str,
        line: int | None,
        column: int | None,
        path: str,
        message: Message,
        hint: Message | None = None,
        excerpt: tuple[str, ...] = (),
    ) -> None:
        self._set(file=file, line=line, column=column, path=path, message=message, hint=hint, excerpt=tuple(excerpt))

    def sentence(self, tr: Translator) -> str:
        """What is wrong and what to do, in one line without the place; safe to print."""
        if self.hint is None:
            return visible(tr.render(self.message))
        return visible(tr.render(message("{fault}; {hint}", fault=self.message, hint=self.hint)))

    def render(self, tr: Translator) -> str:
        """``file:line:column: path: what is wrong; what to do``, and below it the source line with a caret."""
        place = ":".join([visible(self.file), *(str(n) for n in (self.line, self.column) if n is not None)])
        head = ": ".join([place, *([visible(self.path)] if self.path else []), self.sentence(tr)])
        if not self.excerpt:
            return head
        number = str(self.line or "")
        margins = [number, *[" " * len(number)] * (len(self.excerpt) - 1)]
        return "\n".join([head, *(f"  {m} | {text}".rstrip() for m, text in zip(margins, self.excerpt, strict=True))])

    def __str__(self) -> str:
        return self.render(translator("en"))


class InputError(Exception):
    """Something a user gave cannot be used; holds all its faults, in the order of their places."""

    def __init__(self, faults: Iterable[Fault] | Fault) -> None:
        given = (faults,) if isinstance(faults, Fault) else tuple(faults)
        self.faults: tuple[Fault, ...] = tuple(sorted(given, key=_place))
        super().__init__(self.faults)

    def render(self, tr: Translator) -> str:
        """All faults, one below the other."""
        return "\n".join(fault.render(tr) for fault in self.faults)

    def __str__(self) -> str:
        return self.render(translator("en"))


def _place(fault: Fault) -> tuple[str, int, int]:
    return fault.file, fault.line or 0, fault.column or 0


def path_text(path: Iterable[str | int]) -> str:
    """The usual spelling of a place in the data: ``goals[0].owner``; a key with other characters is quoted."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step.replace("_", "").replace("-", "").isalnum():
            text += f".{short(step)}" if text else short(step)
        else:
            text += f'["{short(step)}"]'
    return text


def short(text: str, width: int = 60) -> str:
    """At most ``width`` characters of a text that a user wrote, to be quoted in a message."""
    return text if len(text) <= width else text[: width - 1] + "…"


def visible(text: str) -> str:
    """The text on one line, with everything that a terminal would obey or hide written as an escape."""
    if text.isprintable():
        return text
    return "".join(c if _shown(c) else _escape(c) for c in text)


def _shown(char: str) -> bool:
    if char.isprintable():
        return True
    from unicodedata import category

    return category(char) == "Zs"  # the wide space of Chinese text and the no-break space do no harm


def _escape(char: str) -> str:
    short_forms = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    code = ord(char)
    if code < 0x100:
        return short_forms.get(char, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def columns_of(text: str) -> int:
    """How many columns a terminal gives the text: wide East Asian characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    width = 0
    for char in text:
        if category(char) not in ("Mn", "Me"):
            width += 2 if east_asian_width(char) in ("W", "F") else 1
    return width


def excerpt(line: str, column: int) -> tuple[str, str]:
    """A source line ready to print and the line below it with a caret under ``column`` (from 1).

    Long lines are cut around the column; tabs are shown as spaces and what a terminal would obey as escapes.
    """
    at = max(0, min(column - 1, len(line)))
    # a character may be shown as up to ten, never as less than none: this much of the line is enough
    before, after = _cells(line[max(0, at - _ROOM) : at]), _cells(line[at : at + _ROOM])
    cut_before = at > _ROOM
    total = columns_of("".join(before + after))
    if cut_before or at + _ROOM < len(line) or total > _ROOM:
        dropped = _trim(before, _BEFORE, front=True)
        cut_before = cut_before or dropped
        cut_after = _trim(after, _ROOM - columns_of("".join(before)), front=False) or at + _ROOM < len(line)
    else:
        cut_after = False
    left = ("…" if cut_before else "") + "".join(before)
    right = "".join(after) + ("…" if cut_after else "")
    return left + right, " " * columns_of(left) + "^"


def _cells(text: str) -> list[str]:
    """What is shown for each character."""
    return list(text) if text.isprintable() else [_TAB if char == "\t" else visible(char) for char in text]


def _trim(cells: list[str], room: int, *, front: bool) -> bool:
    """Drop cells at one end until they fit; whether any went."""
    widths = [columns_of(c) for c in (reversed(cells) if front else cells)]
    keep = used = 0
    while keep < len(widths) and used + widths[keep] <= room:
        used += widths[keep]
        keep += 1
    dropped = keep < len(cells)
    if front:
        cells[:] = cells[len(cells) - keep :]
    else:
        cells[:] = cells[:keep]
    return dropped
