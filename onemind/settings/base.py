"""Settings that every way of running shares. What differs is read from the environment through ``onemind.env``."""

from pathlib import Path
from typing import cast

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from onemind import env
from onemind.settings.logs import *
from onemind.settings.public import *
from onemind.settings.schedule import *

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.text("ONEMIND_VAR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

SITE_URL = env.text("SITE_URL", "http://localhost:8000")
SITE_NAME = _("One Mind Campaign")
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "onemindcampaign@theiacp.org")
# Where someone writes who found a hole in the portal: an address, or a page's. Stands in /.well-known/security.txt.
SECURITY_CONTACT = env.text("SECURITY_CONTACT", CONTACT_EMAIL)

INSTALLED_APPS = [
    "portal",
    *("register_import", "reviews", "worklist"),
    "directory",
    *(f"campaign.{room}" for room in ("newsletter", "assistance", "conversations", "content")),
    "campaign",
    "documents",
    "pledges",
    "partnerships",
    "policies",
    "roster_import",
    "training",
    "agencies",
    "accounts",
    "audit",
    "outbox",
    "files",
    "common",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "onemind.apps.CampaignAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "onemind.security_log.SecurityLogMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "common.http_cache.PageCacheMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.PrivateAnswersMiddleware",
    "accounts.middleware.SessionLimitsMiddleware",
    "accounts.middleware.KeptFormsMiddleware",
    "onemind.access.AccessMiddleware",
    "accounts.middleware.StaffTwoStepMiddleware",
    "agencies.middleware.AgencyMiddleware",
    "onemind.access.RoleMiddleware",
    "common.middleware.ProblemsMiddleware",
]

ROOT_URLCONF = "onemind.urls"
# The portal lies at the root of its host, whatever a server in front of it says.
FORCE_SCRIPT_NAME = ""
WSGI_APPLICATION = "onemind.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "portal.context_processors.portal",
            ],
            "builtins": [
                *("django.templatetags.i18n", "django.templatetags.static"),
                *("common.templatetags.ui", "accounts.templatetags.kept_forms"),
                *("accounts.templatetags.drafts", "accounts.templatetags.sessions"),
                "common.templatetags.agency_addresses",
            ],
        },
    },
]

# The role that runs the portal. Migrations alone run as the tables' owner, OWNER_DATABASE_URL (docs/operations.md).
RUNNING_DATABASE = env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'onemind.sqlite3'}")
IS_OWNER_OF_DATABASE = bool(env.text("OWNER_DATABASE_URL", ""))
DATABASES = {
    "default": env.database("OWNER_DATABASE_URL", "") if IS_OWNER_OF_DATABASE else dict(RUNNING_DATABASE)
}
_database = DATABASES["default"]
# Opening a connection costs more than most statements, on SQLite as well.
_database.setdefault("CONN_MAX_AGE", 60)
_options = cast("dict[str, object]", _database["OPTIONS"])
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets pages be read while the worker writes; IMMEDIATE takes the write lock at BEGIN, so that a read-then-write
    # transaction waits its turn instead of failing with "database is locked".
    _database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        **_options,
    }
else:
    _database.setdefault("CONN_HEALTH_CHECKS", True)
    # Compiling a statement pays for itself after seconds: PostgreSQL guesses wrong, and pages waited a third of one.
    # What the URL sets itself comes last, and counts.
    _limits = "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
    _database["OPTIONS"] = {
        **_options,
        "options": f"{_limits} -c jit=off {_options.get('options', '')}".strip(),
    }

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Redis: the queue, and the cache beside it unless CACHE_URL names another. Emptying the cache empties its whole database.
REDIS_URL = env.text("REDIS_URL", "")
_queue_server = env.redis("REDIS_URL", "")
CACHE_URL = env.text("CACHE_URL", "")
_cache_server = env.redis("CACHE_URL", "") or (
    env.redis_beside("REDIS_URL", _queue_server, 8) if _queue_server else None
)
# Hosts on a private network, to which production may connect without encryption.
UNENCRYPTED_HOSTS = env.hosts("UNENCRYPTED_HOSTS", "")
if _cache_server:
    _cache: dict[str, object] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": _cache_server.url,
        # One that doesn't answer is as good as away: no one waits for it long.
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2, **_cache_server.tls},
    }
    CACHES = {"default": _cache, "pages": {**_cache, "KEY_PREFIX": "pages"}}
else:
    # A full folder drops files at random. Pages, which anyone can ask for by the thousand, have one of their own, and
    # never push out what counts the guesses on a password.
    _cache = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache"}
    CACHES = {
        "default": {**_cache, "LOCATION": str(VAR_DIR / "cache"), "OPTIONS": {"MAX_ENTRIES": 10_000}},
        "pages": {**_cache, "LOCATION": str(VAR_DIR / "pages"), "OPTIONS": {"MAX_ENTRIES": 1_000}},
    }

