"""Settings; the defaults are the embedded profile, SQLite and Whoosh."""

from __future__ import annotations

import os
import re
import secrets
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import available_timezones

from . import env

env.limit_matrix_threads()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / env.read_text("ARCHIVE_VAR", "var")
ONION_URL_FORM = re.compile(r"http://[a-z2-7]{56}\.onion")  # of version 3
SEARCH_ENGINES = {
    "whoosh": "archive.search.haystack.whoosh.WhooshEngine",
    "tantivy": "archive.search.haystack.tantivy.TantivyEngine",
    "opensearch": "archive.search.haystack.opensearch.OpenSearchEngine",
}
try:
    VAR.mkdir(mode=0o700, exist_ok=True)
except OSError as error:
    raise env.SettingError(
        f"ARCHIVE_VAR: {VAR} cannot be made: {error.strerror}"
    ) from error


def _secret_key() -> str:
    """The given key, else one made once and kept where only the owner reads."""
    secret_key = env.read_text("ARCHIVE_SECRET_KEY")
    path = VAR / "secret_key"
    if secret_key:
        return secret_key
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


def read_former_keys() -> list[str]:
    """Secret keys of before, newest first: what they signed or encrypted is read, and
    nothing is signed with them."""
    path = VAR / "former_secret_keys"
    given = env.read_text("ARCHIVE_SECRET_KEY_FALLBACKS")
    kept = path.read_text("utf-8") if path.exists() else ""
    return [*given.replace(",", " ").split(), *kept.split()]


def find_shared_memory() -> Path | None:
    """A folder in memory for all processes of this archive and account; None where the
    system has no such place, and each process counts for itself."""
    memory = Path("/dev/shm")
    if not memory.is_dir():
        return None
    name = sha256(bytes(VAR)).hexdigest()[:16]
    return memory / f"archive-{os.geteuid()}-{name}"


def read_database(url: str) -> dict[str, Any]:
    """Django's settings for `sqlite:///path` or `postgresql://user:pass@host/name`;
    without an address it is a SQLite file in `VAR`."""
    parts = urlsplit(url)
    if not url or parts.scheme == "sqlite":
        path = BASE_DIR / parts.path.removeprefix("/")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path if url else VAR / "archive.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # Deleted rows are overwritten: readers' queries are among them.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA secure_delete=ON;",
            },
        }
    if parts.scheme == "postgresql":
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.removeprefix("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", parts.hostname or ""),
            "PORT": str(parts.port or ""),
            # A server that is gone without a word is given up after some 15 seconds.
            "OPTIONS": {
                "connect_timeout": 3,
                "keepalives_idle": 5,
                "keepalives_interval": 5,
                "keepalives_count": 2,
                "tcp_user_timeout": 15_000,
                **options,
            },
        }
    raise env.SettingError(
        f"ARCHIVE_DATABASE_URL: write sqlite:///… or postgresql://…, not {url[:20]!r}"
    )


def read_search(url: str) -> dict[str, Any]:
    """Haystack's settings for `whoosh:///path` or `tantivy:///path`, from the name of
    an engine to the folder of its index; without a path it is `index` in `VAR`. For
    `opensearch://host,host/name` the folder holds locks and notes only."""
    parts = urlsplit(url)
    if parts.scheme == "opensearch":
        return _read_opensearch(url)
    place = (parts.netloc + parts.path).removeprefix("/") or VAR / "index"
    if parts.scheme == "tantivy" and find_spec("tantivy") is None:
        raise env.SettingError(
            "ARCHIVE_SEARCH_URL: the engine tantivy is not installed. "
            "Run `pip install .[tantivy]`, or write whoosh:///…"
        )
    if parts.scheme not in SEARCH_ENGINES:
        raise env.SettingError(
            "ARCHIVE_SEARCH_URL: write whoosh:///…, tantivy:///… or "
            f"opensearch://host:9200/archive, not {parts.scheme}:…"
        )
    return {
        "ENGINE": SEARCH_ENGINES[parts.scheme],
        "PATH": str(BASE_DIR / place),
        "INCLUDE_SPELLING": True,
        "SILENTLY_FAIL": False,
    }


