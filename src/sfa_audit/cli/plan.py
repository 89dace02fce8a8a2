"""`sfa-audit plan`: the least effort that makes a project ready, what an effort buys, and what is too late."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sfa_audit.cli.options import (
    LANG_HELP,
    PROJECT_HELP,
    RULES_HELP,
    THEME_HELP,
    a_date,
    changes,
    one_of,
    outputs,
    wrong,
)
from sfa_audit.cli.run import Asked, Settled, settled
from sfa_audit.i18n import N_, Translator

if TYPE_CHECKING:
    from sfa_audit.plan import Plan, Wish
    from sfa_audit.theme import Theme

HELP = N_("Plan the way to ready: what to ask, then the least effort that passes a gate.")
FORMATS = ("terminal", "markdown", "csv", "json")
UNCLEAR = N_(
    "-o {value}: the format is not clear; end the name in .md, .csv or .json, or write FORMAT=FILE ({choices})"
)
EXTENSIONS = {".txt": "terminal", ".md": "markdown", ".markdown": "markdown", ".csv": "csv", ".json": "json"}
STANDARD = "standard"
MARK = "\ufeff"  # without it Excel reads a CSV file in the code page of the machine


def plan(
    files: Annotated[list[str] | None, typer.Argument(help=PROJECT_HELP, show_default=False)] = None,
    target: Annotated[str | None, typer.Option(help=N_("The readiness to reach, 0 to 100."))] = None,
    gate: Annotated[str | None, typer.Option(help=N_("The gate to pass.  [default: the one of the settings, else standard]"))] = None,
    budget: Annotated[str | None, typer.Option(help=N_("The best that so many person-days buy."))] = None,
    exclude: Annotated[list[str] | None, typer.Option(help=N_("Leave out the work on this rule; repeatable."))] = None,
    only_owner: Annotated[list[str] | None, typer.Option(help=N_("Only the work of this role; repeatable."))] = None,
    day_rate: Annotated[str | None, typer.Option(help=N_("Cost of a person-day, in the currency of the project."))] = None,
    format_: Annotated[str | None, typer.Option("--format", "-f", help=N_("What to print: terminal, markdown, csv or json."))] = None,
    output: Annotated[list[str] | None, typer.Option("--output", "-o", help=N_("Write FILE (by its extension) or FORMAT=FILE; repeatable."))] = None,
    no_stops: Annotated[bool, typer.Option("--no-stops", help=N_("Leave stops out of the gate; the report says so."))] = False,
    entering: Annotated[str | None, typer.Option(help=N_("The milestone to assess for.  [default: the one after the project's phase]"))] = None,
    as_of: Annotated[str | None, typer.Option(help=N_("Date of the assessment, 2026-11-23.  [default: today, UTC]"))] = None,
    rules: Annotated[str | None, typer.Option(help=RULES_HELP)] = None,
    profile: Annotated[str | None, typer.Option(help=N_("Which rules: full or quick.  [default: the project's, else full]"))] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", help=N_("Change a fact for this run: PATH=VALUE; repeatable."))] = None,
    config: Annotated[str | None, typer.Option(help=N_("The settings file.  [default: sfa-audit.yaml or pyproject.toml, found upwards]"))] = None,
    theme: Annotated[str | None, typer.Option(help=THEME_HELP)] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help=N_("End with 0 whatever the plan."))] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=N_("Print nothing but what -f asks for."))] = False,
    lang: Annotated[str | None, typer.Option(help=LANG_HELP)] = None,
) -> int:  # fmt: skip
    from sfa_audit.cli.language import speak
    from sfa_audit.cli.settled import settle

    tr = speak(lang)
    flags = {"gate.fail_under": a_target(target, tr), "gate.name": gate,
             "gate.stops": False if no_stops else None, "rules": rules, "entering": entering, "profile": profile, "theme": theme}  # fmt: skip
    limits = {"--budget": a_quantity("--budget", budget, tr), "--day-rate": a_quantity("--day-rate", day_rate, tr)}
    printed = one_of(format_, FORMATS, "--format", tr) if format_ is not None else None
    targets = outputs(output or [], tr, FORMATS, EXTENSIONS, UNCLEAR)
    asked = Asked(tuple(files or ["project.yaml"]), a_date(as_of, tr), changes(set_ or [], tr), flags, config,
                   themed="markdown" in (printed, *(kind for kind, _ in targets)))  # fmt: skip
    done = settled(asked, tr)
    wish = _wish(done, limits, exclude or [], only_owner or [], tr)
    made = _made(done, wish)
    code = 0 if exit_zero or wish.budget is not None else _code(made)
    settle(code)
    _deliver(_report(done, made), tr, printed, targets, quiet, done.theme)
    return code


def a_target(text: str | None, tr: Translator) -> Fraction | None:
    """The level of `--target`; None when it was not given. Raises a usage error."""
    from sfa_audit.cli.levels import a_level

    try:
        return None if text is None else a_level(text)
    except ValueError as error:
        raise wrong(tr, "{option}: {problem}", option="--target", problem=tr.render(error.args[0])) from error


def a_quantity(option: str, text: str | None, tr: Translator) -> Fraction | None:
    """A decimal number, 0 or more; None when it was not given. Raises a usage error that names the flag."""
    if text is None:
        return None
    if not re.fullmatch(r"\d{1,12}(\.\d{1,6})?", text.strip(), re.ASCII):
        raise wrong(tr, "{option}: a number such as 40 or 12.5 is expected, not {value}", option=option, value=repr(text))  # fmt: skip
    return Fraction(text.strip())


def _wish(
    done: Settled, limits: Mapping[str, Fraction | None], exclude: Sequence[str], owners: Sequence[str], tr: Translator
) -> Wish:
    """What is asked of the plan; rules and roles are those of the pack, the gate is `standard` when none is set."""
    from sfa_audit.cli.config import Setting
    from sfa_audit.cli.policy import policy_of
    from sfa_audit.plan import Wish

    pack, policy = done.pack, done.result.policy
    if not policy.asked and pack.gates:
        name = STANDARD if STANDARD in pack.gates else next(iter(pack.gates))
        config = {**done.config, "gate.name": Setting(name, "default")}
        policy = policy_of(config, pack, done.result.assessment.entering, tr)
    elif (
        policy.stops is False and policy.readiness is None and not policy.floors and policy.gate is None and pack.gates
    ):
        raise wrong(tr, "--no-stops: name a --gate or a --target as well")
    ids, roles = [rule.id for rule in pack.rules], sorted({rule.remedy.owner for rule in pack.rules})
    return Wish(
        policy,
        limits["--budget"],
        frozenset(one_of(rule, ids, "--exclude", tr) for rule in exclude),
        frozenset(one_of(role, roles, "--only-owner", tr) for role in owners),
        limits["--day-rate"],
    )


def _made(done: Settled, wish: Wish) -> Plan:
    from sfa_audit.plan import plan as plan_of

    result = done.result
    return plan_of(result.assessment, wish, result.waivers, result.past)


def _code(made: Plan) -> int:
    """0 when there is a plan or nothing to do, 1 when there is none for certain, 3 when open answers decide it."""
    if made.assessment.bar is None:
        return 3
    return {True: 0, False: 1, None: 3}[made.decided]


def _report(done: Settled, made: Plan) -> dict[str, Any]:
    from sfa_audit.render.plan_json import plan_to_plain
    from sfa_audit.render.report_json import to_plain

    return {**to_plain(done.result), "plan": plan_to_plain(made, done.result.waivers, done.result.past)}


def _deliver(
    report: Mapping[str, Any],
    tr: Translator,
    printed: str | None,
    targets: Sequence[tuple[str, str]],
    quiet: bool,
    theme: Theme | None,
) -> None:
    from sfa_audit.cli.files import write_all
    from sfa_audit.cli.talk import say, tell
    from sfa_audit.i18n import message

    write_all(
        [(file, (MARK if kind == "csv" else "") + _rendered(report, kind, tr, theme=theme)) for kind, file in targets]
    )
    shown = printed or (None if quiet else "terminal")
    if shown is not None:
        say(_rendered(report, shown, tr, live=True, theme=theme), end="")
    for _, file in targets:
        tell(tr.render(message("Written: {file}", file=file)), quiet)


def _rendered(
    report: Mapping[str, Any], kind: str, tr: Translator, live: bool = False, theme: Theme | None = None
) -> str:
    """The plan in one format. `live` output goes to stdout and may be coloured and as wide as the terminal."""
    if kind == "json":
        from sfa_audit.render.plan_json import dumps_plan

        return dumps_plan(report)
    if kind == "csv":
        from sfa_audit.render.plan_csv import render_plan_csv

        return render_plan_csv(report, tr)
    if kind == "markdown":
        from sfa_audit.render.plan_markdown import render_plan_markdown

        return render_plan_markdown(report, tr, theme)
    import shutil
    import sys

    from sfa_audit.cli.deliver import wants_color
    from sfa_audit.render.terminal_plan import render_plan_terminal

    width = shutil.get_terminal_size((80, 24)).columns if live and sys.stdout.isatty() else 80
    return render_plan_terminal(report, tr, width, live and wants_color())
