"""Which regions touch, and in which order they are named."""

import pytest

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


@pytest.mark.parametrize(
    ("right", "down", "touching"),
    [
        (0.0, 0.0, True),
        (0.9, 0.0, True),
        (0.0, 0.9, True),
        (-0.9, 0.9, True),
        (1.2, 0.0, False),
        (-1.2, 0.0, False),
        (0.0, 1.2, False),
        (0.9, -1.2, False),
    ],
)
def test_a_border_is_shared_where_it_is_near_in_both_directions(right, down, touching):
    here = [(10.5, 10.5), (20.5, 20.5)]
    there = [(x + right, y + down) for x, y in here]
    found = _group_by_shared_points({"A": here, "B": there}, near=1.0)
    assert found == ({"A": ("B",), "B": ("A",)} if touching else {"A": (), "B": ()})
