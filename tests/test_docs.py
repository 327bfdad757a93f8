"""The pages for developers and operators name what is there, and lead nowhere else."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.test_container_files import variables_read

ROOT = Path(__file__).resolve().parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()


@pytest.mark.parametrize("text", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files_that_exist(text: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", text.read_text())

    assert [link for link in links if not (text.parent / link).exists()] == []


def test_every_decision_is_listed_under_its_title() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    lines = [
        f"- [{page.read_text().splitlines()[0].removeprefix('# ')}](decisions/{page.name})"
        for page in decisions
    ]

    assert [line for line in lines if line not in ARCHITECTURE] == []


def test_every_decision_says_whether_it_holds() -> None:
    """A status of one line: accepted, or superseded by which page."""
    pages = {page.name: page.read_text() for page in (ROOT / "docs" / "decisions").glob("*.md")}
    status = re.compile(r"^Status: (accepted|superseded by \[[^\]]+\]\(\d\d-[a-z0-9-]+\.md\))$", re.M)

    assert [name for name, text in sorted(pages.items()) if not status.search(text)] == []


def test_what_a_recipe_touches_is_there() -> None:
    """Every path in backticks in CONTRIBUTING.md exists; ``<app>`` stands for any of the apps."""
    paths = re.findall(r"`((?:[\w<>*.-]+/)+[\w<>*.-]*)`", CONTRIBUTING)

    assert len(paths) > 45
    assert [path for path in paths if not list(ROOT.glob(re.sub("<[^>]+>", "*", path).rstrip("/")))] == []


def test_every_package_is_described() -> None:
    packages = [path.parent.name for path in ROOT.glob("*/__init__.py")]

    assert [name for name in sorted(packages) if not re.search(rf"`{name}[`/]", ARCHITECTURE)] == []


def test_every_command_of_ours_is_described() -> None:
    ours = [name for name, app in get_commands().items() if (ROOT / app.replace(".", "/")).is_dir()]

    assert "assess" in ours
    assert [name for name in sorted(ours) if f"`{name}" not in OPERATIONS] == []


def test_every_variable_is_described() -> None:
    example = (ROOT / ".env.example").read_text()

    described = {*re.findall(r"^(\w+)=", example, re.M), *re.findall(r"`(\w+)`", OPERATIONS)}
    assert sorted(variables_read() - described) == []
