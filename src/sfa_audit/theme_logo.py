"""The logo of a theme: a PNG, or an SVG that holds nothing but a drawing, as a `data:` address.

A report shows it through `<img>` only, where a browser runs no script and loads nothing. An SVG with such parts is
refused all the same: it was not meant as a logo, and the file may be opened elsewhere.
"""

from __future__ import annotations

import re
import struct
from base64 import b64encode
from collections.abc import Iterator
from zlib import crc32

from sfa_audit.i18n import N_, Message, message

MOST = 50_000  # bytes
SIDE = 4_000  # pixels

_PNG = b"\x89PNG\r\n\x1a\n"
_OTHERS = {
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "WebP",
    b"BM": "BMP",
    b"%PDF": "PDF",
    b"\x00\x00\x01\x00": "ICO",
}
_SVG = "http://www.w3.org/2000/svg"
_SHAPES = "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath switch"
_PAINT = "linearGradient radialGradient stop pattern clipPath mask marker filter style title desc metadata"
_FILTER = re.compile(r"fe[A-Z][A-Za-z]{2,20}")  # all but the one that loads a picture
_DRAWING = frozenset(_SHAPES.split() + _PAINT.split())
# An escape could spell any of these words differently.
_OUTSIDE = re.compile(r"\\|url\((?!\s*[\"']?#)|(?:image|image-set|cross-fade|src|expression)\(|javascript:", re.I)
# Notes of drawing programs to themselves, about the file and its author.
_PRIVATE = re.compile(
    r"http://(www\.inkscape\.org|sodipodi\.sourceforge\.net|purl\.org/dc|creativecommons\.org/ns|web\.resource\.org/cc)/"
    r"|http://creativecommons\.org/ns#|http://www\.w3\.org/1999/02/22-rdf-syntax-ns#"
)


class LogoError(ValueError):
    """A file that cannot be a logo; its argument is a Message that says why."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


def logo_address(data: bytes) -> str:
    """The `data:` address of a PNG or SVG file. Raises LogoError for everything else."""
    if len(data) > MOST:
        raise LogoError(message("it has more than {most} bytes; make the picture smaller", most=f"{MOST:,}"))
    if data.startswith(_PNG):
        _check_png(data)
        return f"data:image/png;base64,{b64encode(data).decode()}"
    other = next((name for start, name in _OTHERS.items() if data.startswith(start)), None)
    if other is not None:
        raise LogoError(message("it is a {format} file; save it as PNG or SVG", format=other))
    _check_svg(data)
    return f"data:image/svg+xml;base64,{b64encode(data).decode()}"


def _check_png(data: bytes) -> None:
    kinds = list(_chunks(data))
    if not kinds or kinds[0] != b"IHDR" or b"IDAT" not in kinds or kinds[-1] != b"IEND":
        raise LogoError(message("the PNG file is not whole"))
    width, height = struct.unpack(">II", data[16:24])
    if not 0 < width <= SIDE or not 0 < height <= SIDE:
        raise LogoError(message("the picture has more than {most} pixels on a side, or none", most=f"{SIDE:,}"))


def _chunks(data: bytes) -> Iterator[bytes]:
    """The names of the chunks; the sum of each is checked, and nothing may follow the last one."""
    at = len(_PNG)
    while at < len(data):
        if at + 12 > len(data):
            raise LogoError(message("the PNG file is not whole"))
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        end = at + 8 + length
        if end + 4 > len(data) or struct.unpack(">I", data[end : end + 4])[0] != crc32(data[at + 4 : end]):
            raise LogoError(message("the PNG file is not whole"))
        at = end + 4
        if kind == b"IEND" and at < len(data):
            raise LogoError(message("something follows the end of the picture"))
        yield kind


def _check_svg(data: bytes) -> None:
    from xml.parsers.expat import ExpatError, ParserCreate

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LogoError(message("it is neither PNG nor SVG (an SVG is saved in UTF-8)")) from error
    parser = ParserCreate("utf-8", namespace_separator=" ")
    found = _Drawing()
    parser.StartElementHandler = found.element
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.characters
    parser.StartDoctypeDeclHandler = lambda *_: _refuse(N_("it holds a document type; take the DOCTYPE line away"))
    parser.ProcessingInstructionHandler = lambda *_: _refuse(N_("it names a style sheet or another instruction"))
    try:
        parser.Parse(text.encode(), True)
    except ExpatError as error:
        raise LogoError(message("it is neither PNG nor a well-formed SVG (line {line})", line=error.lineno)) from error
    if not found.sized:
        raise LogoError(message("the drawing says neither its viewBox nor its width and height"))


def _refuse(why: str, **values: str) -> None:
    raise LogoError(Message(why, values))


class _Drawing:
    """Sees every part of an SVG and refuses what is no drawing."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.sized = False
        self._style = ""

    def element(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self.open:
            if (space, local) != (_SVG, "svg"):
                _refuse(N_("it is neither PNG nor SVG"))
            self.sized = "viewBox" in attributes or {"width", "height"} <= set(attributes)
        if space != _SVG and not _PRIVATE.match(space):
            _refuse(N_("it holds the element {name}, which is no part of a drawing"), name=local)
        if space == _SVG and local == "script":
            _refuse(N_("it holds a script"))
        if space == _SVG and local not in _DRAWING and (local == "feImage" or not _FILTER.fullmatch(local)):
            _refuse(N_("it holds the element {name}, which is no part of a drawing"), name=local)
        self.open.append(local if space == _SVG else "")
        for key, value in attributes.items():
            self._attribute(*key.rpartition(" ")[::2], value)

    def _attribute(self, space: str, name: str, value: str) -> None:
        if name.lower().startswith("on"):
            _refuse(N_("it holds a script"))
        if _PRIVATE.match(space):  # a note of a drawing program to itself
            return
        if (name == "href" and not value.strip().startswith("#")) or name == "base" or _OUTSIDE.search(value):
            _refuse(N_("it refers to something outside itself: {name}"), name=f"{name}={value[:60]}")

    def characters(self, text: str) -> None:
        if self.open and self.open[-1] == "style":
            self._style += text

    def end(self, _name: str) -> None:
        if self.open.pop() == "style":
            if "@" in self._style or _OUTSIDE.search(self._style):
                _refuse(N_("its style refers to something outside itself, or holds more than plain rules"))
            self._style = ""
