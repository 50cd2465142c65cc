"""The tag library every template loads, and what all templates must keep to."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation

from mik.common.templatetags import mik

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
SPRITE = (settings.BASE_DIR / "static" / mik.SPRITE).read_text()


def draw(source: str, **context: object) -> str:
    return Template("{% load mik %}" + source).render(Context(context))


class Claim(forms.Form):
    name = forms.CharField(label="Ad", help_text="Diplomadaki gibi.")
    level = forms.ChoiceField(label="Düzey", choices=[("6", "Lisans")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Okudum")
    note = forms.CharField(label="Not", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_icon_is_decoration_unless_it_has_a_label() -> None:
    assert draw('{% icon "bell" %}') == (
        '<svg class="i" aria-hidden="true"><use href="/static/vendor/lucide/icons.svg#bell"/></svg>'
    )
    assert 'role="img" aria-label="Bildirimler"' in draw('{% icon "bell" label="Bildirimler" %}')


@pytest.mark.parametrize(("tags", "tone"), [("success", "ok"), ("error", "bad"), ("x warning", "warn"), ("", "")])
def test_tone_of_a_message(tags: str, tone: str) -> None:
    assert mik.tone(tags) == tone


def test_numbers_and_dates_follow_the_language() -> None:
    day = date(2026, 11, 22)
    with translation.override("tr"):
        assert (mik.number(1248), mik.percent(68), mik.date_long(day)) == ("1.248", "%68", "22 Kasım 2026")
        assert mik.share(1, 3) == "%33"
    with translation.override("en"):
        assert (mik.number(1248), mik.percent(68)) == ("1,248", "68%")


def test_nothing_stays_nothing() -> None:
    assert [f(None) for f in (mik.number, mik.percent, mik.date_long, mik.date_short, mik.date_time, mik.ago)] == [
        ""
    ] * 6
    assert mik.share(1, 0) == ""


@pytest.mark.parametrize(
    ("back", "text"),
    [
        (timedelta(seconds=5), "az önce"),
        (timedelta(days=1), "dün"),
        (timedelta(days=3), "3 gün önce"),
        (timedelta(days=14), "2 hafta önce"),
        (timedelta(days=430), "14 ay önce"),
        (timedelta(days=800), "2 yıl önce"),
    ],
)
def test_ago(back: timedelta, text: str) -> None:
    moment = timezone.now() - back
    assert mik.ago(moment) == text


def test_ago_of_a_day() -> None:
    assert mik.ago(timezone.localdate()) == "bugün"
    assert mik.ago(timezone.localdate() - timedelta(days=1)) == "dün"


def test_moments_are_told_in_local_time() -> None:
    moment = datetime(2026, 11, 22, 11, 3, tzinfo=UTC)
    assert mik.clock(moment) == "14.03"
    assert mik.date_time(moment) == "22 Kasım 2026, 14.03"


def test_device() -> None:
    assert mik.device("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0") == "Firefox, Windows"
    assert mik.device("curl/8") == "Bilinmeyen tarayıcı"
    assert mik.device_icon("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)") == "smartphone"


def test_pager_keeps_the_filters() -> None:
    request = RequestFactory().get("/", {"q": "şahin", "page": "2"})
    page = Paginator(range(90), 9).page(2)
    html = render_to_string("components/_pager.html", {"page": page}, request)
    assert "10–18 / 90" in html
    assert 'href="?q=%C5%9Fahin&amp;page=3"' in html


def test_with_query_drops_what_is_empty() -> None:
    context = Context({"request": RequestFactory().get("/", {"q": "a", "page": "2"})})
    assert mik.with_query(context, page=None, year=2020) == "?q=a&year=2020"


def test_field_kinds() -> None:
    form = Claim()
    assert [mik.kind(field) for field in form] == ["input", "radios", "checkbox", "input", "hidden"]


def test_fields_name_their_hint_and_their_error() -> None:
    html = render_to_string("components/_form.html", {"form": Claim({"note": "x"})})
    for part in (
        'aria-describedby="id_name_helptext id_name_error"',
        'id="id_name_helptext"',
        'id="id_name_error"',
        'href="#id_level"',
        '<fieldset class="grp " id="id_level"',
        "3 alanı düzeltin",
        "(isteğe bağlı)",
    ):
        assert part in html


def test_a_form_drawn_by_django_looks_the_same() -> None:
    form = Claim()
    assert render_to_string("components/_field.html", {"field": form["name"]}).split() == (
        form["name"].as_field_group().split()
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_templates_compile_and_keep_to_the_content_security_policy(path: Path) -> None:
    get_template(str(path.relative_to(settings.BASE_DIR / "templates")))
    source = path.read_text()
    # A mail is no page: mail programs know no policy, and keep no look but what stands in the text.
    if "emails" not in path.parts:
        assert not re.search(r"<style|\sstyle=", source)
    assert not re.search(r"\son[a-z]+=|javascript:|hx-on|src=[\"']data:", source)
    assert not re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", source)


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    named = {
        name for path in TEMPLATES for name in re.findall(r'(?:{% icon |icon_name=)"([a-z0-9-]+)"', path.read_text())
    }
    assert sorted(name for name in named if f'id="{name}"' not in SPRITE) == []
