"""`sfa-audit assess`: the main job. Reads, scores, judges once, then renders and writes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from sfa_audit.cli.options import (
    FORMATS,
    LANG_HELP,
    PROJECT_HELP,
    RULES_HELP,
    a_date,
    a_level,
    changes,
    one_of,
    outputs,
)
from sfa_audit.i18n import N_, Translator

if TYPE_CHECKING:
    from sfa_audit.assessment import Assessment, Verdict
    from sfa_audit.gate import Policy
    from sfa_audit.load import Loaded
    from sfa_audit.pack import RulePack

HELP = N_("Score a project and render the readiness report; gate on it when asked.")


def assess(
    files: Annotated[list[str] | None, typer.Argument(help=PROJECT_HELP, show_default=False)] = None,
    format_: Annotated[str | None, typer.Option("--format", "-f", help=N_("What to print: terminal, markdown, html or json."))] = None,
    output: Annotated[list[str] | None, typer.Option("--output", "-o", help=N_("Write FILE (by its extension) or FORMAT=FILE; repeatable."))] = None,
    fail_under: Annotated[str | None, typer.Option(help=N_("Gate: least readiness on what is known, 0 to 100."))] = None,
    gate: Annotated[str | None, typer.Option(help=N_("Gate: a named gate of the rule pack, such as standard."))] = None,
    entering: Annotated[str | None, typer.Option(help=N_("The milestone to assess for.  [default: the one after the project's phase]"))] = None,
    as_of: Annotated[str | None, typer.Option(help=N_("Date of the assessment, 2026-11-23.  [default: today, UTC]"))] = None,
    rules: Annotated[str | None, typer.Option(help=RULES_HELP)] = None,
    profile: Annotated[str | None, typer.Option(help=N_("Which rules: full or quick.  [default: the project's, else full]"))] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", help=N_("Change a fact for this run: PATH=VALUE; repeatable."))] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help=N_("End with 0 whatever the verdict."))] = False,
    no_stops: Annotated[bool, typer.Option("--no-stops", help=N_("Leave stops out of the gate; the report says so."))] = False,
    open_: Annotated[bool, typer.Option("--open", help=N_("Open the HTML report in the browser."))] = False,
    all_: Annotated[bool, typer.Option("--all", help=N_("Show all causes and questions in the terminal."))] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=N_("Print nothing but what -f asks for."))] = False,
    lang: Annotated[str | None, typer.Option(help=LANG_HELP)] = None,
) -> int:  # fmt: skip
    from sfa_audit.cli.language import speak

    tr = speak(lang)
    asked = Asked(
        files=tuple(files or ["project.yaml"]), fail_under=fail_under, gate=gate, entering=entering, as_of=a_date(as_of, tr),
        rules=rules, profile=profile, changes=changes(set_ or [], tr), exit_zero=exit_zero, no_stops=no_stops,
    )  # fmt: skip
    printed = one_of(format_, FORMATS, "--format", tr) if format_ is not None else None
    result = settled(asked, tr)
    from sfa_audit.cli.deliver import deliver

    return deliver(result, tr, printed, outputs(output or [], tr), quiet=quiet, full=all_, browse=open_)


class Asked(NamedTuple):
    """One run as the user asked for it."""

    files: tuple[str, ...]
    fail_under: str | None
    gate: str | None
    entering: str | None
    as_of: date
    rules: str | None
    profile: str | None
    changes: dict[str, Any]
    exit_zero: bool
    no_stops: bool


class Settled(NamedTuple):
    """A finished run: the assessment, its verdict and what was loaded. The exit code does not change any more."""

    assessment: Assessment
    verdict: Verdict
    loaded: Loaded


def settled(asked: Asked, tr: Translator) -> Settled:
    """Load, assess and judge. Raises InputError for the user's files and a usage error for the options."""
    from sfa_audit.assess import Order, assess
    from sfa_audit.cli.files import read
    from sfa_audit.cli.packs import load_rules
    from sfa_audit.consistency import consistency
    from sfa_audit.gate import judge
    from sfa_audit.load import load, set_aside, waived_stops
    from sfa_audit.project.table import load_table

    table = load_table()
    pack = load_rules(asked.rules, table)
    policy_of(asked, pack, pack.milestones[0], tr)  # a wrong option is told before any file is read
    loaded = load([read(name) for name in asked.files], asked.changes, pack, table)
    entering = one_of(asked.entering or pack.after(loaded.phase), pack.milestones, "--entering", tr)
    profile = one_of(asked.profile or loaded.profile or "full", list(pack.profiles), "--profile", tr)
    order = Order(
        entering=entering,
        profile=profile,
        as_of=asked.as_of,
        not_applicable=set_aside(loaded.not_applicable, pack),
        waived_stops=waived_stops(loaded.waivers, asked.as_of),
        warnings=consistency(loaded.ledger, asked.as_of, table, loaded.records),
    )
    assessment = assess(loaded.ledger, loaded.phase, pack, order)
    verdict = judge(assessment, policy_of(asked, pack, entering, tr), asked.exit_zero)
    from sfa_audit.cli.settled import settle

    settle(verdict.exit_code)
    return Settled(assessment, verdict, loaded)


def policy_of(asked: Asked, pack: RulePack, entering: str, tr: Translator) -> Policy:
    """What the options ask for: a named gate, and single levels that replace its own."""
    from sfa_audit.gate import Policy

    level = a_level(asked.fail_under, "--fail-under", tr)
    if asked.gate is None:
        return Policy(readiness=level, stops=not asked.no_stops)
    named = pack.gates[one_of(asked.gate, list(pack.gates), "--gate", tr)]
    return Policy(
        gate=named.id,
        readiness=level if level is not None else named.readiness.get(entering),
        coverage=named.coverage,
        floors=named.floors,
        stops=named.stops and not asked.no_stops,
    )
