"""`sfa-audit assess`: the main job. Reads, scores, judges once, then renders and writes."""

from __future__ import annotations

from typing import Annotated

import typer

from sfa_audit.cli.options import (
    LANG_HELP,
    PROJECT_HELP,
    RULES_HELP,
    THEME_HELP,
    a_date,
    a_format,
    a_setting,
    changes,
    one_of,
    outputs,
    shows_robust,
    wrong,
)
from sfa_audit.cli.run import Asked, settled
from sfa_audit.i18n import N_, Translator

HELP = N_("Score a project, render its report, and gate on it.")


def assess(
    files: Annotated[list[str] | None, typer.Argument(help=PROJECT_HELP, show_default=False)] = None,
    format_: Annotated[str | None, typer.Option("--format", "-f", help=N_("What to print, such as terminal, markdown, html or json."))] = None,
    output: Annotated[list[str] | None, typer.Option("--output", "-o", help=N_("Write FILE (by its extension) or FORMAT=FILE; repeatable."))] = None,
    fail_under: Annotated[str | None, typer.Option(help=N_("Gate: least readiness on what is known, 0 to 100."))] = None,
    gate: Annotated[str | None, typer.Option(help=N_("Gate: a named gate of the rule pack, such as standard."))] = None,
    min_coverage: Annotated[str | None, typer.Option(help=N_("Gate: least coverage, 100 less what is open."))] = None,
    min_evidenced: Annotated[str | None, typer.Option(help=N_("Gate: least points that fresh evidence supports."))] = None,
    floor: Annotated[list[str] | None, typer.Option(help=N_("Gate: least readiness of a cause, CAUSE=LEVEL; repeatable."))] = None,
    max_stale: Annotated[str | None, typer.Option(help=N_("Gate: most points on evidence that has aged."))] = None,
    max_waived: Annotated[str | None, typer.Option(help=N_("Gate: most points that waived rules are worth."))] = None,
    baseline: Annotated[str | None, typer.Option(help=N_("A saved result.json to compare with."))] = None,
    no_new_failures: Annotated[bool, typer.Option("--no-new-failures", help=N_("Gate: no rule fails that did not fail in the baseline."))] = False,
    max_fall: Annotated[str | None, typer.Option(help=N_("Gate: most points that readiness may fall since the baseline."))] = None,
    no_stops: Annotated[bool, typer.Option("--no-stops", help=N_("Leave stops out of the gate; the report says so."))] = False,
    entering: Annotated[str | None, typer.Option(help=N_("The milestone to assess for.  [default: the one after the project's phase]"))] = None,
    as_of: Annotated[str | None, typer.Option(help=N_("Date of the assessment, 2026-11-23.  [default: today, UTC]"))] = None,
    rules: Annotated[str | None, typer.Option(help=RULES_HELP)] = None,
    profile: Annotated[str | None, typer.Option(help=N_("Which rules: full or quick.  [default: the project's, else full]"))] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", help=N_("Change a fact for this run: PATH=VALUE; repeatable."))] = None,
    compare: Annotated[bool, typer.Option("--compare", help=N_("With --set: show the changed project beside the original."))] = False,
    config: Annotated[str | None, typer.Option(help=N_("The settings file.  [default: sfa-audit.yaml or pyproject.toml, found upwards]"))] = None,
    show_config: Annotated[bool, typer.Option("--show-config", help=N_("Print the settings in force and where each came from."))] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help=N_("End with 0 whatever the verdict."))] = False,
    github: Annotated[bool, typer.Option("--github", help=N_("In a GitHub workflow: annotations, the summary of the job, outputs."))] = False,
    theme: Annotated[str | None, typer.Option(help=THEME_HELP)] = None,
    robust: Annotated[bool, typer.Option("--robust", help=N_("Test how the verdict stands up, for formats that do not show it too."))] = False,
    plan: Annotated[bool, typer.Option("--plan", help=N_("Plan the way to the gate, for formats that do not show it too."))] = False,
    open_: Annotated[bool, typer.Option("--open", help=N_("Open the HTML report in the browser."))] = False,
    all_: Annotated[bool, typer.Option("--all", help=N_("Show all causes and questions in the terminal."))] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=N_("Print nothing but what -f asks for."))] = False,
    lang: Annotated[str | None, typer.Option(help=LANG_HELP)] = None,
) -> int:  # fmt: skip
    from sfa_audit.cli.language import speak

    tr = speak(lang)
    levels = {"fail_under": fail_under, "coverage": min_coverage, "evidenced": min_evidenced, "stale": max_stale,
              "waived": max_waived, "max_fall": max_fall, "floors": ",".join(floor) if floor else None}  # fmt: skip
    flags = {f"gate.{name}": a_setting(f"gate.{name}", value, tr) for name, value in levels.items()}
    flags |= {
        "gate.name": gate,
        "gate.stops": False if no_stops else None,
        "gate.no_new_failure": no_new_failures or None,
    }
    flags |= {"rules": rules, "entering": entering, "profile": profile, "baseline": baseline, "theme": theme}
    printed = a_format(format_, tr)
    targets = outputs(output or [], tr)
    whole = open_ or shows_robust(printed, targets)
    asked = Asked(
        tuple(files or ["project.yaml"]), a_date(as_of, tr), changes(set_ or [], tr), flags, config, exit_zero,
        robust=robust or all_ or whole, plan=plan or whole, themed=whole,
    )  # fmt: skip
    if compare:
        return beside(asked, printed, targets, tr, full=all_, quiet=quiet)
    done = settled(asked, tr)
    from sfa_audit.cli.deliver import deliver, tell_config

    if show_config:
        return tell_config(done)
    return deliver(
        done.result, tr, printed, targets, quiet=quiet, full=all_, browse=open_, github=github, theme=done.theme, flags=flags
    )  # fmt: skip


def beside(
    asked: Asked, printed: str | None, targets: list[tuple[str, str]], tr: Translator, *, full: bool, quiet: bool
) -> int:
    """Show a project with its changes beside the original; returns the exit code of the changed one."""
    from sfa_audit.cli.compare import KINDS
    from sfa_audit.cli.comparison import compared, show
    from sfa_audit.render.report_json import to_plain

    if not asked.changes:
        raise wrong(tr, "--compare needs a change: --set PATH=VALUE")
    for kind in [kind for kind in (printed, *(kind for kind, _ in targets)) if kind is not None]:
        one_of(kind, KINDS, "--compare", tr)
    name, sets = asked.files[0], ", ".join(asked.changes)
    before = settled(asked._replace(changes={}), tr)
    after = settled(asked, tr)
    rules = after.config["rules"].value if "rules" in after.config else None
    made = compared((name, to_plain(before.result)), (f"{name}, --set {sets}", to_plain(after.result)), rules)
    show(
        made,
        printed or (None if quiet or targets else "terminal"),
        targets,
        tr,
        full=full,
        quiet=quiet,
        theme=after.theme,
    )
    return after.result.verdict.exit_code
