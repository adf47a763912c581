"""The cast of the desk, logged in."""

from tests.admin.conftest import anna, carla, dora, enter

__all__ = ["anna", "carla", "dora", "enter"]
