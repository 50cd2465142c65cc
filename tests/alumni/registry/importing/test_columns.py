"""Headers in whatever spelling, and what content tells where headers do not."""

import pytest

from alumni.registry.importing import recognise, suggest_mapping

HEADERS = {
    "tckn": (
        "T.C. Kimlik No|TC KİMLİK NO|TCKN|T.C. No|TC No|Kimlik No|Kimlik Numarası|TcKimlikNo|"
        "tc_kimlik_no|T.C. Kimlik Numarası|TC|T.C.|TCK No|National ID|ID No|T.C. / Yabancı Kimlik No|"
        "TC/Pasaport No|Vatandaşlık No|T.C. Kimlik|TC Kimlik Nr|T.C.KİMLİK NUMARASI"
    ),
    "given_names": (
        "Adı|Ad|İsim|ADI|First Name|Name|Öğrenci Adı|Ad(lar)ı|Given Name|ÖN AD|Kimlik Bilgileri Adı|Given Names|Adları"
    ),
    "surname": ("Soyadı|SOYAD|Soyisim|Surname|Last Name|Öğrencinin Soyadı|Soy Adı|Family Name"),
    "full_name": (
        "Adı Soyadı|AD SOYAD|Ad-Soyad|Ad ve Soyad|İsim Soyisim|Öğrencinin Adı Soyadı|Name Surname|"
        "Full Name|Soyadı Adı|Adı ve Soyadı|ADI SOYADI|Öğrenci|Name and Surname|Soyad, Ad|AdSoyad|"
        "Adı/Soyadı|ADI-SOYADI|Mezunun Adı Soyadı|İsim Soyad"
    ),
    "birth_date": (
        "Doğum Tarihi|DOĞUM TAR.|D. Tarihi|D.Tar.|Doğ. Tar.|DT|Birth Date|Date of Birth|DOB|"
        "Doğum Tarihi (gg.aa.yyyy)|Doğum Yeri ve Tarihi|Doğum T.|DOĞUM TRH|Birthdate|Doğ.Tarihi|D.T."
    ),
    "graduated_on": (
        "Mezuniyet Tarihi|MEZUNİYET TAR.|Mez. Tar.|Mez.Tarihi|Mezun Olduğu Tarih|Graduation Date|"
        "Grad. Date|Mezuniyet T.|Diploma Tarihi|Mezun. Tarihi|Mezuniyet Trh.|Date of Graduation|"
        "MEZ TARİHİ|Mezuniyet"
    ),
    "year": ("Mezuniyet Yılı|Mez. Yılı|Graduation Year|Mezun Yılı"),
    "diploma_no": (
        "Diploma No|DİPLOMA NUMARASI|Dip. No|Dipl. No.|Diploma Seri No|Diploma Number|Diploma|"
        "Diploma Sayısı|DIPLOMA NO|Dip.No"
    ),
    "student_no": (
        "Öğrenci No|ÖĞR.NO|ÖĞRENCİ NUMARASI|Okul No|Student No|Student ID|Öğr. Numarası|Ogrenci_No|"
        "Numara|Öğrenci Nosu|Student Number"
    ),
    "faculty": (
        "Fakülte|Fakülte / Yüksekokul|BİRİM|FAKÜLTE|Fak.|Fakülte Adı|Faculty|Fakülte/YO/MYO|Enstitü|"
        "Akademik Birim|Birim Adı|Fakülte/Enstitü|Okul|FAK./MYO|Faculty / School"
    ),
    "department": (
        "Bölüm|Bölüm / Program|BÖLÜM|Bölüm Adı|Department|Dept.|Anabilim Dalı|Ana Bilim Dalı|"
        "Mezun Olduğu Bölüm|Böl.|Bölümü"
    ),
    "programme": ("Program|Programı|Program Adı|Programme"),
    "unit": (
        "Fakülte / Bölüm|Fakülte-Bölüm|Birim / Bölüm|Fakülte ve Bölüm|Fakülte/Bölüm/Program|Fak./Böl.|"
        "Faculty/Department"
    ),
    "level": (
        "Düzey|Düzeyi|ÖĞRENİM DÜZEYİ|Eğitim Düzeyi|Derece|Program Türü|Level|Seviye|Öğrenim Türü|"
        "Eğitim Seviyesi|Degree|Diploma Türü"
    ),
    "phone": ("Cep Tel.|GSM|CEP TELEFONU|Telefon|Tel No|Mobile|Phone|Cep|Telefon Numarası|Tel.|Mobile Phone"),
    "email": ("E-Posta|E POSTA|E-MAIL|Email|e-posta adresi|Mail|Elektronik Posta|Eposta|E-mail Address"),
    "nationality": ("Uyruğu|Uyruk|UYRUK|Nationality|Vatandaşlık|Ülke|Citizenship|Vatandaşlığı|Country"),
    "sex": ("Cinsiyet|Cinsiyeti|Gender|Sex"),
    "passport_no": ("Pasaport No|Passport No|Pasaport Numarası"),
    "foreigner_no": ("Yabancı Kimlik No|YKN|Yabancı Kimlik Numarası"),
    "former_surname": ("Kızlık Soyadı|Önceki Soyadı"),
    "": (
        "Baba Adı|Ana Adı|Anne Adı|AGNO|Bölüm Kodu|Doğum Yeri|Diploma Notu|Mezuniyet Notu|Kayıt Tarihi|"
        "Öğretim Türü|Danışman Adı|Program Kodu|Mezuniyet Derecesi"
    ),
    None: (
        "Sıra|Sıra No|No|S.No|Not|Adres|İl|Trabzon Meslek Yüksekokulu|Bilgisayar Programcılığı|"
        "KARADENİZ TEKNİK ÜNİVERSİTESİ|Öğrenci İşleri Daire Başkanlığı – Mezun Listesi|Lisans|Ali|"
        "Açıklama|Üniversite"
    ),
}


