"""The documentation says what the code says: every setting, every error, every make target, every pin."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from realm_gql import config, errors
from realm_gql.config import PREFIX, Settings
from realm_gql.domain.events.catalogue import CATALOGUE

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"

REQUIREMENTS = sorted(path.name for path in ROOT.glob("requirements*.txt"))


def test_every_setting_is_described_with_its_default_and_its_meaning() -> None:
    meanings = _setting_meanings()
    expected = {
        f"`{PREFIX}{entry.name.upper()}`": (_shown(entry.default), meanings[entry.name]) for entry in fields(Settings)
    }

    assert _table_rows(DOCS / "settings.md") == expected


def test_every_error_is_described_with_its_code_and_its_meaning() -> None:
    leaves = {
        leaf.__name__: leaf
        for leaf in vars(errors).values()
        if isinstance(leaf, type) and leaf is not errors.RealmError
    }

    rows = _table_rows(DOCS / "errors.md")

    assert set(rows) == {f"`{leaf.code}`" for leaf in leaves.values() if issubclass(leaf, errors.RealmError)}
    for name, leaf in leaves.items():
        assert issubclass(leaf, errors.RealmError)
        assert rows[f"`{leaf.code}`"][0] == f"`{name}`"


def test_every_event_is_described_with_the_name_it_is_stored_under() -> None:
    page = (DOCS / "events.md").read_text(encoding="utf-8")

    told = dict(re.findall(r"^\| `(\w+)` \| `([\w.]+)` \|", page, re.MULTILINE))

    assert told == {event.__name__: name for name, event in CATALOGUE.items()}


def test_the_tree_of_errors_draws_every_leaf() -> None:
    drawn = re.findall(r"[├└]── (\w+)", errors.__doc__ or "")

    assert drawn == [leaf.__name__ for leaf in vars(errors).values() if isinstance(leaf, type)][1:]


def test_every_make_target_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony is not None

    shown = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert set(re.findall(r"^  make (\S+) +\S", shown.stdout, re.MULTILINE)) == set(phony[1].split())


def test_every_module_that_make_runs_is_there() -> None:
    ours = re.findall(r"-m ((?:training|benchmarks)\S*)", (ROOT / "Makefile").read_text(encoding="utf-8"))

    assert ours != []
    for module in ours:
        place = ROOT / Path(*module.split("."))
        assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file(), f"there is no module {module}"


def test_the_map_in_the_architecture_is_the_house_as_it_stands() -> None:
    drawn = (DOCS / "architecture.md").read_text(encoding="utf-8")

    for place in sorted((ROOT / "realm_gql").iterdir()):
        if place.name.startswith(("__pycache__", "__init__")) or place.suffix == ".typed":
            continue
        assert re.search(rf"[├└]── {re.escape(place.name)}\b", drawn), (
            f"docs/architecture.md does not draw {place.name}"
        )


def test_links_in_the_documentation_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in (ROOT / "README.md", *DOCS.rglob("*.md"))
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_pins_carry_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    assert "://" not in text
    for stanza in re.split(r"\n(?=[a-z0-9])", text):
        assert re.match(r"[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==\S+", stanza), stanza[:80]
        assert "--hash=sha256:" in stanza, stanza[:80]


def test_the_pins_are_the_projects() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    asked = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": [*project["project"]["dependencies"], *groups["dev"]],
        "requirements-build.txt": groups["build"],
        "requirements-node.txt": groups["node"],
        "requirements-peer.txt": groups["peer"],
        "requirements-training.txt": groups["training"],
    }
    assert sorted(asked) == REQUIREMENTS

    for name, wanted in asked.items():
        pinned = _pins((ROOT / name).read_text(encoding="utf-8"))
        for requirement in wanted:
            package, version = re.split("==", requirement.split(";")[0].strip(), maxsplit=1)
            key = re.sub(r"[-_.]+", "-", package.split("[")[0]).lower()
            assert pinned.get(key) == version, f"{name}: {requirement}; run make lock"


def test_the_lock_of_the_frontend_names_no_registry() -> None:
    for lock in (ROOT / "frontend").glob("**/package-lock.json"):
        if "node_modules" not in lock.parts:
            assert '"resolved"' not in lock.read_text(encoding="utf-8")


def _setting_meanings() -> dict[str, str]:
    tree = ast.parse(Path(config.__file__).read_text(encoding="utf-8"))
    (settings,) = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Settings"]
    meanings: dict[str, str] = {}
    for field, comment in zip(settings.body, settings.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(comment, ast.Expr):
            meanings[field.target.id] = " ".join(str(ast.literal_eval(comment.value)).replace("``", "`").split())
    return meanings


def _shown(default: object) -> str:
    if default is MISSING or default in ("", ()) or default == Path():
        return ""
    if isinstance(default, bool):
        return f"`{int(default)}`"
    return f"`{default:g}`" if isinstance(default, float) else f"`{default}`"


def _table_rows(page: Path) -> dict[str, tuple[str, str]]:
    rows: dict[str, tuple[str, str]] = {}
    for line in page.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `") and len(cells) == 3:
            assert cells[0] not in rows, f"{cells[0]} is told twice"
            rows[cells[0]] = (cells[1], cells[2])
    return rows


def _pins(text: str) -> dict[str, str]:
    pins = re.findall(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;]+)", text, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pins}
