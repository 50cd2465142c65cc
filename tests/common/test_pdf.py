"""A PDF is made of our own files only, is tagged and titled, and comes out the same twice."""

import io
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from PIL import Image
from pypdf import PdfReader

from mik.common.own_files import BASE, OwnFiles, Refused
from mik.common.pdf import html_to_pdf, render_pdf

PAGE = '<!doctype html><html lang="tr"><head><title>Şırnak’ta güz</title>{head}</head><body>{body}</body></html>'


class Asked(BaseHTTPRequestHandler):
    """Sends everybody on, and remembers who came."""

    paths: list[str] = []

    def do_GET(self) -> None:
        self.paths.append(self.path)
        self.send_response(302)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def server() -> Iterator[str]:
    Asked.paths.clear()
    httpd = HTTPServer(("127.0.0.1", 0), Asked)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def make(body: str = "<h1>Güneş</h1>", head: str = "", files: dict[str, bytes] | None = None) -> PdfReader:
    return PdfReader(io.BytesIO(html_to_pdf(PAGE.format(head=head, body=body), files=files)))


def root_of(pdf: PdfReader) -> Any:
    return pdf.trailer["/Root"]


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "#0e7c86").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        f"file://{settings.BASE_DIR}/static/icon.svg",
        "http://169.254.169.254/latest/meta-data/",
        "https://own.invalid.example/static/icon.svg",
        "https://user@own.invalid/static/icon.svg",
        "https://own.invalid:8443/static/icon.svg",
        "ftp://own.invalid/static/icon.svg",
        "data:text/plain,hello",
        f"{BASE}etc/passwd",
        f"{BASE}static/../manage.py",
        f"{BASE}static/%2e%2e/manage.py",
        f"{BASE}static/..%2fmanage.py",
        f"{BASE}static//etc/passwd",
        f"{BASE}static/%2fetc/passwd",
        f"{BASE}static/css",
        f"{BASE}static/icon.svg%00.png",
        f"{BASE}fonts/../fields.py",
        f"{BASE}files/unknown.png",
        BASE,
    ],
)
def test_refuses_what_is_not_ours(url: str) -> None:
    with pytest.raises(Refused):
        OwnFiles({"foto.png": b"x"}).fetch(url)


def test_serves_static_files_fonts_and_what_is_handed_over() -> None:
    own = OwnFiles({"foto.png": b"x"})
    assert own.fetch(f"{BASE}files/foto.png").read() == b"x"
    assert own.fetch(f"{BASE}static/icon.svg").content_type == "image/svg+xml"
    assert own.fetch(f"{BASE}fonts/PublicSans-400.ttf").read(4) == b"\0\1\0\0"


def test_follows_no_link_out_of_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    static = tmp_path / "static"
    static.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (static / "link.txt").symlink_to(tmp_path / "secret.txt")
    (static / "fine.txt").write_text("fine")
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    assert OwnFiles().fetch(f"{BASE}static/fine.txt").read() == b"fine"
    with pytest.raises(Refused):
        OwnFiles().fetch(f"{BASE}static/link.txt")


def test_a_page_full_of_addresses_reaches_nothing(server: str, caplog: pytest.LogCaptureFixture) -> None:
    head = f"""<link rel=attachment href="file:///etc/passwd"><link rel=attachment href="{server}/attached">
      <link rel=stylesheet href="{server}/sheet.css"><style>@import url({server}/import.css);
      @font-face {{ font-family: X; src: url({server}/font.ttf) }} body {{ background: url({server}/b) }}</style>"""
    body = f"""<p style="font-family: X">Ayşe</p><img src="{server}/redirects?ad=Ayse"><img src="file:///etc/passwd">
      <object data="{server}/object"></object><svg width="9" height="9"><image href="{server}/svg.png"/></svg>
      <img src="//169.254.169.254/latest"><a rel=attachment href="file:///etc/passwd">ek</a>"""
    with caplog.at_level(logging.DEBUG):
        pdf = make(body, head)
    assert Asked.paths == []
    assert list(pdf.attachments) == []
    assert b"root:" not in b"".join(page.get_contents().get_data() for page in pdf.pages)  # type: ignore[union-attr]
    assert not any(word in caplog.text for word in ("passwd", "Ayse", "Ayşe", "127.0.0.1", "169.254"))


def test_is_tagged_titled_and_in_its_language() -> None:
    pdf = make()
    catalog = root_of(pdf)
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "tr"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Şırnak’ta güz"
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()


def test_embeds_our_fonts_and_keeps_turkish_letters() -> None:
    pdf = make("<p>Çağrı Öğütçü ılık İĞNE Şahin — <b>ĞŞİ ğşı</b></p>")
    fonts = pdf.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    names = {font.get_object()["/BaseFont"].split("+")[-1] for font in fonts}
    assert names
    assert all("Public-Sans" in name for name in names)
    assert pdf.pages[0].extract_text() == "Çağrı Öğütçü ılık İĞNE Şahin — ĞŞİ ğşı"


def test_shows_a_picture_handed_over() -> None:
    pdf = make('<img src="/files/foto.png" alt="Kare">', files={"foto.png": picture()})
    assert len(pdf.pages[0].images) == 1


def test_makes_the_same_bytes_in_another_process() -> None:
    code = (
        "import django, sys; django.setup(); from mik.common.pdf import html_to_pdf;"
        "sys.stdout.buffer.write(html_to_pdf(sys.argv[1]))"
    )
    page = PAGE.format(head="", body="<h1>Güneş</h1><p><b>Kalın</b></p>")
    done = subprocess.run(
        [sys.executable, "-c", code, page], capture_output=True, check=True, cwd=settings.BASE_DIR, timeout=60
    )
    assert done.stdout == html_to_pdf(page)


def test_renders_a_template_in_the_active_language() -> None:
    pdf = PdfReader(io.BytesIO(render_pdf("base_pdf.html", {})))
    assert root_of(pdf)["/Lang"] == "tr"


def test_our_stylesheets_hold_nothing_weasyprint_does_not_know(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("weasyprint")
    level = logger.level
    try:
        with caplog.at_level(logging.WARNING, logger="weasyprint"):
            html_to_pdf(PAGE.format(head="", body="<p>.</p>"), stylesheets=["css/pdf/report.css"])
    finally:
        logger.setLevel(level)
    assert [record.getMessage() for record in caplog.records] == []
