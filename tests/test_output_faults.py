"""Outputs that cannot be brought to their reader: each ends with its own sentence and code, and never half written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import small
from program import Run, scrubbed

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes, limits and devices of Unix")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write_pack(tmp_path_factory.mktemp("rules") / "small")


@pytest.fixture
def base(pack: Path, tmp_path: Path) -> list[str]:
    """The beginning of a command line in tmp_path, with a gate that fails."""
    (tmp_path / "project.yaml").write_text(small.project(c=0), encoding="utf-8")
    return ["assess", "project.yaml", "--rules", str(pack), "--as-of", small.AS_OF, "--fail-under", "70"]


def start(args: list[str], cwd: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    return subprocess.run(
        [sys.executable, "-m", "sfa_audit", *args],
        cwd=cwd,
        env=scrubbed(),
        text=True,
        encoding="utf-8",
        timeout=60,
        **given,
    )


def left(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@POSIX
@pytest.mark.parametrize("kind", ["json", "terminal", "sarif", "html"])
@pytest.mark.parametrize(("c", "code"), [(0, 1), (82, 0), (None, 3)])
def test_a_reader_that_goes_away(base: list[str], tmp_path: Path, kind: str, c: int | None, code: int) -> None:
    (tmp_path / "project.yaml").write_text(small.project(c=c), encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    done = start([*base, "-f", kind, "-q"], tmp_path, stdout=writer)
    os.close(writer)
    assert (done.returncode, done.stderr) == (code, "")


@POSIX
def test_a_reader_that_reads_a_little(base: list[str], tmp_path: Path) -> None:
    command = " ".join(f"'{part}'" for part in [sys.executable, "-m", "sfa_audit", *base, "-f", "html", "-q"])
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -c 10; exit ${{PIPESTATUS[0]}}"],
        cwd=tmp_path, env=scrubbed(), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")


@POSIX
@FULL
@pytest.mark.parametrize("kind", ["json", "terminal", "html"])
def test_a_full_disk_behind_stdout(base: list[str], tmp_path: Path, kind: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = start([*base, "-f", kind, "-q"], tmp_path, stdout=full)
    assert done.returncode == 2
    assert done.stderr == "sfa-audit: the output could not be written: No space left on device\n"


@POSIX
@FULL
def test_a_full_device_as_a_file(base: list[str], tmp_path: Path) -> None:
    done = start([*base, "-q", "-o", "json=/dev/full"], tmp_path)
    assert done.returncode == 2
    assert "/dev/full: the output cannot be written: No space left on device" in done.stderr


def limited(size: int) -> Callable[[], None]:
    import resource

    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@POSIX
@pytest.mark.parametrize("size", [0, 100, 4096])
def test_a_full_disk_leaves_what_was_there(base: list[str], tmp_path: Path, size: int) -> None:
    """A limit on the size of files stands in for the disk: the badge would fit, the JSON does not."""
    for name in ("result.json", "badge.svg"):
        (tmp_path / name).write_text("of an earlier run", encoding="utf-8")
    before = left(tmp_path)
    done = start([*base, "-q", "-o", "badge.svg", "-o", "result.json"], tmp_path, preexec_fn=limited(size))
    assert done.returncode == 2
    assert "the output cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert left(tmp_path) == before
    for name in ("result.json", "badge.svg"):
        assert (tmp_path / name).read_text(encoding="utf-8") == "of an earlier run"


@pytest.mark.parametrize("place", ["file/report.html", "folder"])
def test_a_place_that_cannot_be(run: Run, base: list[str], tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    before = left(tmp_path)
    done = run([*base, "-q", "-o", "good.json", "-o", f"html={place}"], cwd=tmp_path)
    assert done.code == 2
    assert "the output cannot be written" in done.stderr
    assert "choose another place" in done.stderr
    assert left(tmp_path) == before


@POSIX
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_folder(run: Run, base: list[str], tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    done = run([*base, "-o", "locked/report.html"], cwd=tmp_path)
    assert done.returncode == 2
    assert "locked/report.html: the output cannot be written: Permission denied" in done.stderr


@POSIX
def test_a_pipe_with_a_name_is_written_straight(base: list[str], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    command = [sys.executable, "-m", "sfa_audit", *base, "-q", "-o", "json=pipe"]
    process = subprocess.Popen(command, cwd=tmp_path, env=scrubbed())
    assert json.loads((tmp_path / "pipe").read_text(encoding="utf-8"))["verdict"]["exit_code"] == 1
    assert process.wait(timeout=60) == 1
    assert (tmp_path / "pipe").is_fifo()


def test_files_keep_their_rights(run: Run, base: list[str], tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text("", encoding="utf-8")
    (tmp_path / "result.json").chmod(0o600)
    assert run([*base, "-q", "-o", "result.json"], cwd=tmp_path).code == 1
    if os.name == "posix":
        assert (tmp_path / "result.json").stat().st_mode & 0o777 == 0o600


def test_two_runs_at_once(base: list[str], tmp_path: Path) -> None:
    """Each of many runs writes the same files; whatever is there at the end is one of them, whole."""
    commands = []
    for c in (0, 82) * 3:
        (tmp_path / f"p{c}.yaml").write_text(small.project(c=c), encoding="utf-8")
        args = [sys.executable, "-m", "sfa_audit", "assess", f"p{c}.yaml", *base[2:], "-q"]
        args += [part for kind in ("json", "sarif", "junit", "html") for part in ("-o", f"{kind}=out.{kind}")]
        commands.append((c, subprocess.Popen(args, cwd=tmp_path, env=scrubbed())))
    for c, process in commands:
        assert process.wait(timeout=120) == (1 if c == 0 else 0)
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["verdict"]["exit_code"] in (0, 1)
    assert json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert (tmp_path / "out.junit").read_text(encoding="utf-8").endswith("</testsuites>\n")
    assert (tmp_path / "out.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert left(tmp_path) == {"project.yaml", "p0.yaml", "p82.yaml", "out.json", "out.sarif", "out.junit", "out.html"}


@POSIX
@pytest.mark.parametrize("variable", ["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"])
def test_a_file_of_github_that_cannot_be_written(run: Run, base: list[str], tmp_path: Path, variable: str) -> None:
    done = run([*base, "--github", "-q", "-o", "r.json"], cwd=tmp_path, env={variable: str(tmp_path / "no" / "such")})
    assert done.code == 2
    assert "the output cannot be written" in done.stderr
    assert (tmp_path / "r.json").exists()  # written before, and whole


def test_a_file_that_was_read_is_never_written_over(tmp_path: Path) -> None:
    """An output that names the project file in another way is refused, and the project file stays as it was."""
    project = tmp_path / "project.yaml"
    project.write_text("project: {name: X, phase: design}\n", encoding="utf-8")
    done = start(["assess", str(project), "-q", "-o", f"json={tmp_path}/./project.yaml"], tmp_path)

    assert done.returncode == 2
    assert "not written over" in done.stderr
    assert project.read_text(encoding="utf-8") == "project: {name: X, phase: design}\n"


@pytest.mark.parametrize("command", ["assess", "plan"])
def test_a_dash_is_no_file_to_write(run: Run, base: list[str], tmp_path: Path, command: str) -> None:
    done = run([command, *base[1:-2], "-o", "json=-"], cwd=tmp_path)
    assert (done.code, done.stdout, left(tmp_path)) == (2, "", {"project.yaml"})
    assert "-o writes files, and - is none; -f prints" in done.stderr