# Celery: Redis where there is one, a folder on disk where there is none. Recovery from a lost worker is the outbox's
# business (leases and retries), so tasks are acknowledged late and may run twice.
if _queue_server:
    CELERY_BROKER_URL = _queue_server.url
    if _queue_server.tls:
        # Kombu verifies nothing unless it is told to. Results aren't kept; a back end for them would go by the same rules.
        CELERY_BROKER_USE_SSL = CELERY_REDIS_BACKEND_USE_SSL = dict(_queue_server.tls)
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {"visibility_timeout": 300}
else:
    CELERY_BROKER_URL = "localhost"
    CELERY_BROKER_TRANSPORT = "onemind.queue:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {"folder": str(VAR_DIR / "queue"), "polling_interval": 0.2}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 240
CELERY_TASK_SOFT_TIME_LIMIT = 220
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_RESULT_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# However long Redis is away: by default a worker gives up after a hundred attempts, and ends.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "onemind.schedule:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

# How many days the security log keeps who signed in, was refused or took something along. At least one.
SECURITY_LOG_DAYS = env.number("SECURITY_LOG_DAYS", 400, least=1)
# For so many minutes after a release its emails are held and the decisions can be recalled; a batch may have its own.
RELEASE_HOLD_MINUTES = env.number("RELEASE_HOLD_MINUTES", 60, least=0)
# A batch with a day is released at this hour, by TIME_ZONE.
RELEASE_HOUR = env.number("RELEASE_HOUR", 8, least=0)
OUTBOX_LEASE_SECONDS = env.number("OUTBOX_LEASE_SECONDS", 300, least=1)

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
LOGOUT_REDIRECT_URL = "portal:home"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "add_email": "accounts.forms.AddEmailForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
# A new address replaces the old when it is confirmed by a press of a button: a scanner that follows links confirms nothing.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
# No page and no email says whether an address has an account.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_SESSION_REMEMBER = False
# Guesses are counted by account first, so that one attacked account doesn't lock out a station that shares an address.
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": "5/15m/key,100/15m/ip",
    "reset_password": "3/15m/key,30/m/ip",
    "reset_password_from_key": "30/m/ip",
    "change_password": "5/15m/user",
    "manage_email": "5/15m/user",
    "reauthenticate": "10/15m/user",
    "confirm_email": "1/3m/key",
    "signup": "5/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "One Mind"
# One step of thirty seconds before and after: a phone's clock may be off. A code works once all the same.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "activate_totp": "accounts.forms.SetUpAppForm",
    "authenticate": "accounts.forms.AuthenticateForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
MFA_TRUST_ENABLED = False
# Staff reach nothing of theirs before a second step; see accounts.middleware.
STAFF_TWO_STEP_REQUIRED = env.flag("STAFF_TWO_STEP_REQUIRED", True)
# Production without its guards; see onemind.settings.production.
INSECURE_FIRST_LOOK = False
# What every campaign administrator may edit, and what only see, in Django's admin: apps, or single models. Pledges,
# reviews and papers change through their own pages alone.
_ROOMS = ["content", "newsletter", "assistance", "conversations"]
ADMINISTRATORS_EDIT = [*_ROOMS, "documents.presidentterm", "accounts.user"]
ADMINISTRATORS_SEE = ["agencies", "documents", "audit", "outbox"]
# What content editors may edit there, and what only see: what the campaign's public pages say, and nothing else.
_EDITED = """association classlisting comment commentswitch disclaimer learningsite milestone nomination note page post
    question resource spotlight statistic supporter"""
EDITORS_EDIT = [f"content.{model}" for model in _EDITED.split()]
EDITORS_SEE = ["content.linkcheck"]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Signed out after half an hour without a request, and twelve hours after signing in; see accounts.middleware.
SESSION_IDLE_SECONDS = 30 * 60
SESSION_LONGEST_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_LONGEST_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "accounts.views.csrf_failure"
SIGNED_COOKIE_LEGACY_SALT_FALLBACK = False
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    },
}

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "America/New_York"
USE_I18N = True
USE_TZ = True
# A website typed without a scheme is taken as https, also in the admin's own forms; the default from Django 6 on.
FORMS_URLFIELD_ASSUME_HTTPS = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Private: no URL leads here. Files are served by views that ask who is reading.
FILES_ROOT = Path(env.text("FILES_ROOT", str(VAR_DIR / "files")))
FILE_UPLOAD_PERMISSIONS = 0o600
# Of our own, so that the cleanup knows whose they are when a process was killed and left some.
FILE_UPLOAD_TEMP_DIR = str(VAR_DIR / "uploads")
Path(FILE_UPLOAD_TEMP_DIR).mkdir(exist_ok=True)
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "files.uploads.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
UPLOAD_MAX_BYTES = env.number("UPLOAD_MAX_BYTES", 20 * 1024 * 1024, least=1)
# How much one agency can send in a day, whatever becomes of it.
UPLOAD_DAILY_BYTES = env.number("UPLOAD_DAILY_BYTES", 200 * 1024 * 1024, least=1)

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "One Mind Campaign <onemind@localhost>")
EMAIL_TIMEOUT = 20
