"""A badge: readiness and verdict as a small picture (SVG), or as data for a badge service (endpoint of shields.io)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from unicodedata import east_asian_width

from sfa_audit.i18n import Translator, message
from sfa_audit.render.ci import Ci, Places
from sfa_audit.render.junit import attribute

# By verdict, never by the figure. White on each has a contrast of at least 4.5.
COLOURS = {"passed": "#1a7f37", "failed": "#b42318", "undetermined": "#8a5a00", "not_asked": "#0b5cad"}
LABEL_COLOUR = "#3b3b3b"
PADDING = 6


def render_badge(report: Mapping[str, Any], tr: Translator, places: Places) -> str:
    """The badge as SVG, with its words for those who do not see it."""
    label, text, colour = _parts(report, tr, places)
    left, right = _width(label) + 2 * PADDING, _width(text) + 2 * PADDING
    words = attribute(f"{label}: {text}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{words}"'
        f' lang="{tr.lang}">\n'
        f" <title>{words}</title>\n"
        f' <rect width="{left}" height="20" fill="{LABEL_COLOUR}"/>\n'
        f' <rect x="{left}" width="{right}" height="20" fill="{colour}"/>\n'
        ' <g fill="#ffffff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" aria-hidden="true">\n'
        f'  <text x="{PADDING}" y="14" textLength="{left - 2 * PADDING}">{attribute(label)}</text>\n'
        f'  <text x="{left + PADDING}" y="14" textLength="{right - 2 * PADDING}">{attribute(text)}</text>\n'
        " </g>\n"
        "</svg>\n"
    )


def render_shields(report: Mapping[str, Any], tr: Translator, places: Places) -> str:
    """The badge as JSON for `https://img.shields.io/endpoint?url=…`."""
    label, text, colour = _parts(report, tr, places)
    data = {"schemaVersion": 1, "label": label, "message": text, "color": colour, "labelColor": LABEL_COLOUR}
    return json.dumps(data, ensure_ascii=False) + "\n"


def _parts(report: Mapping[str, Any], tr: Translator, places: Places) -> tuple[str, str, str]:
    ci = Ci(report, tr, places)
    score = ci.data["score"]
    readiness = score["bar"]["lower"]["shown"] if score else "–"
    text = tr.render(message("{readiness} of 100, {verdict}", readiness=readiness, verdict=ci.verdict_word().lower()))
    return tr.gettext("SFA readiness"), text, COLOURS[ci.data["verdict"]["status"]]


def _width(text: str) -> int:
    """About how wide the text is, in pixels; the picture stretches it to exactly this."""
    return sum(12 if east_asian_width(char) in "WF" else 7 for char in text)
