"""A setting is read as it is written, or named as wrong."""

import json
import logging
import os
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import get_hasher, identify_hasher
from django.contrib.auth.password_validation import get_password_validators
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.utils.module_loading import import_string

from archive.env import SettingError, read_choices
from archive.logs import RedactingFormatter, RefusalFilter
from archive.models.user import OneTimeHasher
from archive.settings import read_database, read_search


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///var/a.sqlite3", {"NAME": settings.BASE_DIR / "var/a.sqlite3"}),
        (
            "postgresql://anna:a%40b@db.example:5433/archive",
            {
                "NAME": "archive",
                "USER": "anna",
                "PASSWORD": "a@b",
                "HOST": "db.example",
                "PORT": "5433",
            },
        ),
        (
            "postgresql:///archive?host=/run/postgresql&sslmode=disable",
            {
                "NAME": "archive",
                "HOST": "/run/postgresql",
                "OPTIONS": {
                    "connect_timeout": 3,
                    "keepalives_idle": 5,
                    "keepalives_interval": 5,
                    "keepalives_count": 2,
                    "tcp_user_timeout": 15_000,
                    "sslmode": "disable",
                },
            },
        ),
    ],
)
def test_a_database_is_named_by_its_address(url, said):
    read = read_database(url)
    assert {name: read[name] for name in said} == said


def test_another_database_is_refused_by_name():
    with pytest.raises(SettingError, match="ARCHIVE_DATABASE_URL"):
        read_database("mysql://localhost/archive")


@pytest.mark.parametrize(
    ("url", "engine", "path"),
    [
        ("whoosh:///var/index", "whoosh.WhooshEngine", settings.BASE_DIR / "var/index"),
        ("whoosh://", "whoosh.WhooshEngine", settings.BASE_DIR / "var/index"),
        ("tantivy://", "tantivy.TantivyEngine", settings.BASE_DIR / "var/index"),
        ("tantivy:////srv/index", "tantivy.TantivyEngine", "/srv/index"),
    ],
)
def test_a_search_engine_is_named_by_its_address(monkeypatch, url, engine, path):
    monkeypatch.setattr("archive.settings.find_spec", lambda _name: True)
    read = read_search(url)
    assert read["ENGINE"].endswith(f"search.haystack.{engine}")
    assert read["PATH"] == str(path)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("tantivy:///var/index", r"pip install .\[tantivy\]"),
        ("opensearch://localhost:9200/archive", r"pip install .\[opensearch\]"),
        ("solr://localhost", "write whoosh:///…, tantivy:///… or opensearch://host"),
        ("", "write whoosh"),
    ],
)
def test_an_engine_that_is_not_there_is_refused_with_what_to_do(monkeypatch, url, said):
    monkeypatch.setattr("archive.settings.find_spec", lambda _name: None)
    with pytest.raises(SettingError, match=f"ARCHIVE_SEARCH_URL: .*{said}"):
        read_search(url)


def test_a_cluster_is_named_by_its_address_and_its_password_never_told(monkeypatch):
    monkeypatch.setattr("archive.settings.find_spec", lambda _name: True)
    read = read_search("opensearch://a:geheim@one,two:9201/archive")
    assert read["ENGINE"].endswith("search.haystack.opensearch.OpenSearchEngine")
    assert read["PATH"] == str(settings.VAR / "index")
    assert read["CLUSTER"]["hosts"] == ("one:9200", "two:9201")
    for url in ("opensearch://a:geheim@one", "opensearchs://a:geheim@one/archive"):
        with pytest.raises(SettingError, match="ARCHIVE_SEARCH_URL: ") as told:
            read_search(url)
        assert "geheim" not in str(told.value)


@pytest.mark.parametrize(
    ("value", "languages"),
    [("", ["en", "de"]), ("de", ["de"]), ("de, en", ["de", "en"]), ("de,de", ["de"])],
)
def test_languages_are_those_named_in_their_order(monkeypatch, value, languages):
    monkeypatch.setenv("ARCHIVE_LANGUAGES", value or "en,de")
    assert read_choices("ARCHIVE_LANGUAGES", ("en", "de"), "en,de") == languages


@pytest.mark.parametrize("value", ["fr", "de,fr", ","])
def test_a_language_we_do_not_have_is_told(monkeypatch, value):
    monkeypatch.setenv("ARCHIVE_LANGUAGES", value)
    with pytest.raises(SettingError, match="ARCHIVE_LANGUAGES: write some of en, de"):
        read_choices("ARCHIVE_LANGUAGES", ("en", "de"), "en,de")


