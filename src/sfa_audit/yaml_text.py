"""From the bytes of a user's file to text whose places can be named."""

from __future__ import annotations

import re
from bisect import bisect_right

from sfa_audit.errors import Fault, InputError, excerpt, path_text
from sfa_audit.i18n import N_, Message, message

_SAVE = N_("save the file as UTF-8")
_TEXT_FILE = N_("give a YAML file, which is plain text")
_BINARY = (
    (b"PK\x03\x04", N_("this is a ZIP or Office file (Excel, Word), not YAML")),
    (b"%PDF", N_("this is a PDF file, not YAML")),
    (b"\x89PNG", N_("this is an image, not YAML")),
    (b"\xff\xd8\xff", N_("this is an image, not YAML")),
    (b"GIF8", N_("this is an image, not YAML")),
    (b"\x1f\x8b", N_("this is a compressed file, not YAML")),
    (b"\xd0\xcf\x11\xe0", N_("this is an old Office file, not YAML")),
)
_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_CONTROLS = bytes({*range(32), 127} - {9, 10, 13})
# No pattern: compiling one costs more than looking a file through. U+0085, 2028 and 2029 end a line for YAML 1.1, but
# for hardly any editor: a second line could hide in the first. A byte order mark within the file is skipped by one
# parser and read as part of a key by the other.
_UNWELCOME = [chr(code) for code in (*_CONTROLS, *range(0x80, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)]
_NEAR = 200  # characters of a line on either side of a place that an excerpt can need


class Source:
    """The text of one file; turns an index into the text (from 0) into line and column (from 1)."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._starts: list[int] | None = None

    def _lines(self) -> list[int]:
        if self._starts is None:  # only needed once something has to be said about a place
            self._starts = [0, *(m.end() for m in re.finditer("\r\n|\n|\r", self.text))]
        return self._starts

    def place(self, index: int) -> tuple[int, int]:
        """Line and column of the character at ``index``."""
        index = min(index, len(self.text))
        starts = self._lines()
        line = bisect_right(starts, index)
        return line, index - starts[line - 1] + 1

    def excerpt(self, index: int) -> tuple[str, ...]:
        """The source line around ``index`` with a caret below, cut to what a screen can show; () if it is blank."""
        line, column = self.place(index)
        starts = self._lines()
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self.text)
        low, high = max(start, start + column - 1 - _NEAR), min(end, start + column - 1 + _NEAR)
        shown = self.text[low:high].rstrip("\r\n")
        return excerpt(shown, start + column - low) if shown.strip() else ()

    def fault(self, index: int, what: Message, hint: Message | None = None, path: tuple[str | int, ...] = ()) -> Fault:
        """A fault at the character at ``index``."""
        line, column = self.place(index)
        return Fault(self.name, line, column, path_text(path), what, hint, self.excerpt(index))


def decode(data: bytes, name: str, size: int) -> Source:
    """The text of a file of at most ``size`` bytes, in UTF-8 with or without a byte order mark.

    InputError for anything else: other encodings, binary files, control characters.
    """
    if len(data) > size:
        limit = f"{size / 2**20:.3g} MiB"
        raise _refusal(name, message("the file is larger than {limit}", limit=limit), message("give a smaller file"))
    _refuse_other_kinds(data, name)
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        source = Source(name, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        index = len(data[: error.start].decode("utf-8"))
        what = message("the byte {byte} here is not UTF-8", byte=f"0x{data[error.start]:02x}")
        raise InputError(Source(name, data.decode("utf-8", "replace")).fault(index, what, Message(_SAVE))) from None
    if len(data.translate(None, _CONTROLS)) != len(data) or not source.text.isascii():
        _refuse_unwelcome(source)
    return source


def _refuse_other_kinds(data: bytes, name: str) -> None:
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise _refusal(name, Message(what), Message(_TEXT_FILE))
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            raise _refusal(name, message("the file is in {encoding}", encoding=encoding), Message(_SAVE))
    if b"\x00" in data[:2]:  # no mark, but one of the first two characters takes a zero byte: ASCII in UTF-16
        raise _refusal(name, message("the file is in {encoding}", encoding="UTF-16"), Message(_SAVE))


def _refuse_unwelcome(source: Source) -> None:
    places = [source.text.index(char) for char in _UNWELCOME if char in source.text]
    if not places:
        return
    index = min(places)
    char = source.text[index]
    if char == "\x00":
        what, hint = message("there is a zero byte here: this is no text file"), Message(_TEXT_FILE)
    elif char in "\u2028\u2029\x85":
        what = message("there is an invisible line end here ({code})", code=code_point(char))
        hint = message("delete it")
    else:
        what = message("there is an invisible control character here ({code})", code=code_point(char))
        hint = message("delete it")
    raise InputError(source.fault(index, what, hint))


def code_point(char: str) -> str:
    """The usual name of a character that cannot be shown: U+001B."""
    return f"U+{ord(char):04X}"


def _refusal(name: str, what: Message, hint: Message) -> InputError:
    return InputError(Fault(name, None, None, "", what, hint))
