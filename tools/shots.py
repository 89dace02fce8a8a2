"""Takes the pictures of the README: the first screen of an example's report, in Chromium, as a small PNG.

make shots
"""

from __future__ import annotations

import shutil
import struct
import sys
import tempfile
import zlib
from collections import Counter
from pathlib import Path

from playwright.sync_api import sync_playwright

from sfa_audit.cli.app import run

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "sound-at-the-pilot-gate" / "project.yaml"
PICTURE = ROOT / "docs" / "pictures" / "report.png"
WIDTH, HEIGHT = 1200, 1000
LIMIT = 200_000  # bytes
COLORS = 256


def main() -> int:
    """Take the picture; 1 when there is no Chromium, or the picture is too large."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("no chromium on the PATH", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        run(["assess", str(EXAMPLE), "--gate", "standard", "--as-of", "2026-11-23", "-q", "-o", str(report)])
        picture = small(taken(chromium, report))
    if len(picture) > LIMIT:
        print(f"{PICTURE.name} has {len(picture)} bytes, more than {LIMIT}", file=sys.stderr)
        return 1
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_bytes(picture)
    print(f"{PICTURE.relative_to(ROOT)}: {len(picture)} bytes")
    return 0


def taken(chromium: str, page: Path) -> bytes:
    """The first screen of a page, as Chromium writes it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(
            offline=True,
            viewport={"width": WIDTH, "height": HEIGHT},
            color_scheme="light",
            locale="en-GB",
            timezone_id="UTC",
        )
        tab = context.new_page()
        tab.goto(page.as_uri())
        shot = tab.screenshot()
        browser.close()
        return shot


def small(png: bytes) -> bytes:
    """The picture with a palette of its most frequent colours; others go to the nearest. Not lossless, and not seen."""
    width, height, rows = pixels(png)
    counted = Counter(color for row in rows for color in row)
    palette = [color for color, _ in counted.most_common(COLORS)]
    place = {color: n for n, color in enumerate(palette)}
    for color in counted:
        if color not in place:
            place[color] = min(range(len(palette)), key=lambda n: distance(color, palette[n]))
    data = b"".join(b"\0" + bytes(place[color] for color in row) for row in rows)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(data, 9)), (b"IEND", b""))
    return png[:8] + b"".join(map(chunk, *zip(*chunks, strict=True)))


def distance(a: bytes, b: bytes) -> int:
    """How far two colours lie apart."""
    return sum((x - y) ** 2 for x, y in zip(a, b, strict=True))


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pixels(png: bytes) -> tuple[int, int, list[list[bytes]]]:
    """Width, height and rows of colours of a PNG of 8-bit RGB (or RGBA, whose alpha is left out) without interlace."""
    at, data, width, height, size = 8, b"", 0, 0, 3
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, color, _, _, interlace = struct.unpack(">IIBBBBB", body)
            if depth != 8 or color not in (2, 6) or interlace:
                raise ValueError("not the kind of PNG that Chromium writes")
            size = 3 if color == 2 else 4
        elif kind == b"IDAT":
            data += body
        at += 12 + length
    raw, step = zlib.decompress(data), width * size + 1
    before, rows = bytearray(width * size), []
    for n in range(height):
        line = unfiltered(raw[n * step], bytearray(raw[n * step + 1 : (n + 1) * step]), before, size)
        rows.append([bytes(line[x : x + 3]) for x in range(0, len(line), size)])
        before = line
    return width, height, rows


def unfiltered(kind: int, line: bytearray, up: bytearray, size: int) -> bytearray:
    """A line of pixels from its filtered form: each byte is the difference to what its neighbours foretell."""
    for x in range(len(line)):
        a, b, c = (line[x - size], up[x], up[x - size]) if x >= size else (0, up[x], 0)
        if kind == 4:
            p = a + b - c
            guess = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
        else:
            guess = (0, a, b, (a + b) // 2)[kind]
        line[x] = (line[x] + guess) & 0xFF
    return line


if __name__ == "__main__":
    sys.exit(main())
