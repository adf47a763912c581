"""The people who work at the archive."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An account of the desk; readers need none. Roles are groups."""

    class Meta(AbstractUser.Meta):
        pass