@pytest.mark.parametrize(("field", "headers"), HEADERS.items(), ids=str)
def test_headers_are_recognised(field: str | None, headers: str) -> None:
    found = {header: recognise(header) for header in headers.split("|")}
    assert found == dict.fromkeys(found, field)


def test_the_better_of_two_columns_is_taken() -> None:
    headers = ["Ev Telefonu", "Diploma Tarihi", "Adı", "Soyadı", "Cep Telefonu", "Mezuniyet Tarihi", "Ad Soyad"]
    assert suggest_mapping(headers) == {"phone": 4, "graduated_on": 5, "given_names": 2, "surname": 3}


def test_one_date_of_the_diploma_is_the_graduation() -> None:
    assert suggest_mapping(["Diploma Tarihi"]) == {"graduated_on": 0}


def test_a_name_alone_is_the_whole_name() -> None:
    assert suggest_mapping(["İsim", "Program"]) == {"full_name": 0, "department": 1}


def test_department_and_programme_side_by_side() -> None:
    assert suggest_mapping(["Fakülte", "Bölüm", "Program"]) == {"faculty": 0, "department": 1, "programme": 2}


def test_one_header_over_two_columns_of_names() -> None:
    headers = ["Adı Soyadı", "Adı Soyadı"]
    assert suggest_mapping(headers, [("Ali", "Kara"), ("Can", "Öz")]) == {"given_names": 0, "surname": 1}
    assert suggest_mapping(headers, [("Ali Kara", None), ("Can Öz", None)]) == {"full_name": 0}


def test_content_tells_what_headers_do_not() -> None:
    rows = [(10000000146.0, "a@b.example", "Lisans", "Ali"), (10000000146.0, None, "Önlisans", "Can")] * 2
    assert suggest_mapping(["X", "Y", "Z", "Q"], rows) == {"tckn": 0, "email": 1, "level": 2}


def test_a_degree_that_is_a_grade_is_no_level() -> None:
    assert suggest_mapping(["Derece"], [("3,25",), ("2,80",), ("Pekiyi",)]) == {}
