"""Where the list is: sheet, header, and the rows that are graduates."""

from collections.abc import Sequence

from alumni.registry.importing.columns import suggest_mapping
from alumni.registry.importing.layout import Rows, column_letter, find_header, find_list
from mik.common.tables import Cell, Merge, Row, Sheet

HEADER: list[Cell] = ["Adı", "Soyadı", "Bölüm", "Mezuniyet Tarihi", "Diploma No", "T.C. Kimlik No"]
ALI: list[Cell] = ["Ali", "Kara", "Tarih", "01.02.2003", "2003/1", "10000000146"]
CAN: list[Cell] = ["Can", "Öz", "Fizik", "01.02.2004", "2004/1", "10000000146"]


def sheet(*rows: Sequence[Cell], name: str = "", merged: tuple[Merge, ...] = (), hidden: bool = False) -> Sheet:
    numbered = [Row(number, tuple(cells)) for number, cells in enumerate(rows, start=1)]
    return Sheet(name=name, rows=lambda: iter(numbered), merged=merged, hidden=hidden)


def read(one: Sheet) -> tuple[list[int], list[int]]:
    """The numbers of the graduates' rows, and of those skipped."""
    header = find_header(list(one.rows()), one.merged)
    assert header is not None
    rows = Rows(one, header, suggest_mapping(header.labels))
    return [row.number for row in rows], rows.skipped


def test_titles_blanks_and_totals_are_no_graduates() -> None:
    assert read(
        sheet(
            ["KTÜ"], ["Birim", "Tümü", "Düzey", "Lisans"], [], HEADER, ALI, [], ["-", ".", None], CAN,
            [None, "TOPLAM: 2 mezun"], ["Genel Toplam", "2", "1", "1"], ["Hazırlayan", None, "Onaylayan"],
            ["Sayfa 1/1"],
        )
    ) == ([5, 8], [9, 10, 11, 12])  # fmt: skip


def test_a_nearly_empty_row_is_still_a_graduate() -> None:
    assert read(sheet(HEADER, ALI, ["Can", None, None, None, "2004/1"])) == ([2, 3], [])


def test_the_header_of_every_page_is_left_out() -> None:
    assert read(sheet(HEADER, ALI, HEADER, CAN)) == ([2, 4], [3])


def test_a_header_in_two_rows() -> None:
    upper = ["Kimlik", None, "Program", "Mezuniyet", "Diploma", "T.C. Kimlik"]
    lower = ["Adı", "Soyadı", "Bölüm", "Tarihi", "No", "No"]
    one = sheet(["Başlık"], upper, lower, ALI, merged=(Merge(2, 0, 2, 1),))
    header = find_header(list(one.rows()), one.merged)
    assert header is not None
    assert (header.first_row, header.last_row) == (2, 3)
    assert header.labels[3:] == ("Mezuniyet Tarihi", "Diploma No", "T.C. Kimlik No")
    assert read(one) == ([4], [])


def test_a_faculty_name_is_not_taken_for_a_given_name() -> None:
    one = sheet(
        ["Fakülte", "Baba", "Öğrenci", "Doğum", "Doğum"], ["Adı", "Adı", "Adı Soyadı", "Yeri", "Tarihi"], ["a"] * 5
    )
    header = find_header(list(one.rows()))
    assert header is not None
    assert suggest_mapping(header.labels) == {"faculty": 0, "full_name": 2, "birth_date": 4}


def test_no_header() -> None:
    assert find_header([]) is None
    assert find_header(list(sheet(["Trabzon Meslek Yüksekokulu", "Ali", "Lisans"], ALI).rows())) is None


def test_the_sheet_with_the_fullest_header_is_taken() -> None:
    summary = sheet(["Fakülte", "Bölüm", "Düzey", "Sayı"], ["Fen", "Fizik", "L", 3.0], name="Özet")
    hidden = sheet(HEADER, ALI, name="Gizli", hidden=True)
    found = find_list([summary, hidden, sheet(HEADER, ALI, name="Liste"), sheet(["x"])])
    assert found is not None
    assert found[0].name == "Liste"
    assert find_list([sheet(["x"])]) is None


def test_merged_cells_fill_down_and_no_further() -> None:
    blank = [*ALI[:2], None, *ALI[3:]]
    one = sheet(HEADER, ALI, blank, blank, CAN, blank, merged=(Merge(2, 2, 4, 2), Merge(5, 0, 5, 5)))
    header = find_header(list(one.rows()))
    assert header is not None
    assert [row.cells[2] for row in Rows(one, header, {"surname": 1, "department": 2, "diploma_no": 4})] == [
        "Tarih", "Tarih", "Tarih", "Fizik", None]  # fmt: skip


def test_headings_between_rows_are_remembered() -> None:
    one = sheet(HEADER, ["Fakülte: Fen Fakültesi"], ["Fizik Bölümü"], ALI, ["Tıp Fakültesi"], CAN)
    header = find_header(list(one.rows()))
    assert header is not None
    told = [(row.faculty, row.department) for row in Rows(one, header, suggest_mapping(header.labels))]
    assert told == [("Fen Fakültesi", "Fizik Bölümü"), ("Tıp Fakültesi", "")]


def test_columns_have_letters() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
