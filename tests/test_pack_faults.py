"""A faulty pack is refused: every fault is told at once, in a sentence and at its place.

`broken_packs/good` is the smallest pack with one of everything. The tables beside it break it, one fault a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from sfa_audit import resources
from sfa_audit.errors import InputError
from sfa_audit.i18n import translator
from sfa_audit.load_pack import checked, digest_of, load_pack, read_files
from sfa_audit.pack_check import check
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table
from sfa_audit.yaml_file import parse

FOLDER = Path(__file__).with_name("broken_packs")
FACTS = FactNames(load_table())
GOOD = read_files(FOLDER / "good")
TABLES = sorted(FOLDER.glob("*.yaml"))


def rows() -> Iterator[Any]:
    for table in TABLES:
        for row in parse(table.read_bytes(), table.name).data["faults"]:
            yield pytest.param(row, id=f"{table.stem}: {row['says']}")


def broken(row: Mapping[str, Any]) -> dict[str, bytes]:
    """The good pack with one text changed."""
    text = GOOD[row["file"]].decode()
    assert text.count(row["replace"]) == 1, "the text to change must stand there once"
    return {**GOOD, row["file"]: text.replace(row["replace"], row["with"]).encode()}


def told(files: Mapping[str, bytes]) -> list[str]:
    """Every fault as it is printed, without the line that is shown below it."""
    with pytest.raises(InputError) as caught:
        checked(files, "pack", FACTS)
    return [fault.render(translator("en")).splitlines()[0].removeprefix("pack/") for fault in caught.value.faults]


def test_the_good_pack_is_accepted_and_can_be_assessed():
    assert checked(GOOD, "pack", FACTS)
    pack = load_pack(FOLDER / "good", "pack", FACTS)
    assert (len(pack.rules), pack.modified, pack.digest) == (4, True, digest_of(GOOD))
    assert pack.texts["zh-Hans"]["cause.goals.short"] == "目标"


@pytest.mark.parametrize("row", list(rows()))
def test_fault(row):
    assert told(broken(row)) == row["told"]


@pytest.mark.parametrize("row", [param for param in rows() if not str(param.id).startswith("shape: no YAML")])
def test_a_fault_has_a_place_that_is_shown(row):
    with pytest.raises(InputError) as caught:
        checked(broken(row), "pack", FACTS)
    for fault in caught.value.faults:
        assert fault.line is not None
        assert fault.excerpt
        assert not fault.message.id.startswith("Input should"), "a sentence of pydantic"


def test_faults_of_several_files_are_told_at_once():
    changes = {
        "pack.yaml": ("share: 60", "share: 61"),
        "01-goals.yaml": ("count: goals", "counts: goals"),
        "stops.yaml": ("from: design", "from: start"),
    }
    files = {**GOOD, **{name: GOOD[name].decode().replace(*change).encode() for name, change in changes.items()}}
    assert {line.partition(":")[0] for line in told(files)} == set(changes)


def test_faults_of_shape_are_told_before_what_rests_on_the_shape():
    files = {**GOOD, "pack.yaml": GOOD["pack.yaml"].replace(b"id: small", b"id: Small")}
    files["stops.yaml"] = GOOD["stops.yaml"].replace(b"from: design", b"from: start")
    assert [line.partition(":")[0] for line in told(files)] == ["pack.yaml"]


def test_a_folder_without_a_pack_says_so(tmp_path):
    with pytest.raises(InputError) as caught:
        load_pack(tmp_path, "mine", FACTS)
    (fault,) = caught.value.faults
    assert fault.render(translator("en")) == (
        "mine: this folder holds no rule pack: pack.yaml is missing; name a folder like rules/gartner-ten"
    )


@pytest.mark.parametrize("name", ["stops.yaml", "patterns.yaml", "text.zh-Hans.yaml"])
def test_a_pack_needs_no_stops_patterns_or_translations(name):
    files = {key: value for key, value in GOOD.items() if key != name}
    if name == "stops.yaml":  # a pattern and a translation name its stop
        files = {key: value for key, value in files.items() if not key.startswith(("patterns", "text"))}
    assert checked(files, "pack", FACTS)


def test_line_ends_of_a_checkout_do_not_change_the_digest():
    assert digest_of({name: data.replace(b"\n", b"\r\n") for name, data in GOOD.items()}) == digest_of(GOOD)


def test_the_shipped_pack_has_no_fault_at_all():
    folder = resources.rules() / "gartner-ten"
    faults: list[Any] = []
    trees = {name: parse(data, name).data for name, data in read_files(folder).items()}
    check(trees, FACTS, lambda *fault: faults.append(fault))
    assert faults == []
