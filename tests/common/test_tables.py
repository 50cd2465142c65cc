"""Spreadsheets in and out; every bad file is refused with its own message, before it fills the memory."""

import io
import re
import struct
import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from mik.common.tables import Limits, Mark, Merge, TableError, read_table, write_csv, write_xlsx, xlsx_bytes
from mik.common.tables.model import MESSAGES, Cell

RISKY = [
    "=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "＝1+1",
    "＋A1", "－A1", "＠SUM(A1)", "−A1", " =1+1", "\u200b=1+1", "\ufeff@SUM(A1)", "\u3000＝1", "+90*2", "-1-1",
    "+(A1)", "-٣", "=",
]  # fmt: skip
READABLE = [
    "-5",
    "-5,25",
    "-1248.5",
    "+90 532 618 30 44",
    "+905326183044",
    "+90 (462) 377 20 00",
    "(462) 377",
    "a=b",
    "ö@k",
]


def rows_of(data: bytes, name: str = "") -> list[tuple[int, tuple[Cell, ...]]]:
    with read_table(io.BytesIO(data), name) as table:
        return [(row.number, row.cells) for row in table.sheets[0].rows()]


def read_all(data: bytes, name: str, limits: Limits | None) -> None:
    with read_table(io.BytesIO(data), name, limits=limits) as table:
        for sheet in table.sheets:
            list(sheet.rows())


def code_of(data: bytes, name: str = "", limits: Limits | None = None) -> str:
    with pytest.raises(TableError) as caught:
        read_all(data, name, limits)
    assert str(caught.value) == str(MESSAGES[caught.value.code])
    return caught.value.code


def rezipped(data: bytes, *, without: str = "", added: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != without and name not in (added or {}):
                new.writestr(name, old.read(name))
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return out.getvalue()


LIST = xlsx_bytes(["Ad", "No"], [["Işık", 1]])
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


# --- reading


def test_cells_keep_their_types_and_rows_their_numbers() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Liste")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(2, 1, ["Işık", 12345678901, 2.5, True])
        sheet.write_datetime(4, 1, datetime(2011, 2, 28), day)
        sheet.merge_range(5, 1, 7, 2, "altalta")
    with read_table(io.BytesIO(buffer.getvalue())) as table:
        assert [(sheet.name, sheet.merged) for sheet in table.sheets] == [("Liste", (Merge(6, 1, 8, 2),))]
        rows = {row.number: row.cells for row in table.sheets[0].rows()}
        again = {row.number: row.cells for row in table.sheets[0].rows()}
    assert rows == again
    assert rows[1] == rows[2] == rows[4] == (None,) * 5
    assert rows[3] == (None, "Işık", 12345678901.0, 2.5, True)
    assert rows[5][1] == date(2011, 2, 28)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1254", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_text_in_any_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in (["Adı", "Bölüm", "No"], ["Işık", "Şehir", "1"], ["Ğ", "", "2"]))
    with read_table(io.BytesIO(text.encode(encoding))) as table:
        rows = list(table.sheets[0].rows())
        assert (table.kind, table.encoding, table.delimiter) == ("csv", encoding, delimiter)
    assert [row.cells for row in rows] == [("Adı", "Bölüm", "No"), ("Işık", "Şehir", "1"), ("Ğ", None, "2")]


def test_quoted_cells_hold_delimiters_and_lines() -> None:
    rows = rows_of('sep=;\na;"b;c"\n\n"iki\nsatır";"""d"""\n'.encode())
    assert rows == [(1, ("a", "b;c")), (2, ()), (3, ("iki\nsatır", '"d"'))]


def test_a_path_and_an_unseekable_stream_are_read(tmp_path: Path) -> None:
    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

    (tmp_path / "liste.xlsx").write_bytes(LIST)
    for source in (tmp_path / "liste.xlsx", str(tmp_path / "liste.xlsx"), Stream(LIST)):
        with read_table(source) as table:
            assert len(list(table.sheets[0].rows())) == 2


# --- bad files


@pytest.mark.parametrize("data", [b"", b"  \n\n", b"\xef\xbb\xbf\n", b";;;\n;;\n"])
def test_empty(data: bytes) -> None:
    assert code_of(data) == "empty"


def test_empty_workbook() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet()
    assert code_of(buffer.getvalue()) == "empty"


@pytest.mark.parametrize("keep", [4, 100, 0.5, 0.9])
def test_truncated_workbook(keep: float) -> None:
    assert code_of(LIST[: int(keep if keep > 1 else len(LIST) * keep)]) == "truncated"


def test_damaged_workbook() -> None:
    with zipfile.ZipFile(io.BytesIO(LIST)) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 60
    assert code_of(LIST[:start] + b"\0" * 40 + LIST[start + 40 :]) == "truncated"


def test_text_cut_in_a_letter() -> None:
    assert code_of("Adı;Bölüm\nIşık;Ş".encode()[:-1]) == "truncated"


OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def test_password_protected() -> None:
    assert code_of(OLE2 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100) == "encrypted"


def test_archive_with_a_password() -> None:
    data = bytearray(LIST)
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1  # the flag "encrypted" of a member in the directory of the archive
    assert code_of(bytes(data)) == "encrypted"


def test_old_excel() -> None:
    assert code_of(OLE2, "liste.xls") == "legacy_xls"


def test_macros_by_content_and_by_name() -> None:
    assert code_of(rezipped(LIST, added={"xl/vbaProject.bin": b"x"})) == "macros"
    assert (
        code_of(rezipped(LIST, added={"[Content_Types].xml": b"<x ContentType='sheet.macroEnabled.main+xml'/>"}))
        == "macros"
    )
    assert code_of(LIST, "liste.XLSM") == "macros"


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n1 0 obj", b"\x89PNG\r\n\x1a\n" + b"x" * 50, b"\xff\xd8\xff\xe0" + b"\0" * 9, b"MZ\x90\0" + b"\0" * 60,
     b"Ad;Soyad\nA\0B;C\n", bytes(range(256)) * 8, b"{\\rtf1 a}"],
)  # fmt: skip
def test_no_list_at_all(data: bytes) -> None:
    assert code_of(data) == "not_a_table"


