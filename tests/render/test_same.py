"""All formats say the same, say it twice in the same bytes, and show no figure that the data does not hold."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from render.sample import ALL_STATES, RENDERERS, english, example_report, report
from render.test_html import Page
from sfa_audit.i18n import translator
from sfa_audit.render.escape import JOINER
from sfa_audit.render.html import render_html
from sfa_audit.render.markdown import render_markdown
from sfa_audit.render.view import view
from test_examples import INDEX

NUMBER = re.compile(r"(?<![\w.])[−-]?\d[\d,]*(?:\.\d+)?")


def numbers(text: str) -> set[str]:
    """The numbers in a text without sign, thousands marks or idle zeros."""
    plain = (match.lstrip("−-").replace(",", "") for match in NUMBER.findall(text))
    return {n.rstrip("0").rstrip(".") if "." in n else n.lstrip("0") or "0" for n in plain}


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield str(len(value))
        for key, inner in value.items():
            yield str(key)
            yield from leaves(inner)
    elif isinstance(value, list):
        yield str(len(value))
        for inner in value:
            yield from leaves(inner)
    elif value is not None:
        yield str(value)


def cut(value: Fraction) -> str:
    tenths = value.numerator * 10 // value.denominator
    return f"{tenths // 10}.{tenths % 10}"


def percents(data: dict[str, Any]) -> Iterator[str]:
    """Shares of 1 in per cent, and the one number over the other where a rule compares them."""
    for text in leaves(data):
        if re.fullmatch(r"\d+(\.\d+)?|\d+/\d+", text):
            yield cut(abs(Fraction(text)) * 100)
    for reading in (r for group in ("findings", "stops") for one in data[group] for r in one["readings"]):
        figures = reading["figures"]
        first, second = (
            (figures.get("first"), figures.get("second"))
            if "first" in figures
            else (figures.get("latest"), figures.get("peak"))
        )
        if all(isinstance(n, str) and re.fullmatch(r"\d+(\.\d+)?|\d+/\d+", n) for n in (first, second)) and Fraction(
            second
        ):
            yield cut(Fraction(first) / Fraction(second) * 100)


def counts(data: dict[str, Any]) -> Iterator[int]:
    """How many there are of each kind of what a report lists."""
    counting = [f for f in data["findings"] if f["worth"]]
    lower = sum(f["worth"]["lower"]["exact"] == "100" for f in counting)
    short = sum(Fraction(f["worth"]["upper"]["exact"]) < 100 for f in counting)
    yield from (lower, short, len(counting) - lower - short)
    for group, key in (("findings", "outcome"), ("stops", "state"), ("ledger", "kind"), ("actions", "status")):
        yield from Counter(one.get(key) for one in data[group] or ()).values()
    yield from Counter(f["due"] for f in data["findings"] if f["outcome"] == "not_due").values()
    yield from Counter(data["facts"].get("rep_questions", {}).values()).values()
    undecided = [c["questions"] for c in data["verdict"]["conditions"] if c["status"] == "undetermined"]
    yield from (len(asked) for asked in undecided)
    yield len({rule for asked in undecided for rule in asked})
    yield sum(1 for _ in leaf_values(data["facts"]))


def leaf_values(value: Any) -> Iterator[Any]:
    if isinstance(value, dict) or (isinstance(value, list) and value):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaf_values(inner)
    else:
        yield value


@pytest.mark.parametrize("state", ALL_STATES)
@pytest.mark.parametrize("name", ["html", "markdown", "terminal"])
def test_every_number_occurs_in_the_data(state: str, name: str) -> None:
    data = report(state)
    assert shown_numbers(name, RENDERERS[name](data)) - held_by_state(state) == set()


@cache
def held_by_state(state: str) -> set[str]:
    """The same for a state of the sample, once for all its renderers."""
    return held_numbers(report(state))


@pytest.mark.parametrize("example", INDEX, ids=lambda example: example.folder)
def test_every_number_of_an_example_occurs_in_its_data(example: Any) -> None:
    """In HTML and Markdown and in both languages, with plan, options, evidence, waivers and how the verdict stands."""
    data = example_report(example)
    held = held_numbers(data)
    for name, render in (("html", render_html), ("markdown", render_markdown)):
        for lang in ("en", "zh-Hans"):
            assert (name, lang, shown_numbers(name, render(data, translator(lang))) - held) == (name, lang, set())


def shown_numbers(name: str, text: str) -> set[str]:
    """The numbers that a reader of a rendered report sees."""
    if name == "html":
        text = "\n".join(Page(text).texts)
    return numbers(re.sub(r"\]\(#[^)]*\)", "]", text.replace(JOINER, "")))


def held_numbers(data: dict[str, Any]) -> set[str]:
    """The numbers that the data of a report holds, its shares in per cent, and how many there are of what it lists."""
    held = {n for text in leaves(data) for n in numbers(text)}
    held |= {n for text in percents(data) for n in numbers(text)}
    held |= {str(n) for n in counts(data)}
    return held | {str(n) for n in range(11)} | {"50", "100"}  # places in a list, the scale


@pytest.mark.parametrize("state", ALL_STATES)
@pytest.mark.parametrize("name", sorted(RENDERERS))
def test_the_same_data_gives_the_same_bytes(state: str, name: str) -> None:
    first, saved = report(state), json.loads(json.dumps(report(state)))
    assert RENDERERS[name](first) == RENDERERS[name](saved)
    assert first == saved


@pytest.mark.parametrize("state", ALL_STATES)
def test_all_formats_say_the_verdict_in_the_same_words(state: str) -> None:
    data = report(state)
    made = view(data, english()).verdict
    squeezed = {name: " ".join(render(data).split()) for name, render in RENDERERS.items()}
    squeezed["html"] = " ".join(Page(RENDERERS["html"](data)).text.split())
    for text in squeezed.values():
        assert made.headline in text.replace("\\", "")
        assert all(sentence in text.replace("\\", "") for sentence in made.lead)


def test_a_language_without_texts_falls_back_to_english() -> None:
    data = report()
    data["texts"] = {"en": data["texts"]["en"]}
    text = render_html(data, translator("zh-Hans"))
    assert '<html lang="zh-Hans">' in text
    assert data["texts"]["en"]["rule.goals-testable.otherwise"] in text


def test_the_waterfall_ends_at_the_headline() -> None:
    for state in ("failed", "undetermined", "nothing known", "every rule"):
        data = report(state)
        key = "shown" if data["decimals"] else "whole"
        lost = sum(Fraction(cause["cost"][key]) for cause in data["causes"] if cause["cost"])
        assert 100 - lost == Fraction(data["score"]["bar"]["lower"][key])
