"""What papers are drawn with: the engraving, and the machine's libraries."""

import os
import subprocess
import sys

import pytest
from django.core.checks import Error as CheckError
from django.core.checks import Warning as CheckWarning
from weasyprint import HTML

from documents import checks
from documents.rendering import PaperFetcher
from tools import paper_art


def test_art_in_the_repository_is_what_the_program_draws() -> None:
    for name, drawing in paper_art.drawings():
        assert (paper_art.FOLDER / name).read_text() == drawing, f"run python -m tools.paper_art: {name}"


def test_art_draws_on_its_own_without_reading_anything() -> None:
    for name, _ in paper_art.drawings():
        fetcher = PaperFetcher()
        HTML(string=f"<img src='papers:{name}' alt='x'>", base_url="papers:", url_fetcher=fetcher).write_pdf()
        assert (fetcher.log, fetcher.refused) == ([f"papers:{name}"], [])


def test_this_machine_can_render_and_quickly() -> None:
    assert checks.check_rendering() == []


def test_missing_library_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_WANTED", {"libnosuch.so.7": "libnosuch7"})
    monkeypatch.setattr(checks, "_NEEDED", {"libneither.so.1": "libneither1"})
    found = checks.check_rendering()
    assert [(type(message), message.id) for message in found] == [
        (CheckError, "documents.E001"),
        (CheckWarning, "documents.W001"),
    ]
    assert "libneither1" in str(found[0].hint)
    assert "libnosuch7" in str(found[1].hint)


def test_only_what_draws_imports_what_draws() -> None:
    """Every command and every web process starts without WeasyPrint, which takes longer to import than all of Django."""
    program = """
import sys, django
django.setup()
from django.core.management import call_command
call_command("check")
print([name for name in ("weasyprint", "redis") if name in sys.modules])
"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "onemind.settings.test", "REDIS_URL": ""}
    started = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )

    assert started.stdout.splitlines()[-1] == "[]"
