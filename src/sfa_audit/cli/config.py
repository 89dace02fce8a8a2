"""The settings of a run: flag > environment (SFA_AUDIT_*) > sfa-audit.yaml or [tool.sfa-audit] of pyproject.toml.

The file is looked for from the folder of the project file upwards. Every value remembers where it came from.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sfa_audit.cli.levels import Reader, a_flag, a_level, a_list, a_mapping_of_levels, a_number, a_text
from sfa_audit.errors import Fault, InputError
from sfa_audit.i18n import Message, message
from sfa_audit.suggest import closest
from sfa_audit.yaml_file import Document, parse

FILE = "sfa-audit.yaml"
TABLE = "pyproject.toml"

# What can be set, in the order of `--show-config`; keys with a dot stand below `gate:` in the file.
SETTINGS: Mapping[str, Reader] = {
    "rules": a_text,
    "entering": a_text,
    "profile": a_text,
    "baseline": a_text,
    "baseline_days": a_number,
    "theme": a_text,
    "gate.name": a_text,
    "gate.fail_under": a_level,
    "gate.coverage": a_level,
    "gate.evidenced": a_level,
    "gate.floors": a_mapping_of_levels,
    "gate.stops": a_flag,
    "gate.stale": a_level,
    "gate.not_applicable": a_level,
    "gate.waived": a_level,
    "gate.no_new_failure": a_flag,
    "gate.max_fall": a_level,
    "gate.profiles": a_list,
    "gate.pack_version": a_text,
    "gate.pack_digest": a_text,
}
PATHS = ("rules", "baseline", "theme")  # relative to the file that they stand in


class Setting(NamedTuple):
    """One value and where it came from: a flag, a variable of the environment, or a file."""

    value: Any
    origin: str


Config = Mapping[str, Setting]


def variable(name: str) -> str:
    """The variable of the environment for a setting: `gate.fail_under` → SFA_AUDIT_FAIL_UNDER."""
    return {"gate.name": "SFA_AUDIT_GATE"}.get(name) or f"SFA_AUDIT_{name.rpartition('.')[2].upper()}"


def configure(flags: Mapping[str, Any], project: str, file: str | None) -> dict[str, Setting]:
    """All settings of a run. `flags` holds those given on the command line, `file` a file named there.

    Raises InputError with every fault of the file and the environment.
    """
    faults: list[Fault] = []
    found = {name: Setting(value, origin) for name, value, origin in _of_file(project, file, faults)}
    for name, read in SETTINGS.items():
        raw = os.environ.get(variable(name))
        if raw is None or raw == "":
            continue
        try:
            found[name] = Setting(read(raw), variable(name))
        except ValueError as error:
            faults.append(Fault(variable(name), None, None, "", _why(error)))
    if faults:
        raise InputError(faults)
    found |= {name: Setting(value, flag_of(name)) for name, value in flags.items() if value is not None}
    return found


def flag_of(name: str) -> str:
    """The flag of a setting, as the user types it."""
    special = {"gate.name": "--gate", "gate.stops": "--no-stops", "gate.floors": "--floor", "gate.coverage": "--min-coverage",
               "gate.evidenced": "--min-evidenced", "gate.stale": "--max-stale", "gate.waived": "--max-waived",
               "gate.no_new_failure": "--no-new-failures"}  # fmt: skip
    return special.get(name) or f"--{name.rpartition('.')[2].replace('_', '-')}"


def flags_typed(flags: Mapping[str, Any], only: Collection[str] | None = None) -> list[str]:
    """The flags that were given and take a value, as the user types them; `only` those that another command takes too."""
    from sfa_audit.spots import spelled

    given = ((name, value) for name, value in flags.items() if value is not None and (only is None or name in only))
    return [part for name, value in given for part in (flag_of(name), spelled(value))]


def _why(error: ValueError) -> Message:
    why = error.args[0] if error.args else ""
    return why if isinstance(why, Message) else Message("{problem}", {"problem": str(why)})


def _of_file(project: str, file: str | None, faults: list[Fault]) -> Iterator[tuple[str, Any, str]]:
    path = Path(file) if file is not None else find(project)
    if path is None:
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        what = Message("the file cannot be read: {reason}", {"reason": error.strerror or str(error)})
        raise InputError([Fault(str(path), None, None, "", what)]) from error
    if path.name.endswith(".toml"):
        yield from _settings(_toml(data, path), str(path), path.parent, None, faults)
    else:
        document = parse(data, str(path), empty_hint=message("write a gate into it or take it away"))
        yield from _settings(document.data, str(path), path.parent, document, faults)


def find(project: str) -> Path | None:
    """The nearest settings file from the folder of the project file upwards; None when there is none."""
    here = Path.cwd() if project == "-" else Path(project).resolve().parent
    for folder in (here, *here.parents):
        if (folder / FILE).is_file():
            return folder / FILE
        table = folder / TABLE
        if table.is_file() and b"[tool.sfa-audit" in table.read_bytes():
            return table
    return None


def _toml(data: bytes, path: Path) -> Any:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8")).get("tool", {}).get("sfa-audit", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        what = Message("this is no valid TOML: {problem}", {"problem": str(error)})
        raise InputError([Fault(str(path), None, None, "", what)]) from error


def _settings(
    data: Any, name: str, folder: Path, document: Document | None, faults: list[Fault]
) -> Iterator[tuple[str, Any, str]]:
    def fault(path: tuple[str, ...], what: Message, hint: Message | None = None, *, key: bool = False) -> None:
        if document is not None:
            faults.append(document.fault(path, what, hint, key=key))
        else:
            faults.append(Fault(name, None, None, ".".join(path), what, hint))

    def walk(tree: Any, above: tuple[str, ...]) -> Iterator[tuple[str, Any, str]]:
        for key, raw in tree.items() if isinstance(tree, Mapping) else ():
            path = (*above, str(key))
            setting = ".".join(path)
            if path == ("gate",) and isinstance(raw, Mapping):
                yield from walk(raw, path)
            elif setting not in SETTINGS:
                known = [s.rpartition(".")[2] for s in SETTINGS if s.rpartition(".")[0] == ".".join(above)]
                near = closest(str(key), known)
                hint = Message('did you mean "{near}"?', {"near": near}) if near else None
                fault(path, Message('unknown key "{key}"', {"key": str(key)}), hint, key=True)
            else:
                try:
                    value = SETTINGS[setting](raw)
                except ValueError as error:
                    fault(path, _why(error))
                else:
                    line = f":{document.place(path)[0]}" if document is not None else ""
                    yield setting, str(folder / value) if setting in PATHS else value, f"{name}{line}"

    if not isinstance(data, Mapping):
        fault((), message("keys and values are expected here"))
    yield from walk(data, ())
