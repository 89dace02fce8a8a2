"""What a run costs, as multiples measured within one run: absolute times drift with the machine, ratios hardly do.

    make bench                      # or: python benchmarks/run.py [--rounds 11] [--assert]

Cold starts: CPU time of a child process, median over rounds in which every command has its turn. The unit 1.00 is
`python -c 'import yaml'`. In-process: evaluating one project as a multiple of parsing its YAML. With `--assert` the run
ends with 1 when a target is missed. Without the resource module (Windows) wall time stands in for CPU time.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNIT = "import yaml"
BARE = "python -c pass"
VERSION = "sfa-audit --version"
# (measured, in units of, at most): what the project promises itself
TARGETS = [
    (VERSION, BARE, 1.5),
    ("sfa-audit --help", UNIT, 2.8),
    ("assess -f json", UNIT, 7.0),
    ("assess -o x.html", UNIT, 9.0),
]
WARM_TARGET = 3.0  # evaluating all rules of one project against parsing its file

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]


def cost(command: list[str], cwd: str) -> float:
    """Seconds of CPU time (wall time on Windows) that a command takes; RuntimeError with its output when it fails."""
    before = _spent()
    done = subprocess.run(command, cwd=cwd, capture_output=True, env=_environment(), check=False)
    spent = _spent() - before
    if done.returncode not in (0, 1, 3):  # the verdicts are no failures
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    return spent


def _spent() -> float:
    if resource is None:
        return time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _environment() -> dict[str, str]:
    dropped = ("SFA_AUDIT_", "GITHUB_", "PYTHON")
    return {name: value for name, value in os.environ.items() if not name.startswith(dropped)}


def largest_example() -> Path | None:
    """The example with the longest project file."""
    found = list((ROOT / "examples").glob("*/project.yaml"))
    return max(found, key=lambda path: path.stat().st_size) if found else None


def cold(rounds: int) -> dict[str, float]:
    """Median seconds of every cold start; commands that do not run here are named and left out."""
    program = [sys.executable, "-m", "sfa_audit"]
    commands = {
        BARE: [sys.executable, "-c", "pass"],
        UNIT: [sys.executable, "-c", "import yaml"],
        VERSION: [*program, "--version"],
        "sfa-audit --help": [*program, "--help"],
    }
    if project := largest_example():
        commands["assess -f json"] = [*program, "assess", str(project), "-f", "json"]
        commands["assess -o x.html"] = [*program, "assess", str(project), "-o", "x.html"]
    with tempfile.TemporaryDirectory() as folder:
        for name, command in list(commands.items()):  # warms the caches, too
            try:
                cost(command, folder)
            except RuntimeError as error:
                print(f"left out: {error}", file=sys.stderr)
                del commands[name]
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                times[name].append(cost(command, folder))
    return {name: statistics.median(values) for name, values in times.items()}


def median_of(work: Callable[[], object], rounds: int) -> float:
    """Median CPU seconds of a piece of work in this process."""
    spent = []
    for _ in range(rounds):
        before = time.process_time()
        work()
        spent.append(time.process_time() - before)
    return statistics.median(spent)


def warm(rounds: int) -> tuple[float, float] | None:
    """Median seconds of parsing the largest example and of evaluating it; None without an example."""
    project = largest_example()
    if project is None:
        return None
    from in_process import parser_and_evaluator

    parse, evaluate = parser_and_evaluator(project, date(2026, 11, 23))
    parse(), evaluate()
    return median_of(parse, rounds), median_of(evaluate, rounds)


def main() -> int:
    """Measure and print; with `--assert` 1 when a target is missed."""
    options = argparse.ArgumentParser(description="What a run of sfa-audit costs, in multiples of `import yaml`.")
    options.add_argument("--rounds", type=int, default=11)
    options.add_argument("--assert", dest="strict", action="store_true", help="end with 1 when a target is missed")
    given = options.parse_args()

    missed = []
    seconds = cold(given.rounds)
    kind = "CPU" if resource else "wall"
    print(f"Cold, {kind} time, median of {given.rounds} rounds   x import yaml   x python -c pass        ms")
    for name, value in seconds.items():
        print(f"{name:40} {value / seconds[UNIT]:13.2f} {value / seconds[BARE]:18.2f} {value * 1000:9.0f}")
    for name, unit, most in TARGETS:
        if name in seconds:
            seen = seconds[name] / seconds[unit]
            print(f"{'ok    ' if seen <= most else 'MISSED'} {name}: {seen:.2f} x {unit}, at most {most}")
            missed += [name] if seen > most else []
    if pair := warm(given.rounds):
        parse, evaluate = pair
        seen = evaluate / parse
        print(f"\nIn process: parsing {parse * 1000:.2f} ms, evaluating {evaluate * 1000:.2f} ms")
        mark = "ok    " if seen <= WARM_TARGET else "MISSED"
        print(f"{mark} evaluation: {seen:.2f} x parsing, at most {WARM_TARGET}")
        missed += ["evaluation"] if seen > WARM_TARGET else []
    return 1 if given.strict and missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
