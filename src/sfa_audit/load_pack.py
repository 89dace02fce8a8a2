"""The files of a rule pack → `RulePack`, or every fault at once.

The shipped packs are also kept as checked plain data (`compiled/`), found by the digest of their files: when it
fits, no YAML is parsed and nothing is checked again. Any other bytes take the whole way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sfa_audit import resources
from sfa_audit.errors import Fault, InputError
from sfa_audit.i18n import Message, message
from sfa_audit.pack import RulePack
from sfa_audit.pack_build import build

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from sfa_audit.project.names import FactNames

SHIPPED = "gartner-ten"


def read_files(folder: Traversable) -> dict[str, bytes]:
    """The files of a pack by name. Raises OSError when the folder cannot be read."""
    return {
        entry.name: entry.read_bytes()
        for entry in sorted(folder.iterdir(), key=lambda e: e.name)
        if entry.name.endswith(".yaml")
        and (entry.name in _FIXED or entry.name.startswith("text.") or entry.name[:1].isdigit())
    }


_FIXED = ("pack.yaml", "stops.yaml", "patterns.yaml", "sources.yaml")


def digest_of(files: Mapping[str, bytes]) -> str:
    """sha256 over names and bytes of a pack's files; line ends do not count, so that every checkout agrees."""
    total = hashlib.sha256()
    for name in sorted(files):
        content = files[name].replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(content)}\0".encode() + content)
    return f"sha256:{total.hexdigest()}"


def shipped_pack(facts: FactNames) -> RulePack:
    """The pack that comes with the program. Raises InputError when its files were edited and are faulty."""
    return load_pack(resources.rules() / SHIPPED, f"rules/{SHIPPED}", facts)


def load_pack(folder: Traversable, shown: str, facts: FactNames) -> RulePack:
    """The pack in a folder, which its user calls `shown`. Raises InputError with all faults, and OSError."""
    files = read_files(folder)
    if "pack.yaml" not in files:
        what = message("this folder holds no rule pack: pack.yaml is missing")
        raise InputError([Fault(shown, None, None, "", what, message("name a folder like rules/gartner-ten"))])
    digest = digest_of(files)
    trees = _compiled(digest)
    return build(trees or checked(files, shown, facts), digest, trees is None, facts.series_key)


def _compiled(digest: str) -> dict[str, Any] | None:
    try:
        for entry in resources.compiled().iterdir():
            text = entry.read_text(encoding="utf-8")
            if text.startswith(f'{{"digest":"{digest}"'):
                files: dict[str, Any] = json.loads(text)["files"]
                return files
    except OSError:  # without the compiled form the pack is read from its YAML
        return None
    return None


def compiled_text(files: Mapping[str, bytes], facts: FactNames) -> str:
    """The compiled form of a pack's files. Raises InputError when they are faulty."""
    trees = checked(files, SHIPPED, facts)
    return (
        json.dumps(
            {"digest": digest_of(files), "files": trees}, ensure_ascii=False, separators=(",", ":"), default=_decimal
        )
        + "\n"
    )


def _decimal(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value))


def checked(files: Mapping[str, bytes], shown: str, facts: FactNames) -> dict[str, Any]:
    """The plain data of a pack's files after every check. Raises InputError with all faults, placed."""
    from sfa_audit.pack_check import check
    from sfa_audit.pack_faults import shape_faults
    from sfa_audit.pack_file import model_of
    from sfa_audit.yaml_file import Document, Limits, parse

    faults: list[Fault] = []
    documents: dict[str, Document] = {}
    for name, data in files.items():
        try:
            documents[name] = parse(
                data, f"{shown}/{name}", Limits(size=4 << 20), empty_hint=message("write the file or take it away")
            )
        except InputError as error:
            faults += error.faults
    for name, document in documents.items():
        model = model_of(name)
        if model is not None:
            faults += shape_faults(document, model)
    if faults:
        raise InputError(faults)
    trees: dict[str, Any] = {name: document.data for name, document in documents.items()}

    def report(name: str, path: tuple[str | int, ...], what: Message, hint: Message | None) -> None:
        faults.append(documents[name].fault(path, what, hint))

    check(trees, facts, report)
    if faults:
        raise InputError(faults)
    return trees
