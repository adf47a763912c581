"""A mistyped id is noticed."""

import pytest

from archive.text import idcodes


@pytest.mark.parametrize(
    ("body", "check"), [("0000000", "0"), ("0000001", "y"), ("4f7k9q2", "v")]
)
def test_vectors(body, check):
    assert idcodes.check_character(body) == check


def test_every_single_wrong_character_is_noticed():
    code = idcodes.new_id_code()
    for place in range(8):
        for other in idcodes.ID_ALPHABET.replace(code[place], ""):
            with pytest.raises(idcodes.IdCodeError, match="typing error"):
                idcodes.parse_id_code(code[:place] + other + code[place + 1 :])


def test_an_id_is_read_in_any_dress():
    code = idcodes.new_id_code()
    assert idcodes.parse_id_code(idcodes.format_id_code(code)) == code
    assert (
        idcodes.parse_id_code(code.upper().replace("0", "O").replace("1", "I")) == code
    )
