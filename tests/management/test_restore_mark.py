"""A restore that was killed is told of, and run again."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management.base import CommandError

from archive.management.preparation import check_preparation
from archive.management.restore_mark import mark_restore, refuse_half_restored


class KilledError(BaseException):
    """Stands for the end of the process."""


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.mark.parametrize("refuse", [refuse_half_restored, check_preparation])
def test_a_killed_restore_is_told_with_the_command_that_repeats_it(refuse):
    with pytest.raises(KilledError), mark_restore(Path("/backups/last")):
        raise KilledError
    with pytest.raises(CommandError, match="no"), mark_restore(Path("/backups/last")):
        raise CommandError("no")  # as without --replace: it is still half
    with pytest.raises(CommandError, match="restore /backups/last --replace"):
        refuse()
    with mark_restore(Path("/backups/last")):
        pass
    refuse_half_restored()


def test_a_refused_restore_changed_nothing_and_leaves_no_mark():
    with pytest.raises(CommandError, match="no"), mark_restore(Path("/backups/last")):
        raise CommandError("no")
    refuse_half_restored()
