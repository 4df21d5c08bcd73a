"""Settings shared by all modes."""
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.env import MAIL_PORTS, ROOT, env

MODE = "embedded"
DEBUG = env.debug
DEMO = env.demo
SECRET_KEY = env.secret_key
SECRET_KEY_FALLBACKS = [key for key in env.secret_key_fallbacks.split(",") if key]
ALLOWED_HOSTS = [host.strip() for host in env.hosts.split(",") if host.strip()]
VAR = env.var
INSTALLED_APPS = [
    "components", "accounts", "ops", "taxonomy", "territories", "people", "school", "modules", "portfolio", "search", "website",
    "allauth", "allauth.account", "allauth.mfa", "allauth.usersessions", "django_cotton", "django_htmx", "django_filters", "csp",
    "wagtail.contrib.redirects", "wagtail.embeds", "wagtail.sites", "wagtail.users",
    "wagtail.snippets", "wagtail.documents", "wagtail.images", "wagtail.search", "wagtail.admin", "wagtail",
    "modelcluster", "taggit",
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
    "django.contrib.humanize", "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic", "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "website.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "website.middleware.RefuseNul",
    "website.middleware.Locale",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.SessionLife",
    "accounts.middleware.SecondFactor",
    "accounts.back_office.BackOfficeRights",
    "accounts.middleware.VaryByDisplay",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [ROOT / "templates"],
    "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
        "django.template.context_processors.i18n",
        "website.context.frame",
        "accounts.context.display",
    ]},
}]
COTTON_DIR = "components"


def database() -> dict[str, object]:
    """Connection from the environment; SQLite in var/ when there is none."""
    if env.database_url:
        url = urlsplit(env.database_url)
        return {
            "ENGINE": "django.db.backends.postgresql", "NAME": unquote(url.path[1:]), "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""), "HOST": url.hostname or "", "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": dict(parse_qsl(url.query)),
        }
    return {
        "ENGINE": "django.db.backends.sqlite3", "NAME": env.var / "db.sqlite3", "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE", "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def mail() -> dict[str, object]:
    """Who carries the letters that the outbox owes, from SCHOOL_EMAIL_URL."""
    if env.email_url in ("console", "file"):
        backend = {"console": "console", "file": "filebased"}[env.email_url]
        return {"MAIL_TRANSPORT_BACKEND": f"django.core.mail.backends.{backend}.EmailBackend", "EMAIL_FILE_PATH": env.var / "mail"}
    url = urlsplit(env.email_url)
    return {
        "MAIL_TRANSPORT_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": url.hostname or "localhost",
        "EMAIL_PORT": url.port or MAIL_PORTS[url.scheme], "EMAIL_HOST_USER": unquote(url.username or ""), "EMAIL_TIMEOUT": 10,
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""), "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
    }


DATABASES: dict[str, dict[str, Any]] = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.Backend"]
PASSWORD_HASHERS = ["accounts.hashers.Argon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.validators.GoodPassword"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["email", "name"]}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/m/key", "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user", "reauthenticate": "10/m/user", "manage_email": "10/m/user", "signup": "20/m/ip", "confirm_email": "1/3m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.proxies
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}
MFA_TOTP_ISSUER = "Школа мэров"
MFA_TOTP_TOLERANCE = 1
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "website:desk"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [ROOT / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Moscow"

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = env.var / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_ROOT = env.var / "media"
MEDIA_URL = "/media/"
PRIVATE_ROOT = env.var / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
CACHES: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "website.views.errors.form_grown_old"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {
    "default-src": [NONE], "script-src": [SELF], "style-src": [SELF], "img-src": [SELF, "data:"], "font-src": [SELF],
    "connect-src": [SELF], "form-action": [SELF], "frame-ancestors": [NONE], "base-uri": [NONE], "object-src": [NONE],
}}
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, "'unsafe-inline'"], "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"], "frame-ancestors": [SELF], "frame-src": [SELF], "worker-src": [SELF, "blob:"],
}

WAGTAIL_SITE_NAME = "Школа мэров"
WAGTAILADMIN_BASE_URL = env.base_url
WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "website.image_forms.CleanImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt"]
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.email_from
MAIL_TRANSPORT_BACKEND = "django.core.mail.backends.console.EmailBackend"
locals().update(mail())
EMAIL_BACKEND = "ops.mail.OutboxBackend"  # every letter, allauth's too, is owed first

SEARCH_INDEX = env.var / "search"
ELASTIC_URL, ELASTIC_PREFIX = env.elastic_url, env.elastic_prefix
EMBEDDER = env.embedder
OUTBOX_LEASE_SECONDS = env.outbox_lease_seconds
FREE_SPACE_FLOOR = env.free_space_floor_mb * 1024 * 1024
FILE_QUOTA = env.file_quota_mb * 1024 * 1024
FILE_SCANNER = env.scanner
FILE_SCANNER_ADDRESS = env.scanner_address
FILE_QUARANTINE = env.quarantine
SECURITY_CONTACT = env.security_contact
TRUSTED_PROXIES = env.proxies

CELERY_BROKER_URL = env.redis_url or "redis://127.0.0.1:6379/0"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_timeout": 5, "socket_connect_timeout": 1}
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2000  # about an hour
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 250_000  # kilobytes: a process that has grown is replaced after its task
CELERY_BEAT_SCHEDULE = {
    "drain": {"task": "ops.drain", "schedule": 2.0, "options": {"expires": 2}},
    "jobs": {"task": "ops.jobs", "schedule": 2.0, "options": {"expires": 2}},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(env.var / "celerybeat")

LOGGING = {
    "version": 1, "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
