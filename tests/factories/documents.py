"""PDF documents: plain ones, and ones with something in them that acts or hides."""

import io
from collections.abc import Callable

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject


def pdf(pages: int = 1, prepare: Callable[[PdfWriter], object] | None = None) -> bytes:
    writer = PdfWriter()
    for _n in range(pages):
        writer.add_blank_page(200, 200)
    if prepare:
        prepare(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def with_action(kind: str, **more: str) -> Callable[[PdfWriter], None]:
    """Something that happens when the document is opened."""

    def prepare(writer: PdfWriter) -> None:
        action = DictionaryObject({NameObject("/S"): NameObject(kind)})
        action.update({NameObject(f"/{name}"): TextStringObject(value) for name, value in more.items()})
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return prepare
