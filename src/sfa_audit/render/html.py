"""The report as one HTML file that needs nothing else: no network; one style and at most one script, both its own."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from sfa_audit.i18n import Translator
from sfa_audit.render.content import View, WhatIf
from sfa_audit.render.environment import environment, source
from sfa_audit.render.looks import cleaned, colors_css
from sfa_audit.render.view import view
from sfa_audit.theme import Theme

_FOOT, _NAME, _CLASS = "@@FOOT@@", "@@NAME@@", "@@CLASS@@"
WHAT_IF = "what-if"
_PERCENT = re.compile(r"(?<=\d) %")
_LINE = "\\a "  # a line break within a CSS string


def render_html(report: Mapping[str, Any], tr: Translator, theme: Theme | None = None) -> str:
    """The HTML report of the plain data that `report_json` makes; same data, language and theme: the same bytes."""
    content = view(report, tr)
    ticks = any(isinstance(block, WhatIf) for section in content.sections for block in section.blocks)
    return page(content, tr, script=script(WHAT_IF) if ticks else "", theme=theme)


def page(
    content: View, tr: Translator, script: str = "", name: str = "report", theme: Theme | None = None, **more: Any
) -> str:
    """The page of a report's content. A script, if there is one, is allowed by its hash, as the style is.

    `name` is that of another kind of page: its template and the rules that it adds to the style; `more` is for it.
    """
    theme = cleaned(theme)
    sheets = [*([] if name == "report" else [name]), *([WHAT_IF] if script else [])]
    css = style(content, *sheets, theme=theme)
    template = environment(tr, autoescape=True, finalize=_held).get_template(f"{name}.html.j2")
    # The only two texts that are not escaped: both are ours, and neither can hold the end of its element.
    rest = {"css": _own(css), "script": _own(script), "policy": policy(css, script)}
    return template.render(view=content, theme=theme, **rest, **more).lstrip()


def policy(css: str, script: str = "") -> str:
    """What the page may load: its own style and script by their hashes, images within it, nothing else."""
    rules = [
        "default-src 'none'",
        f"style-src '{_hash(css)}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    if script:
        rules.insert(2, f"script-src '{_hash(script)}'")
    return "; ".join(rules)


def style(content: View, *sheets: str, theme: Theme | None = None) -> str:
    """The style sheets, made small, with the words that stand at the edges of every printed page."""
    css = "".join(source(f"{sheet}.css") for sheet in ("report", *sheets, *(["theme"] if theme else [])))
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css).replace(": ", ":").replace(";}", "}").strip()
    foot = css_text(" · ".join((content.title, *content.about)))
    if theme:
        foot += _LINE + css_text(theme.footer) if theme.footer else ""
        css = css.replace(_NAME, css_text(theme.name)).replace(_CLASS, css_text(theme.classification))
        css += colors_css(theme)
    return css.replace(_FOOT, foot)


def script(name: str) -> str:
    """A script of ours, made small: without comments, and without blanks but in texts and between words.

    Its statements end in semicolons, its comments have lines of their own, and its texts stand in single quotes.
    """
    lines = (line.strip() for line in source(f"{name}.js").splitlines())
    code = "\n".join(line for line in lines if not line.startswith("//"))
    parts = re.split(r"('[^'\n]*')", code)
    return "".join(part if n % 2 else re.sub(r"\s*([^\w\s$]|^|$)\s*", r"\1", part) for n, part in enumerate(parts))


def css_text(text: str) -> str:
    """The inside of a CSS string: all but ASCII letters, digits and blanks as escapes, so that nothing can end it."""
    return "".join(c if c.isascii() and (c.isalnum() or c == " ") else f"\\{ord(c):x} " for c in text)


def _held(value: Any) -> Any:
    """A text as it goes into the page: a per cent sign stays on the line of its number. Markup is left as it is."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _PERCENT.sub("\N{NO-BREAK SPACE}%", value)


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _own(text: str) -> Markup:
    if "</" in text or "<!" in text:
        raise ValueError("a style or script of ours holds the end of its element")
    return Markup(text)  # noqa: S704 - checked above, and never made of what a user wrote but through css_text
