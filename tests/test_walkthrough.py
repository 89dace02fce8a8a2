"""docs/walkthrough.md is what its script makes, and the script fails when the page would say what is not so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from program import ROOT

pytest.importorskip("pexpect")

TOOL = ROOT / "tools" / "walkthrough.py"
PAGE = ROOT / "docs" / "walkthrough.md"
RENEW = "run `make docs`"
LIST = "- run: sfa-audit ask --list --gate standard --as-of 2026-11-23\n"


def made(folder: Path, old: str = "", new: str = "") -> subprocess.CompletedProcess[str]:
    """The script, with one text of it or of its steps replaced; the page it writes is `folder`/page.md."""
    texts = {TOOL.with_suffix(end): TOOL.with_suffix(end).read_text(encoding="utf-8") for end in (".py", ".yaml")}
    assert not old or sum(text.count(old) for text in texts.values()) == 1, old
    for path, text in texts.items():
        (folder / path.name).write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return subprocess.run(
        [sys.executable, TOOL.name, "page.md"],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_the_page_is_up_to_date(tmp_path: Path) -> None:
    done = made(tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "page.md").read_bytes()
    assert page == PAGE.read_bytes(), RENEW
    assert str(tmp_path).encode() not in page
    assert b"\x1b" not in page
    assert b"\r" not in page


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("--profile quick --phase design", "--profile quick --phase nowhere", "ended with 2, not 0"),
        ('holds: ["Written: project.yaml"]', 'holds: ["Written: another.yaml"]', "is not said any more"),
        ('"win more qualified deals: Value today": 22', '"Value of yesterday": 22', "0 answers to: win more"),
        ('The sales force reports to: "no"', 'The sales force reports to: ["no", "yes"]', "never asked: The sales"),
        (LIST, f"- run: sfa-audit init --force\n{LIST}", "project.yaml was changed by a command"),
        ("MOST = 35", "MOST = 20", "answers to a verdict, more than 20"),
        ("## 10. What moved", "## {moved} points", "nothing is known of 'moved'"),
    ],
)
def test_what_is_not_so_is_not_written(tmp_path: Path, old: str, new: str, said: str) -> None:
    done = made(tmp_path, old, new)
    assert done.returncode == 1, done.stderr
    assert said in done.stderr
    assert not (tmp_path / "page.md").exists()