def _read_opensearch(url: str) -> dict[str, Any]:
    """Haystack's settings for `opensearch://user:password@host:9200,host/name?…`; no
    message holds the address, in which a password may stand."""
    if find_spec("opensearchpy") is None:
        raise env.SettingError(
            "ARCHIVE_SEARCH_URL: the engine opensearch is not installed. "
            "Run `pip install .[opensearch]`, or write tantivy:///…"
        )
    try:
        cluster = env.read_cluster(url)
    except ValueError as error:
        raise env.SettingError(f"ARCHIVE_SEARCH_URL: {error}") from None
    return {
        "ENGINE": SEARCH_ENGINES["opensearch"],
        "PATH": str(VAR / "index"),
        "CLUSTER": cluster,
        "INCLUDE_SPELLING": True,
        "SILENTLY_FAIL": False,
    }


def read_base_url() -> str:
    """The beginning of permanent addresses: a scheme and a host, without a path,
    because the archive has a host of its own (decision 0077)."""
    url = env.read_text("ARCHIVE_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise env.SettingError(
            f"ARCHIVE_BASE_URL: write https://archive.example, not {url!r}"
        )
    if parts.path or parts.query or parts.fragment:
        raise env.SettingError(
            "ARCHIVE_BASE_URL: the archive needs a host name of its own and cannot be "
            f"served below a path. Write {parts.scheme}://{parts.netloc}, not {url!r}"
        )
    if prefix := env.read_text("SCRIPT_NAME").strip("/"):
        raise env.SettingError(
            "SCRIPT_NAME: the archive needs a host name of its own and cannot be "
            f"served below /{prefix}. Remove this variable"
        )
    return url


def read_time_zone() -> str:
    """The time zone of days and times on pages. Raises SettingError."""
    name = env.read_text("ARCHIVE_TIME_ZONE", "UTC")
    if name not in available_timezones():
        raise env.SettingError(
            f"ARCHIVE_TIME_ZONE: write a name such as Europe/Zurich, not {name!r}"
        )
    return name


def read_onion_url() -> str:
    """The address of the onion service, or an empty one. Raises SettingError."""
    url = env.read_text("ARCHIVE_ONION_URL").rstrip("/")
    if url and not ONION_URL_FORM.fullmatch(url):
        raise env.SettingError(
            "ARCHIVE_ONION_URL: write http:// and the 56 letters and digits of the "
            f"onion service with .onion, not {url!r}"
        )
    return url


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = read_former_keys()
DEBUG = env.read_flag("ARCHIVE_DEBUG")
ONION_URL = read_onion_url()
ALLOWED_HOSTS = [
    *env.read_list("ARCHIVE_HOSTS", "127.0.0.1,localhost,[::1]"),
    *([urlsplit(ONION_URL).netloc] if ONION_URL else []),
]
TRUSTED_PROXIES = frozenset(env.read_list("ARCHIVE_TRUSTED_PROXIES"))
SITE_NAME = env.read_text("ARCHIVE_SITE_NAME", "Surveillance Archive")
SITE_NAMES = env.read_pairs(  # by language, where it is another
    "ARCHIVE_SITE_NAMES",
    "zh-Hans=监控档案" if SITE_NAME == "Surveillance Archive" else "",
)
BASE_URL = read_base_url()
IS_HTTPS = BASE_URL.startswith("https://")
HSTS_SECONDS = env.read_number("ARCHIVE_HSTS_SECONDS", 365 * 24 * 3600)
HAS_DESK = env.read_flag("ARCHIVE_DESK", default=True)
PROCESSES = env.read_processor_count("ARCHIVE_PROCESSES")  # that answer requests
CONTACT = env.read_text("ARCHIVE_CONTACT")
TEXT_ACCESS = env.read_choice("ARCHIVE_TEXT_ACCESS", ("public", "editors"), "public")
LOG_ORIGIN = env.read_text("ARCHIVE_LOG_ORIGIN") or f"{urlsplit(BASE_URL).netloc}/log"
LOG_KEY = BASE_DIR / (env.read_text("ARCHIVE_LOG_KEY") or VAR / "keys" / "log.pem")
TIMESTAMP_URL = env.read_text("ARCHIVE_TIMESTAMP_URL")  # empty: nobody is asked
TIMESTAMP_CERTIFICATES = env.read_text("ARCHIVE_TIMESTAMP_CERTIFICATES")
SEED = BASE_DIR / env.read_text("ARCHIVE_SEED", "../shared/seed")
CORPORA = BASE_DIR / env.read_text("ARCHIVE_CORPORA", "../shared/corpora")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",  # second factors; none of its pages has an address
    "allauth.account",
    "allauth.mfa",
    "archive",  # before Haystack: its commands of the same names are ours
    "haystack",
]
DESK_MIDDLEWARE = [
    "archive.web.middleware.login_limits.limit_logins",
    "archive.web.middleware.session_limits.limit_sessions",
    "archive.web.middleware.first_login.require_own_password",
    "archive.web.middleware.second_factor.require_second_factor",
    "archive.web.middleware.session_expired.return_unsaved_form",
    "archive.web.middleware.refusals.note_refusals",
]
MIDDLEWARE = [
    "archive.web.middleware.reader_bucket.note_reader_bucket",
    "archive.web.middleware.compression.compress_response",
    "django.middleware.http.ConditionalGetMiddleware",
    "archive.web.middleware.bidi_controls.show_controls_of_direction",
    "archive.web.middleware.security_headers.add_security_headers",
    "archive.web.middleware.page_caching.cache_pages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "archive.web.middleware.reader_language.set_reader_language",
    "archive.web.middleware.proxy_headers.check_proxy_headers",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "archive.web.middleware.request_size_limit.limit_request_size",
    *(DESK_MIDDLEWARE if HAS_DESK else []),
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "archive.web.layout.unindented_templates.UnindentedLoader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "archive.web.layout.site_context.site_context",
            ],
        },
    }
]
ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"
DATABASES = {"default": read_database(env.read_text("ARCHIVE_DATABASE_URL"))}
UPGRADE_COPIES = VAR / "before-upgrades"  # of the SQLite database
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "archive.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "archive.models.staff.password_rules.NameInPasswordValidator"},
    {"NAME": "archive.models.staff.password_rules.PatternValidator"},
    {"NAME": "archive.models.staff.password_rules.SamePasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "archive.models.user.OneTimeHasher",
]
HAYSTACK_CONNECTIONS = {
    "default": read_search(env.read_text("ARCHIVE_SEARCH_URL", "whoosh://"))
}
SEARCHES_BY_MEANING = env.read_flag("ARCHIVE_MEANING", default=True)
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"  # the outbox tells
HAYSTACK_ITERATOR_LOAD_PER_QUERY = 100

