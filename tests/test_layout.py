"""The house's rules no linter knows: tests mirror the package, the domain shows its hands, no file grows too long."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "realm_gql"
TESTS = ROOT / "tests"

MOST_LINES = 600
SOURCES = (".py", ".ts", ".tsx", ".css", ".mjs")
GENERATED = "operations.ts"  # what codegen writes beside each feature

# A folder of tests/ that is no part of the package: what it proves goes through the whole house.
WHOLE_HOUSE = {"e2e", "proof", "examples", "benchmarks", "training"}

WORLD = {"Transaction", "AsyncSession", "Session", "Runtime", "Database", "Engine", "Embedder", "Broker"}


def test_tests_mirror_the_package() -> None:
    for folder in {path.parent for path in TESTS.rglob("test_*.py")}:
        place = folder.relative_to(TESTS)
        if place.parts and place.parts[0] in WHOLE_HOUSE:
            continue
        assert (PACKAGE / place).is_dir(), f"tests/{place} mirrors nothing: there is no realm_gql/{place}"


def test_in_the_domain_a_plain_def_is_pure() -> None:
    guilty = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}({', '.join(sorted(touched))})"
        for path in sorted((PACKAGE / "domain").rglob("*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and (touched := _annotated_names(node) & WORLD)
    ]

    assert guilty == []


def test_a_plain_def_that_touches_the_world_would_be_seen() -> None:
    (node,) = ast.parse("def speak(tx: 'Transaction | None', *, runtime: Runtime, text: str) -> None: ...").body

    assert isinstance(node, ast.FunctionDef)
    assert _annotated_names(node) & WORLD == {"Transaction", "Runtime"}


def test_whoever_makes_a_creation_stamps_it() -> None:
    paths = [path for floor in ("domain", "seed") for path in sorted((PACKAGE / floor).rglob("*.py"))]
    makers = {str(path.relative_to(ROOT)): _calls(path) for path in paths if "Creation" in _calls(path)}

    assert len(makers) >= 2
    assert [path for path, called in makers.items() if "stamp" not in called] == []


def test_no_file_is_too_long() -> None:
    long = {
        str(path): lines
        for path in _tracked()
        if path.suffix in SOURCES
        and path.name != GENERATED
        and (lines := len((ROOT / path).read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }

    assert long == {}


def test_every_module_says_what_lives_there() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in sorted(PACKAGE.rglob("*.py"))
        if ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]

    assert silent == []


def test_no_file_names_a_machine_or_a_package_registry() -> None:
    # Spelled apart, or this file would be the first to be found.
    banned = ["/work" + "/", "pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "--index" + "-url"]

    guilty = [
        f"{path}: {word}"
        for path in _tracked()
        if (ROOT / path).stat().st_size < 5_000_000
        for word in banned
        if word.encode() in (ROOT / path).read_bytes()
    ]

    assert guilty == []


def _calls(path: Path) -> set[str]:
    """What a module calls, by the last part of its name."""
    called = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return {getattr(function, "attr", getattr(function, "id", "")) for function in called}


def _annotated_names(function: ast.FunctionDef) -> set[str]:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    names: set[str] = set()
    for argument in every:
        if argument is not None and argument.annotation is not None:
            names |= _names(argument.annotation)
    return names


def _names(annotation: ast.expr) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(annotation):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names |= _names(ast.parse(node.value, mode="eval").body)
    return names


def _tracked() -> list[Path]:
    """Every file that belongs to the project: known to git, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return [Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()]
