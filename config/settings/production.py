"""Production: PostgreSQL, Redis with Celery; everything comes from the environment."""
from config.env import env
from config.settings.base import *

MODE = "production"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.proxies else None
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.hsts_subdomains
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
if env.redis_url:
    CACHES = {"default": {
        "BACKEND": "ops.cache.SteadyCache", "LOCATION": env.redis_url,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 0.5},
    }}
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # Wagtail's preview needs SAMEORIGIN; frame-ancestors is the real control
    "security.W005", "security.W021",  # subdomains may be other people's: the operator decides
]
