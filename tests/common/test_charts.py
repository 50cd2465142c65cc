"""Charts: what the drawing says, what it must not contain, and where it may be drawn."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import altair
import pytest
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils import translation

from mik.common.charts import (
    Area,
    Bar,
    Picture,
    Series,
    Statement,
    bar_chart,
    likert_chart,
    line_chart,
    map_chart,
    render,
    theme,
)
from mik.common.charts.dress import dress, relative
from mik.common.charts.ends import Plot, along_ends, moved_apart
from mik.common.charts.letters import width_of, wrapped
from mik.common.charts.lines import steps_to
from mik.common.charts.maps import bounds_for, class_of

SVG = "{http://www.w3.org/2000/svg}"
EVIL = "</svg><script>alert(1)</script>\x00\x07"


@pytest.fixture(autouse=True)
def _turkish() -> Iterator[None]:
    with translation.override("tr"):
        yield


def line(names: tuple[str, str] = ("Güncel kayıt", "E-posta izni")) -> Picture:
    series = [Series(names[0], [31, 34, 39]), Series(names[1], [18, None, 27])]
    return line_chart(
        title="Oranlar", desc="Artıyor.", labels=["2023", "2024", "2025"], series=series, head=("Yıl", "a", "b")
    )


def bars(label: str = "İnşaat Mühendisliği") -> Picture:
    return bar_chart(title="Bölümler", desc="", bars=[Bar(label, 2964), Bar("Tıp", None)], head=("Bölüm", "Mezun"))


def likert() -> Picture:
    statements = [Statement("Aldığım eğitim işime hazırladı", [4, 11, 18, 43, 24]), Statement("Az yanıt", [])]
    answers = ["Hiç", "Az", "Kararsızım", "Çok", "Pek çok"]
    return likert_chart(title="Görüş", desc="", answers=answers, statements=statements, head=("İfade", *answers),
                        hidden="gizli", ends=("katılmıyor", "katılıyor"))  # fmt: skip


def provinces() -> Picture:
    areas = [Area("61", 4812), Area("34", 6120), Area("06", 2)]
    return map_chart(title="İller", desc="En çok İstanbul.", areas=areas, head=("İl", "Mezun"), width=300)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


PICTURES: dict[str, Callable[[], Picture]] = {"line": line, "bars": bars, "likert": likert, "map": provinces}


@pytest.mark.parametrize("name", PICTURES)
def test_a_drawing_is_plain_named_svg(name: str) -> None:
    picture = PICTURES[name]()
    for svg in [picture.wide] if picture.one_form else [picture.wide, picture.narrow, picture.print]:
        root = ElementTree.fromstring(svg)
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        attributes = {key for element in root.iter() for key in element.attrib}
        assert not tags & {"style", "script", "foreignObject", "image", "a"}
        assert "style" not in attributes
        assert not any(key.startswith("on") for key in attributes)
        assert root.get("role") == "img"
        assert root.find(f"{SVG}title").text == picture.title  # type: ignore[union-attr]  # it has one
        labels = (root.get("aria-labelledby") or "").split()
        ids = {element.get("id") for element in root.iter() if element.get("id")}
        assert set(labels) <= ids


def test_ids_differ_between_the_drawings_of_a_page() -> None:
    found = [re.findall(r'id="([^"]+)"', svg) for svg in (line().wide, line().narrow, bars().wide)]
    together = [one for ids in found for one in ids]
    assert len(together) == len(set(together))


def test_numbers_and_classes_are_those_of_the_theme() -> None:
    svg = bars().wide
    assert "2.964" in texts(svg)
    assert f'fill="{theme.SERIES[0]}" class="c-1"' in svg
    with translation.override("en"):
        assert "2,964" in texts(bars().wide)


def test_the_axis_counts_in_turkish() -> None:
    picture = line_chart(
        title="x", desc="", labels=["Oca", "Şub"], series=[Series("Üye", [900, 7300])], head=("Ay", "n")
    )
    assert {"0", "2.000", "8.000", "Oca", "Şub", "7.300"} <= set(texts(picture.wide))


def test_prefixes_of_other_libraries_do_not_matter() -> None:
    """The library of QR codes names this namespace "svg", for the whole process."""
    ElementTree.register_namespace("svg", SVG.strip("{}"))
    drawn = dress(f'<svg xmlns="{SVG.strip("{}")}"><g><path fill="#123456"/></g></svg>', title="a", desc="", key="k")
    assert drawn.startswith("<svg ")
    assert "<path " in drawn


def test_what_is_typed_stays_text() -> None:
    for picture in (bars(EVIL), line((EVIL, "b"))):
        for svg in (picture.wide, picture.narrow):
            assert "<script" not in svg
            assert "\x00" not in svg
            assert any("<script>" in text for text in texts(svg))
    html = render_to_string("components/_chart.html", {"picture": bars(EVIL), "heading": EVIL})
    assert "<script" not in html


def test_the_font_measures_the_labels() -> None:
    assert 110 < width_of("İnşaat Mühendisliği") < 130
    assert width_of("ğşİ", weight=700) > width_of("ğşİ")
    assert wrapped("Bilgisayar ve Öğretim Teknolojileri Eğitimi", 180).count("\n") == 1
    assert wrapped("Bir " * 40, 100).endswith("…")


def test_a_label_goes_where_no_line_runs() -> None:
    plot = Plot(300, 200, 3, 80)
    series = [Series("Güncel kayıt", [10, 40, 70]), Series("E-posta izni", [5, 30, 65])]
    upper, lower = along_ends(series, plot)
    assert (upper.words, lower.words) == ("Güncel kayıt: 70", "E-posta izni: 65")
    heights = [plot.y(text.value) + text.look["dy"] for text in (upper, lower)]
    assert abs(heights[0] - heights[1]) > 14
    assert moved_apart({0: 50, 1: 55}, 36, lowest=200) == {0: 50, 1: 86}
    assert moved_apart({0: 190, 1: 195}, 36, lowest=200) == {0: 164, 1: 200}


@pytest.mark.parametrize(
    ("highest", "last", "count"), [(68, 80, 5), (7350, 8000, 5), (3, 3, 4), (0, 1, 2), (4.2, 6, 4)]
)
def test_axes_step_in_round_numbers(highest: float, last: float, count: int) -> None:
    steps = steps_to(highest)
    assert (steps[-1], len(steps)) == (last, count)


def test_classes_of_the_map_follow_its_numbers() -> None:
    bounds = bounds_for(6120)
    assert [class_of(value, bounds) for value in (0, 49, 50, 999, 1000, 6120, None)] == [0, 0, 1, 3, 4, 5, 0]
    assert bounds_for(12) == (5, 10, 25, 50, 100)
    picture = provinces()
    assert picture.legend[0].label == "veri yok"
    assert [row[0] for row in picture.rows] == ["Trabzon", "İstanbul", "Ankara"]
    titles = [element.text for element in ElementTree.fromstring(picture.wide).iter(f"{SVG}title")]
    assert {"Trabzon: 4.812", "Adana: veri yok"} <= set(titles)
    assert len(titles) == 82


def test_outlines_are_steps_without_specks() -> None:
    assert relative("M10,10L20,10L20,20.04L10,20Z") == "M10,10l10,0 0,10 -10,0Z"
    assert relative("M1,1L1.2,1.2L1.3,1.1ZM5,5L9,5L9,9Z") == "M5,5l4,0 0,4Z"


def test_the_smallest_shares_are_not_written() -> None:
    picture = likert()
    assert "%11" in texts(picture.wide)
    assert "%4" not in texts(picture.wide)
    assert "gizli" in texts(picture.wide)
    assert picture.rows[1] == ["Az yanıt", *["gizli"] * 5]
    assert [item.label for item in picture.legend] == ["Hiç", "Az", "Kararsızım", "Çok", "Pek çok"]


def test_any_altair_chart_wears_the_same_dress() -> None:
    data = altair.Data(values=[{"x": "Trabzon", "y": 1248}])  # type: ignore[no-untyped-call]  # Altair's data classes
    svg = render(altair.Chart(data).mark_bar().encode(x="y:Q", y="x:N"), title="İller", desc="", width=300)
    root = ElementTree.fromstring(svg)
    assert (root.get("class"), root.get("width")) == ("chart", "300")
    assert "c-1" in svg
    assert "1.200" in texts(svg)


def test_the_same_content_is_drawn_once() -> None:
    caches["charts"].clear()
    first = bars().wide
    keys = set(caches["charts"]._cache)  # type: ignore[attr-defined]  # the memory of the cache in memory
    assert bars().wide == first
    assert set(caches["charts"]._cache) == keys  # type: ignore[attr-defined]  # ditto
    with translation.override("en"):
        assert bars().wide != first


def test_a_fork_of_a_drawing_process_is_told_so() -> None:
    """In a process of its own: this one has threads that a fork would not like."""
    script = """
import json, os, sys
from mik.common.charts import engine
spec = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "quantitative"}}}
assert engine.draw(spec).startswith("<svg")
read, write = os.pipe()
if os.fork() == 0:
    try:
        engine.draw(spec)
        said = "drawn"
    except engine.ForkedAfterDrawing as problem:
        said = str(problem)
    os.write(write, said.encode())
    os._exit(0)
os.close(write)
print(os.read(read, 1000).decode())
"""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "mik.settings_test"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=env, timeout=60, check=True
    )
    assert "was forked after its parent had drawn" in done.stdout


def test_nothing_is_drawn_at_import() -> None:
    script = "import sys; import mik.common.charts; print(json.dumps('vl_convert' in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", f"import json; {script}"], capture_output=True, text=True, timeout=60, check=True
    )
    assert json.loads(done.stdout) is False
