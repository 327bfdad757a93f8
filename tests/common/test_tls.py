"""Production's settings against real servers that speak TLS: PostgreSQL, Redis as queue and as cache, a mail server."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from rehearsal.services import PostgreSQL, Redis
from tests.common.certificates import MailServer, issue, mail_server
from tests.common.test_production import ENVIRONMENT, start
from tools import programs

CONNECT = """
import json, django
django.setup()
from django.core.cache import cache, caches
from django.core.mail import get_connection
from django.db import connection
from onemind.celery import app

def database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT ssl, current_setting('statement_timeout') FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        return cursor.fetchone()

def queue():
    with app.connection_for_write() as broker:
        return broker.channel().client.ping()

def kept():
    caches["pages"].set("a", 1, 5)
    cache.set("a", 2, 5)
    return caches["pages"].get("a"), cache.get("a")

def mail():
    return bool(get_connection().open())

said = {}
for name, attempt in {"database": database, "queue": queue, "cache": kept, "mail": mail}.items():
    try:
        said[name] = attempt()
    except Exception as error:
        said[name] = type(error).__name__ + ": " + str(error)
print(json.dumps(said))
"""
REFUSED = {
    "database": "OperationalError",
    "queue": "ConnectionError",
    "cache": "ConnectionError",
    "mail": "SSL",
}


class Servers(NamedTuple):
    folder: Path
    database: str
    redis: str
    mail: MailServer


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    if not _servers_speak_tls():
        pytest.skip("The servers installed here are built without TLS, as those of the wheels are")
    folder = tmp_path_factory.mktemp("tls")
    tls = issue(folder / "right")
    issue(folder / "wrong")
    postgresql, redis = PostgreSQL(tls), Redis(tls)
    with mail_server(tls) as mail:
        yield Servers(folder, postgresql.url, redis.url.partition("?")[0], mail)
    redis.stop()
    postgresql.stop()


def _servers_speak_tls() -> bool:
    """Whether the programs found here were built with OpenSSL, by what only one of the two builds has to say."""
    postgresql, redis = programs.postgresql_bin(), programs.redis_server()
    return (
        postgresql is not None
        and b"SSL is not supported by this build" not in (postgresql / "postgres").read_bytes()
        and redis is not None
        and b"tls-cert-file" in redis.read_bytes()
    )


def connect(servers: Servers, folder: Path, authority: str, host: str, **more: str) -> dict[str, str]:
    """What each of the four connections said, trusting one authority and calling the servers by one name."""
    certificate = servers.folder / authority / "ca.crt"
    environment = ENVIRONMENT | {
        "DATABASE_URL": servers.database.replace("127.0.0.1", host)
        + f"?sslmode=verify-full&sslrootcert={certificate}",
        "REDIS_URL": servers.redis.replace("localhost", host) + f"?ssl_ca_certs={certificate}",
        "CACHE_URL": "",
        "EMAIL_HOST": host,
        "EMAIL_PORT": str(servers.mail.server_address[1]),
        "SSL_CERT_FILE": str(certificate),
    }
    result = start(folder, environment | more, "-c", CONNECT)
    assert result.returncode == 0, result.stderr
    said: dict[str, str] = json.loads(result.stdout)
    return said


def test_the_right_authority_connects(servers: Servers, tmp_path: Path) -> None:
    del servers.mail.clear[:], servers.mail.passwords[:]
    assert connect(servers, tmp_path, "right", "localhost") == {
        "database": [True, "15s"], "queue": True, "cache": [1, 2], "mail": True,
    }  # fmt: skip
    # Nothing but the wish for encryption went in clear.
    assert (set(servers.mail.clear), servers.mail.passwords) == ({"EHLO", "STARTTLS"}, ["password"])


@pytest.mark.parametrize(("authority", "host"), [("wrong", "localhost"), ("right", "127.0.0.1")])
def test_another_authority_or_name_is_refused(
    servers: Servers, tmp_path: Path, authority: str, host: str
) -> None:
    del servers.mail.passwords[:]
    said = connect(servers, tmp_path, authority, host)
    assert {name: REFUSED[name] in str(answer) for name, answer in said.items()} == dict.fromkeys(
        REFUSED, True
    ), said
    assert "certificate" in said["database"].lower()
    assert servers.mail.passwords == []


def test_without_encryption_nothing_is_reached(servers: Servers, tmp_path: Path) -> None:
    del servers.mail.clear[:], servers.mail.passwords[:]
    servers.mail.offers_tls = False
    try:
        said = connect(
            servers, tmp_path, "right", "localhost",
            DATABASE_URL=f"{servers.database}?sslmode=disable",
            REDIS_URL=servers.redis.replace("rediss://", "redis://"),
        )  # fmt: skip
    finally:
        servers.mail.offers_tls = True
    assert "no pg_hba.conf entry" in said["database"]
    assert ("ConnectionError" in said["queue"], "ConnectionError" in said["cache"]) == (True, True)
    # A server that offers no STARTTLS, or a machine between that hides it, gets no password.
    assert "SMTPNotSupportedError" in said["mail"]
    assert ("AUTH" in servers.mail.clear, servers.mail.passwords) == (False, [])
