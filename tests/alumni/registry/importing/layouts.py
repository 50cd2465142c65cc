"""The layouts the samples are laid out in anew."""

from tests.alumni.registry.importing.relaid import (
    Layout,
    Write,
    ascii_only,
    day_cell,
    digits,
    in_english,
    in_words,
    iso,
    iso_with_time,
    level_in,
    number_cell,
    padded,
    serial,
    serial_text,
    short_unit,
    shout,
    slashes,
    spaced_number,
    titled,
    whisper,
    with_department_word,
    without_zeros,
)

_PLAIN = (
    ("tckn", "T.C. Kimlik No"), ("given", "Adı"), ("surname", "Soyadı"), ("born", "Doğum Tarihi"),
    ("faculty", "Fakülte"), ("department", "Bölüm"), ("level", "Düzey"), ("graduated", "Mezuniyet Tarihi"),
    ("diploma", "Diploma No"), ("student", "Öğrenci No"), ("phone", "Telefon"), ("email", "E-posta"),
    ("nationality", "Uyruk"),
)  # fmt: skip


def _headers(**labels: str) -> tuple[tuple[str, str], ...]:
    return tuple((what, labels.get(what, label)) for what, label in _PLAIN)


def _named(header: str, what: str = "given+surname") -> tuple[tuple[str, str], ...]:
    return tuple((what, header) if column[0] == "given" else column for column in _PLAIN if column[0] != "surname")


_TAIL: dict[str, Write] = {"given": titled, "surname": shout}

