"""`sfa-audit explain RULE`: what a rule asks, why, how it is measured, what helps, and who says so."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from sfa_audit.cli.options import LANG_HELP, RULES_HELP, a_date, one_of
from sfa_audit.cli.talk import say
from sfa_audit.i18n import N_

HELP = N_("Explain one rule or stop.")
HERE = "project.yaml"  # without a file, the settings are looked for from the working folder upwards
AS_OF_HELP = N_("Date of the assessment, 2026-11-23.  [default: today, UTC]")


def explain(
    rule: Annotated[str, typer.Argument(help=N_("The id of a rule or a stop; sfa-audit rules list shows them."))],
    project: Annotated[
        str | None, typer.Argument(help=N_("A project file, to show its own value."), show_default=False)
    ] = None,
    as_of: Annotated[str | None, typer.Option(help=AS_OF_HELP)] = None,
    rules: Annotated[str | None, typer.Option(help=RULES_HELP)] = None,
    lang: Annotated[str | None, typer.Option(help=LANG_HELP)] = None,
) -> int:
    from sfa_audit.cli.language import speak
    from sfa_audit.cli.packs import chosen_rules, rules_and_table
    from sfa_audit.render.explain import explain_rule, explain_stop

    tr = speak(lang)
    day = a_date(as_of, tr)
    pack, table = rules_and_table(chosen_rules(rules, project or HERE), tr.lang)
    ids = [r.id for r in pack.rules]
    stops = [s.id for s in pack.stops]
    id = one_of(rule, [*ids, *stops], "RULE", tr)
    report = None
    if project is not None:
        report = _assessed(project, day, rules)
    if id in stops:
        say(explain_stop(pack, id, table, tr, report))
    else:
        say(explain_rule(pack, id, table, tr, report))
    return 0


def _assessed(project: str, day: date, rules: str | None) -> dict[str, object]:
    from sfa_audit.cli.run import Asked, settled
    from sfa_audit.i18n import translator
    from sfa_audit.render.report_json import to_plain

    tr = translator("en")
    asked = Asked((project,), day, flags={"rules": rules})
    result = settled(asked, tr)
    return to_plain(result.result)