def read_settings(**environment):
    """Some settings of a process that has these variables, or what it says of them."""
    code = (
        "import json; from archive import env\n"
        "try: from archive import settings as s\n"
        "except env.SettingError as error: print(json.dumps(str(error)))\n"
        "else: print(json.dumps({n: str(v) for n, v in vars(s).items()}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_everything_that_changes_moves_with_the_folder_of_data(tmp_path):
    folder = tmp_path / "Daten für Prüfung #1?"
    read = read_settings(ARCHIVE_VAR=str(folder), ARCHIVE_DATABASE_URL="")
    for name in ("DATABASES", "HAYSTACK_CONNECTIONS", "MEDIA_ROOT", "LOG_KEY"):
        assert str(folder) in read[name], name
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert not [n for n, v in read.items() if str(settings.BASE_DIR / "var") in v]


def test_behind_https_cookies_go_to_this_host_alone():
    read = read_settings(ARCHIVE_BASE_URL="https://archive.example")
    assert read["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert read["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert read["SESSION_COOKIE_SECURE"] == read["CSRF_COOKIE_SECURE"] == "True"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ARCHIVE_TIME_ZONE", "Zürich", "Europe/Zurich"),
        ("ARCHIVE_BASE_URL", "archive.example", "https://archive.example"),
        ("ARCHIVE_BASE_URL", "https://example.org/archive/", "below a path"),
        ("SCRIPT_NAME", "/archive", "below /archive"),
        ("ARCHIVE_ONION_URL", "http://short.onion", "56 letters"),
        ("ARCHIVE_HSTS_SECONDS", "a year", "whole number"),
        ("ARCHIVE_VAR", "/proc/no/such/place", "cannot be made"),
        ("ARCHIVE_DESK", "perhaps", "on or off"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_with_one_that_can(name, value, said):
    read = read_settings(**{name: value})
    assert read.startswith(f"{name}: ") and said in read


@pytest.fixture
def load_settings(monkeypatch, tmp_path):
    """Settings of a process that has these variables and no other of ours."""
    for name in [each for each in os.environ if each.startswith("ARCHIVE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ARCHIVE_VAR", str(tmp_path / "var"))

    def load(**environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        path = settings.BASE_DIR / "archive/settings.py"
        spec = spec_from_file_location("archive.settings_again", path)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


def test_a_key_is_made_once_unless_one_is_given(load_settings):
    made = load_settings().SECRET_KEY
    assert len(made) >= 64 and made == load_settings().SECRET_KEY
    assert load_settings(ARCHIVE_SECRET_KEY="of ours").SECRET_KEY == "of ours"


def test_former_keys_are_those_given_then_those_in_the_file(load_settings, tmp_path):
    assert load_settings().SECRET_KEY_FALLBACKS == []
    (tmp_path / "var" / "former_secret_keys").write_text("newest\noldest\n")
    assert load_settings().SECRET_KEY_FALLBACKS == ["newest", "oldest"]
    loaded = load_settings(ARCHIVE_SECRET_KEY_FALLBACKS="of-ours")
    assert loaded.SECRET_KEY_FALLBACKS == ["of-ours", "newest", "oldest"]


DEFAULTS = {
    "SITE_NAME": "Surveillance Archive",
    "SITE_NAMES": {"zh-Hans": "监控档案"},
    "BASE_URL": "http://127.0.0.1:8000",
    "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
    "TIME_ZONE": "UTC",
    "LANGUAGE_CODE": "en",
    "TEXT_ACCESS": "public",
    "HAS_DESK": True,
    "HSTS_SECONDS": 31_536_000,
    "DEBUG": False,
    "USE_I18N": True,
    "USE_TZ": True,
    "LOG_ORIGIN": "127.0.0.1:8000/log",
    "SECURE_PROXY_SSL_HEADER": None,
    "CSRF_COOKIE_NAME": "csrftoken",
    "SESSION_COOKIE_NAME": "sessionid",
}


def test_what_is_not_set_is_as_the_page_of_settings_says(load_settings):
    loaded = load_settings()
    assert {name: getattr(loaded, name) for name in DEFAULTS} == DEFAULTS
    assert loaded.LOG_KEY == loaded.VAR / "keys" / "log.pem"
    assert loaded.MEDIA_ROOT == loaded.VAR / "media"
    assert loaded.DATABASES["default"]["NAME"] == loaded.VAR / "archive.sqlite3"
    assert [code for code, _name in loaded.LANGUAGES] == ["en", "de", "zh-hans"]


ONION = f"{'a2' * 28}.onion"


@pytest.mark.parametrize(
    ("environment", "name", "value"),
    [
        ({"ARCHIVE_LOG_ORIGIN": "log.example"}, "LOG_ORIGIN", "log.example"),
        ({"ARCHIVE_BASE_URL": "https://a.example"}, "LOG_ORIGIN", "a.example/log"),
        ({"ARCHIVE_LOG_KEY": "/run/log.pem"}, "LOG_KEY", Path("/run/log.pem")),
        ({"ARCHIVE_MEDIA_DIR": "/srv/media"}, "MEDIA_ROOT", Path("/srv/media")),
        ({"ARCHIVE_SITE_NAME": "Ours"}, "SITE_NAMES", {}),
        ({"ARCHIVE_SITE_NAMES": "de=Unser"}, "SITE_NAMES", {"de": "Unser"}),
        (
            {"ARCHIVE_HOSTS": "a.example", "ARCHIVE_ONION_URL": f"http://{ONION}"},
            "ALLOWED_HOSTS",
            ["a.example", ONION],
        ),
        (
            {"ARCHIVE_BASE_URL": "https://a.example"},
            "SECURE_PROXY_SSL_HEADER",
            ("HTTP_X_FORWARDED_PROTO", "https"),
        ),
        ({"ARCHIVE_LANGUAGES": "de,en"}, "LANGUAGE_CODE", "de"),
        ({"ARCHIVE_DESK": "off"}, "SESSION_COOKIE_NAME", "no-sessionid"),
        (
            {"ARCHIVE_DESK": "off"},
            "SESSION_ENGINE",
            "django.contrib.sessions.backends.signed_cookies",
        ),
    ],
)
def test_a_variable_sets_what_it_says(load_settings, environment, name, value):
    assert getattr(load_settings(**environment), name) == value


def test_every_middleware_of_ours_is_in_use_and_at_the_desk_only_what_is_for_it(
    load_settings,
):
    with_desk = load_settings().MIDDLEWARE
    of_ours = {
        name.rpartition(".")[0].rpartition(".")[2]
        for name in with_desk
        if name.startswith("archive.web.middleware.")
    }
    folder = settings.BASE_DIR / "archive/web/middleware"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    # Not in the list: it is called by views and by the middleware of languages.
    assert of_ours == modules - {"keep_language"}
    for name in (
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ):
        assert name in with_desk
    without = load_settings(ARCHIVE_DESK="off").MIDDLEWARE
    left_out = [name.rpartition(".")[2] for name in with_desk if name not in without]
    assert left_out == [
        "limit_logins",
        "limit_sessions",
        "require_own_password",
        "require_second_factor",
        "return_unsaved_form",
        "note_refusals",
    ]


def test_logins_end_and_are_of_this_site_alone(load_settings):
    loaded = load_settings()
    assert loaded.SESSION_COOKIE_AGE == 1_800
    assert loaded.SESSION_EXPIRE_AT_BROWSER_CLOSE and loaded.SESSION_COOKIE_HTTPONLY
    assert loaded.SESSION_COOKIE_SAMESITE == "Lax"
    assert loaded.FILE_UPLOAD_PERMISSIONS == 0o600


def test_static_files_are_named_after_their_content(load_settings):
    storages = load_settings().STORAGES
    static = import_string(storages["staticfiles"]["BACKEND"])
    assert issubclass(static, ManifestFilesMixin)
    assert issubclass(import_string(storages["default"]["BACKEND"]), FileSystemStorage)


@pytest.mark.parametrize("algorithm", ["pbkdf2_sha256", OneTimeHasher.algorithm])
def test_own_and_one_time_passwords_are_known_by_their_hash(algorithm):
    kept = get_hasher(algorithm).encode("correct horse", "salt", 1)
    assert kept.startswith(f"{algorithm}$")
    assert identify_hasher(kept).verify("correct horse", kept)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elevenchars", "password_too_short"),
        ("qwertyuiop12", "password_too_common"),
        ("twelve-chars", None),
    ],
)
def test_a_new_password_is_long_and_not_a_common_one(load_settings, password, code):
    validators = get_password_validators(load_settings().AUTH_PASSWORD_VALIDATORS)
    assert len(validators) == 5
    found = set()
    for each in validators[:2]:
        try:
            each.validate(password)
        except ValidationError as error:
            found.add(error.code)
    assert found == ({code} if code else set())


@pytest.mark.parametrize("name", ["django", "archive", "waitress"])
def test_errors_are_told_once_without_words_of_readers(name):
    logger = logging.getLogger(name)
    handlers = [each for each in logger.handlers if type(each) is logging.StreamHandler]
    (handler,) = handlers
    assert isinstance(handler.formatter, RedactingFormatter)
    assert any(isinstance(each, RefusalFilter) for each in handler.filters)
    assert logger.level == logging.ERROR and not logger.propagate
