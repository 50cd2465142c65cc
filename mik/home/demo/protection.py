"""Requests at every stage of their clock, a breach that waits for the Board, and some nights of destruction."""

from datetime import timedelta

from django.utils import timezone

from alumni.rights import services
from alumni.rights.models import RightsRequest
from alumni.rights.services import Entered
from coordinator.protection import breaches
from coordinator.protection.breaches import Choice
from coordinator.protection.destroying import destroy_expired
from coordinator.protection.models import Breach, DestructionRun
from mik.accounts.models import User
from mik.home.demo import accounts
from mik.people.models import Person

# (kind, channel, name, identity, what is asked, days since it came)
ENTERED = (
    ("correct", "letter", "Nurhan Kadıoğlu", "Islak imzalı dilekçe ve kimlik fotokopisi",
     "Mezuniyet yılım 1987 yazılmış; diplomamda 1986 yazıyor.", 33),
    ("object", "email", "Erdal Yavuz", "Kayıtlı e-posta adresinden geldi",
     "İşveren anketine yanıtlarımın katılmasını istemiyorum.", 28),
    ("access", "kep", "Gülten Aslan", "KEP adresi", "Hakkımda tuttuğunuz verilerin bir örneğini istiyorum.", 21),
)  # fmt: skip


def make() -> None:
    """Nothing where it is there already."""
    if RightsRequest.objects.exists():
        return
    office, member = (User.objects.get(email=email) for email in (accounts.COORDINATOR, accounts.MEMBER))
    today = timezone.localdate()
    for kind, channel, name, identity, text, days in ENTERED:
        entered = Entered(kind, channel, name, identity, today - timedelta(days=days), text)
        services.enter_request(by=office, person=None, entered=entered)
    asked, _new = services.make_request(
        user=member, kind="correct", text="Soyadım evlenince değişti; Şahin Yıldırım oldu."
    )
    services.answer_request(
        request=asked, by=office, answer="Soyadınız düzeltildi; önceki soyadınız da kayıtta duruyor."
    )
    services.make_request(user=member, kind="other", text="Bilgilerim yurt dışına aktarılıyor mu?")
    _breach(office)
    if not DestructionRun.objects.exists():
        destroy_expired(now=timezone.now() - timedelta(days=1))


def _breach(office: User) -> None:
    now = timezone.now()
    breach = breaches.save_breach(
        by=office,
        breach=Breach(
            title="Yanlış alıcıya giden liste", happened="Bölüm listesi, adı benzeyen başka bir alıcıya gönderildi.",
            happened_at=now - timedelta(hours=30), discovered_at=now - timedelta(hours=26),
            kinds=["identity", "contact"], cause="Adres tamamlama yanlış kişiyi önerdi.",
            measures="Alıcıdan iletiyi sildiği yazılı olarak istendi.",
        ),
    )  # fmt: skip
    people = list(Person.objects.filter(alumnus__isnull=False).order_by("pk").values_list("pk", flat=True)[:12])
    breaches.add_subjects(breach=breach, by=office, choice=Choice(numbers=people))
