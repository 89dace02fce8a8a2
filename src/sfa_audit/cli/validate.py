"""`sfa-audit validate`: read the files and say what is wrong or does not fit together, without scoring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sfa_audit.cli.options import LANG_HELP, PROJECT_HELP, RULES_HELP, a_date
from sfa_audit.cli.run import Asked
from sfa_audit.cli.talk import say
from sfa_audit.i18n import N_, Translator, message, messages

if TYPE_CHECKING:
    from sfa_audit.consistency import Warned
    from sfa_audit.load import Loaded

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
    from sfa_audit.cli.packs import chosen_rules, rules_and_table
    from sfa_audit.consistency import consistency
    from sfa_audit.load import load, set_aside

    tr = speak(lang)
    names = files or ["project.yaml"]
    day = a_date(as_of, tr)
    pack, table = rules_and_table(chosen_rules(rules, names[0]), tr.lang)
    loaded = load(read_all(names), {}, pack, table)
    aside = set_aside(loaded.not_applicable, pack)
    warnings = consistency(loaded.ledger, day, table, loaded.records, pack.rules, aside)
    for line in _lines(warnings, loaded, tr):
        say(line)
    known = sum(1 for _ in loaded.ledger.facts.leaves())
    if count := len(warnings) + len(loaded.ledger.contradictions):
        say(tr.render(messages("1 warning.", "{n} warnings.", count)))
    elif not quiet:
        say(tr.render(message("{file} is valid: {n} facts known, no warning.", file=names[0], n=known)))
    if evidence:
        tell_evidence(Asked(tuple(names), day, flags={"rules": rules}), tr)
    return 2 if count and strict else 0


def _lines(warnings: Sequence[Warned], loaded: Loaded, tr: Translator) -> Iterator[str]:
    """Every warning and every contradiction on a line of its own, with its place."""
    word = tr.gettext("warning")
    for warning in warnings:
        place = loaded.ledger.place(warning.facts[0]) if warning.facts else None
        where = ":".join(str(part) for part in place) if place else loaded.files[0]
        said = message("{name}: {value}", name=f"{word} {warning.id}", value=warning.message)
        yield f"{where}: {tr.render(said)}"
    for one in loaded.ledger.contradictions:
        sources = tr.joined(dict.fromkeys(claim.source for claim in one.claims))
        text = message("{fact} counts as unknown, for these files differ on it: {files}", fact=one.fact, files=sources)
        said = message("{name}: {value}", name=f"{word} contradiction", value=text)
        yield f"{loaded.files[0]}: {tr.render(said)}"


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
