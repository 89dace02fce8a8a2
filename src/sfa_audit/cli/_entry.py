"""The console entry: starts the program, and ends it with the right exit code whatever happens.

Its own sentences are English only: they are for a program that may be too broken to find its catalogues, and the
language is not chosen yet.
"""

from __future__ import annotations

import sys

from sfa_audit import __version__
from sfa_audit.cli.settled import settle, settled

TYPE_CHECKING = False  # as in typing, whose import would cost `--version` its speed
if TYPE_CHECKING:
    from typing import TextIO

UNUSABLE = 2  # wrong usage, or an output that cannot be written
INTERNAL = 70  # a fault of the program or of its installation
INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit with its code; `--version` alone is answered before anything heavy is imported."""
    _prepare_streams()
    code = _guarded(sys.argv[1:])
    sys.exit(_close(code))


def _guarded(arguments: list[str]) -> int:
    try:
        return _run(arguments)
    except SystemExit as stop:
        # typer turns a reader that went away into an exit with 1, whatever the run had settled on
        return settled() if isinstance(stop.__context__, BrokenPipeError) else _code_of(stop)
    except KeyboardInterrupt:
        _say("Interrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        return settled()
    except ImportError as error:
        return _incomplete(error)
    except OSError as error:
        from sfa_audit.resources import MissingResourceError

        if isinstance(error, MissingResourceError):
            return _incomplete(error)
        if error.filename is None and error.errno is not None:  # a stream of ours, not a file that a command opened
            return _unwritable(error)
        return _internal(error)
    except Exception as error:  # noqa: BLE001 (the last line of defence: a sentence and 70, never a traceback and 1)
        return _internal(error)


def _run(arguments: list[str]) -> int:
    if arguments in (["--version"], ["-V"]):
        print(f"sfa-audit {__version__}")
        return 0
    import gc

    # Nothing that an import makes is garbage, so looking for some only costs. Afterwards what is there is set aside, and
    # the collector is back for what the run itself makes; at the end all is set aside, for the interpreter would look
    # through it once more on its way out. Measured: 15 to 20 of 100 parts of a cold `assess -f json`.
    gc.disable()
    from sfa_audit.cli.app import run

    gc.freeze()
    gc.enable()
    try:
        return settle(run(arguments))
    finally:
        gc.freeze()


def _prepare_streams() -> None:
    # UTF-8 whatever the console's code page is; what even UTF-8 cannot say (half a surrogate pair, from the name of
    # a file) is written as an escape instead of ending the run.
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller, or no console at all: there is nobody to tell
            setattr(sys, name, _nowhere())
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _close(code: int) -> int:
    """Flush both streams while a failure can still be told; returns the exit code to end with."""
    for stream in (sys.stdout, sys.__stdout__, sys.stderr, sys.__stderr__):  # typer may have put a wrapper before one
        if stream is None:
            continue
        try:
            stream.flush()
        except OSError as error:
            _abandon(stream)
            # Windows reports a reader that went away as an invalid argument
            gone = isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == 22)
            # 70 and 130 go before 2, and nobody can be told that stderr fails
            if stream in (sys.stdout, sys.__stdout__) and not gone and code not in (INTERNAL, INTERRUPTED):
                code = _unwritable(error)
        except ValueError:  # closed by somebody on the way
            pass
    return code


def _abandon(stream: TextIO) -> None:
    # The interpreter flushes once more on its way out; into the void it cannot fail again.
    import os

    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):  # no real file behind it
        pass


def _nowhere() -> TextIO:
    import os

    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 (stays open until the end)


def _code_of(stop: SystemExit) -> int:
    if stop.code is None or isinstance(stop.code, int):
        return settle(stop.code or 0)
    _say(str(stop.code))
    return settle(UNUSABLE)


def _incomplete(error: Exception) -> int:
    _traceback()
    _say(f"sfa-audit is not fully installed: {error}; reinstall with: pip install --force-reinstall sfa-audit")
    return INTERNAL


def _unwritable(error: OSError) -> int:
    _say(f"sfa-audit: the output could not be written: {error.strerror or error}")
    return UNUSABLE


def _internal(error: Exception) -> int:
    shown = _traceback()
    # The exception's own text may quote the project file, and logs of CI are read by many: only its kind and place.
    hint = "" if shown else " SFA_AUDIT_DEBUG=1 shows the details."
    _say(
        f"sfa-audit: internal error ({type(error).__name__}{_place(error)}). This is a fault of the program, not of "
        f"your files. Please report it in the project's issue tracker, with the command you ran.{hint}"
    )
    return INTERNAL


def _place(error: Exception) -> str:
    """Where in our own code it happened, as ` in scoring.py:41`."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        if trace.tb_frame.f_globals.get("__name__", "").startswith("sfa_audit."):
            file = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
            place = f" in {file}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _traceback() -> bool:
    """Print the traceback when it is asked for; whether it was."""
    import os

    if os.environ.get("SFA_AUDIT_DEBUG", "") in ("", "0"):
        return False
    import traceback

    traceback.print_exc()
    return True


def _say(sentence: str) -> None:
    try:
        print(sentence, file=sys.stderr)
    except OSError:  # nobody listens any more; the exit code still speaks
        pass
