"""Help and usage errors in the language of the user: typer's own words are English only."""

from __future__ import annotations

import re
from typing import Any

import typer

from sfa_audit.errors import columns_of
from sfa_audit.i18n import N_, Message, Translator, message
from sfa_audit.wrapping import WIDTH, pad, wrap

# The words that typer writes into a help text, by where they stand.
_HEADS = {
    "Usage:": N_("Usage:"),
    "Options:": N_("Options:"),
    "Arguments:": N_("Arguments:"),
    "Commands:": N_("Commands:"),
}
_PARTS = {
    "[OPTIONS]": N_("[OPTIONS]"),
    "COMMAND [ARGS]...": N_("COMMAND [ARGS]..."),
    "Show this message and exit.": N_("Show this message and exit."),
    "[required]": N_("[required]"),
}
# A kind of value after an option, and as many columns in other words.
_KINDS = {"<int range>": N_("<int>"), "<str>": N_("<str>"), "<int>": N_("<int>")}
_DEFAULT = re.compile(r"\[default: ([^]]*)]$")
_BLANKS = re.compile(r"(?<=[。；：）]) +(?=\[)")  # typer's, which a full-width mark does not need
_ROW = re.compile(r"( {2,}\S.*? {2,})(?=\S)")  # an option, an argument or a command before its sentence


def translate(command: Any, tr: Translator) -> None:
    """Put the help of a command, its options and its subcommands into the chosen language."""
    if tr.lang == "en":
        return
    if command.help:
        command.help = tr.gettext(command.help)
    for param in command.params:
        if getattr(param, "help", None):
            param.help = tr.gettext(param.help)
    plain = command.get_help
    command.get_help = lambda context: help_text(plain(context), tr)
    for inner in getattr(command, "commands", {}).values():
        translate(inner, tr)


def help_text(text: str, tr: Translator) -> str:
    """A help text with typer's own words in the language of the user."""
    if tr.lang == "en":
        return text
    lines: list[str] = []
    for line in text.splitlines():
        head = line.split(" ", 1)[0]
        if head in _HEADS:
            line = tr.gettext(_HEADS[head]) + line.removeprefix(head).lstrip()
        for part, words in _PARTS.items():
            line = line.replace(part, tr.gettext(words))
        for part, words in _KINDS.items():
            line = line.replace(part, pad(tr.gettext(words), len(part)))
        if found := _DEFAULT.search(line):
            line = line[: found.start()] + tr.render(message("[default: {value}]", value=found.group(1)))
        lines += _fitted(_BLANKS.sub("", line))
    return "\n".join(lines)


def _fitted(line: str) -> list[str]:
    """The lines of a help line: typer counts each sign as one column, Chinese ones take two."""
    if columns_of(line) <= WIDTH:
        return [line]
    row = _ROW.match(line)
    first = row.group(1) if row else line[: len(line) - len(line.lstrip())]
    return wrap(line.removeprefix(first), WIDTH, first)


def problem_of(error: Any) -> Message:
    """What is wrong with the command line, as a sentence of ours; typer's own where there is none."""
    kind, said = type(error).__name__, str(error.format_message())
    names = re.findall(r"'([^']*)'", said)
    if isinstance(error, typer.BadParameter) and kind == "BadParameter":
        return _bad_value(error, str(error.message))
    if kind == "NoSuchOption":
        return _no_such_option(error)
    if kind == "MissingParameter" and names:
        return message("the argument {name} is missing", name=names[0])
    if kind == "BadOptionUsage":
        return message("the option {name} needs a value", name=str(error.option_name))
    if said.startswith("No such command") and names:
        return message("there is no command {name}", name=names[0])
    if "unexpected extra argument" in said:
        found = re.search(r" \((.*)\)$", said)
        return message("too many arguments: {arguments}", arguments=found.group(1) if found else said)
    return Message("{problem}", {"problem": said})


def _bad_value(error: Any, said: str) -> Message:
    name = "/".join(error.param.opts) if error.param is not None else ""
    if found := re.fullmatch(r"'?(.*?)'? is not a valid int(?:eger)?(?: range)?\.", said):
        return Message("the option {name} needs a whole number, not {value}", {"name": name, "value": found.group(1)})
    if found := re.fullmatch(r"(\S+) is not in the range (\S+)\.", said):
        parts = {"name": name, "value": found.group(1), "range": found.group(2)}
        return Message("the option {name} needs a number in the range {range}, not {value}", parts)
    return Message("{problem}", {"problem": said})


def _no_such_option(error: Any) -> Message:
    near = ", ".join(sorted(error.possibilities or ()))
    if near:
        return message("there is no option {name}; did you mean {near}?", name=str(error.option_name), near=near)
    return message("there is no option {name}", name=str(error.option_name))
