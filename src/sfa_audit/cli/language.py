"""Which language the program speaks: `--lang`, else SFA_AUDIT_LANG, else English."""

from __future__ import annotations

import os
from collections.abc import Sequence

from sfa_audit.i18n import LANGUAGES, Translator, message, normalise, translator


def chosen_language(arguments: Sequence[str]) -> str:
    """The language asked for on the command line or in the environment; English when it cannot be understood.

    Looked up before the arguments are parsed, so that help and usage errors speak it too.
    """
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return _or_english(arguments[index + 1])
        if argument.startswith("--lang="):
            return _or_english(argument.removeprefix("--lang="))
    return _or_english(os.environ.get("SFA_AUDIT_LANG") or "en")


def _or_english(lang: str) -> str:
    try:
        return normalise(lang)
    except ValueError:
        return "en"


def speak(lang: str | None) -> Translator:
    """The translator of a command. Raises typer.BadParameter for a language that there is not."""
    import typer

    name = lang or os.environ.get("SFA_AUDIT_LANG") or "en"
    try:
        return translator(name)
    except ValueError as error:
        parts = {"option": "--lang" if lang else "SFA_AUDIT_LANG", "value": name, "choices": ", ".join(LANGUAGES)}
        said = message('{option}: there is no "{value}"; choose one of {choices}', **parts)
        raise typer.BadParameter(str(said)) from error
