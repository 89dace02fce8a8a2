"""The command line: which commands there are. Each lives in a file of its own and imports what it needs when it runs."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer

from sfa_audit.cli import ask, assess, compare, demo, explain, import_, init, plan, render, rules, validate
from sfa_audit.cli.language import chosen_language
from sfa_audit.cli.options import LANG_HELP
from sfa_audit.cli.talk import complain, say
from sfa_audit.cli.usage import help_text, problem_of, translate
from sfa_audit.errors import InputError
from sfa_audit.i18n import N_, Translator, message, translator

INTERRUPTED = 130
ABOUT = N_("Tells before the money is spent whether salespeople will use the sales system you are about to roll out.")

app = typer.Typer(
    name="sfa-audit",
    help=ABOUT,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("demo", help=demo.HELP)(demo.demo)
app.command("init", help=init.HELP)(init.init)
app.command("ask", help=ask.HELP)(ask.ask)
app.command("import", help=import_.HELP)(import_.import_)
app.command("assess", help=assess.HELP)(assess.assess)
app.command("plan", help=plan.HELP)(plan.plan)
app.command("validate", help=validate.HELP)(validate.validate)
app.command("compare", help=compare.HELP)(compare.compare)
app.command("render", help=render.HELP)(render.render)
app.command("explain", help=explain.HELP)(explain.explain)
app.add_typer(rules.app, name="rules", help=rules.HELP)


@app.callback()
def main(
    version: bool = typer.Option(False, "--version", "-V", help=N_("Show the version and exit.")),
    lang: str = typer.Option("", "--lang", help=LANG_HELP, show_default=False),
) -> None:
    if lang:
        os.environ["SFA_AUDIT_LANG"] = lang  # as if it stood there: the command reads it where it is given no other
    if version:
        from sfa_audit import __version__

        say(f"sfa-audit {__version__}")
        raise typer.Exit


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; the faults of the user's own files are told here, all at once."""
    tr = translator(chosen_language(arguments))
    command = typer.main.get_command(app)
    translate(command, tr)
    try:
        code = int(command.main(arguments, prog_name="sfa-audit", standalone_mode=False) or 0)
        if code == INTERRUPTED:  # typer ends an interrupted command with this, and without a word
            say(tr.render(message("Interrupted.")), to=sys.stderr)
        return code
    except InputError as error:
        return complain(error, tr)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        say(tr.render(message("Interrupted.")), to=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        if hasattr(error, "format_message") and hasattr(error, "exit_code"):  # typer's own usage errors
            return _usage(error, tr)
        raise


def _usage(error: Any, tr: Translator) -> int:
    context = error.ctx
    if type(error).__name__ == "NoArgsIsHelpError":  # a group without a command shows its help
        say(context.get_help())
        return 2
    if context is not None:
        say(help_text(context.get_usage(), tr), to=sys.stderr)
    say(tr.render(message("Error: {problem}", problem=problem_of(error))), to=sys.stderr)
    if context is not None:
        say(tr.render(message("{command} --help shows what can be said.", command=context.command_path)), to=sys.stderr)
    return 2
