"""Rendering a settled run and bringing it to the user: files, stdout, browser, and the talk around them."""

from __future__ import annotations

import shutil
import sys
import tempfile
import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sfa_audit.assessment import FAILED, UNDETERMINED
from sfa_audit.cli.config import flags_typed
from sfa_audit.cli.files import write_all
from sfa_audit.cli.formats import PDF, make, make_pdf
from sfa_audit.cli.talk import say, tell, typed
from sfa_audit.i18n import N_, Translator, message

if TYPE_CHECKING:
    from sfa_audit.cli.run import Settled
    from sfa_audit.result import Result
    from sfa_audit.theme import Theme


SAME = ("rules", "entering", "profile", "gate.name")  # settings whose flags all commands on projects take


def deliver(
    result: Result,
    tr: Translator,
    printed: str | None,
    files: Sequence[tuple[str, str]],
    *,
    quiet: bool,
    full: bool,
    browse: bool,
    github: bool = False,
    theme: Theme | None = None,
    flags: Mapping[str, Any] | None = None,
) -> int:
    """Write the files, print what was asked for, say what to do next; returns the settled exit code.

    `flags` are those of the command line, for the command to type next.
    """
    from sfa_audit.render.report_json import to_plain

    report = to_plain(result)
    wanted = [*files]
    if browse and not any(kind == "html" for kind, _ in wanted):
        wanted.append(("html", str(Path(tempfile.mkdtemp(prefix="sfa-audit-")) / "report.html")))
    shown = printed or (None if quiet else "terminal")
    write_and_show(report, tr, shown, wanted, quiet=quiet, full=full, theme=theme)
    if github:
        from sfa_audit.cli.github import tell_github

        tell_github(report, tr)
    _remind(result, tr, quiet)
    if not quiet and shown == "terminal":
        tell(next_step(result, wanted, tr, flags or {}))
    if browse:
        html = next(file for kind, file in wanted if kind == "html")
        webbrowser.open(Path(html).resolve().as_uri())
    return result.verdict.exit_code


def write_and_show(
    report: Mapping[str, Any],
    tr: Translator,
    shown: str | None,
    files: Sequence[tuple[str, str]],
    *,
    quiet: bool,
    full: bool,
    theme: Theme | None = None,
) -> None:
    """Write a report to files, all or none, and print it in the format that is to be shown."""
    # All is made before any of it is written: when something is missing, nothing is left behind.
    made = [(file, content(report, kind, tr, full=full, theme=theme)) for kind, file in files]
    text = rendered(report, shown, tr, full=full, live=True, theme=theme) if shown is not None else ""
    write_all(made)
    if shown is not None:
        say(text, end="" if text.endswith("\n") else "\n")
    for _, file in files:
        tell(tr.render(message("Written: {file}", file=file)), quiet)


def _remind(result: Result, tr: Translator, quiet: bool) -> None:
    """Tell what is wrong with waivers and the baseline, to those who can mend it."""
    from sfa_audit.cli.reminders import reminders

    for reminder in reminders(result):
        warning = message("{name}: {value}", name=tr.gettext("warning"), value=reminder)
        tell(tr.render(warning), quiet)


def tell_config(done: Settled) -> int:
    """Print the settings in force; the gate is not asked."""
    from sfa_audit.cli.policy import show_config

    for line in show_config(done.config, done.result.policy, done.pack):
        say(line)
    return 0


def content(
    report: Mapping[str, Any], kind: str, tr: Translator, *, full: bool = False, theme: Theme | None = None
) -> str | bytes:
    """What a file in one format holds."""
    return make_pdf(report, tr, theme) if kind == PDF else rendered(report, kind, tr, full=full, theme=theme)


def rendered(
    report: Mapping[str, Any],
    kind: str,
    tr: Translator,
    *,
    full: bool = False,
    live: bool = False,
    theme: Theme | None = None,
) -> str:
    """The report in one format that is text. `live` output goes to stdout and may be coloured and as wide as the terminal."""
    if kind != "terminal":
        return make(report, kind, tr, live=live, theme=theme)
    from sfa_audit.render.terminal import render_terminal

    color = live and wants_color()
    width = shutil.get_terminal_size((80, 24)).columns if live and sys.stdout.isatty() else 80
    return render_terminal(report, tr, width, color, full)


def wants_color() -> bool:
    """Whether stdout is a terminal that shows colours and the user has not forbidden them."""
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def next_step(result: Result, written: Sequence[tuple[str, str]], tr: Translator, flags: Mapping[str, Any]) -> str:
    """The useful last line: ask where answers settle most, plan where work does, else look at the report."""
    files, bar = result.loaded.files, result.assessment.bar

    def command(name: str, *more: str) -> str:
        return typed(["sfa-audit", name, *files, *flags_typed(flags, SAME), *more])

    if bar is not None and bar.open > 0 and bar.open >= bar.short and result.assessment.questions:
        rule = result.assessment.questions[0].rule.id
        answer = N_("Next, to be asked what settles most (sfa-audit explain {rule} says how to find it out): {command}")
        explained = typed([rule, *flags_typed(flags, ("rules",))])
        return tr.render(message(answer, rule=explained, command=command("ask")))
    if result.verdict.status in (FAILED, UNDETERMINED):
        return tr.render(
            message("Next, for the way to ready with the least effort: {command}", command=command("plan"))
        )
    if not any(kind == "html" for kind, _ in written):
        return tr.render(message("Next: {command}", command=command("assess", "-o", "report.html", "--open")))
    html = next(file for kind, file in written if kind == "html")
    return tr.render(message("Next: open {file} in a browser.", file=html))
