"""The house is built as the design says: imports go down, the world is touched at the top only, files stay small."""

from __future__ import annotations

import ast
import subprocess
import sys
from fnmatch import fnmatch
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from program import ROOT, scrubbed

SRC = ROOT / "src" / "sfa_audit"
FILES = sorted(p.relative_to(SRC).as_posix() for p in SRC.rglob("*.py"))

# A file belongs to the first row that fits, and imports only from its own row and those above it in this table.
FOUNDATIONS = [
    "__init__.py",
    "errors.py",
    "i18n.py",
    "interval.py",
    "resources.py",
    "suggest.py",
    "value*.py",
    "yaml_*.py",
]
ROWS = [
    ("foundations", FOUNDATIONS),
    ("facts of a project", ["facts.py", "project/*"]),
    ("rules", ["pack.py", "pack_*.py", "measures*.py", "conditions.py", "scale.py", "rule_*.py", "perception.py"]),
    ("one run", ["load*.py", "ledger*.py", "scoring.py", "evaluate.py", "assessment.py"]),
    ("reports", ["render/*"]),
    ("command line", ["cli/*", "__main__.py"]),
    ("questions on assessments", ["*.py"]),
]
ORDER = ["foundations", "facts of a project", "rules", "one run", "questions on assessments", "reports", "command line"]

# Tools of the developers (`make docs`): they write files and say so.
TOOLS = ["compile_pack.py", "project/compile.py"]
MOST_LINES = 300
MOST_LINES_OF_A_COMMAND = 40

# Heavy modules: where a file may import them when it is itself imported. Inside a function every file above may.
AT_MODULE_LEVEL = {
    "pydantic": [
        "project/*",
        "pack_file*.py",
        "pack_faults.py",
        "pack_schema.py",
        "report_schema*.py",
        "theme_file.py",
    ],
    "jinja2": ["render/*"],
    "rich": ["cli/*", "render/terminal*.py", "render/flow.py"],
    "typer": ["cli/*"],
    "openpyxl": [],
    "weasyprint": [],
    "importlib.metadata": [],
}
# Where a file may import them at all.
ANYWHERE = {
    "jinja2": ["render/*"],
    "rich": ["cli/*", "render/terminal*.py", "render/flow.py"],
    "typer": ["cli/*"],
    "yaml": ["yaml_*.py", "cli/*"],
}
# The compiled table of the fields exists so that pydantic need not be imported.
LIGHT = ["project/__init__.py", "project/table*.py"]

# What touches the world: calls of builtins, attributes of modules, methods of paths and clocks.
WORLD_NAMES = {"print", "open", "input", "exit", "quit", "breakpoint"}
WORLD_ATTRIBUTES = {
    (owner, name)
    for owner, names in {
        "sys": "exit argv stdin stdout stderr path",
        "os": "environ getenv putenv getcwd _exit remove replace rename listdir",
        "time": "time time_ns localtime gmtime monotonic perf_counter sleep",
        "datetime": "now utcnow today",
        "date": "today",
    }.items()
    for name in names.split()
}
WORLD_METHODS = {
    "write_text",
    "write_bytes",
    "mkdir",
    "unlink",
    "rmdir",
    "rename",
    "touch",
    "cwd",
    "home",
    "expanduser",
}
# Data that comes with the program is read where it is needed.
OWN_DATA = {("project/table.py", "open")}
WORLD_MODULES = {"subprocess", "socket", "urllib.request", "random", "tempfile", "shutil", "logging", "webbrowser"}


def fits(file: str, patterns: list[str]) -> bool:
    return any(fnmatch(file, pattern) for pattern in patterns)


def row(file: str) -> str:
    return next(name for name, patterns in ROWS if fits(file, patterns))


@cache
def tree(file: str) -> ast.Module:
    return ast.parse((SRC / file).read_text(encoding="utf-8"))


def file_of(module: str) -> str | None:
    """The file of a module of ours, None for a name that is no module."""
    path = Path(*module.split(".")[1:])
    for candidate in (path / "__init__.py", path.with_suffix(".py") if path.name else path):
        if (SRC / candidate).is_file():
            return candidate.as_posix()
    return None


