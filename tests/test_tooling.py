"""The tools do what they say: the two commands, the locks, the private services, the real worker and the real browser."""

import json
import os
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from onemind import celery_app
from outbox.models import Message
from rehearsal.browser import Axe
from rehearsal.worker import CeleryWorker, living_members
from tools import setup

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 120


# Developing


def test_the_portal_starts_with_the_debug_toolbar_and_its_addresses_are_open() -> None:
    code = (
        "import django; django.setup(); from django.test import Client; "
        "print(Client().get('/__debug__/history_sidebar/', REMOTE_ADDR='127.0.0.1').status_code)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "onemind.settings.toolbar"}
    environment.pop("DATABASE_URL", None)

    ended = subprocess.run(
        [ROOT / ".venv/bin/python", "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    # 400: the view was asked, without what it needs.
    assert (ended.stdout.strip(), ended.returncode) == ("400", 0), ended.stderr


# What is locked


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", *sorted(
    path.relative_to(ROOT).as_posix() for path in (ROOT / "tools/locks").glob("*.txt"))])  # fmt: skip
def test_a_lock_pins_every_package_with_hashes_and_names_no_registry(name: str) -> None:
    text = (ROOT / name).read_text()
    entries = re.split(r"\n(?=[a-zA-Z])", re.sub(r"(?m)^ *#.*\n?", "", text).strip())

    assert [entry for entry in entries if not re.match(r"[\w.\[\],-]+==\S+ ", entry)] == []
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links", text) == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_a_lock_holds_what_is_asked_for(name: str) -> None:
    asked = re.findall(r"(?m)^([\w.-]+)(?:\[[\w,]+\])?(?:==(\S+))?$", (ROOT / f"{name}.in").read_text())
    locked = _locked(name)

    assert asked
    assert {package: version or locked.get(package) for package, version in asked} == {
        package: locked.get(package, "missing") for package, _version in asked
    }


def test_the_development_lock_holds_the_other_one_at_the_same_versions() -> None:
    assert _locked("requirements").items() <= _locked("requirements-dev").items()


def test_the_front_end_lock_is_exact_and_names_no_registry() -> None:
    asked = json.loads((ROOT / "package.json").read_text())
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    wanted = asked["dependencies"] | asked["devDependencies"]

    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [path for path, entry in locked.items() if path and "integrity" not in entry] == []
    assert [path for path, entry in locked.items() if "resolved" in entry] == []


# The two commands


def test_make_lists_its_commands() -> None:
    listed = _make("help").stdout

    for command in ("run", "test", "test-fast", "check", "drills", "soak", "bench", "lock", "clean"):
        assert re.search(rf"(?m)^  make {command} +\S", listed)


def test_the_submission_runs_the_tests() -> None:
    script = (ROOT / ".ci" / "run").read_text()

    assert "set -euo pipefail" in script
    assert script.rstrip().endswith("make --no-print-directory test")


def test_what_is_set_up_is_not_set_up_again() -> None:
    """The tests run in an environment that is ready, so there is nothing to say or do."""
    result = _make("--silent", "--eval=ready: ; @$(PYTHON) -m tools.setup check", "ready")

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_changed_lock_is_installed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "ENVIRONMENT", tmp_path)
    (tmp_path / "requirements.txt").write_text("one")
    before = setup._done("step", "requirements.txt")
    setup._mark_done("step", "requirements.txt")
    done = setup._done("step", "requirements.txt")
    (tmp_path / "requirements.txt").write_text("two")

    assert (before, done, setup._done("step", "requirements.txt")) == (False, True, False)


def test_a_missing_package_is_named_with_the_line_that_installs_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as left:
        setup._stop_for(["libpango-1.0-0"], "Papers need Pango.")

    assert left.value.code == 1
    assert "apt-get install --no-install-recommends libpango-1.0-0" in capsys.readouterr().err


# What the tests stand on


def test_the_services_asked_for_are_the_services_used(transactional_db: None) -> None:
    """With ``-p rehearsal.services`` (or addresses given) nothing falls back to SQLite or to a folder unnoticed."""
    wanted = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"

    assert connection.vendor == wanted
    transport = celery_app.connection_for_write().transport.driver_type
    assert transport == ("redis" if os.environ.get("REDIS_URL") else "folder")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            assert cursor.fetchone() == (False,)


def test_a_worker_killed_is_replaced_by_one_that_sees_the_same_database(
    celery_worker: Callable[..., CeleryWorker],
) -> None:
    """A message of an unknown kind shows that the worker has been at it: it can only note that no one handles it."""
    first = celery_worker()
    first.kill()
    assert not first.running
    assert living_members(first.pid) == []

    message = Message.objects.create(kind="tests.unknown", key="tests.unknown:1")
    time.sleep(3)
    message.refresh_from_db()
    assert message.attempts == 0

    second = celery_worker(OUTBOX_LEASE_SECONDS="60")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not message.last_error and time.monotonic() < deadline:
        time.sleep(0.2)
        message.refresh_from_db()
    assert message.last_error == "KeyError", second.output()

    second.stop()
    assert living_members(second.pid) == []


def test_the_accessibility_check_finds_what_is_wrong_and_nothing_else(page: Page, axe: Axe) -> None:
    page.set_content(
        "<!doctype html><html lang=en><title>A page</title><main><h1>A page</h1><img src=data:,></main>"
    )
    found = axe(page)
    page.set_content("<!doctype html><html lang=en><title>A page</title><main><h1>A page</h1></main>")

    assert [line.split(":")[0] for line in found] == ["image-alt"]
    assert axe(page) == []


def test_the_browser_reaches_the_portal_and_is_given_what_its_pages_ask_for(
    live_server: LiveServer, page: Page
) -> None:
    """Style sheets, fonts and scripts come from ``static/``, and the content security policy lets them be."""
    missing: list[str] = []
    complaints: list[str] = []
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}/account/login/", wait_until="networkidle")

    assert (missing, complaints) == ([], [])
    assert page.evaluate("typeof htmx") == "object"
    assert "Public Sans" in page.evaluate(
        "[...document.fonts].filter(font => font.status == 'loaded').map(font => font.family)"
    )


def _locked(name: str) -> dict[str, str]:
    return dict(re.findall(r"(?m)^([\w.-]+)(?:\[[\w,]+\])?==(\S+)", (ROOT / f"{name}.txt").read_text()))


def _make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
