"""Fixtures of all tests: the database that was asked for, a real index in a folder."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as configured
from django.template.base import Template
from django.test.signals import template_rendered
from django.test.utils import override_settings

from archive import batches
from archive.management.catalogues import compile_catalogues
from archive.models.user import OneTimeHasher
from archive.settings import read_database

from .closing import SQLITE, Closing, engines
from .databases import is_left_to_sqlite, leave_to_postgresql, leave_to_sqlite
from .factories import give_second_factor
from .indexes import index_at
from .postgresql import Server, Unavailable
from .quick import leave_out_file, leave_out_slow

# How long an example takes says how busy the machine is, and several runs share it.
hypothesis.settings.register_profile("archive", deadline=None)
hypothesis.settings.load_profile("archive")

TESTS = Path(__file__).parent
pytest_plugins = (
    "tests.demonstration",
    "tests.flushing",
    "tests.migrated",
    "tests.sockets",
    "tests.standing",
    "tests.webserver",
)


def pytest_addoption(parser):
    parser.addoption("--closing", help="write the closing line to this file too")
    parser.addoption("--quick", action="store_true", help="leave out what takes long")


def pytest_configure(config):
    """Compile translations, and start PostgreSQL where ARCHIVE_DATABASE_URL asks for
    it: once for all workers."""
    gc.disable()  # until tests are collected: what is imported stays
    # No test outlives a loss of power; what tests start as processes still waits.
    os.fsync = lambda descriptor: None
    if hasattr(config, "workerinput"):
        return
    compile_catalogues()
    journeys = any("journeys" in str(argument) for argument in config.args)
    name = "Browser" if journeys else engines(database(config))
    closing = Closing(name, config.getoption("--closing"))
    config.pluginmanager.register(closing, "closing")


def database(config):
    """Have the database at hand; its name and version."""
    if is_sqlite():
        return SQLITE
    url = os.environ.get("ARCHIVE_TEST_DATABASE_URL")
    version = ""
    if not url:
        try:
            server = Server()
        except Unavailable as reason:
            raise pytest.UsageError(f"no PostgreSQL: {reason}") from reason
        config.add_cleanup(server.stop)
        url, version = server.url(), f" {server.version()}"
    # The workers of pytest-xdist read it from their environment.
    os.environ["ARCHIVE_DATABASE_URL"] = url
    configured.DATABASES["default"].update(read_database(url))
    return f"PostgreSQL{version}"


def is_sqlite():
    """Whether the run is on the database that runs everything."""
    return "postgresql" not in configured.DATABASES["default"]["ENGINE"]


def pytest_ignore_collect(collection_path, config):
    """On another database, do not even read files that are left to SQLite; in a quick
    run, none that takes long."""
    if not collection_path.is_file():
        return None
    name = collection_path.relative_to(TESTS).as_posix()
    is_left = not is_sqlite() and is_left_to_sqlite(name)
    if config.getoption("--quick"):
        is_left = is_left or leave_out_file(config, collection_path, name)
    return True if is_left else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """On another database, only what reaches it; on SQLite, not what only that can;
    in a quick run, not what takes long."""
    leave = leave_to_postgresql if is_sqlite() else leave_to_sqlite
    leave(config, items)
    if config.getoption("--quick"):
        leave_out_slow(config, items)


def pytest_make_parametrize_id(val, argname):
    """A file in a table of tests goes by the name of its column: packed ones hold the
    second in which they were made, and workers must collect the same names."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_finish():
    """Leave what every test needs, Django and the tests themselves, out of each round
    of the garbage collector, which would take a twelfth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    gc.enable()


def render_and_report_page(template, context):
    """Render a template, and tell Django's client of it if it is the page itself."""
    if context.template is template:
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


@pytest.fixture(autouse=True, scope="session")
def reported_pages(django_test_environment):
    """Django tells its client of each included template too, with a copy of all its
    values, which would be a tenth of a page's time."""
    Template._render = render_and_report_page


@pytest.fixture(autouse=True, scope="session")
def light_settings(django_test_environment):
    """What would take time and is not asked about."""
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # A million rounds for each account of a test would be a third of its time.
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher"
    with (
        pytest.MonkeyPatch.context() as patch,
        override_settings(
            STORAGES={**configured.STORAGES, "staticfiles": static},
            # Each client of a test would list all static files, to find one when it is
            # asked for; so it looks then.
            WHITENOISE_AUTOREFRESH=True,
            LOGIN_TRIES=None,  # each client counts for itself
            PASSWORD_HASHERS=[hasher, *configured.PASSWORD_HASHERS],
        ),
    ):
        patch.setattr(OneTimeHasher, "iterations", 1)
        patch.setattr(batches, "SECONDS_PER_SLICE", 60)  # other tests run beside
        yield


@pytest.fixture(autouse=True)
def index(tmp_path, settings):
    """An index of this test's own, of the engine that was asked for."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.LOG_KEY = tmp_path / "keys" / "log.pem"
    with index_at(tmp_path / "index"):
        yield


@pytest.fixture
def admin_user(admin_user):
    """A superuser with the second factor that the desk asks for."""
    give_second_factor(admin_user)
    return admin_user


@pytest.fixture(scope="session")
def seed():
    """The seed's file, where it is."""
    folder = configured.SEED
    found = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    if not found:
        pytest.skip("the seed's folder (ARCHIVE_SEED) is not there")
    return found[0]
