"""What beat has the audit app do."""

from celery import shared_task

from audit import security


@shared_task
def purge_security_log() -> int:
    """Delete security events that are older than SECURITY_LOG_DAYS. Any time, and twice, is right."""
    return security.purge()
