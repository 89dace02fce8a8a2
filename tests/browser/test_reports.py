"""Every report in a real browser: accessible in every look, no wider than a phone, silent, and whole without scripts.

Each report is opened in one look of seven (three widths, light and dark, and print), which go round, with long tables
and lists shortened: their rows are alike. `make browser-all` opens every report in every look, uncut.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import axe_playwright_python
import pytest

from browser.states import CASES, Case, page_of

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
KEPT_ROWS, KEPT_FINDINGS = 3, 4

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Look(NamedTuple):
    """How a page is shown: width in CSS pixels, colour scheme, medium."""

    width: int
    scheme: str
    media: str = "screen"


LOOKS = (
    *(Look(width, scheme) for width, scheme in zip((320, 768, 1280) * 2, ("light", "dark") * 3, strict=True)),
    Look(794, "light", "print"),  # A4 at 96 dots an inch
)

OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"
SHORTEN = f"""
document.querySelectorAll('tbody').forEach(body => [...body.rows].slice({KEPT_ROWS}).forEach(row => row.remove()));
document.querySelectorAll('section').forEach(part =>
  [...part.querySelectorAll('details:not(.fold)')].slice({KEPT_FINDINGS}).forEach(one => one.remove()));
"""
# All that stands on the page, but for the what-if and what it stands in for; test_what_if.py is about those.
TEXT = """
(parts => {
  parts.forEach(one => { one.hidden = true; });
  const text = document.body.innerText.split(/\\s+/).join(' ');
  parts.forEach(one => { one.hidden = false; });
  return text;
})(document.querySelectorAll('.wi, .off, #wi > details'))
"""
RUN_AXE = """
axe.run(document, {resultTypes: ['violations'], preload: false}).then(found => found.violations.flatMap(
  one => one.nodes.slice(0, 3).map(node => `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`)))
"""
BROKEN = """
[...document.querySelectorAll('[href^="#"]')].map(one => one.getAttribute('href'))
  .filter(to => !document.getElementById(decodeURIComponent(to.slice(1))))
"""
TOO_WIDE = """
document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll('*')]
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.vh'))
  .slice(0, 5).map(one => one.outerHTML.slice(0, 120))
"""


class Opened:
    """A page in the browser, which is talked to by the protocol: the page's own policy lets no other script run."""

    def __init__(self, page: Any, file: Path) -> None:
        self.page, self.said = page, []
        page.on("console", lambda one: self.said.append(f"{one.type}: {one.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("popup", lambda popup: self.said.append(f"popup: {popup.url}"))
        page.goto(file.as_uri())
        self._session = page.context.new_cdp_session(page)

    def run(self, script: str) -> Any:
        order = {"expression": script, "awaitPromise": True, "returnByValue": True}
        answer = self._session.send("Runtime.evaluate", order)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def show(self, look: Look) -> None:
        self.page.set_viewport_size({"width": look.width, "height": 900})
        self.page.emulate_media(media=look.media, color_scheme=look.scheme)


def looks_of(case: Case, everything: bool) -> tuple[Look, ...]:
    return LOOKS if everything else (LOOKS[CASES.index(case) % len(LOOKS)],)


def test_every_look_is_in_the_sample() -> None:
    shown = {look for case in CASES for look in looks_of(case, everything=False)}
    assert shown == set(LOOKS)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_report_in_a_browser(
    case: Case, page: Any, chromium_browser: Any, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    everything = bool(pytestconfig.getoption("--browser-all"))
    file = tmp_path / "report.html"
    file.write_text(page_of(case, tmp_path), encoding="utf-8")
    opened = Opened(page, file)
    text = opened.run(TEXT)
    assert opened.run(BROKEN) == []
    opened.run(OPEN_ALL)
    for width in (320, 768, 1280):
        opened.show(Look(width, "light"))
        assert opened.run(TOO_WIDE) == [], f"wider than {width} px"
    assert opened.run("Object.keys(window).filter(name => /xss/i.test(name))") == []
    assert opened.said == []
    assert page.asked == [file.as_uri()]

    opened.run(AXE.read_text(encoding="utf-8"))
    if not everything:
        opened.run(SHORTEN)
    for look in looks_of(case, everything):
        opened.show(look)
        assert opened.run(RUN_AXE) == [], look

    assert text_without_scripts(chromium_browser, file) == text


FAULTY = """<!DOCTYPE html><html><title>Faulty</title><body>
<p style="color: #ccc">too pale to read</p><p><a href="#nowhere">a broken link</a></p>
<div style="width: 400px">wide</div>
<script>console.log('said'); alert('asked')</script><img src="other.png">
"""


def test_faults_are_found(page: Any, tmp_path: Path) -> None:
    file = tmp_path / "faulty.html"
    file.write_text(FAULTY, encoding="utf-8")
    opened = Opened(page, file)
    opened.show(Look(320, "light"))
    assert opened.run(BROKEN) == ["#nowhere"]
    assert len(opened.run(TOO_WIDE)) == 1
    assert {"log: said", "dialog: asked"} <= set(opened.said)
    assert len(page.asked) == 2
    opened.run(AXE.read_text(encoding="utf-8"))
    found = {one.split(":")[0] for one in opened.run(RUN_AXE)}
    assert {"color-contrast", "html-has-lang", "image-alt"} <= found


def text_without_scripts(browser: Any, file: Path) -> str:
    """What a reader sees who has switched JavaScript off."""
    context = browser.new_context(offline=True, java_script_enabled=False, locale="en-GB", timezone_id="UTC")
    try:
        return str(Opened(context.new_page(), file).run(TEXT))
    finally:
        context.close()
