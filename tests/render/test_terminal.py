"""The terminal: right at 80 columns, plain without colour, and no text of a file steers it."""

from __future__ import annotations

import pytest

from render.sample import ALL_STATES, english, hostile, report
from sfa_audit.errors import columns_of
from sfa_audit.i18n import translator
from sfa_audit.render.terminal import render_terminal


@pytest.mark.parametrize("state", ALL_STATES)
@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_no_line_is_wider_than_the_terminal(state: str, width: int, lang: str) -> None:
    text = render_terminal(report(state), translator(lang), width, False, True)
    assert max(columns_of(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("state", ALL_STATES)
def test_without_colour_it_is_plain_text(state: str) -> None:
    text = render_terminal(report(state), english(), 80, False, False)
    assert "\x1b" not in text
    assert not any("\u2500" <= c <= "\u257f" for c in text)  # no boxes
    assert text.endswith("\n")
    assert "\n\n\n" not in text


def test_colour_is_there_when_asked_for() -> None:
    assert "\x1b[" in render_terminal(report(), english(), 80, True, False)


@pytest.mark.parametrize("state", ALL_STATES)
def test_plain_keeps_to_ascii(state: str) -> None:
    text = render_terminal(report(state), english(), 80, False, True, plain=True)
    assert text.isascii()


@pytest.mark.parametrize("color", [True, False])
def test_no_text_steers_the_terminal(color: bool) -> None:
    text = render_terminal(hostile("stopped"), english(), 80, color, True)
    for ours in ("\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[36m"):
        text = text.replace(ours, "") if color else text
    assert not any(c in text for c in "\x1b\x07\x9b\r\u202e\u2066")


def test_full_shows_every_cause() -> None:
    data = report()
    full = render_terminal(data, english(), 120, False, True)
    few = render_terminal(data, english(), 120, False, False)
    names = [data["texts"]["en"][f"cause.{cause['id']}.short"] for cause in data["causes"]]
    assert all(name in full for name in names)
    assert sum(f"\n{name} " in few for name in names) == 5
