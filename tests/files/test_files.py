"""Files: encrypted at rest, whole or not at all, read only by whom their room lets."""

import base64
import hashlib
import io
import os
import resource
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.common import hooks
from mik.files.crypto import CHUNK, DamagedFile
from mik.files.models import StoredFile
from mik.files.services import FileTooLarge, StorageFull, clean_name, delete_file, open_file, store_file
from mik.files.sweep import sweep_orphans
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
ForClient = Callable[[User | None], Client]


def stored(content: bytes = b"gizli diploma", **fields: Any) -> StoredFile:
    given = {"purpose": "test", "by": None, "name": "diploma.pdf", "media_type": "application/pdf", **fields}
    return store_file(upload=io.BytesIO(content), **given)


@pytest.fixture
def readers() -> Iterator[set[int]]:
    """Ids of the users who may read files of purpose "test"."""
    may: set[int] = set()
    hooks.file_readers.register("test", lambda user, file: user.pk in may)
    yield may
    hooks.file_readers.unregister("test")


def everything_under(root: Any) -> list[Path]:
    return [path for path in Path(root).rglob("*") if path.is_file()]


# --- at rest ------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17])
def test_content_comes_back(size: int) -> None:
    content = os.urandom(size)
    file = stored(content)
    with open_file(file) as source:
        assert source.read() == content
    assert (file.size, file.sha256) == (size, hashlib.sha256(content).hexdigest())


def test_content_can_be_read_from_anywhere() -> None:
    content = os.urandom(2 * CHUNK + 100)
    with open_file(stored(content)) as source:
        assert source.seek(-50, io.SEEK_END) == len(content) - 50
        assert source.read() == content[-50:]
        source.seek(CHUNK - 3)
        assert source.read(6) == content[CHUNK - 3 : CHUNK + 3]
        source.seek(len(content) + 10)
        assert source.read() == b""


def test_a_django_upload_is_taken_too() -> None:
    file = store_file(upload=SimpleUploadedFile("a.csv", b"ad;soyad"), purpose="test", by=None, name="a.csv")
    with open_file(file) as source:
        assert source.read() == b"ad;soyad"


def test_the_disk_holds_nothing_readable(settings: Any) -> None:
    file = stored(b"gizli diploma " * 1000)
    (path,) = everything_under(settings.MEDIA_ROOT)
    assert path == file.path
    assert b"gizli" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.name == file.pk.hex[:2]


def test_equal_files_differ_on_disk() -> None:
    assert stored().path.read_bytes() != stored().path.read_bytes()


@pytest.mark.parametrize("where", [5, 100, -1])
def test_an_altered_file_does_not_open(where: int) -> None:
    file = stored(b"x" * 200)
    blob = bytearray(file.path.read_bytes())
    blob[where] ^= 1
    file.path.write_bytes(bytes(blob))
    with open_file(file) as source, pytest.raises(DamagedFile):
        source.read()


@pytest.mark.parametrize("chunks", [1, 2])
def test_a_file_cut_short_at_a_chunk_does_not_pass_for_a_whole_one(chunks: int) -> None:
    file = stored(os.urandom(3 * CHUNK))
    blob = file.path.read_bytes()
    file.path.write_bytes(blob[: 5 + chunks * (CHUNK + 16)])
    with open_file(file) as source, pytest.raises(DamagedFile):
        source.read()


def test_a_file_under_anothers_name_does_not_open() -> None:
    one, two = stored(b"bir"), stored(b"iki")
    two.path.write_bytes(one.path.read_bytes())
    StoredFile.objects.filter(pk=two.pk).update(key=one.key)
    two.refresh_from_db()
    with open_file(two) as source, pytest.raises(DamagedFile):
        source.read()


def test_the_key_is_wrapped_and_rotates_without_touching_the_content(settings: Any) -> None:
    file = stored(b"gizli")
    before = file.path.read_bytes()
    fresh = f"new:{base64.b64encode(os.urandom(32)).decode()}"
    settings.FIELD_KEYS = f"{fresh},{settings.FIELD_KEYS}"
    call_command("rotate_keys", stdout=io.StringIO())
    settings.FIELD_KEYS = fresh
    with open_file(StoredFile.objects.get(pk=file.pk)) as source:
        assert source.read() == b"gizli"
    assert file.path.read_bytes() == before


# --- whole or not at all ------------------------------------------------------------------------


