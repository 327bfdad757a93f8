"""How long security events are kept."""

from datetime import timedelta

from django.conf import settings

from audit import security
from common.retention import Rule, register

register(
    Rule(
        name="audit.security_log",
        what="entries of the security log (`SECURITY_LOG_DAYS`); the audit trail says how many went",
        kept=lambda: timedelta(days=settings.SECURITY_LOG_DAYS),
        delete=lambda _now: security.purge(),
    )
)