INTERFACES = {"en": "English", "de": "Deutsch", "zh-Hans": "简体中文"}
LANGUAGES = [
    (code.lower(), INTERFACES[code])  # Django writes them in lower case
    for code in env.read_choices(
        "ARCHIVE_LANGUAGES", tuple(INTERFACES), "en,de,zh-Hans"
    )
]
LANGUAGE_CODE = LANGUAGES[0][0]  # where nothing the reader asks for is there
LOCALE_PATHS = [
    BASE_DIR / "archive" / "locale",
    BASE_DIR / "archive" / "locale_django",  # Django's German in Swiss spelling
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = read_time_zone()

STATIC_URL = "/static/"
STATIC_DIR = BASE_DIR / "archive" / "static"
STATIC_ROOT = VAR / "static"
FONTS = VAR / "fonts"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
LOGIN_TRIES = find_shared_memory()  # where failed logins are counted
MEDIA_ROOT = BASE_DIR / (env.read_text("ARCHIVE_MEDIA_DIR") or VAR / "media")
FILE_UPLOAD_PERMISSIONS = 0o600

# The header by which a web server in front says that a reader came by HTTPS. Whoever
# writes it without one loses their own login, and gains nothing.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
# Browsers take `__Host-` from this host alone, by HTTPS, for all its paths.
COOKIE_PREFIX = "__Host-" if IS_HTTPS else ""
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = IS_HTTPS
# Without a desk nobody logs in: no session is looked up, and the cookie of a login at
# the desk of the same host is left alone.
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid" if HAS_DESK else "no-sessionid"
SESSION_ENGINE = (
    "archive.models.staff.session_store"
    if HAS_DESK
    else "django.contrib.sessions.backends.signed_cookies"
)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True  # no script of ours reads them
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 60  # without a request at the desk; after 8 hours anyway
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# The other storage would put titles of hidden entries into a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "/desk/admin/login/"
MFA_ADAPTER = "archive.models.staff.second_factor_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
ACCOUNT_RATE_LIMITS = False  # they would store addresses; ours are middleware
CSRF_FAILURE_VIEW = "archive.web.middleware.session_expired.csrf_failure_page"
# An article at the desk has nine fields a passage; only a text of 5 MB is pasted.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000_000
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "archive.logs.RedactingFormatter"}},
    "filters": {"one_refusal_a_minute": {"()": "archive.logs.RefusalFilter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["one_refusal_a_minute"],
        }
    },
    "loggers": {
        name: {"handlers": ["console"], "level": "ERROR", "propagate": False}
        for name in ("django", "archive", "waitress")
    },
}
