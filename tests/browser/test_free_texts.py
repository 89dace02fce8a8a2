"""Hostile strings in every free text of a project, in the DOM of a real browser: they stay texts, and nothing runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import wild
from browser.test_reports import OPEN_ALL, TEXT, Opened
from sfa_audit.render.clean import clean_text

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Every element with its attributes, and every text, but for what only sets words apart and what print repeats.
DOM = """
JSON.stringify((function walk(node) {
  if (node.nodeType === 3) return [node.data];
  const inner = [...node.childNodes].filter(one => one.nodeType === 1 || one.nodeType === 3).flatMap(walk);
  if (/^(bdi|wbr)$/i.test(node.localName)) return inner;
  if (node.localName === 'style') return ['style'];
  const own = [...node.attributes].filter(one => !/sha256-/.test(one.value)).map(one => [one.name, one.value]);
  return [[node.localName, own], ...inner, ['/' + node.localName]];
})(document.documentElement))
"""
PRESS_ALL = "document.querySelectorAll('button, input').forEach(one => one.click())"


def test_the_page_is_the_same_but_for_the_words(page: Any, tmp_path: Path) -> None:
    found, words = [], []
    for name in ("tame", "hostile"):
        (tmp_path / name).mkdir()
        words.append(wild.page(tmp_path / name, hostile=name == "hostile"))
        opened = Opened(page, tmp_path / name / "report.html")
        opened.run(OPEN_ALL)
        opened.run(PRESS_ALL)
        assert opened.run("Object.keys(window).filter(name => /xss/i.test(name))") == []
        assert opened.said == []
        found.append(merged(json.loads(opened.run(DOM))))
        assert wild.STRINGS[0] in opened.run(TEXT) or name == "tame"
    assert len(page.asked) == 2
    tame, hostile = found
    told = {plain: clean_text(text) for plain, text in zip(*words, strict=True)}
    text = json.dumps(tame, ensure_ascii=False)
    for plain, word in told.items():
        text = text.replace(plain, json.dumps(word, ensure_ascii=False)[1:-1])
    assert wild.DIGEST.sub("", json.dumps(hostile, ensure_ascii=False)) == wild.DIGEST.sub("", text)


def merged(events: list[Any]) -> list[Any]:
    """Texts that follow one another as one."""
    made: list[Any] = []
    for event in events:
        if isinstance(event, str) and made and isinstance(made[-1], str):
            made[-1] += event
        else:
            made.append(event)
    return made
