"""The parts of a run that are measured inside one process: parsing a project's YAML, and evaluating every rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from sfa_audit.assess import Order, assess
from sfa_audit.load import load
from sfa_audit.load_pack import shipped_pack
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table
from sfa_audit.yaml_file import parse


def parser_and_evaluator(project: Path, as_of: date) -> tuple[Callable[[], object], Callable[[], object]]:
    """Two pieces of work on the same project: parse its bytes; assess its facts with the shipped pack."""
    data = project.read_bytes()
    table = load_table()
    pack = shipped_pack(FactNames(table))
    loaded = load([(project.name, data)], {}, pack, table)
    order = Order(entering=pack.milestones[-1], profile="full", as_of=as_of)
    return lambda: parse(data, project.name), lambda: assess(loaded.ledger, loaded.phase, pack, order)
