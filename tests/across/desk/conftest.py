"""The cast of the desk, logged in."""

from tests.admin.conftest import anna as anna
from tests.admin.conftest import carla as carla
from tests.admin.conftest import dora as dora
from tests.admin.conftest import enter as enter
