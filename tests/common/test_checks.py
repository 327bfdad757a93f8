"""What stops a deployment. What stops the start is in ``test_production``."""

from typing import Any

import pytest
from django.core import checks as django_checks

from common import checks
from tests.common.test_production import GOOD

PROXY: dict[str, Any] = {"SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https")}


def postgresql(mode: str) -> dict[str, Any]:
    engine = "django.db.backends.postgresql"
    return {
        "DATABASES": {"default": {"ENGINE": engine, "HOST": "db.example.org", "OPTIONS": {"sslmode": mode}}}
    }


@pytest.mark.parametrize(
    ("check", "changed", "expected"),
    [
        (checks.nothing_is_refused_at_start, {}, []),
        (checks.nothing_is_refused_at_start, {"STAFF_TWO_STEP_REQUIRED": False}, ["onemind.E001"]),
        (
            checks.nothing_is_refused_at_start,
            {"SITE_URL": "http://x.org", "SECRET_KEY": "a"},
            ["onemind.E001"] * 2,
        ),
        (checks.first_look_is_over, {"INSECURE_FIRST_LOOK": False}, []),
        (checks.first_look_is_over, {"INSECURE_FIRST_LOOK": True}, ["onemind.E006"]),
        (checks.database_is_verified, postgresql("verify-full"), []),
        (checks.database_is_verified, postgresql("verify-ca"), ["onemind.W002"]),
        (checks.database_is_verified, postgresql("require"), ["onemind.W002"]),
        (checks.proxies_are_counted, {"ALLAUTH_TRUSTED_PROXY_COUNT": 1, **PROXY}, []),
        (checks.proxies_are_counted, {"ALLAUTH_TRUSTED_PROXY_COUNT": 0, **PROXY}, ["onemind.W001"]),
        (checks.proxies_are_counted, {"ALLAUTH_TRUSTED_PROXY_COUNT": 0, "SECURE_PROXY_SSL_HEADER": None}, []),
    ],
)
def test_check(check: Any, changed: dict[str, Any], expected: list[str], settings: Any) -> None:
    for name, value in (GOOD | changed).items():
        setattr(settings, name, value)
    assert [message.id for message in check()] == expected
    assert all(message.hint for message in check())


def test_they_run_on_deployment_alone() -> None:
    assert checks.nothing_is_refused_at_start in django_checks.registry.registry.get_checks(
        include_deployment_checks=True
    )
    assert checks.nothing_is_refused_at_start not in django_checks.registry.registry.get_checks()
