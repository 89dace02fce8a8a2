"""Finding the rule pack that a command uses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sfa_audit.errors import Fault, InputError
from sfa_audit.i18n import Message, message

if TYPE_CHECKING:
    from sfa_audit.pack import RulePack
    from sfa_audit.project.table import FieldTable


def rules_and_table(folder: str | None, lang: str) -> tuple[RulePack, FieldTable]:
    """The pack in a folder, else the shipped one, and the fields of a project file with those that it declares, said in this language."""
    from sfa_audit.project.table import load_table

    table = load_table()
    pack = load_rules(folder, table)
    return pack, table.with_facts(pack.facts_in(lang))


def chosen_rules(flag: str | None, project: str) -> str | None:
    """The folder of the pack: of `--rules`, else of the environment, else of the settings beside this file or above.

    None means the shipped pack. Raises InputError when the settings are wrong.
    """
    from sfa_audit.cli.config import configure

    config = configure({"rules": flag}, project, None)
    return str(config["rules"].value) if "rules" in config else None


def load_rules(folder: str | None, table: FieldTable) -> RulePack:
    """The pack in a folder, else the shipped one. Raises InputError with every fault of it."""
    from sfa_audit.load_pack import load_pack, shipped_pack
    from sfa_audit.project.names import FactNames

    if folder is None:
        return shipped_pack(FactNames(table))
    path = Path(folder)
    try:
        if not path.is_dir():
            what = message("there is no such folder")
            raise InputError([Fault(folder, None, None, "", what, message("name a folder that holds pack.yaml"))])
        return load_pack(path, folder, FactNames(table))
    except OSError as error:
        what = Message("the folder cannot be read: {reason}", {"reason": error.strerror or str(error)})
        raise InputError([Fault(folder, None, None, "", what)]) from error
