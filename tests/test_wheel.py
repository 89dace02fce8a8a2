"""What is shipped works where nothing of the checkout is: the wheel holds all its parts and runs, zipped too."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

import sfa_audit
from program import ROOT, Result, scrubbed

pytestmark = pytest.mark.slow

SHIPPED = ("rules", "templates", "examples")
has_assess = pytest.mark.skipif(
    not (ROOT / "src/sfa_audit/cli/app.py").exists() or not list((ROOT / "examples").glob("*/project.yaml")),
    reason="needs `assess` and an example",
)


def start(*command: str | Path, env: dict[str, str | None] | None = None, cwd: Path) -> Result:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, encoding="utf-8", env=scrubbed(env), cwd=cwd, timeout=300
    )
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as pip builds it, with the build tools that are installed."""
    folder = tmp_path_factory.mktemp("wheel")
    built = start(
        *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT),
        cwd=folder,
    )
    assert built.code == 0, built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def shipped_files() -> list[Path]:
    """The files of the folders that are shipped, as git would have them: without caches and editors' copies."""
    files = [path for folder in SHIPPED for path in (ROOT / folder).rglob("*") if path.is_file()]
    made = re.compile(r"examples/.*/(report(\.[\w-]+)?\.\w+|result\.json)")  # to be read here, and left out
    return [
        path
        for path in files
        if "__pycache__" not in path.parts
        and not path.name.endswith(("~", ".swp"))
        and not made.fullmatch(path.relative_to(ROOT).as_posix())
    ]


def example_of(folder: Path) -> Path:
    return sorted(folder.glob("*/project.yaml"))[0]


def venv(folder: Path, wheel: Path, *, dependencies: bool) -> Path:
    """The Python of a fresh environment with the wheel in it; its dependencies are those of this environment."""
    made = start(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    assert made.code == 0, made.stderr
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    packages = Path(
        start(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).stdout.strip()
    )
    installed = start(
        *(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel),
        cwd=folder,
    )
    assert installed.code == 0, installed.stderr
    if dependencies:
        # a folder named in a .pth is searched last, and the .pth files in it (our editable install) are not read
        (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


@pytest.mark.parametrize("folder", SHIPPED)
def test_the_folder_is_there_to_be_shipped(folder: str) -> None:
    assert any(path.is_relative_to(ROOT / folder) for path in shipped_files())


def test_the_wheel_holds_every_file(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        for path in shipped_files():
            name = "sfa_audit/" + path.relative_to(ROOT).as_posix()
            assert name in archive.namelist()
            assert hashlib.sha256(archive.read(name)).digest() == hashlib.sha256(path.read_bytes()).digest(), name


def test_the_wheel_holds_the_program_and_its_catalogues(names: set[str]) -> None:
    package = ROOT / "src" / "sfa_audit"
    wanted = {path for kind in ("*.py", "*.json", "*.po", "py.typed") for path in package.rglob(kind)}
    wanted |= {po.with_suffix(".mo") for po in package.rglob("*.po")}
    assert {"sfa_audit/" + path.relative_to(package).as_posix() for path in wanted} <= names


def test_the_wheel_holds_nothing_else(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert tops == {"sfa_audit", f"sfa_audit-{sfa_audit.__version__}.dist-info"}
    assert not [name for name in names if name.endswith((".pyc", "~", ".swp", ".pot")) or "__pycache__" in name]


def test_the_source_archive_makes_the_same_wheel(names: set[str], tmp_path: Path) -> None:
    built = start(sys.executable, "-m", "build", "--no-isolation", "--outdir", tmp_path, ROOT, cwd=tmp_path)
    assert built.code == 0, built.stdout + built.stderr
    with ZipFile(next(tmp_path.glob("*.whl"))) as archive:
        assert set(archive.namelist()) == names


def test_installed(wheel: Path, tmp_path: Path) -> None:
    python = venv(tmp_path / "env", wheel, dependencies=True)
    script = python.with_name("sfa-audit")
    assert start(script, "--version", cwd=tmp_path) == (0, f"sfa-audit {sfa_audit.__version__}\n", "")
    where = start(python, "-c", "import sfa_audit.resources as r; print(r.rules(), r.locale())", cwd=tmp_path)
    assert where.stdout.count(str(tmp_path)) == 2, where


def test_installed_without_its_dependencies(wheel: Path, tmp_path: Path) -> None:
    python = venv(tmp_path / "env", wheel, dependencies=False)
    assert start(python, "-m", "sfa_audit", "--version", cwd=tmp_path).code == 0
    result = start(python, "-m", "sfa_audit", "assess", "project.yaml", cwd=tmp_path)
    assert (result.code, result.stdout) == (70, "")
    assert result.stderr.startswith("sfa-audit is not fully installed: No module named ")
    assert result.stderr.count("\n") == 1


def test_zipped(wheel: Path, tmp_path: Path) -> None:
    env: dict[str, str | None] = {"PYTHONPATH": str(wheel)}
    assert start(sys.executable, "-m", "sfa_audit", "-V", env=env, cwd=tmp_path).stdout.startswith("sfa-audit ")
    code = (
        "import sfa_audit.resources as r\n"
        "for folder in (r.rules(), r.templates(), r.examples(), r.locale()):\n"
        "    print(folder.is_dir(), '.whl' in str(folder), len(list(folder.iterdir())) > 0)\n"
        "from sfa_audit.i18n import translator\n"
        "print(translator('zh-Hans')._catalogue is not None)"
    )
    result = start(sys.executable, "-c", code, env=env, cwd=tmp_path)
    assert result == (0, "True True True\n" * 4 + "True\n", "")


@has_assess
def test_zipped_it_assesses_as_the_checkout_does(wheel: Path, tmp_path: Path) -> None:
    command = (
        sys.executable,
        "-m",
        "sfa_audit",
        "assess",
        example_of(ROOT / "examples"),
        "--as-of",
        "2026-11-23",
        "-f",
    )
    for form in ("json", "html"):
        here = start(*command, form, cwd=tmp_path)
        zipped = start(*command, form, env={"PYTHONPATH": str(wheel)}, cwd=tmp_path)
        assert here.code in (0, 1, 3), here.stderr
        assert zipped == here


@has_assess
def test_zipped_it_writes_the_demo(wheel: Path, tmp_path: Path) -> None:
    result = start(sys.executable, "-m", "sfa_audit", "demo", "out", env={"PYTHONPATH": str(wheel)}, cwd=tmp_path)
    assert result.code == 0, result.stderr
    assert list((tmp_path / "out").rglob("*.html"))
