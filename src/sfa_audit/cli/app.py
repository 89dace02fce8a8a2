"""The command line: which commands there are. Each lives in a file of its own and imports what it needs when it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Any

import typer

from sfa_audit.cli.language import chosen_language
from sfa_audit.cli.options import LANG_HELP
from sfa_audit.cli.talk import complain, say
from sfa_audit.cli.usage import help_text, problem_of, translate
from sfa_audit.errors import InputError
from sfa_audit.i18n import N_, Translator, message, translator

INTERRUPTED = 130
ABOUT = N_("Tells before the money is spent whether salespeople will use the sales system you are about to roll out.")

# In the order of the help; each is a function of the same name (a keyword with an underscore) in a module of its own.
COMMANDS = ("demo", "init", "ask", "import", "assess", "plan", "validate", "compare", "render", "explain", "rules")


def app_of(names: Sequence[str]) -> typer.Typer:
    """The program with some of its commands. Only their modules are imported."""
    app = typer.Typer(
        name="sfa-audit",
        help=ABOUT,
        add_completion=False,
        rich_markup_mode=None,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(main)
    for name in names:
        own = f"{name}_" if iskeyword(name) else name
        module = import_module(f"sfa_audit.cli.{own}")
        if name == "rules":
            app.add_typer(module.app, name=name, help=module.HELP)
        else:
            app.command(name, help=module.HELP)(getattr(module, own))
    return app


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
    if sys.platform == "win32":  # its shells leave answers/*.yaml to the program
        from sfa_audit.cli.files import with_files

        arguments = with_files(arguments)
    # A command that is named needs no other; help and errors about commands need them all.
    named = next((argument for argument in arguments if not argument.startswith("-")), None)
    command = typer.main.get_command(app_of([named] if named in COMMANDS else COMMANDS))
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
