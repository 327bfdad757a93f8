"""What stops a deployment."""

from typing import Any

import pytest
from django.core import checks as django_checks

from common import checks

REDIS = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://localhost"}
}
GOOD: dict[str, Any] = {
    "STAFF_TWO_STEP_REQUIRED": True,
    "CACHES": REDIS,
    "SITE_URL": "https://onemind.example.org",
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
}


def cache(name: str) -> dict[str, Any]:
    return {"CACHES": {"default": {"BACKEND": f"django.core.cache.backends.{name}"}}}


@pytest.mark.parametrize(
    ("check", "changed", "expected"),
    [
        (checks.second_step_is_required, {}, []),
        (checks.second_step_is_required, {"STAFF_TWO_STEP_REQUIRED": False}, ["onemind.E001"]),
        (checks.cache_is_shared, {}, []),
        (checks.cache_is_shared, cache("locmem.LocMemCache"), ["onemind.E002"]),
        (checks.cache_is_shared, cache("dummy.DummyCache"), ["onemind.E002"]),
        (checks.cache_is_shared, cache("filebased.FileBasedCache"), ["onemind.E002"]),
        (checks.address_is_secure, {}, []),
        (checks.address_is_secure, {"SITE_URL": "https://onemind.example.org/"}, []),
        (checks.address_is_secure, {"SITE_URL": "http://onemind.example.org"}, ["onemind.E003"]),
        (checks.address_is_secure, {"SITE_URL": "onemind.example.org"}, ["onemind.E003"]),
        (checks.address_is_secure, {"SITE_URL": "https://example.org/onemind/"}, ["onemind.E003"]),
        (checks.proxies_are_counted, {}, []),
        (checks.proxies_are_counted, {"ALLAUTH_TRUSTED_PROXY_COUNT": 0}, ["onemind.W001"]),
        (checks.proxies_are_counted, {"ALLAUTH_TRUSTED_PROXY_COUNT": 0, "SECURE_PROXY_SSL_HEADER": None}, []),
    ],
)
def test_check(check: Any, changed: dict[str, Any], expected: list[str], settings: Any) -> None:
    for name, value in (GOOD | changed).items():
        setattr(settings, name, value)
    assert [message.id for message in check()] == expected
    assert all(message.hint for message in check())


def test_they_run_on_deployment_alone() -> None:
    assert checks.second_step_is_required in django_checks.registry.registry.get_checks(
        include_deployment_checks=True
    )
    assert checks.second_step_is_required not in django_checks.registry.registry.get_checks()
