"""Markdown of people: clean, readable as text, and filled in without being parsed again."""

import re
from html import escape

import pytest

from mik.common.markdown import fill, placeholders_in, to_html, to_text

SAFE_LINK = '<a href="https://a.example" rel="noopener">'


def test_what_people_write_most() -> None:
    assert to_html("# Başlık\n\nBir **koyu** ve *eğik*.\n\n- bir\n- iki") == (
        "<h2>Başlık</h2>\n<p>Bir <strong>koyu</strong> ve <em>eğik</em>.</p>\n<ul>\n<li>bir</li>\n<li>iki</li>\n</ul>"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[site](https://ktu.edu.tr)", '<p><a href="https://ktu.edu.tr" rel="noopener">site</a></p>'),
        ("[yaz](mailto:a@b.example)", '<p><a href="mailto:a@b.example" rel="noopener">yaz</a></p>'),
        ("<https://ktu.edu.tr>", '<p><a href="https://ktu.edu.tr" rel="noopener">https://ktu.edu.tr</a></p>'),
        (
            "Bakın: https://ktu.edu.tr/a_b, sonra.",
            '<p>Bakın: <a href="https://ktu.edu.tr/a_b" rel="noopener">https://ktu.edu.tr/a_b</a>, sonra.</p>',
        ),
        ("[iç](/mezun/)", "<p>iç</p>"),
        ("[dosya](ftp://x.example)", "<p>dosya</p>"),
    ],
)
def test_links_lead_to_the_open_web_only(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHN2Zz4=)",
        "![x](https://izleyen.example/a.png)",
        '<a href="javascript:alert(1)">x</a>',
        "[x](https://a.example 'onmouseover=alert(1)')",
    ],
)
def test_nothing_of_the_writers_own_html_comes_through(text: str) -> None:
    tags = re.findall(r"<[a-z][^>]*>", to_html(text))
    assert set(tags) <= {"<p>", '<a href="https://izleyen.example/a.png" rel="noopener">', SAFE_LINK}


def test_plain_text_reads_like_a_letter() -> None:
    text = (
        "# Buluşma\n\nSayın {ad},\nyarın [burada](https://ktu.edu.tr) **görüşelim**.\n\n"
        "1. Çay\n2. Söz\n\n- a\n  - b\n\nSon"
    )
    assert to_text(text) == (
        "Buluşma\n\nSayın {ad},\nyarın burada (https://ktu.edu.tr) görüşelim.\n\n1. Çay\n2. Söz\n\n- a\n  - b\n\nSon"
    )


def test_plain_text_names_an_address_once() -> None:
    assert to_text("https://ktu.edu.tr ve [a@b.example](mailto:a@b.example)") == "https://ktu.edu.tr ve a@b.example"


def test_placeholders_are_found_whatever_they_are_called() -> None:
    assert placeholders_in("{ad} { bolum } {Bölüm adı} {} { düz\nyazı}") == {"ad", "bolum", "Bölüm adı"}


def test_filling_replaces_known_names_once_and_escapes_what_it_puts_in() -> None:
    values = {"ad": "<b>{yil}</b>", "yil": "2024"}
    assert fill("{ad} { yil } {yok}", values, escape=escape) == "&lt;b&gt;{yil}&lt;/b&gt; 2024 {yok}"
    assert fill("{ad}", values) == "<b>{yil}</b>"


def test_a_value_is_never_parsed_as_markdown() -> None:
    html = fill(to_html("Sayın {ad}"), {"ad": "[x](javascript:a) **koyu**"}, escape=escape)
    assert html == "<p>Sayın [x](javascript:a) **koyu**</p>"
