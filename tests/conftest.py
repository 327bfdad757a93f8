"""What all tests share: where the test database lies, a real worker, a real browser."""

import hashlib
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page
from pytest_django.plugin import blocking_manager_key

from common.addresses import at_agency
from rehearsal.browser import Axe, launch_arguments, load_after_clicks
from rehearsal.worker import CeleryWorker
from tests.clients import AgencyClient

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "var" / "test-databases"
# Migrations, and what they and the signal after them read.
MAKE_THE_DATABASE = (
    "*/migrations/*.py", "*/*/migrations/*.py", "*/apps.py", "*/models.py", "*/models/*.py", "*/*/models.py",
    "*/*/models/*.py", "common/moved_models.py", "campaign/content/seed/*.md", "campaign/content/seeding.py",
    "campaign/content/actions/seeds.py",
    "training/catalogue.py", "agencies/search.py", "common/triggers.py", "accounts/known.py", "agencies/ties.py",
    "*/own_decisions.py",
)  # fmt: skip

# Playwright's synchronous interface runs inside an event loop, where Django would refuse to use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Property tests run on machines that others use too: what counts is the result, not how long an example took.
settings.register_profile("shared-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared-machine")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(specs: list[Any]) -> None:
    """Give each parallel process its own folder and Redis database: no worker takes another's tasks."""
    for number, spec in enumerate(specs):
        spec.env["ONEMIND_VAR"] = str(Path(django_settings.VAR_DIR) / spec.id)
        if django_settings.REDIS_URL:
            server, _, database = django_settings.REDIS_URL.rpartition("/")
            spec.env["REDIS_URL"] = f"{server}/{int(database) + 1 + number}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, and what no database has a say in: the one can be left out, the other runs once.

    Also put them into an order that parallel processes agree on: by file, line and name. A test over the members of a
    set would come in another order in each process. (pytest-django then sorts by database, which keeps this order.)
    """
    items.sort(key=lambda item: (str(item.path), item.location[1] or 0, item.nodeid))
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & {"page", "context", "browser", "new_context"}:
            item.add_marker("browser")
        elif not (
            fixtures & {"db", "transactional_db", "live_server"} or item.get_closest_marker("django_db")
        ):
            item.add_marker("once")


# How many seconds the tests of each folder took, with what set them up and took them down.
_seconds: dict[str, float] = defaultdict(float)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add up the time by part. With parallel processes, the one that reports hears of all."""
    _seconds["/".join(report.nodeid.partition("::")[0].split("/")[:2])] += report.duration


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the time by part, the longest first; what takes less than a second is left out."""
    longest = [
        (part, seconds)
        for part, seconds in sorted(_seconds.items(), key=itemgetter(1), reverse=True)
        if seconds >= 1
    ]
    if len(longest) > 1:
        terminalreporter.write_sep("=", "seconds by part")
        for part, seconds in longest:
            terminalreporter.write_line(f"{seconds:7.0f}  {part}")


def pytest_unconfigure() -> None:
    """Remove the folder that the test settings made for this run."""
    folder = Path(django_settings.VAR_DIR)
    if folder.parent == Path(tempfile.gettempdir()) and folder.name.startswith("onemind-test-"):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Name the test database. On SQLite it is a file: another process can't see one in memory."""
    from django.db import connections

    database = connections["default"].settings_dict
    process = os.environ.get("PYTEST_XDIST_WORKER", "")
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(Path(django_settings.VAR_DIR) / "test.sqlite3")
    elif process:
        database["TEST"]["NAME"] = f"test_{database['NAME']}_{process}"


@pytest.fixture
def client() -> AgencyClient:
    """A client that knows the agency of the person who signs in with it."""
    return AgencyClient()


@pytest.fixture
def at_an_agency() -> Iterator[None]:
    """Addresses are filled in as on the pages of one agency."""
    with at_agency("a" * 26):
        yield