def test_a_file_too_large_is_refused_and_leaves_nothing(settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    with pytest.raises(FileTooLarge, match="en çok 1 MB"):
        stored(b"x" * (1024 * 1024 + 1))
    assert everything_under(settings.MEDIA_ROOT) == []
    assert StoredFile.objects.count() == 0


@pytest.fixture
def small_disk() -> Iterator[None]:
    """The operating system refuses files above 100 KB, as a full disk or a quota would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("small_disk")
def test_a_full_disk_is_said_clearly_and_leaves_nothing(settings: Any) -> None:
    with pytest.raises(StorageFull, match="yer kalmadı"):
        stored(os.urandom(200_000))
    assert everything_under(settings.MEDIA_ROOT) == []
    assert StoredFile.objects.count() == 0


def test_an_upload_that_breaks_off_leaves_nothing(settings: Any) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        store_file(upload=Broken(), purpose="test", by=None, name="a")
    assert everything_under(settings.MEDIA_ROOT) == []


def test_deleting_takes_the_content_with_it(django_capture_on_commit_callbacks: Any) -> None:
    file = stored()
    path = file.path
    with django_capture_on_commit_callbacks(execute=True):
        delete_file(file=file)
        assert path.exists()
    assert not path.exists()


def test_orphans_are_swept_after_their_grace(settings: Any) -> None:
    kept, orphan, young = stored(), stored(), stored()
    StoredFile.objects.filter(pk__in=[orphan.pk, young.pk]).delete()
    part = orphan.path.with_name(f".{uuid.uuid4()}.part")
    part.write_bytes(b"half")
    stranger = orphan.path.with_name("README")
    stranger.write_bytes(b"not ours")
    long_ago = time.time() - 2 * 24 * 3600
    for path in (kept.path, orphan.path, part, stranger):
        os.utime(path, (long_ago, long_ago))
    assert sweep_orphans() == 2
    assert sorted(everything_under(settings.MEDIA_ROOT)) == sorted([kept.path, young.path, stranger])


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("liste.xlsx", "liste.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Belgeler\\ödev.pdf", "ödev.pdf"),
        ("a\r\nb\x00.csv", "ab.csv"),
        ("", "dosya"),
        ("x" * 300 + ".xlsx", "x" * 195 + ".xlsx"),
    ],
)
def test_names_are_bare(given: str, clean: str) -> None:
    assert clean_name(given) == clean


# --- download -----------------------------------------------------------------------------------


def read(response: Any) -> bytes:
    stream: IO[bytes] = response.streaming_content
    return b"".join(stream)


def test_who_may_read_downloads(client_for: ForClient, readers: set[int]) -> None:
    user = UserFactory.create()
    readers.add(user.pk)
    file = stored(b"gizli", name="ödev 1.pdf")
    response = client_for(user).get(f"/dosya/{file.pk}/")
    assert read(response) == b"gizli"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C3%B6dev%201.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert (response["Content-Type"], response["Content-Length"]) == ("application/pdf", "5")


def test_a_download_is_logged(client_for: ForClient, readers: set[int]) -> None:
    user = UserFactory.create()
    readers.add(user.pk)
    file = stored()
    read(client_for(user).get(f"/dosya/{file.pk}/"))
    event = AccessEvent.objects.get()
    assert (event.user, event.action, event.view, event.reason) == (
        user,
        "download",
        "files:download",
        f"test {file.pk}",
    )


def test_whoever_may_not_finds_nothing(client_for: ForClient, readers: set[int]) -> None:
    file = stored(by=UserFactory.create())
    assert client_for(UserFactory.create()).get(f"/dosya/{file.pk}/").status_code == 404
    assert client_for(None).get(f"/dosya/{file.pk}/").status_code == 302
    assert AccessEvent.objects.count() == 0


def test_a_purpose_nobody_answers_for_is_read_by_nobody(client_for: ForClient) -> None:
    user = UserFactory.create()
    file = stored(purpose="nobody answers", by=user)
    assert client_for(user).get(f"/dosya/{file.pk}/").status_code == 404


def test_a_file_that_is_not_there_is_not_found(client_for: ForClient, readers: set[int]) -> None:
    user = UserFactory.create()
    readers.add(user.pk)
    file = stored()
    file.path.unlink()
    client = client_for(user)
    assert client.get(f"/dosya/{file.pk}/").status_code == 404
    assert client.get(f"/dosya/{uuid.uuid4()}/").status_code == 404
