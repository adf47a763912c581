"""The models are what the migrations make of a database."""

from __future__ import annotations

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.test.utils import override_settings


def test_no_model_waits_for_a_migration():
    with override_settings(MIGRATION_MODULES={}):
        loader = MigrationLoader(None)
        former, now = loader.project_state(), ProjectState.from_apps(apps)
        changes = MigrationAutodetector(former, now).changes(graph=loader.graph)
    assert changes.get("archive", []) == []
