"""What the commands share of their arguments: dates, levels, formats, facts to change."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typer

from sfa_audit.cli.formats import EXTENSIONS, FORMATS, PDF
from sfa_audit.i18n import N_, Translator, message

PROJECT_HELP = N_("The project file, then answers files; - reads the project from stdin.  [default: project.yaml]")
RULES_HELP = N_("A folder with a rule pack.  [default: the shipped gartner-ten]")
THEME_HELP = N_("A theme.yaml: a firm's name, logo and colours for HTML, PDF and Markdown.  [env: SFA_AUDIT_THEME]")
LANG_HELP = N_("Language of everything that is said: en or zh-Hans.  [env: SFA_AUDIT_LANG]")


def wrong(tr: Translator, sentence: str, /, **params: str | int) -> typer.BadParameter:
    """A usage error in the language of the user."""
    return typer.BadParameter(tr.render(message(sentence, **params)))


def a_date(text: str | None, tr: Translator, option: str = "--as-of") -> date:
    """The date of an option; without one today's in UTC. Raises a usage error for anything but an ISO date."""
    if text is None:
        return datetime.now(UTC).date()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise wrong(tr, "{option} takes a date such as 2026-11-23, not {text}", option=option, text=repr(text))


def a_setting(name: str, text: str | None, tr: Translator) -> Any:
    """The value of a flag that is also a setting; None when it was not given. Raises a usage error that names the flag."""
    from sfa_audit.cli.config import SETTINGS, flag_of

    if text is None:
        return None
    try:
        return SETTINGS[name](text)
    except ValueError as error:
        problem = error.args[0]
        raise wrong(tr, "{option}: {problem}", option=flag_of(name), problem=tr.render(problem)) from error


def one_of(value: str, known: Collection[str], option: str, tr: Translator) -> str:
    """The value when it is known; else a usage error that names the nearest one and all of them."""
    if value in known:
        return value
    from sfa_audit.suggest import closest

    near = closest(value, list(known))
    choices = tr.joined(known)
    if near:
        raise wrong(
            tr, '{option}: there is no "{value}"; did you mean "{near}"?', option=option, value=value, near=near
        )
    raise wrong(
        tr, '{option}: there is no "{value}"; choose one of {choices}', option=option, value=value, choices=choices
    )


def a_format(text: str | None, tr: Translator, formats: Collection[str] = FORMATS) -> str | None:
    """The format of `--format`; None when it was not given. A PDF is for files, not for a terminal or a pipe."""
    if text == PDF and PDF in formats:
        raise wrong(tr, "a PDF is written to a file: -o report.pdf")
    return one_of(text, formats, "--format", tr) if text is not None else None


UNCLEAR = N_(
    "-o {value}: the format is not clear; end the name in .html, .pdf, .md or .json, or write FORMAT=FILE ({choices})"
)


def outputs(
    values: Sequence[str],
    tr: Translator,
    formats: Collection[str] = FORMATS,
    extensions: Mapping[str, str] = EXTENSIONS,
    unclear: str = UNCLEAR,
) -> list[tuple[str, str]]:
    """The `-o` options as (format, file): by `FORMAT=FILE`, else by the extension. One file may be named once."""
    found: list[tuple[str, str]] = []
    for value in values:
        kind, sign, file = value.partition("=")
        if not sign or kind not in formats:
            kind, file = extensions.get(Path(value).suffix.lower(), ""), value
        if not kind or not file:
            raise wrong(tr, unclear, value=value, choices=tr.joined(formats))
        if file == "-":
            raise wrong(tr, "-o writes files, and - is none; -f prints")
        if any(Path(file) == Path(other) for _, other in found):
            raise wrong(tr, "-o {file} is named twice", file=file)
        found.append((kind, file))
    if any(kind == PDF for kind, _ in found):
        from sfa_audit.cli.pdf_ready import check_pdf

        check_pdf()
    return found


def shows_robust(printed: str | None, targets: Sequence[tuple[str, str]]) -> bool:
    """Whether a format is asked for that says how the verdict stands up; it costs as much as several assessments."""
    asked = {printed, *(kind for kind, _ in targets)}
    return any(one.sponsors for name, one in FORMATS.items() if name in asked)


def changes(values: Sequence[str], tr: Translator) -> dict[str, Any]:
    """The `--set` options as raw values by path; a value is read as in the project file."""
    from sfa_audit.errors import InputError
    from sfa_audit.yaml_file import parse

    found: dict[str, Any] = {}
    for value in values:
        path, sign, text = value.partition("=")
        if not sign or not path.strip():
            raise wrong(tr, "--set takes PATH=VALUE, such as pilot.reps=12, not {value}", value=repr(value))
        try:
            document = parse(f"value: {text.strip()}".encode(), "--set")
        except InputError as error:
            raise wrong(tr, "--set {value}: the value cannot be read", value=value) from error
        assert isinstance(document.data, dict)
        found[path.strip()] = document.data["value"]
    return found
