"""The mapping file of `import`: what column heads mean, and what words given as answers mean.

columns: {Faktum: fact, Antwort: answer, "Our goals are clear": goals, "Goals are a mess": -goals, Name: ignore}
answers: {trifft voll zu: 5, ja: yes}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sfa_audit.cli.files import read
from sfa_audit.errors import Fault, InputError
from sfa_audit.i18n import message
from sfa_audit.suggest import closest
from sfa_audit.yaml_file import parse

if TYPE_CHECKING:
    from sfa_audit.import_rows import Mapped
    from sfa_audit.pack import RulePack

PARTS = ("columns", "answers")
PLAIN = ("fact", "answer", "ignore", "group", "segment")


def read_mapping(file: str | None, pack: RulePack) -> Mapped:
    """What the file says; nothing without one. Raises InputError with every fault of it."""
    from sfa_audit.import_rows import Mapped, norm

    if file is None:
        return Mapped()
    name, data = read(file)
    document = parse(data, name)
    assert isinstance(document.data, dict)
    faults: list[Fault] = []
    parts: dict[str, dict[str, str]] = {part: {} for part in PARTS}
    causes = [cause.id for cause in pack.causes]
    meanings = [*PLAIN, *causes, *(f"-{id}" for id in causes), *(str(entry["id"]) for entry in pack.benchmark)]
    for part, entries in document.data.items():
        if part not in PARTS or not isinstance(entries, dict):
            what = message("a mapping file has the keys columns and answers, each with words and their meanings")
            faults.append(document.fault((part,), what, key=True))
            continue
        for word, meaning in entries.items():
            text = str(meaning).strip() if isinstance(meaning, str | int) else ""
            if not text or (part == "columns" and text not in meanings):
                near = closest(text, meanings)
                hint = message("did you mean {guess}?", guess=near) if near else None
                faults.append(document.fault((part, word), message("this is no meaning of a column or answer"), hint))
            parts[part][norm(word)] = text
    if faults:
        raise InputError(faults)
    return Mapped(parts["columns"], parts["answers"])
