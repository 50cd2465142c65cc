"""What the people room tells the rest of the house."""

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import PersonalData


def register() -> None:
    from mik.people import merging

    hooks.duties.declare("people.consents", _("İzin kayıtlarını görmek"))
    hooks.personal_data.add(
        PersonalData(
            model="people.Person",
            person="",
            fields=(
                "given_names",
                "surname",
                "former_surname",
                "birth_date",
                "sex",
                "nationality",
                "tckn",
                "passport_no",
            ),
            purpose=_("Mezunu tanımak ve mezuniyet kaydıyla eşleştirmek"),
            legal_basis=_("KVKK m. 5/2-ç: hukuki yükümlülük (2547 sayılı Kanun m. 47)"),
            retention=_("Mezuniyet kaydı süresiz; kimlik numarası silme isteğine kadar"),
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="accounts.User",
            person="person",
            fields=("email", "name"),
            purpose=_("Hesaba giriş"),
            legal_basis=_("KVKK m. 5/2-c: sözleşmenin kurulması"),
            retention=_("Hesap sürdükçe"),
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="people.ContactPoint",
            person="person",
            fields=("value", "normalised", "country", "province"),
            purpose=_("Mezunla iletişim"),
            legal_basis=_("KVKK m. 5/2-f: meşru menfaat"),
            retention=_("Silme isteğine kadar"),
            merge=merging.unite_contacts,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="people.Consent",
            person="person",
            fields=("purpose", "text_version"),
            purpose=_("İznin verildiğini ve geri alındığını kanıtlamak"),
            legal_basis=_("KVKK m. 5/2-e: bir hakkın kanıtlanması"),
            retention=_("Geri almadan sonra üç yıl"),
            merge=merging.unite_consents,
        )
    )
