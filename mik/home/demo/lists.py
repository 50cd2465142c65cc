"""A list a representative keeps for the department, without numbers, waiting in the preview for decisions."""

from django.core.files.uploadedfile import SimpleUploadedFile

from alumni.registry.importing.desk import scope_for
from alumni.registry.importing.reading import opened
from alumni.registry.importing.services import run_import
from alumni.registry.importing.uploads import SourceChoice, receive_list
from alumni.registry.models import Graduation, ImportRun
from alumni.registry.scopes import Scope, scopes_of
from mik.accounts.models import User
from mik.home.demo import accounts
from mik.units.models import Level

HEADER = "Ad Soyad;Mezuniyet yılı;Cep telefonu;E-posta;Çalıştığı yer"
EMPLOYERS = ("Arçelik", "TÜRASAŞ", "Ford Otosan", "TUSAŞ", "TEI", "Karayolları")
# Who is sure, who is a slip of the finger away, who is a year off, and who is nowhere.
SURE, SLIPS = 9, 2
NOBODY = ("İ. Iğdırlıoğlu-Şahin;1998;0533 700 44 14;;", "Satılmış Dağdelen;2001;0533 700 44 15;;TEI")


def make() -> None:
    """Does nothing where there is an import already."""
    if ImportRun.objects.exists():
        return
    user = User.objects.get(email=accounts.REPRESENTATIVE)
    desk = next(iter(scopes_of(user)))
    content = "\n".join([HEADER, *_rows(desk), *NOBODY]) + "\n"
    upload = SimpleUploadedFile("mezunlar-gunu-katilanlar.csv", content.encode())
    run = receive_list(upload=upload, by=user, unit=desk.unit, source=SourceChoice("Mezunlar günü"))
    scope = scope_for(user, run.unit_id)
    if scope is None:
        return
    with opened(run) as graduates:
        run.counts = run_import(graduates, scope=scope, run=run, apply=False).as_dict()
    run.state = ImportRun.State.PREVIEWED
    run.save(update_fields=["state", "counts"])


def _rows(desk: Scope) -> list[str]:
    held = Graduation.objects.filter(programme__in=desk.programme_ids or (), level=Level.BACHELOR)
    rows = []
    for place, graduation in enumerate(held.select_related("alumnus__person").order_by("pk")[: SURE + SLIPS + 1]):
        name, year = graduation.alumnus.person.full_name, graduation.year or 0
        if SURE <= place < SURE + SLIPS:
            name = name[:-1]
        elif place >= SURE:
            year += 1
        rows.append(f"{name};{year};0532 700 {10 + place} {20 + place};;{EMPLOYERS[place % len(EMPLOYERS)]}")
    return rows