def imported(node: ast.AST) -> list[str]:
    """The modules and names that an import statement names, dotted."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def imports_of(file: str, *, module_level: bool = False) -> list[tuple[int, str]]:
    """(line, dotted name) of every import, those for the type checker included unless only what runs is asked for."""
    found: list[tuple[int, str]] = []

    def visit(node: ast.AST) -> None:
        if module_level and (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or typing_only(node)
        ):
            return
        found.extend((getattr(node, "lineno", 0), name) for name in imported(node))
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(tree(file))
    return found


def typing_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


def ours(file: str) -> list[tuple[int, str]]:
    """(line, file) of every module of ours that a file imports."""
    found = []
    for line, name in imports_of(file):
        if name.split(".")[0] == "sfa_audit":
            target = file_of(name) or file_of(name.rpartition(".")[0])
            assert target, f"{file}:{line}: there is no {name}"
            found.append((line, target))
    return found


def is_of(name: str, module: str) -> bool:
    return name == module or name.startswith(module + ".")


@pytest.mark.parametrize("file", FILES)
def test_imports_go_down(file: str) -> None:
    own = ORDER.index(row(file))
    wrong = [
        f"src/sfa_audit/{file}:{line} ({row(file)}) imports {target} ({row(target)})"
        for line, target in ours(file)
        if ORDER.index(row(target)) > own and file not in TOOLS
    ]
    assert not wrong


def test_no_two_modules_need_each_other() -> None:
    graph = {file: {target for _, target in ours(file)} - {file} for file in FILES}
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail("imports in a circle: " + " -> ".join(error.args[1]))


@pytest.mark.parametrize("file", [f for f in FILES if row(f) != "command line" and f not in TOOLS])
def test_only_the_command_line_touches_the_world(file: str) -> None:
    wrong = []
    for node in ast.walk(tree(file)):
        name = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORLD_NAMES:
            name = node.func.id
        elif isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value).rpartition(".")[2]
            if (owner, node.attr) in WORLD_ATTRIBUTES or node.attr in WORLD_METHODS:
                name = f"{owner}.{node.attr}"
        else:
            bad = [
                found
                for found in imported(node)
                if tuple(found.rpartition(".")[::2]) in WORLD_ATTRIBUTES
                or any(is_of(found, module) for module in WORLD_MODULES)
            ]
            name = bad[0] if bad else None
        if name and (file, name) not in OWN_DATA:
            wrong.append(f"src/sfa_audit/{file}:{getattr(node, 'lineno', 0)}: {name}")
    assert not wrong, "below cli/ there is no clock, no printing, no environment and no writing"


@pytest.mark.parametrize("file", FILES)
def test_heavy_modules_are_imported_where_they_are_used(file: str) -> None:
    wrong = [
        f"src/sfa_audit/{file}:{line} imports {name}"
        for allowed, found in ((AT_MODULE_LEVEL, imports_of(file, module_level=True)), (ANYWHERE, imports_of(file)))
        for line, name in found
        for module, files in allowed.items()
        if is_of(name, module) and not (fits(file, files) and file not in LIGHT)
    ]
    assert not wrong


@pytest.mark.parametrize("file", FILES)
def test_files_stay_small(file: str) -> None:
    lines = len((SRC / file).read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"src/sfa_audit/{file} has {lines} lines: split it along what it is about"


@pytest.mark.parametrize("file", [f for f in FILES if f.startswith("cli/")])
def test_commands_stay_small(file: str) -> None:
    long = []
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1
            if lines > MOST_LINES_OF_A_COMMAND:
                long.append(f"src/sfa_audit/{file}:{node.lineno} {node.name}: {lines} lines")
    assert not long


@pytest.mark.parametrize("file", FILES)
def test_every_file_says_what_it_is_for(file: str) -> None:
    assert ast.get_docstring(tree(file)), f"src/sfa_audit/{file} has no docstring"


def test_a_run_without_a_report_imports_nothing_heavy() -> None:
    examples = sorted((ROOT / "examples").glob("*/project.yaml"))
    if not examples or not (SRC / "cli" / "app.py").exists():
        pytest.skip("needs `assess` and an example")
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "sfa_audit", "assess", str(examples[0]), "-f", "json"],
        capture_output=True, text=True, encoding="utf-8", env=scrubbed(), timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1, 3), done.stderr
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    heavy = {
        "pydantic",
        "pydantic_core",
        "jinja2",
        "rich",
        "openpyxl",
        "importlib.metadata",
        "asyncio",
        "multiprocessing",
        "weasyprint",
        *(f"sfa_audit.{name}" for name in ("choices", "plan", "plan_what_if", "robust", "theme", "render.plan_json")),
    }
    assert not loaded & heavy
