"""The console entry: whatever happens, the exit code and one plain sentence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import sfa_audit
from program import ROOT, Result, Run, run_program, scrubbed

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes and signals of Unix")


@pytest.fixture
def program(tmp_path: Path):
    """The entry with another `run` behind it: program(body) runs `def run(argv): <body>` in a process of its own."""

    def start(body: str, *args: str, env: dict[str, str | None] | None = None, **popen) -> Result:
        app = tmp_path / "app.py"
        app.write_text("def run(argv):\n" + textwrap.indent(textwrap.dedent(body), "    "), encoding="utf-8")
        starter = (
            "import sys, importlib.util as u\n"
            f"spec = u.spec_from_file_location('sfa_audit.cli.app', {str(app)!r})\n"
            "module = u.module_from_spec(spec); sys.modules['sfa_audit.cli.app'] = module\n"
            "from sfa_audit.cli._entry import main\n"
            "spec.loader.exec_module(module)\nmain()"
        )
        popen = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | popen
        done = subprocess.run([sys.executable, "-c", starter, *args], env=scrubbed(env), timeout=60, **popen)
        return Result(done.returncode, *((out or b"").decode() for out in (done.stdout, done.stderr)))

    return start


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(run: Run, option: str) -> None:
    assert run([option]) == (0, f"sfa-audit {sfa_audit.__version__}\n", "")


def test_version_imports_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "sfa_audit", "--version"],
        capture_output=True, text=True, env=scrubbed(), timeout=60,
    )  # fmt: skip
    modules = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert not modules & {"typing", "pathlib", "dataclasses", "typer", "yaml", "pydantic", "importlib.metadata"}
    assert {name for name in modules if name.startswith("sfa_audit")} <= {
        "sfa_audit", "sfa_audit.cli", "sfa_audit.cli._entry", "sfa_audit.cli.settled", "sfa_audit.__main__",
    }  # fmt: skip


@pytest.mark.parametrize("code", [0, 1, 2, 3])
def test_the_code_of_the_run_is_the_code_of_the_program(program, code: int) -> None:
    assert program(f"print('said'); return {code}") == (code, "said\n", "")


def test_arguments_are_handed_on(program) -> None:
    assert program("print(argv); return 0", "assess", "a b.yaml").stdout == "['assess', 'a b.yaml']\n"


def test_a_missing_dependency(program) -> None:
    result = program("import not_there_at_all")
    assert result.code == 70
    assert result.stderr == (
        "sfa-audit is not fully installed: No module named 'not_there_at_all'; "
        "reinstall with: pip install --force-reinstall sfa-audit\n"
    )


def test_a_missing_folder(program) -> None:
    result = program("from sfa_audit.resources import _folder; _folder('nowhere')")
    assert result.code == 70
    assert result.stderr.startswith("sfa-audit is not fully installed: the folder 'nowhere'")
    assert result.stderr.count("\n") == 1


def test_a_fault_of_the_program(program) -> None:
    result = program("from fractions import Fraction; return Fraction('secret of the client')")
    assert (result.code, result.stdout) == (70, "")
    assert result.stderr.startswith("sfa-audit: internal error (ValueError in app.py:2). This is a fault")
    assert "secret" not in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_fault_of_the_program_in_detail(program) -> None:
    result = program("return {}['key']", env={"SFA_AUDIT_DEBUG": "1"})
    assert result.code == 70
    assert "Traceback" in result.stderr
    assert "KeyError: 'key'" in result.stderr


def test_an_interrupted_run(program) -> None:
    assert program("raise KeyboardInterrupt") == (130, "", "Interrupted.\n")


@POSIX
def test_an_interrupt_from_the_keyboard(program) -> None:
    result = program(f"import os, time; os.kill(os.getpid(), {int(signal.SIGINT)}); time.sleep(30)")
    assert result == (130, "", "Interrupted.\n")


@pytest.mark.parametrize(("raised", "code"), [("SystemExit(3)", 3), ("SystemExit", 0), ("SystemExit('no')", 2)])
def test_a_command_that_exits_by_itself(program, raised: str, code: int) -> None:
    assert program(f"raise {raised}").code == code


@POSIX
@pytest.mark.parametrize("amount", [10, 1_000_000])
def test_a_reader_that_goes_away_changes_nothing(program, amount: int) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    body = f"from sfa_audit.cli.settled import settle; settle(1); print('x' * {amount}); return 1"
    result = program(body, stdout=writer)
    os.close(writer)
    assert (result.code, result.stderr) == (1, "")


@POSIX
@pytest.mark.parametrize("amount", [10, 1_000_000])
def test_a_reader_that_goes_away_from_a_command_changes_nothing(program, amount: int) -> None:
    """Typer has an opinion of its own on this, and would end with 1."""
    reader, writer = os.pipe()
    os.close(reader)
    body = f"""
        import typer
        from sfa_audit.cli.settled import settle
        app = typer.Typer()
        @app.command()
        def command():
            settle(3)
            print('x' * {amount})
            raise typer.Exit(3)
        return typer.main.get_command(app).main([], standalone_mode=False)
        """
    result = program(body, stdout=writer)
    os.close(writer)
    assert (result.code, result.stderr) == (3, "")


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("amount", [10, 1_000_000])
@pytest.mark.parametrize("code", [0, 1, 3])
def test_a_full_disk(program, amount: int, code: int) -> None:
    with Path("/dev/full").open("w") as full:
        result = program(f"print('x' * {amount}); return {code}", stdout=full)
    assert result.code == 2
    assert result.stderr == "sfa-audit: the output could not be written: No space left on device\n"


@POSIX
def test_closed_streams(program) -> None:
    def close() -> None:
        os.close(1)
        os.close(2)

    assert program("print('x'); return 3", stdout=None, stderr=None, preexec_fn=close).code == 3


@pytest.mark.parametrize("encoding", ["cp936", "cp1252", "ascii"])
def test_a_console_in_another_code_page(program, encoding: str) -> None:
    result = program(
        "import sys; print('准备度 × \\udcff'); print('就绪', file=sys.stderr); return 0",
        env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
    )
    assert result == (0, "准备度 × \\udcff\n", "就绪\n")


def test_the_collector_is_back_when_the_run_begins(program) -> None:
    assert program("import gc; return 0 if gc.isenabled() else 1").code == 0


def test_the_script_and_the_module_are_the_same() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'sfa-audit = "sfa_audit.cli._entry:main"' in text


def test_an_english_usage_line_is_typers_own() -> None:
    """A usage error in English begins as typer writes it, with a space after the colon."""
    done = run_program(["nope"])

    assert done.code == 2
    assert done.stderr.startswith("Usage: sfa-audit [OPTIONS]")
