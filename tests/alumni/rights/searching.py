"""Looks for values in everything the platform keeps: every column of every table, encrypted ones opened, and files."""

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from mik.common.fields import EncryptedTextField
from mik.common.turkish import fold, lower, upper
from mik.files.models import StoredFile
from mik.files.services import open_file

Place = tuple[str, str]  # (table or file, the value as it was given)


def forms_of(value: str) -> set[str]:
    """The ways a value may be written: as it is, folded, shouted, small, JSON-escaped, in an address, base64, hex, as a
    telephone.
    """
    told = {value, fold(value), upper(value), lower(value), value.upper(), value.lower()}
    told.add(json.dumps(value)[1:-1])
    told |= {quote(value), quote_plus(value)}
    told |= {base64.b64encode(form.encode()).decode().rstrip("=") for form in (value, fold(value))}
    told |= {form.encode().hex() for form in (value, fold(value))}
    digits = re.sub(r"\D", "", value)
    if value.startswith("+90") and len(digits) == 12:
        own = digits[2:]
        told |= {digits, own, f"0{own}", f"0{own[:3]} {own[3:6]} {own[6:8]} {own[8:]}", f"({own[:3]}) {own[3:]}"}
        told.add(f"{own[:3]} {own[3:6]} {own[6:8]} {own[8:]}")
    return {form for form in told if len(form) >= 6}


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name"
        )
        return [name for (name,) in cursor.fetchall()]


def rows_of(table: str) -> str:
    """Every row with every column as text: texts, JSON, arrays, and bytes in hex."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT t::text FROM public."{table}" AS t')
        return "\n".join(row for (row,) in cursor.fetchall())


def opened_columns() -> Iterator[tuple[str, str]]:
    for model in apps.get_models():
        names = [f.name for f in model._meta.concrete_fields if isinstance(f, EncryptedTextField)]
        if names:
            rows: Any = model._base_manager.values_list(*names)
            yield f"{model._meta.db_table} (decrypted)", "\n".join(str(cell) for row in rows for cell in row if cell)


def sessions() -> Iterator[tuple[str, str]]:
    """Signed and packed in their column."""
    for session in Session.objects.all():
        yield "django_session (opened)", json.dumps(session.get_decoded(), ensure_ascii=False)


def contents() -> Iterator[tuple[str, str]]:
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file():
            yield f"media/{path.name}", path.read_bytes().decode("utf-8", errors="ignore")
    for file in StoredFile.objects.all():
        if file.path.exists():
            with open_file(file) as content:
                yield f"file {file.purpose}", "\n".join(_texts(content.read()))


def _texts(raw: bytes) -> Iterator[str]:
    yield raw.decode("utf-8", errors="ignore")
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for name in archive.namelist():
                yield from _texts(archive.read(name))


def haystack() -> list[tuple[str, str]]:
    return [*((table, rows_of(table)) for table in tables()), *opened_columns(), *sessions(), *contents()]


def found(values: Iterable[str], hay: list[tuple[str, str]]) -> set[Place]:
    wanted = [(value, form) for value in values for form in forms_of(value)]
    return {(place, value) for place, text in hay for value, form in wanted if form in text}