def test_another_office_file() -> None:
    assert code_of(rezipped(LIST, without="xl/workbook.xml", added={"word/document.xml": b"<w/>"})) == "not_a_table"


@pytest.mark.parametrize("data", [b"<html><table><tr><td>Ad</td></tr></table>", b"\n<?xml version='1.0'?><Workbook/>"])
def test_a_web_page_named_xls(data: bytes) -> None:
    assert code_of(data, "liste.xls") == "web_page"


def test_letters_no_encoding_holds() -> None:
    assert code_of(b"Ad;B\x81\x8d\n") == "encoding"
    assert code_of(b"\xef\xbb\xbfAd;B\xf6l\n") == "encoding"


def test_a_quote_that_never_closes() -> None:
    assert code_of(b'Ad;No\n"Ali;1\n' + b"Veli;2\n" * 500) == "quotes"
    assert code_of(b'Ad;No\n"Ali;1\nVeli;2\n') == "quotes"


def with_declared_size(data: bytes, size: int) -> bytes:
    """The archive with another unpacked size of its last member in the directory."""
    forged = bytearray(data)
    at = data.rfind(b"PK\x01\x02")
    forged[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(forged)


def test_a_gigabyte_is_not_even_begun() -> None:
    assert code_of(with_declared_size(LIST, 1024**3)) == "too_big_unzipped"


@pytest.mark.parametrize(("declared", "code"), [(None, "too_big_unzipped"), (1000, "truncated")])
def test_a_bomb_is_not_unpacked(declared: int | None, code: str) -> None:
    data = rezipped(LIST, added={"xl/worksheets/sheet1.xml": b" " * (64 * 1024 * 1024)})
    data = data if declared is None else with_declared_size(data, declared)
    tracemalloc.start()
    try:
        assert code_of(data, limits=Limits(unzipped=16 * 1024 * 1024)) == code
        assert tracemalloc.get_traced_memory()[1] < 16 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_two_million_columns_of_text() -> None:
    tracemalloc.start()
    try:
        assert code_of(b"a;" * 2_000_000 + b"\n") == "too_wide"
        assert code_of(b"a;b\n" + b";" * 2_000_000) == "too_wide"
        assert code_of(b"a;b\n" * 300 + b";" * 20_000 + b"\n") == "too_wide"
        assert tracemalloc.get_traced_memory()[1] < 64 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_two_million_columns_of_a_sheet() -> None:
    cells = b'<row r="1"><c r="A1"><v>1</v></c><c r="DGHJK1"><v>1</v></c></row>'
    assert code_of(rezipped(LIST, added={"xl/worksheets/sheet1.xml": SHEET % cells})) == "too_wide"


def test_far_corners_of_a_sheet() -> None:
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert code_of(rezipped(LIST, added={"xl/worksheets/sheet1.xml": SHEET % cells})) == "too_long"
    placeless = b'<row r="1">' + b"<c><v>1</v></c>" * 16_000 + b'</row><row r="1048576"><c><v>1</v></c></row>'
    assert code_of(rezipped(LIST, added={"xl/worksheets/sheet1.xml": SHEET % placeless})) == "too_long"


def test_styled_empty_cells_far_away_do_no_harm() -> None:
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert len(rows_of(rezipped(LIST, added={"xl/worksheets/sheet1.xml": SHEET % cells}))) == 1


def test_too_many_cells_of_text() -> None:
    assert code_of(b"a;b\n" * 600, limits=Limits(cells=1000)) == "too_long"


# --- writing


def test_no_cell_of_a_workbook_becomes_a_formula() -> None:
    data = xlsx_bytes(["=A", "B"], [[text, "http://x"] for text in RISKY])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert 'quotePrefix="1"' in styles
    assert rows_of(data)[0] == (1, ("=A", "B"))


def test_no_cell_of_a_text_becomes_a_formula() -> None:
    out = io.BytesIO()
    write_csv(out, ["=A"], [[text] for text in RISKY])
    assert all(cells[0] and str(cells[0]).startswith("'") for _, cells in rows_of(out.getvalue()))


def test_numbers_and_telephones_stay_as_they_are() -> None:
    out = io.BytesIO()
    write_csv(out, ["A", "B"], [[text, "b"] for text in READABLE])
    assert [cells[0] for _, cells in rows_of(out.getvalue())[1:]] == READABLE
    assert [styles_of(xlsx_bytes(["A"], [[text] for text in texts])) for texts in (["=1"], READABLE)] == [2, 1]


def styles_of(data: bytes) -> int:
    """How many styles the cells wear: that of the header, and the guarded one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return len(set(re.findall(rb' s="\d+"', archive.read("xl/worksheets/sheet1.xml"))))


MARK = Mark("=Ayşe & Demir", datetime(2026, 11, 22, 14, 3), "Mezunlar günü & daveti", "Yıl 2014", 1234)


def test_the_mark_is_the_last_sheet_and_the_margin_of_each_page() -> None:
    data = xlsx_bytes(["Ad"], [["Işık"], ["Su"]], mark=MARK)
    with read_table(io.BytesIO(data)) as table:
        assert [sheet.name for sheet in table.sheets] == ["Liste", "Bu dosya"]
        facts = {str(row.cells[0]): row.cells[1] for row in table.sheets[1].rows() if row.cells[0]}
    assert facts == {
        "Alan": "=Ayşe & Demir", "Tarih": "22.11.2026 14.03", "Gerekçe": "Mezunlar günü & daveti", "Satır sayısı": "2",
        "Süzgeç": "Yıl 2014", "Kayıt no": "1234",
    }  # fmt: skip
    assert rows_of(data) == [(1, ("Ad",)), (2, ("Işık",)), (3, ("Su",))]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in archive.read("xl/worksheets/sheet2.xml").decode()
    assert "&amp;LKayıt no 1234 · =Ayşe &amp;&amp; Demir" in sheet
    assert "Mezunlar günü &amp;&amp; daveti" in sheet


def test_each_row_of_a_text_ends_with_the_mark() -> None:
    out = io.BytesIO()
    write_csv(out, ["Ad"], [["Işık"], ["Su"]], mark=MARK)
    line = "Kayıt no 1234 · =Ayşe & Demir · 22.11.2026 14.03"
    assert [cells for _, cells in rows_of(out.getvalue())] == [("Ad", "Dosyanın kaydı"), ("Işık", line), ("Su", line)]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    columns = ["Ad", "Gün", "Sayı", "Telefon"]
    rows: list[list[object]] = [["Işık", date(2026, 11, 22), 1248.5, "+90 532 618 30 44"], [None, None, -3, ""]]
    write_xlsx(tmp_path / "a.xlsx", columns, iter(rows), title="Mezun/liste: uzun bir ad, otuz birden çok")
    write_csv(tmp_path / "a.csv", columns, iter(rows))
    with read_table(tmp_path / "a.xlsx") as table:
        assert [row.cells for row in table.sheets[0].rows()] == [
            tuple(columns),
            ("Işık", date(2026, 11, 22), 1248.5, "+90 532 618 30 44"),
            (None, None, -3.0, None),
        ]
    with read_table(tmp_path / "a.csv") as table:
        assert table.encoding == "utf-8-sig"
        assert [row.cells for row in table.sheets[0].rows()] == [
            tuple(columns),
            ("Işık", "22.11.2026", "1248,5", "+90 532 618 30 44"),
            (None, None, "-3", None),
        ]