LAYOUTS = (
    Layout("plain", _PLAIN),
    Layout("shuffled", _PLAIN, shuffled=1),
    Layout("reversed csv", tuple(reversed(_PLAIN)), kind="csv"),
    Layout("windows-1254", _PLAIN, kind="csv", encoding="cp1254"),
    Layout("comma", _PLAIN, kind="csv", encoding="utf-8", delimiter=",", shuffled=2),
    Layout("tabs, utf-16", _PLAIN, kind="csv", encoding="utf-16", delimiter="\t"),
    Layout("pipes", _PLAIN, kind="csv", encoding="cp1254", delimiter="|", titles=("KTÜ", "Mezunlar")),
    Layout("english", _headers(
        tckn="National ID", given="First Name", surname="Last Name", born="DOB", faculty="Faculty", department="Dept.",
        level="Degree", graduated="Grad. Date", diploma="Diploma Number", student="Student ID", phone="Mobile Phone",
        email="E-mail Address", nationality="Nationality"),
        write={"level": level_in(lisans="Bachelor", onlisans="Associate"), "born": in_english,
               "graduated": in_english}),
    Layout("abbreviated", _headers(
        tckn="TCKN", given="Ad", surname="Soyad", born="D. Tar.", faculty="Fak.", department="Böl.", level="Derece",
        graduated="Mez. Tar.", diploma="Dip. No", student="Öğr. No", phone="GSM", email="E-mail", nationality="Uyruğu"),
        write={"level": level_in(lisans="L", onlisans="ÖL"), "faculty": short_unit, "department": short_unit},
        shuffled=3),
    Layout("database names", _headers(
        tckn="TC_KIMLIK_NO", given="AD", surname="SOYAD", born="DOGUM_TARIHI", faculty="FAKULTE_ADI",
        department="BOLUM_ADI", level="OGRENIM_DUZEYI", graduated="MEZUNIYET_TARIHI", diploma="DIPLOMA_NO",
        student="OGRENCI_NO", phone="CEP_TELEFONU", email="EPOSTA", nationality="UYRUK"),
        write={"born": iso_with_time, "graduated": iso_with_time, "tckn": number_cell}, kind="csv", shuffled=4),
    Layout("camel case", _headers(
        tckn="TcKimlikNo", given="OgrenciAdi", surname="OgrenciSoyadi", born="DogumTarihi", faculty="FakulteAdi",
        department="ProgramAdi", level="ProgramTuru", graduated="MezuniyetTarihi", diploma="DiplomaNo",
        student="OgrenciNo", phone="CepTel", email="Eposta", nationality="Uyruk"),
        write={"level": level_in(lisans="Lisans Programı", onlisans="Ön Lisans (2 Yıllık)"), "born": digits,
               "graduated": digits}),
    Layout("slashes", _PLAIN, write={"born": slashes, "graduated": without_zeros}, kind="csv"),
    Layout("iso", _PLAIN, write={"born": iso, "graduated": iso}),
    Layout("words", _PLAIN, write={"born": in_words, "graduated": in_words}, kind="csv", encoding="cp1254"),
    Layout("serials", _PLAIN, write={"born": serial, "graduated": serial, "student": number_cell}),
    Layout("serials as text", _PLAIN, write={"born": serial_text, "graduated": serial_text}, kind="csv"),
    Layout("date cells", _PLAIN, write={"born": day_cell, "graduated": day_cell, "tckn": number_cell}),
    Layout("days from 1904", _PLAIN, write={"born": day_cell, "graduated": day_cell}, date_1904=True),
    Layout("one name", _named("Adı Soyadı"), write=_TAIL, shuffled=5),
    Layout("one name csv", _named("AD-SOYAD"), write={**_TAIL, "born": slashes}, kind="csv", encoding="cp1254"),
    Layout("surname first", _named("Soyadı Adı", "surname+given"), write=_TAIL),
    Layout("shouting", _PLAIN, write=dict.fromkeys(("given", "surname", "faculty", "department", "level"), shout)),
    Layout("whispering", _PLAIN, write=dict.fromkeys(("given", "surname", "faculty", "department", "level"), whisper)),
    Layout("ascii", _PLAIN, write=dict.fromkeys(("faculty", "department", "level"), ascii_only)),
    Layout("padded", _PLAIN, write=dict.fromkeys(("given", "surname", "faculty", "tckn", "diploma", "born"), padded)),
    Layout("department word", _PLAIN, write={"department": with_department_word, "tckn": spaced_number}),
    Layout("titles and totals", _PLAIN, titles=("KARADENİZ TEKNİK ÜNİVERSİTESİ", "", "2026 mezunları"),
           footer=(("TOPLAM", "605"), ("", "Lisans: 352"), ("Düzenleyen", "", "Onaylayan"), ("Sayfa 1 / 1",)),
           blank_every=7),
    Layout("pages", _PLAIN, header_every=40, blank_every=40, footer=(("Genel Toplam: 605 mezun",),)),
    Layout("margin", (("index", "Sıra"), *_PLAIN, ("noise", "AGNO"), ("noise", "Açıklama"), ("noise", "Baba Adı")),
           left_margin=2, titles=("Mezun Listesi",), shuffled=6),
    Layout("merged faculty", _PLAIN, merged="faculty"),
    Layout("merged department", _PLAIN, merged="department", shuffled=7),
    Layout("header in two rows", (
        ("index", "No"), ("tckn", "T.C. No"), ("given", "Adı"), ("surname", "Soyadı"), ("born", "Tarihi"),
        ("nationality", "Uyruğu"), ("faculty", "Fakülte"), ("department", "Bölüm"), ("level", "Düzeyi"),
        ("graduated", "Tarihi"), ("diploma", "No"), ("student", "No"), ("phone", "Cep Tel"), ("email", "E-posta")),
        upper_header=("Sıra", "Kimlik", "Kimlik", "Kimlik", "Doğum", "", "Program", "Program", "Program", "Mezuniyet",
                      "Diploma", "Öğrenci", "İletişim", "İletişim")),
    Layout("unit in one column", tuple(
        ("faculty+department", "Fakülte / Bölüm") if what == "faculty" else (what, label)
        for what, label in _PLAIN if what != "department"), kind="csv"),
    Layout("sections", tuple(column for column in _PLAIN if column[0] != "faculty"), sections=True),
    Layout("other sheets first", _PLAIN, sheets_before=(("Kapak", "KTÜ mezun listesi"), ("Notlar", "Adı: ad sütunu"))),
    Layout("no level", tuple(column for column in _PLAIN if column[0] != "level")),
    Layout("unsaid headers", _headers(tckn="Kod 1", email="Alan 7"), shuffled=8),
)  # fmt: skip
