"""Both languages are complete: no text without English, none fuzzy, none forgotten in the code or the templates."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings

ROOMS = ("mik", "alumni", "representatives", "cards", "surveys", "coordinator", "templates")
TEMPLATES = settings.BASE_DIR / "templates"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# What a template may say outside of a translation tag: nothing with a Turkish letter.
TURKISH = re.compile("[çğıöşüÇĞİÖŞÜ]")
TAGS = re.compile(
    r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}|{%.*?%}|{{.*?}}|{#.*?#}",
    re.DOTALL,
)


def catalogue_of(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The catalogue as ``make messages`` would leave it: collected afresh from a copy of the tree."""
    tree = tmp_path_factory.mktemp("tree")
    for room in ROOMS:
        shutil.copytree(settings.BASE_DIR / room, tree / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(settings.BASE_DIR / "manage.py", tree)
    command = [sys.executable, "manage.py", "makemessages", "--locale", "en", "--no-obsolete", "--no-wrap", "-v0"]
    keys = ("SECRET_KEY", "FIELD_KEYS", "HASH_KEY")
    secrets = {name: getattr(settings, name) for name in keys} | {"DATABASE_URL": "postgres://nobody@localhost/none"}
    subprocess.run(
        command, cwd=tree, env={**os.environ, **secrets, "DJANGO_SETTINGS_MODULE": "mik.settings"}, check=True
    )
    return catalogue_of(tree / "mik" / "locale" / "en" / "LC_MESSAGES" / "django.po")


def test_every_text_has_its_english(collected: Catalog) -> None:
    missing = [m.id for m in collected if m.id and (m.fuzzy or not all(texts_of(m.string)))]
    assert missing == []


def test_translations_keep_the_placeholders(collected: Catalog) -> None:
    """A singular may spell its number out; the plural names every placeholder."""
    differing = [
        (m.id, m.string)
        for m in collected
        if m.id and set(PLACEHOLDER.findall(texts_of(m.id)[-1])) != set(PLACEHOLDER.findall(texts_of(m.string)[-1]))
    ]
    assert differing == []


def texts_of(value: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [""])


# What is printed for the university is Turkish in every language: the card's face, the report.
PRINTED = ("cards/_drawn.html", "pdf/")


def test_templates_say_nothing_untranslated() -> None:
    """Save the names of languages, which stand in their own language."""
    found = []
    for path in sorted(TEMPLATES.rglob("*.html")):
        if str(path.relative_to(TEMPLATES)).startswith(PRINTED):
            continue
        text = TAGS.sub("", path.read_text(encoding="utf-8")).replace("Türkçe", "")
        found += [
            f"{path.relative_to(TEMPLATES)}: {line.strip()[:80]}" for line in text.splitlines() if TURKISH.search(line)
        ]
    assert found == []
