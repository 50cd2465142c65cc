"""The code lists: complete, in order, in both languages."""

from django.utils.translation import override

from mik.common import codelists


def test_provinces_are_81_in_turkish_order() -> None:
    names = [name for _plate, name in codelists.provinces()]
    assert len(names) == 81
    assert names[0] == "Adana"
    assert names.index("Çanakkale") == names.index("Bursa") + 1
    assert names.index("Iğdır") < names.index("Isparta") < names.index("İstanbul")
    assert names.index("Sivas") < names.index("Şanlıurfa") < names.index("Tekirdağ")
    assert codelists.province_name("61") == "Trabzon"
    assert codelists.province_name("99") == ""


def test_countries_start_with_home_and_follow_the_language() -> None:
    with override("tr"):
        turkish = codelists.countries()
        assert codelists.country_name("DE") == "Almanya"
    with override("en"):
        english = codelists.countries()
        assert codelists.country_name("DE") == "Germany"
    assert turkish[0][0] == english[0][0] == "TR"
    assert {code for code, _ in turkish} == {code for code, _ in english}
    names = [name for _, name in turkish]
    assert names.index("Irak") < names.index("İran") < names.index("İsveç")
    assert codelists.country_name("??") == ""


def test_northern_cyprus_has_a_private_code_and_a_clean_name() -> None:
    with override("en"):
        assert codelists.country_name(codelists.NORTHERN_CYPRUS) == "Turkish Republic of Northern Cyprus"
    assert all(len(code) == 2 for code, _ in codelists.countries())


def test_a_place_is_the_province_at_home_and_the_country_abroad() -> None:
    with override("tr"):
        assert codelists.place_name("TR", "61") == "Trabzon"
        assert codelists.place_name("", "61") == "Trabzon"
        assert codelists.place_name("TR", "") == "Türkiye"
        assert codelists.place_name("DE", "61") == "Almanya"
        assert codelists.place_name("", "") == ""


def test_occupations_stand_under_their_turkish_major_group() -> None:
    with override("tr"):
        groups = codelists.occupation_groups()
        assert len(groups) == 10
        label, rows = groups[2]
        assert label == "Profesyonel meslek mensupları"
        assert rows[0] == ("2", "Profesyonel meslek mensupları")
        assert rows[1] == ("21", "Science and Engineering Professionals")
        assert codelists.occupation_name("1323") == "Production and Specialized Services Managers"
    with override("en"):
        assert codelists.occupation_groups()[2][0] == "Professionals"
    assert codelists.occupation_name("") == codelists.occupation_name("X") == ""
    assert sum(len(rows) for _, rows in groups) == 10 + 43


def test_sectors_have_readable_names_in_both_languages() -> None:
    with override("tr"):
        assert ("F", "İnşaat") in codelists.sectors()
    with override("en"):
        assert codelists.sector_name("A") == "Agriculture, forestry and fishing"
        assert all(name == name.strip() and not name.isupper() for _, name in codelists.sectors())
    assert [code for code, _ in codelists.sectors()] == list("ABCDEFGHIJKLMNOPQRSTUV")
    assert codelists.sector_name("Z") == ""
