"""What production refuses at its start, one bad value at a time: by the settings, and by every kind of process."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from common.production import faults
from common.servers import redis_server

ROOT = Path(__file__).resolve().parents[2]
KEY = "k3J9xQ7vLm2Zr8Tn5Wb1Yc6Hd4Gf0Sp-aEuIoBqRtXzVwNjKlPgMhD"
GOOD: dict[str, Any] = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": ["portal.example.org"],
    "SITE_URL": "https://portal.example.org",
    "STAFF_TWO_STEP_REQUIRED": True,
    "RUNNING_DATABASE": {"ENGINE": "django.db.backends.postgresql", "HOST": "localhost", "OPTIONS": {}},
    "IS_OWNER_OF_DATABASE": False,
    "REDIS_URL": "redis://localhost:6379/0",
    "CACHE_URL": "",
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}},
    "UNENCRYPTED_HOSTS": [],
    "EMAIL_HOST": "mail.example.org",
    "EMAIL_USE_TLS": True,
    "EMAIL_USE_SSL": False,
    "EMAIL_HOST_USER": "",
    "EMAIL_HOST_PASSWORD": "",
    "DEFAULT_FROM_EMAIL": "One Mind <portal@example.org>",
}
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "onemind.settings.production",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "portal.example.org",
    "SITE_URL": "https://portal.example.org",
    "DATABASE_URL": "postgres://portal:password@db.example.org/portal?sslmode=verify-full&sslrootcert=/ca.pem",
    "REDIS_URL": "rediss://:password@queue.example.org/0",
    "CACHE_URL": "rediss://:password@cache.example.org/0",
    "EMAIL_HOST": "mail.example.org",
    "EMAIL_USE_TLS": "yes",
    "EMAIL_HOST_USER": "portal",
    "EMAIL_HOST_PASSWORD": "password",
    "DEFAULT_FROM_EMAIL": "One Mind <portal@example.org>",
}
DATABASE = "postgres://portal:password@db.example.org/portal"
LOCAL_DATABASE = "postgres://portal:password@localhost/portal"
BAD = [
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "a"),
    ("SECRET_KEY", "a" * 80),
    ("SECRET_KEY", "changeme" * 10),
    ("SECRET_KEY", KEY[:49]),
    ("SECRET_KEY", f"django-insecure-{KEY}"),
    ("SECRET_KEY", "development-only-" + "not-a-secret-" * 4),
    ("ALLOWED_HOSTS", ""),
    ("ALLOWED_HOSTS", " , "),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", "portal.example.org,*"),
    ("ALLOWED_HOSTS", "portal.example.org,*.example.org"),
    ("ALLOWED_HOSTS", "portal.example.org,.org"),
    ("ALLOWED_HOSTS", "portal.example.org,."),
    ("ALLOWED_HOSTS", "portal.example.org,https://portal.example.org"),
    ("ALLOWED_HOSTS", "other.example.org"),
    ("SITE_URL", ""),
    ("SITE_URL", "http://portal.example.org"),
    ("SITE_URL", "portal.example.org"),
    ("SITE_URL", "https://portal.example.org/onemind"),
    ("SITE_URL", "https://"),
    ("SITE_URL", "https://me@portal.example.org"),
    ("SITE_URL", "https://elsewhere.example.org"),
    ("STAFF_TWO_STEP_REQUIRED", "no"),
    ("STAFF_TWO_STEP_REQUIRED", "perhaps"),
    ("DATABASE_URL", ""),
    ("DATABASE_URL", "sqlite:////tmp/onemind.sqlite3"),
    ("DATABASE_URL", "mysql://portal:password@localhost/portal"),
    ("DATABASE_URL", DATABASE),
    ("DATABASE_URL", "postgres://portal:password@10.0.0.5/portal"),
    ("DATABASE_URL", f"{DATABASE}?sslmode=disable"),
    ("DATABASE_URL", f"{DATABASE}?sslmode=allow"),
    ("DATABASE_URL", f"{DATABASE}?sslmode=prefer"),
    ("DATABASE_URL", f"{LOCAL_DATABASE}?hostaddr=10.0.0.5"),
    ("DATABASE_URL", "postgres:///portal?host=db.example.org"),
    ("DATABASE_URL", "postgres://portal:password@localhost.example.org/portal"),
    ("DATABASE_URL", "postgres:///portal?service=elsewhere"),
    ("OWNER_DATABASE_URL", "sqlite:////tmp/onemind.sqlite3"),
    ("OWNER_DATABASE_URL", "mysql://owner:password@localhost/portal"),
    ("OWNER_DATABASE_URL", "postgres://owner:password@db.example.org/portal"),
    ("OWNER_DATABASE_URL", "postgres://owner:password@db.example.org/portal?sslmode=prefer"),
    ("REDIS_URL", ""),
    ("REDIS_URL", "redis://:password@queue.example.org/0"),
    ("REDIS_URL", "redis://:password@[fd00::5]/0"),
    ("REDIS_URL", "rediss://:password@queue.example.org/0?ssl_cert_reqs=none"),
    ("REDIS_URL", "rediss://:password@queue.example.org/0?ssl_cert_reqs=CERT_NONE"),
    ("REDIS_URL", "rediss://:password@queue.example.org/0?ssl_check_hostname=false"),
    ("REDIS_URL", "rediss://:password@queue.example.org/0?ssl_verify=no"),
    ("REDIS_URL", "redis://localhost/0?ssl_ca_certs=/ca.pem"),
    ("REDIS_URL", "rediss://:password@queue.example.org/queue"),
    ("REDIS_URL", "queue.example.org:6379"),
    ("REDIS_URL", "amqp://queue.example.org"),
    ("CACHE_URL", "redis://:password@cache.example.org/0"),
    ("CACHE_URL", "rediss://:password@cache.example.org/0?ssl_cert_reqs=none"),
    ("CACHE_URL", "rediss://:password@queue.example.org:6379/0"),
    ("CACHE_URL", "memcached://cache.example.org"),
    ("UNENCRYPTED_HOSTS", "*"),
    ("UNENCRYPTED_HOSTS", "10.0.0.0/8"),
    ("EMAIL_HOST", ""),
    ("EMAIL_HOST", "smtp://mail.example.org"),
    ("EMAIL_HOST", "mail.example.org:587"),
    ("EMAIL_PORT", "none"),
    ("EMAIL_PORT", "70000"),
    ("EMAIL_USE_TLS", "no EMAIL_USE_SSL=no"),
    ("EMAIL_USE_SSL", "yes"),
    ("EMAIL_HOST_USER", ""),
    ("EMAIL_HOST_PASSWORD", ""),
    ("DEFAULT_FROM_EMAIL", ""),
    ("DEFAULT_FROM_EMAIL", "One Mind"),
    ("TRUSTED_PROXY_COUNT", "-1"),
    ("UPLOAD_MAX_BYTES", "0"),
    ("OUTBOX_LEASE_SECONDS", "soon"),
    ("INSECURE_FIRST_LOOK", "perhaps"),
]
PRINT = """
from django.conf import settings as s
database = s.DATABASES["default"]
print(database["HOST"], database["OPTIONS"].get("sslmode"), database["OPTIONS"].get("sslrootcert"), s.EMAIL_PORT, s.EMAIL_USE_SSL)
"""


def start(folder: Path, environment: dict[str, str], *command: str) -> "subprocess.CompletedProcess[str]":
    bare = {"PATH": os.environ["PATH"], "HOME": str(folder), "ONEMIND_VAR": str(folder)}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=bare | environment,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def read(folder: Path, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Start as everything does: by reading the settings."""
    return start(folder, environment, "-c", PRINT)


