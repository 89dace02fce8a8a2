"""The exit codes in one table, for the installed program: 0, 1, 2, 3, 70, 130, which goes before which, --exit-zero."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import small
from program import ROOT, Run, scrubbed
from sfa_audit.gate import GATE_FAILED, GATE_UNDETERMINED, INTERNAL, INTERRUPTED, OK, USAGE, exit_code, settle

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
SCRIPT = Path(sysconfig.get_path("scripts")) / ("sfa-audit.exe" if os.name == "nt" else "sfa-audit")


class Case(NamedTuple):
    """One way in which a run can go wrong, and the code that it ends with by itself."""

    code: int
    project: dict[str, Any] | None = None
    flags: str = ""
    env: dict[str, str] | None = None
    text: str | None = None


FAILED, UNDETERMINED, FAULTY, BROKEN = "failed", "undetermined", "faulty", "broken"
# What each of these does to a run; they are combined with each other below.
MAKES = {FAILED: 1, UNDETERMINED: 3, FAULTY: 2, BROKEN: 70}
ORDER = (70, 2, 1, 3, 0)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write_pack(tmp_path_factory.mktemp("rules") / "small")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment in which one dependency cannot be imported."""
    place = tmp_path_factory.mktemp("broken")
    (place / "typer.py").write_text("raise ModuleNotFoundError(\"No module named 'typer'\", name='typer')\n")
    return place


def installed(
    *args: str | Path, cwd: Path, env: dict[str, str | None] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program by the name under which it is installed."""
    return subprocess.run(
        [str(SCRIPT), *map(str, args)], cwd=cwd, env=scrubbed(env), capture_output=True, text=True, encoding="utf-8",
        timeout=120,
    )  # fmt: skip


@pytest.mark.skipif(not SCRIPT.exists(), reason="the program is not installed beside this Python")
@pytest.mark.parametrize("exit_zero", [False, True])
@pytest.mark.parametrize(
    ("failed", "undetermined", "faulty", "broken_"), list(product([False, True], repeat=4)),
    ids=lambda value: "x" if value else "-",
)  # fmt: skip
def test_every_combination(
    failed: bool,
    undetermined: bool,
    faulty: bool,
    broken_: bool,
    exit_zero: bool,
    pack: Path,
    broken: Path,
    tmp_path: Path,
) -> None:
    text = small.project(c=None if undetermined else 82, b=0 if failed else 82)
    (tmp_path / "project.yaml").write_text(text + ("goalz: []\n" if faulty else ""), encoding="utf-8")
    flags = ["--floor", "alpha=60", "--min-coverage", "100", *(["--exit-zero"] if exit_zero else [])]
    env: dict[str, str | None] = {"PYTHONPATH": str(broken)} if broken_ else {}
    done = installed(
        "assess",
        "project.yaml",
        "--rules",
        pack,
        "--as-of",
        small.AS_OF,
        *flags,
        "-o",
        "r.json",
        "-q",
        cwd=tmp_path,
        env=env,
    )
    codes = {0, *(code for code, there in ((70, broken_), (2, faulty), (1, failed), (3, undetermined)) if there)}
    expected = next(code for code in ORDER if code in codes)
    if exit_zero and expected in (1, 3):
        expected = 0
    assert done.returncode == expected, done.stderr
    assert (tmp_path / "r.json").exists() == (expected not in (2, 70))
    assert "Traceback" not in done.stderr
    assert bool(done.stderr) == (expected in (2, 70))


def test_the_codes_have_their_numbers() -> None:
    assert (OK, GATE_FAILED, USAGE, GATE_UNDETERMINED, INTERNAL, INTERRUPTED) == (0, 1, 2, 3, 70, 130)


@pytest.mark.parametrize("statuses", list(product(["passed", "failed", "undetermined", "skipped"], repeat=3)))
def test_one_function_settles_several_conditions(statuses: tuple[str, ...]) -> None:
    codes = {"failed": 1, "undetermined": 3}
    expected = next((code for code in (1, 3) if code in [codes.get(status) for status in statuses]), 0)
    assert exit_code(settle(statuses)) == expected


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ("--version", 0), ("--help", 0), ("assess --help", 0), ("rules list", 0), ("explain goals-testable", 0),
        ("assess nowhere.yaml", 2), ("assess --no-such", 2), ("no-such", 2),
        ("explain no-such", 2), ("validate nowhere.yaml", 2),
        ("assess nowhere.yaml --exit-zero", 2), ("assess . ", 2),
    ],
)  # fmt: skip
def test_other_commands(run: Run, args: str, code: int, tmp_path: Path) -> None:
    done = run(args, cwd=tmp_path)
    assert done.code == code, done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_to_score_is_3_with_a_gate_and_without(run: Run, pack: Path, tmp_path: Path) -> None:
    (tmp_path / "project.yaml").write_text(small.project(phase="selection"), encoding="utf-8")
    base = f"assess project.yaml --rules {pack} --as-of {small.AS_OF} --entering design -q"
    assert run(base, cwd=tmp_path).code == 3
    assert run(f"{base} --fail-under 0", cwd=tmp_path).code == 3
    assert run(f"{base} --exit-zero", cwd=tmp_path).code == 0


@pytest.mark.parametrize("module", ["typer", "yaml", "rich", "jinja2"])
def test_a_missing_dependency_is_70(run: Run, pack: Path, tmp_path: Path, module: str) -> None:
    """Also one that is only met while the output is made: the gate that failed must not be mistaken for it."""
    (tmp_path / "without").mkdir()
    text = f'raise ModuleNotFoundError("No module named {module!r}")\n'
    (tmp_path / "without" / f"{module}.py").write_text(text, encoding="utf-8")
    (tmp_path / "project.yaml").write_text(small.project(c=0), encoding="utf-8")
    args = f"assess project.yaml --rules {pack} --as-of {small.AS_OF} --fail-under 70 -o report.html"
    done = run(args, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path / "without")})
    assert done.code == 70
    assert "not fully installed" in done.stderr
    assert module in done.stderr
    assert not (tmp_path / "report.html").exists()


@POSIX
def test_an_interrupted_run_is_130(pack: Path, tmp_path: Path) -> None:
    """The reader of a pipe is slow, the run waits for its project on stdin, and is interrupted there."""
    args = [sys.executable, "-m", "sfa_audit", "assess", "-", "--rules", str(pack), "-o", "r.json"]
    process = subprocess.Popen(
        args,
        cwd=tmp_path,
        env=scrubbed(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(1.5)  # until it waits for stdin
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert err.strip() == "Interrupted."
    assert not list(tmp_path.iterdir())


def test_a_wheel_without_its_rules_is_70(tmp_path: Path) -> None:
    """A copy of the package whose folders were left out."""
    shutil.copytree(
        ROOT / "src" / "sfa_audit", tmp_path / "sfa_audit", ignore=shutil.ignore_patterns("__pycache__", "compiled")
    )
    (tmp_path / "project.yaml").write_text(small.project(), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "sfa_audit", "assess", "project.yaml"],
        cwd=tmp_path, env=scrubbed({"PYTHONPATH": str(tmp_path)}), capture_output=True, text=True, encoding="utf-8",
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 70
    assert "not fully installed" in done.stderr