@pytest.fixture(autouse=True)
def _small_print() -> None:
    """What stands at the foot of every page, as every process but a new one has it already."""
    from campaign.content.queries import disclaimers, pages
    from campaign.content.seeding import KINDS, seeds

    rows = {kind.model: seeds(kind) for kind in KINDS if kind.model in {"Disclaimer", "Page"}}
    disclaimers.keep(tuple(row["text"] for row in rows["Disclaimer"]))
    pages.keep(pages.links_of([pages.Page(**row) for row in rows["Page"]]))


@pytest.fixture
def celery_worker(transactional_db: None) -> Iterator[Callable[..., CeleryWorker]]:
    """A factory of real Celery workers on this test's database: ``celery_worker(OUTBOX_LEASE_SECONDS="2")``.

    Keyword arguments are environment variables of the worker. It has ``pid``, ``running``, ``kill()`` (-9,
    with its children), ``stop()`` and ``output()``; emails that it sends are files in ``VAR_DIR / "mail"``.
    What still runs at the end of the test is stopped.
    """
    workers: list[CeleryWorker] = []

    def start(**environment: str) -> CeleryWorker:
        workers.append(CeleryWorker(len(workers), environment))
        return workers[-1]

    shutil.rmtree(Path(django_settings.VAR_DIR) / "mail", ignore_errors=True)
    yield start
    for worker in workers:
        worker.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the Chromium that is installed, whose pages are whole after every click."""
    load_after_clicks()
    return {**browser_type_launch_args, **launch_arguments()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """One language and one zone for every browser, whatever the machine's are."""
    return {**browser_context_args, "locale": "en-US", "timezone_id": "America/New_York"}


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page without scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def axe() -> Axe:
    """The accessibility check: ``assert axe(page) == []``."""
    return Axe()


# What the migrations put into the database, as Django wrote it down when the database was made. It notes that on the
# connection, and once Playwright's event loop runs, the thread has another one.
_seeds: list[str] = []


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool, django_db_modify_db_settings: None) -> bool:
    """Start from a copy of the database that these migrations made in an earlier run, where there is one (SQLite)."""
    template, made = _template(), Path(str(connection.settings_dict["TEST"]["NAME"] or ""))
    if template is None or not template.exists():
        return django_db_keepdb
    made.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, made)
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Keep the seeds where every connection finds them, and the new database for the next run.

    On PostgreSQL, let the runner empty the trail between tests.
    """
    _seeds.append(getattr(connection, "_test_serialized_contents", ""))
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            for table in ("audit_entry", "audit_head"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_never_emptied")
    template = _template()
    if template is not None and not template.exists():
        TEMPLATES.mkdir(parents=True, exist_ok=True)
        beside = template.with_suffix(f".{os.getpid()}")
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(beside)])
        beside.replace(template)
        for older in set(TEMPLATES.glob("*.sqlite3")) - {template}:
            older.unlink(missing_ok=True)


def _template() -> Path | None:
    """Where the database of the present migrations is kept, named by all that makes it; None on PostgreSQL."""
    if connection.vendor != "sqlite":
        return None
    read = hashlib.sha256()
    for path in sorted(path for pattern in MAKE_THE_DATABASE for path in ROOT.glob(pattern)):
        read.update(path.read_bytes())
    return TEMPLATES / f"{read.hexdigest()[:32]}.sqlite3"


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """After a test that commits, leave the database as the migrations made it.

    Such a test ends with ``flush``, after which Django and the portal put rows of their own back, under new numbers,
    and the other seeds are gone.
    """
    if nextitem is not None and any(_seeds) and _commits(item):
        with item.config.stash[blocking_manager_key].unblock():
            call_command(
                "flush", interactive=False, verbosity=0, inhibit_post_migrate=True, reset_sequences=False
            )
            connection.creation.deserialize_db_from_string(_seeds[0])


def _commits(item: pytest.Item) -> bool:
    fixtures = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    mark = item.get_closest_marker("django_db")
    return bool(fixtures or (mark and mark.kwargs.get("transaction")))
