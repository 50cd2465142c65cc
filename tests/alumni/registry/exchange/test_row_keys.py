"""Row keys: they come back from a spreadsheet, tell nothing, and belong to nobody once altered."""

import base64
import re
from typing import Any

import pytest

from alumni.registry.exchange.row_keys import read_row_key, row_key
from mik.common.tables import read_table, write_csv, write_xlsx

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@pytest.mark.parametrize(("graduation", "person"), [(1, 1), (0, 7), (12_345_678, 98_765_432), (2**48 - 1, 2**48 - 1)])
def test_a_key_leads_back_to_its_record(graduation: int, person: int) -> None:
    key = row_key(graduation, person)
    assert read_row_key(key) == (graduation, person)
    assert read_row_key(f" {key.lower()[:20]} {key.lower()[20:]}\n") == (graduation, person)
    assert read_row_key(f"'{key}") == (graduation, person)


def test_a_key_is_short_plain_and_always_the_same() -> None:
    key = row_key(42, 4_242)
    assert key == row_key(42, 4_242)
    assert re.fullmatch(r"K[A-Z2-7]{45}", key)
    assert "42" not in row_key(42, 42)[-4:]


def test_neighbours_have_nothing_in_common() -> None:
    keys = [row_key(number, number) for number in range(200)]
    assert len({key[:8] for key in keys}) == 200


def test_a_key_altered_in_any_place_belongs_to_nobody() -> None:
    key = row_key(42, 4_242)
    for place in range(1, len(key)):
        for other in set(_LETTERS) - {key[place]}:
            assert read_row_key(key[:place] + other + key[place + 1 :]) is None


@pytest.mark.parametrize("text", ["", "K", "K" * 46, "ı" * 46, "12345", "A" + "A" * 45, "K" + "0" * 45, "K" + "A" * 44])
def test_what_is_no_key_is_nothing(text: str) -> None:
    assert read_row_key(text) is None


def test_keys_outlive_the_change_of_the_field_keys(settings: Any) -> None:
    old_keys, key = settings.FIELD_KEYS, row_key(5, 6)
    new = f"yeni:{base64.b64encode(b'n' * 32).decode()}"
    settings.FIELD_KEYS = f"{new},{old_keys}"
    assert read_row_key(key) == (5, 6)
    assert row_key(5, 6) != key
    settings.FIELD_KEYS = new
    assert read_row_key(key) is None


@pytest.mark.parametrize(("write", "name"), [(write_csv, "a.csv"), (write_xlsx, "a.xlsx")])
def test_keys_survive_a_spreadsheet(tmp_path, write, name) -> None:  # type: ignore[no-untyped-def]
    keys = [row_key(number, number + 1) for number in range(1, 60)]
    write(tmp_path / name, ["Kayıt anahtarı"], [[key] for key in keys])
    with read_table(tmp_path / name) as table:
        rows = [str(row.cells[0]) for row in table.sheets[0].rows()][1:]
    assert [read_row_key(text) for text in rows] == [(number, number + 1) for number in range(1, 60)]
