"""Photos are drawn anew at the size of the card; whatever is wrong with one is said in words."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from cards.applications.photos import HEIGHT, LARGEST, WIDTH, clean_photo
from tests.factories.cards import picture


def cleaned(content: bytes) -> Image.Image:
    made = Image.open(io.BytesIO(clean_photo(SimpleUploadedFile("foto.jpg", content))))
    made.load()
    return made


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        clean_photo(SimpleUploadedFile("foto.jpg", content))
    return str(refused.value.messages[0])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(413, 531), (1200, 1200), (900, 700), (600, 2400)])
def test_every_kind_and_shape_comes_out_the_size_of_the_card(kind: str, size: tuple[int, int]) -> None:
    made = cleaned(picture(*size, kind))
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (WIDTH, HEIGHT))


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "CMYK", "LA", "1"])
def test_every_colour_mode_becomes_rgb(mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (500, 700)).save(target, "TIFF" if mode == "CMYK" else "PNG")
    if mode == "CMYK":
        target = io.BytesIO()
        Image.new(mode, (500, 700)).save(target, "JPEG")
    assert cleaned(target.getvalue()).mode == "RGB"


def test_what_is_clear_becomes_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (500, 700), (0, 0, 0, 0)).save(target, "PNG")
    assert cleaned(target.getvalue()).getpixel((200, 200)) == (255, 255, 255)


def test_nothing_that_hid_in_the_file_stays() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Telefon"
    exif[0x9286] = "Trabzon, 41.0 39.7"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = picture(600, 800, exif=exif, icc_profile=profile, comment=b"gizli not")
    assert b"Telefon" in content
    kept = clean_photo(io.BytesIO(content))
    assert [mark for mark in (b"Telefon", b"Trabzon", b"gizli", b"ICC_PROFILE", b"Exif") if mark in kept] == []


def test_it_is_turned_upright_as_the_phone_says() -> None:
    lying = Image.new("RGB", (800, 600), "white")
    lying.paste("red", (0, 0, 400, 600))
    exif = Image.Exif()
    exif[0x0112] = 6
    target = io.BytesIO()
    lying.save(target, "JPEG", exif=exif, quality=95)
    made = cleaned(target.getvalue())
    top, bottom = made.getpixel((200, 40)), made.getpixel((200, HEIGHT - 40))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[1] < 60 < 200 < bottom[1]


# --- refused --------------------------------------------------------------------------------------


def test_a_small_one_hears_the_size_needed() -> None:
    assert refusal(picture(300, 400)) == "Fotoğraf küçük: en az 413 × 531 piksel olmalı, bu 300 × 400 piksel."


def test_one_that_lies_on_its_side_is_too_low() -> None:
    assert refusal(picture(531, 413)) == "Fotoğraf dikey olmalı ve en az 413 × 531 piksel olmalı."


def test_heic_is_refused_in_words() -> None:
    content = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 100
    assert refusal(content) == "HEIC ve AVIF fotoğrafları okunamıyor. Fotoğrafı JPEG olarak kaydedip onu yükleyin."


def test_a_file_too_large_is_not_even_read() -> None:
    assert refusal(b"\xff\xd8\xff" + b"x" * LARGEST) == "Fotoğraf çok büyük: en çok 8 MB olabilir."


def bomb(width: int, height: int) -> bytes:
    """A PNG whose header declares more pixels than anybody could unpack."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(8_000, 8_000), (30_000, 30_000), (2_000_000_000, 2)])
def test_a_bomb_is_refused_by_its_header(size: tuple[int, int]) -> None:
    assert refusal(bomb(*size)).startswith("Fotoğraf")


def test_one_of_sixty_megapixels_is_too_many() -> None:
    assert refusal(bomb(8_000, 8_000)).startswith("Fotoğrafın çözünürlüğü çok yüksek: en çok 50 megapiksel")


def spoiled(content: bytes) -> Any:
    yield content[: len(content) // 2]
    yield content[:40]
    yield content[:4]
    yield b""
    yield b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    yield b"GIF89a" + b"\x00" * 400
    yield b"%PDF-1.7 not a picture"
    yield content[:30] + b"\x00" * (len(content) - 60) + content[-30:]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_spoiled_files_are_refused_in_words(kind: str) -> None:
    told = {refusal(content) for content in spoiled(picture(700, 900, kind))}
    assert told == {"Fotoğraf okunamadı; bozuk ya da yarım olabilir. JPEG, PNG ya da WebP yükleyin."}
