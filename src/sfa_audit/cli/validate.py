"""`sfa-audit validate`: read the files and say what is wrong or does not fit together, without scoring."""

from __future__ import annotations

from typing import Annotated

import typer

from sfa_audit.cli.options import LANG_HELP, PROJECT_HELP, RULES_HELP, a_date
from sfa_audit.cli.run import Asked
from sfa_audit.cli.talk import say
from sfa_audit.i18n import N_, Translator, message, messages

HELP = N_("Check a project file and its answers files.")


def validate(
    files: Annotated[list[str] | None, typer.Argument(help=PROJECT_HELP, show_default=False)] = None,
    rules: Annotated[str | None, typer.Option(help=RULES_HELP)] = None,
    as_of: Annotated[str | None, typer.Option(help=N_("Date of the check, 2026-11-23.  [default: today, UTC]"))] = None,
    strict: Annotated[bool, typer.Option("--strict", help=N_("End with 2 when there is a warning."))] = False,
    evidence: Annotated[bool, typer.Option("--evidence", help=N_("Say what readiness rests on: points by kind of evidence, and what has none."))] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=N_("Print nothing when all is well."))] = False,
    lang: Annotated[str | None, typer.Option(help=LANG_HELP)] = None,
) -> int:  # fmt: skip
    from sfa_audit.cli.files import read_all
    from sfa_audit.cli.language import speak
    from sfa_audit.cli.packs import rules_and_table
    from sfa_audit.consistency import consistency
    from sfa_audit.load import load, set_aside

    tr = speak(lang)
    names = files or ["project.yaml"]
    day = a_date(as_of, tr)
    pack, table = rules_and_table(rules, tr.lang)
    loaded = load(read_all(names), {}, pack, table)
    aside = set_aside(loaded.not_applicable, pack)
    warnings = consistency(loaded.ledger, day, table, loaded.records, pack.rules, aside)
    for warning in warnings:
        place = loaded.ledger.place(warning.facts[0]) if warning.facts else None
        where = ":".join(str(part) for part in place) if place else loaded.files[0]
        say(f"{where}: {tr.gettext('warning')} {warning.id}: {tr.render(warning.message)}")
    known = sum(1 for _ in loaded.ledger.facts.leaves())
    if warnings:
        say(tr.render(messages("1 warning.", "{n} warnings.", len(warnings))))
    elif not quiet:
        say(tr.render(message("{file} is valid: {n} facts known, no warning.", file=names[0], n=known)))
    if evidence:
        tell_evidence(Asked(tuple(names), day, flags={"rules": rules}), tr)
    return 2 if warnings and strict else 0


def tell_evidence(asked: Asked, tr: Translator) -> None:
    """Print what readiness rests on; whatever it is, the files are valid."""
    from sfa_audit.cli.run import settled
    from sfa_audit.cli.settled import settle
    from sfa_audit.render.evidence_text import evidence_text
    from sfa_audit.render.report_json import to_plain

    report = to_plain(settled(asked, tr).result)
    settle(0)
    for line in evidence_text(report, tr):
        say(line)
