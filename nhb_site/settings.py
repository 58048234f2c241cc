"""The one settings file: everything that differs between places comes from the environment.

Nothing has to be set for a first run: SQLite, a secret key and uploaded files then live in var/.
"""

import secrets
from pathlib import Path

import environ
from whitenoise.compress import Compressor

from nhb_site import caches
from nhb_site.databases import configured
from nhb_site.profiles import profile, second_step

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def kept_secret_key(path):
    """The key in `path`, made on the first run so that sessions outlive a restart."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or kept_secret_key(VAR_DIR / "secret_key")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
# The address readers know the site by, printed beside tables; nothing is printed where it is empty.
SITE_URL = env("SITE_URL", default="").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
LOGIN_REDIRECT_URL = "admin:index"  # of whoever was sent to log in from nowhere
CSRF_FAILURE_VIEW = "nhb_site.errors.forged"
# Whether readers come by HTTPS. A proxy that ends TLS says so in X-Forwarded-Proto, and must never
# pass on what a reader wrote there.
HTTPS = env.bool("HTTPS", default=False)
# How many proxies of ours stand in front and add to X-Forwarded-For.
PROXY_COUNT = env.int("PROXY_COUNT", default=0)
# Where the desk is to be found at all, and from which networks.
ADMIN = env.bool("ADMIN", default=True)
ADMIN_NETWORKS = env.list("ADMIN_NETWORKS", default=[])
SECURITY_PROFILE = env("SECURITY_PROFILE", default="plain")
PROFILE = profile(SECURITY_PROFILE)
# Whether who publishes or gives rights needs a code from her phone: on, off, or as the profile has.
SECOND_STEP = second_step(env("SECOND_STEP", default="auto"), PROFILE)
# Whether who asks too often for what takes work has to wait (rates.py).
RATE_LIMITS = env.bool("RATE_LIMITS", default=True)
OTP_TOTP_ISSUER = env("SITE_NAME", default="南京卫生信息化简报")

# What pages say of the site in their META tags and at their foot. Each belongs to one authority or
# office: nothing is printed where one is empty, and none is ever made up.
SITE_NAME = env("SITE_NAME", default="南京卫生信息化简报")
SITE_ID_CODE = env("SITE_ID_CODE", default="")
SITE_SPONSOR = env("SITE_SPONSOR", default="")
SITE_CONTACT = env("SITE_CONTACT", default="")
SITE_ICP = env("SITE_ICP", default="")
SITE_POLICE_RECORD = env("SITE_POLICE_RECORD", default="")
SITE_ERRORS_URL = env("SITE_ERRORS_URL", default="")
SITE_MARK_URL = env("SITE_MARK_URL", default="")
# Whether readers are told before a link in an article takes them to somebody else's site.
LEAVING_NOTICE = env.bool("LEAVING_NOTICE", default=True)
# How much memory a worker keeps public pages in; with 0 each is made anew.
HOT_PAGES_MB = env.int("HOT_PAGES_MB", default=16)

INSTALLED_APPS = [
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "nhb_site.apps.SiteConfig",
    "nhb_site.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "axes",
    "django_filters",
    "django_prose_editor",
    "django_tables2",
    "import_export",
    "simple_history",
    "stats",
    "news",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "nhb_site.headers.guarded",
    "nhb_site.fresh.stay_fresh",
    "nhb_site.networks.placed",
    "nhb_site.rates.held",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nhb_site.elder.elder_pages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # In a row, so that readers who never logged in pass by all of them at once (strangers.py).
    "nhb_site.strangers.Sessions",
    "nhb_site.strangers.Users",
    "nhb_site.strangers.SecondSteps",
    "nhb_site.strangers.Messages",
    "nhb_site.sessions.ended_in_time",
    "nhb_site.strangers.authors",
    "nhb_site.second_step.asked",
    "nhb_site.audited.noted",
    "news.withdrawing.WithdrawnTables",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "nhb_site.urls"
WSGI_APPLICATION = "nhb_site.wsgi.application"

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
                "nhb_site.site.site",
            ],
        },
    },
]

# Seconds after which PostgreSQL ends a statement, or a wait for a lock; the site sets it for pages
# (wsgi.py), and commands may take as long as they need.
DATABASE_TIMEOUT = env.int("DATABASE_TIMEOUT", default=0)
DATABASES = {
    "default": configured(
        env("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}"), DATABASE_TIMEOUT
    )
}
# A streaming replica of it: what readers see is read there while it keeps up.
REPLICA_URL = env("REPLICA_URL", default="")
if REPLICA_URL:
    DATABASES["replica"] = configured(REPLICA_URL, DATABASE_TIMEOUT)
    for told in DATABASES.values():
        told["OPTIONS"]["connect_timeout"] = 2  # the other one is there meanwhile
    DATABASE_ROUTERS = ["nhb_site.replicas.ReadersRouter"]
# What all processes share beside the database: a folder, or Redis where there are several machines.
CACHE_URL = env("CACHE_URL", default="")
CACHES = {"default": caches.configured(CACHE_URL, VAR_DIR / "cache")}
if CACHE_URL.startswith("redis"):  # and in the database: Redis may forget
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = PROFILE.validators
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of accounts made before
]
SESSION_COOKIE_AGE = int(PROFILE.longest.total_seconds())
# A name is locked for one address only: nobody can keep another out from everywhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "nhb_site.waiting.from_where"
AXES_FAILURE_LIMIT = PROFILE.failures
AXES_COOLOFF_TIME = PROFILE.wait
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "nhb_site.waiting.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# zh-hans, never zh-cn: Django has no zh_CN formats, and dates would print half in English.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR_DIR / "media")))
MEDIA_STORE = env("MEDIA_STORE", default="")
STORAGES = {
    "default": {"BACKEND": "nhb_site.buckets.BucketStorage", "OPTIONS": {"url": MEDIA_STORE}}
    if MEDIA_STORE
    else {"BACKEND": "stats.storing.DurableStorage"},
    "staticfiles": {
        "BACKEND": env(
            "STATICFILES_BACKEND",
            default="nhb_site.pressing.PressedOnce",
        )
    },
}

# Backups are of use where the server is not: the folder belongs on another disk or machine, and a
# copy of the key in another house.
BACKUP_DIR = Path(env("BACKUP_DIR", default=str(VAR_DIR / "backups")))
BACKUP_KEY_FILE = Path(env("BACKUP_KEY_FILE", default=str(VAR_DIR / "backup.key")))

# Nobody but their developers asks for the maps of scripts, and pressing them takes half a minute.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]

# The page of a table sends a dozen fields for each of its rows; at Django's own 1 000 a table of a
# hundred institutions could no longer be saved.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Mail, such as smtp+tls://user:password@host:587; without it mails are written to the log. Who is
# told when a service fails: addresses, and a web address that takes a message as JSON.
vars().update(env.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 20  # seconds; a mail server that does not answer is given up
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("EMAIL_FROM", default="jianbao@localhost")
ALARM_EMAILS = env.list("ALARM_EMAILS", default=[])
ALARM_WEBHOOK = env("ALARM_WEBHOOK", default="")
# The site is not ready with less than this free, and notes what took this long to answer.
DISK_LOW_MB = env.int("DISK_LOW_MB", default=500)
SLOW_SECONDS = env.float("SLOW_SECONDS", default=1.0)
# A folder in memory where all workers count their requests; empty: each counts for itself.
METRICS_DIR = env("METRICS_DIR", default="")
# Where `manage.py metrics` answers Prometheus, such as 127.0.0.1:9180; never the public port.
METRICS_ADDRESS = env("METRICS_ADDRESS", default="")
if env("LOG_FORMAT", default="") == "json":
    LOGGING = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "nhb_site.logs.JsonLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
    }

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # asked by machines, within the house
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # With this prefix browsers take them from this host alone, and only by HTTPS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"

DJANGO_TABLES2_TEMPLATE = "stats/_observations.html"
