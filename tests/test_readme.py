"""The commands of README.md do what the page says, as they are written, with the sample files of the repository."""

import json
import re
import shlex
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ".venv/bin/python"


def written(command: str) -> list[str]:
    """The arguments of README's only line that runs this command of ``manage.py``."""
    text = (ROOT / "README.md").read_text()
    [line] = re.findall(rf"^{re.escape(PYTHON)} manage\.py {command} .*$", text, re.M)
    return shlex.split(line, comments=True)[2:]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that looks like the repository to a command, so that what it writes doesn't stay there."""
    for name in ("manage.py", "samples"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "manage.py", *written(command)]
    return subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)


def test_assess_finds_the_sample_facts_met(checkout: Path) -> None:
    done = run(checkout, "assess")

    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert (report["verdict"], report["sworn"], report["warnings"]) == ("met", 10, [])


def test_tour_goes_from_the_sample_spreadsheets_to_a_certificate(checkout: Path) -> None:
    done = run(checkout, "tour")

    assert (done.returncode, done.stderr) == (0, "")
    assert "Imported 11 officers and 12 training records" in done.stdout
    assert "Imported the same again: 0 changes" in done.stdout
    assert {path.name for path in (checkout / "out").iterdir()} == {
        "letter.pdf",
        "acknowledgment.pdf",
        "certificate.pdf",
        "facts.json",
        "report.json",
    }
    assert json.loads((checkout / "out" / "report.json").read_text())["verdict"] == "met"


def test_sample_facts_are_those_of_the_sample_spreadsheets(checkout: Path) -> None:
    facts = json.loads((ROOT / "samples" / "facts.json").read_text())
    roster = (ROOT / "samples" / "roster.csv").read_text().splitlines()[1:]

    assert [officer["ref"] for officer in facts["officers"]] == [line.split(",")[0] for line in roster]
    assert len(facts["records"]) == 12


@pytest.mark.django_db
def test_preview_counts_the_sample_spreadsheets_and_asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    out = StringIO()

    call_command(*written("preview_import"), stdout=out)

    found = json.loads(out.getvalue())
    assert (found["questions"], found["refused"]) == ([], [])
    assert found["figures"] == {"sworn": 10, "cit": 3, "covered": 10}
    assert len(found["records"]) == 12