def test_good_values_start(tmp_path: Path) -> None:
    result = read(tmp_path, ENVIRONMENT)
    assert (result.returncode, result.stdout, result.stderr) == (
        0, "db.example.org verify-full /ca.pem 587 False\n", ""
    )  # fmt: skip


@pytest.mark.parametrize(("variable", "value"), BAD)
def test_one_bad_value_is_refused_under_its_name(tmp_path: Path, variable: str, value: str) -> None:
    value, _, more = value.partition(" EMAIL_USE_SSL=")
    result = read(tmp_path, ENVIRONMENT | {variable: value} | ({"EMAIL_USE_SSL": more} if more else {}))
    assert result.returncode == 1
    reason = result.stderr.rpartition("ImproperlyConfigured: ")[2]
    # Named alone: a variable that ends in another's name is not that one.
    assert re.search(rf"(?<![A-Z_]){variable}\b", reason)
    assert "password@" not in reason


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "gunicorn", "onemind.wsgi", "--bind", "127.0.0.1:0"],
        ["-m", "celery", "--app", "onemind", "worker", "--concurrency", "1"],
        ["-m", "celery", "--app", "onemind", "beat"],
        ["manage.py", "runserver", "127.0.0.1:0", "--noreload"],
        ["manage.py", "migrate"],
        ["manage.py", "check", "--deploy"],
        ["manage.py", "outbox", "--deliver"],
    ],
    ids=lambda command: " ".join(command[:5]),
)
def test_every_process_is_refused(tmp_path: Path, command: list[str]) -> None:
    result = start(tmp_path, ENVIRONMENT | {"STAFF_TWO_STEP_REQUIRED": "no"}, *command)
    assert result.returncode != 0
    assert "STAFF_TWO_STEP_REQUIRED: " in result.stderr + result.stdout


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", "0123456789abcdef" * 4),
        ("ALLOWED_HOSTS", ".example.org"),
        ("ALLOWED_HOSTS", "127.0.0.1,[::1],portal.example.org"),
        ("SITE_URL", "https://portal.example.org/"),
        ("DATABASE_URL", LOCAL_DATABASE),
        ("DATABASE_URL", "postgres://portal:password@127.0.0.1:5432/portal"),
        ("DATABASE_URL", "postgres:////var/run/postgresql/portal"),
        ("DATABASE_URL", f"{DATABASE}?sslmode=require"),
        ("REDIS_URL", "redis://localhost/0"),
        ("REDIS_URL", "rediss://localhost/0?ssl_cert_reqs=none"),
        ("CACHE_URL", ""),
        ("CACHE_URL", "redis://[::1]/0"),
        ("EMAIL_USE_SSL", "no"),
    ],
)
def test_what_is_safe_starts(tmp_path: Path, variable: str, value: str) -> None:
    result = read(tmp_path, ENVIRONMENT | {variable: value})
    assert (result.returncode, result.stderr) == (0, "")


