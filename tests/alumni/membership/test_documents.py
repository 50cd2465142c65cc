"""Which PDFs are taken beside a claim."""

import pytest
from django.core.exceptions import ValidationError
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from alumni.membership import pdf_check
from alumni.membership.pdf_check import check_pdf
from tests.factories.documents import pdf, with_action


def problem_with(content: bytes) -> str:
    with pytest.raises(ValidationError) as found:
        check_pdf(content)
    return str(found.value.messages[0])


def test_a_plain_document_is_taken() -> None:
    check_pdf(pdf(3))


def nested(writer: PdfWriter) -> None:
    """A script three objects away from the root."""
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})
    inner = writer._add_object(ArrayObject([writer._add_object(script)]))
    writer.pages[0][NameObject("/Annots")] = inner


@pytest.mark.parametrize(
    "content",
    [
        pdf(1, with_action("/JavaScript", JS="app.alert(1)")),
        pdf(1, lambda writer: writer.add_attachment("hesap.exe", b"MZ")),
        pdf(1, with_action("/Launch", F="cmd.exe")),
        pdf(1, with_action("/SubmitForm", F="https://kotu.example/")),
        pdf(1, nested),
    ],
    ids=["script", "attachment", "launch", "submit", "nested"],
)
def test_what_acts_or_hides_is_refused(content: bytes) -> None:
    assert "içinde çalışan bir şey" in problem_with(content)


def test_long_locked_and_broken_documents_are_refused() -> None:
    assert "en çok 20 sayfa" in problem_with(pdf(21))
    assert "parola" in problem_with(pdf(1, lambda writer: writer.encrypt("gizli", algorithm="RC4-128")))
    assert "açılamadı" in problem_with(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    assert "sayfa yok" in problem_with(pdf(0))


def test_a_document_of_endless_objects_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_check, "MOST_OBJECTS", 5)
    assert "çok karmaşık" in problem_with(pdf(4))
