"""What is written to the logs: one line a message, without the keys that stand in addresses, and without a traceback of each
request while the database is away."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {
        "outages": {"()": "common.outages.InOneLine"},
        "keys": {"()": "common.redaction.KeysInPaths"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["outages", "keys"]}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Without Django's own handlers, one of which writes a second time and unfiltered.
        "django": {"handlers": [], "level": "INFO"},
        # WeasyPrint reports its steps, the first already while it is imported: into every command's standard error.
        "weasyprint.progress": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
