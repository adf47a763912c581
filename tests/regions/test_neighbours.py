"""Which regions touch, and in which order they are named."""

from archive.regions._neighbours import _group_by_shared_points

NAMES = tuple(f"X{number:02}" for number in range(30))


def test_neighbours_with_borders_of_one_length_stand_by_their_codes():
    """A set has another order in each process; two would give two pages."""
    corners = [(10.0, 10.0), (20.0, 20.0)]
    points = dict.fromkeys(reversed(NAMES), corners)
    touching = _group_by_shared_points(points, near=1.0)
    assert touching["X00"] == NAMES[1:]
    assert touching["X29"] == NAMES[:-1]


def test_the_longest_common_border_comes_first():
    points = {
        "A": [(10.0, 10.0), (20.0, 20.0), (30.0, 30.0)],
        "B": [(10.0, 10.0), (20.0, 20.0)],
        "C": [(10.0, 10.0), (20.0, 20.0), (30.0, 30.0)],
        "D": [(10.0, 10.0)],  # one point is a corner, not a border
    }
    assert _group_by_shared_points(points, near=1.0)["A"] == ("C", "B")
