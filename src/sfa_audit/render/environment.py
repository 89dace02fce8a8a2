"""The template environments: strict, escaping everything, with the sentences of one language at hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from sfa_audit import resources
from sfa_audit.i18n import Message, Translator
from sfa_audit.render import content
from sfa_audit.render.numbers import commas

_KINDS: dict[str, type | tuple[type, ...]] = {
    "several": tuple,
    "link": content.Link,
    "in_language": content.InLanguage,
    "marked": content.Marked,
    "chart": content.Chart,
    "code": content.Code,
    "table_block": content.Table,
    "bullets": content.Bullets,
    "pairs_block": content.Pairs,
    "findings": content.Findings,
    "fold": content.Fold,
    "what_if": content.WhatIf,
}


def environment(tr: Translator, *, autoescape: bool, finalize: Callable[[Any], Any] | None = None) -> Environment:
    """An environment whose templates lie in the templates folder. Without autoescape a `finalize` must escape."""
    made = Environment(
        autoescape=autoescape,  # noqa: S701 - off for Markdown only, whose finalize escapes
        undefined=StrictUndefined,
        loader=FunctionLoader(source),
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.tests.update({name: _is(kind) for name, kind in _KINDS.items()} | {"foreign": _foreign})
    made.globals.update({"_": _gettext(tr), "ngettext": _ngettext(tr), "commas": partial(commas, tr=tr)})
    return made


def source(name: str) -> str:
    """The text of a file in the templates folder."""
    return (resources.templates() / name).read_text(encoding="utf-8")


def _is(kind: type | tuple[type, ...]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, kind)


def _foreign(value: object) -> bool:
    """Whether somebody's words must be set apart from the line: plain ASCII cannot turn its direction or break it."""
    return isinstance(value, content.Free) and not (value.isascii() and value.isprintable())


def _gettext(tr: Translator) -> Callable[..., str]:
    def say(id: str, **params: str | int) -> str:
        return tr.render(Message(id, params))

    return say


def _ngettext(tr: Translator) -> Callable[..., str]:
    def say(singular: str, plural: str, n: int, **params: str | int) -> str:
        return tr.render(Message(singular, {**params, "n": n}, plural))

    return say