def test_hosts_on_a_private_network_are_named_one_by_one(tmp_path: Path) -> None:
    private = ENVIRONMENT | {
        "DATABASE_URL": DATABASE,
        "REDIS_URL": "redis://:password@queue.example.org/0",
        "CACHE_URL": "",
        "EMAIL_USE_TLS": "no",
        "EMAIL_USE_SSL": "no",
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
    }
    hosts = ["db.example.org", "queue.example.org", "mail.example.org"]
    assert read(tmp_path, private | {"UNENCRYPTED_HOSTS": ",".join(hosts)}).returncode == 0
    for variable, host in zip(("DATABASE_URL", "REDIS_URL", "EMAIL_USE_TLS"), hosts, strict=True):
        others = ",".join(name for name in hosts if name != host)
        result = read(tmp_path, private | {"UNENCRYPTED_HOSTS": others})
        assert (result.returncode, result.stderr.count("\n- "), f"- {variable}: " in result.stderr) == (
            1,
            1,
            True,
        )


@pytest.mark.parametrize("more", [{}, {"INSECURE_FIRST_LOOK": "yes"}, {"EMAIL_HOST": "localhost"}])
def test_a_mail_password_never_goes_in_clear(tmp_path: Path, more: dict[str, str]) -> None:
    plain = ENVIRONMENT | {
        "EMAIL_USE_TLS": "no",
        "EMAIL_USE_SSL": "no",
        "UNENCRYPTED_HOSTS": "mail.example.org",
    }
    result = read(tmp_path, plain | more)
    assert (result.returncode, "EMAIL_HOST_PASSWORD would go" in result.stderr) == (1, True)


def test_the_first_look_starts_and_says_so_on_the_terminal(tmp_path: Path) -> None:
    bad = {"SECRET_KEY": "a", "ALLOWED_HOSTS": "*", "DATABASE_URL": "", "STAFF_TWO_STEP_REQUIRED": "no"}
    result = read(tmp_path, ENVIRONMENT | bad | {"INSECURE_FIRST_LOOK": "yes"})
    assert result.returncode == 0
    assert "INSECURE_FIRST_LOOK is on: nothing here is protected." in result.stderr
    assert [line.partition(":")[0] for line in result.stderr.splitlines()[1:]] == [
        "- SECRET_KEY", "- ALLOWED_HOSTS", "- STAFF_TWO_STEP_REQUIRED", "- DATABASE_URL"
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/account/login/", "/nowhere/"])
def test_the_first_look_says_so_on_every_page(address: str) -> None:
    words = "This is a first look, and it is not protected."
    assert words not in Client().get(address).content.decode()
    with override_settings(INSECURE_FIRST_LOOK=True):
        assert words in Client().get(address).content.decode()


def test_what_libpq_reads_from_its_own_environment_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert faults(GOOD) == []
    monkeypatch.setenv("PGHOSTADDR", "10.0.0.5")
    assert [fault.variable for fault in faults(GOOD)] == ["DATABASE_URL"]
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert faults(GOOD) == []


def test_the_cache_beside_the_queue_keeps_its_tls() -> None:
    server = redis_server("rediss://:a%40b@queue.example.org:6380/2?ssl_ca_certs=/ca.pem").beside(8)
    assert server.url == "rediss://:a%40b@queue.example.org:6380/10"
    assert server.tls == {"ssl_cert_reqs": "required", "ssl_check_hostname": True, "ssl_ca_certs": "/ca.pem"}
    with pytest.raises(ValueError, match="names database 9; use one up to 7"):
        redis_server("redis://localhost/9").beside(8)
