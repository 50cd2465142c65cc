"""What the people room tells the rest of the house."""

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import Keep, PersonalData

OFFICE = _("Bölüm temsilcisi ve Mezun Ofisi; üyelere yalnız kişinin izin verdiği")
DESKS = _("Bölüm temsilcisi ve Mezun Ofisi")
OWN_ACCOUNT = _("Yalnız kişinin kendisi")
SIGN_IN = _("Hesaba giriş")
CONTRACT = _("KVKK m. 5/2-c: sözleşmenin kurulması")
ARCHIVED = _(
    "Mezuniyet kaydının parçasıdır; üniversite arşivinde süresiz saklanır (2547 sayılı Kanun, 3473 sayılı Kanun)"
)
RECOGNISED = _(
    "Numaranın kendisi silinir. Geri çevrilemeyen özeti, aynı kişi yeni bir listede geldiğinde bilgilerinin yeniden"
    " yazılmaması için kalır."
)


KNOWN_DEAD = _("Vefat eden mezuna yazılmaması ve kaydın doğruluğu için; kimin bildirdiği silinir")


def register() -> None:
    from mik.people import deaths_erasing, erasing, merging, retention
    from mik.people.consents import hooks as consents

    retention.register()
    for trace in (erasing.out_of_jobs, erasing.out_of_sessions, erasing.out_of_cache, deaths_erasing.out_of_deaths):
        hooks.traces.register(trace)
    hooks.personal_data.add(
        PersonalData(
            model="people.Person",
            person="",
            fields=(
                "given_names", "surname", "former_surname", "birth_date", "sex", "nationality", "tckn", "tckn_hash",
                "passport_no", "passport_hash",
            ),
            purpose=_("Mezunu tanımak ve mezuniyet kaydıyla eşleştirmek"),
            legal_basis=_("KVKK m. 5/2-ç: hukuki yükümlülük (2547 sayılı Kanun m. 47)"),
            retention=_("Mezuniyet kaydı süresiz; kimlik numarası silme isteğine kadar"),
            keep=Keep.ARCHIVE,
            sees=OFFICE,
            erase=erasing.erase_person,
            stays={
                "given_names": ARCHIVED,
                "surname": ARCHIVED,
                "former_surname": ARCHIVED,
                "tckn_hash": RECOGNISED,
                "passport_hash": RECOGNISED,
            },
        )
    )  # fmt: skip
    _declare_account()
    consents.register()
    _declare_providers()
    hooks.personal_data.add(
        PersonalData(
            model="people.ContactPoint",
            person="person",
            fields=("value", "normalised", "country", "province", "city", "postcode", "dead_reason"),
            purpose=_("Mezunla iletişim"),
            legal_basis=_("KVKK m. 5/2-f: meşru menfaat"),
            retention=_("Silme isteğine kadar"),
            keep=Keep.UNTIL_ERASED,
            sees=OFFICE,
            erase=erasing.erase_contacts,
            merge=merging.unite_contacts,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="people.Death",
            person="person",
            fields=("told_by", "note", "revoked_reason"),
            purpose=_("Vefat eden mezuna yazmamak"),
            legal_basis=_("KVKK m. 4/2-b: doğru ve güncel olma; m. 5/2-f: meşru menfaat"),
            retention=_("Kayıtla birlikte süresiz; kimin bildirdiği silme isteğine kadar"),
            keep=Keep.WITH_RECORD,
            sees=DESKS,
            stays=dict.fromkeys(("died_on", "evidence", "closed_account", "marked_at", "revoked_at"), KNOWN_DEAD),
            erase=deaths_erasing.forget_who_told,
        )
    )


def _declare_account() -> None:
    """The account and what the sign-in library keeps with it; its rows go with the account's own erasure."""
    from mik.people import erasing

    hooks.personal_data.add(
        PersonalData(
            model="accounts.User",
            person="person",
            fields=("email", "name", "language", "time_zone"),
            purpose=SIGN_IN,
            legal_basis=CONTRACT,
            retention=_("Hesap sürdükçe"),
            keep=Keep.WITH_ACCOUNT,
            sees=OWN_ACCOUNT,
            erase=erasing.erase_account,
            stays={
                "name": _("Yalnız üniversitede görev almış olanların adı, görevlendirme kararlarıyla birlikte kalır")
            },
        )
    )
    entries = (
        ("account.EmailAddress", ("email",), _("Giriş e-postasını doğrulamak"), erasing.told_of_addresses),
        ("mfa.Authenticator", ("data",), _("İkinci adımla giriş"), erasing.told_of_authenticators),
        (
            "usersessions.UserSession",
            ("ip", "user_agent", "session_key", "data"),
            _("Açık oturumları hesabın sahibine göstermek"),
            erasing.told_of_sessions,
        ),
    )
    for model, fields, purpose, export in entries:
        hooks.personal_data.add(
            PersonalData(
                model=model,
                person="user__person",
                fields=fields,
                purpose=purpose,
                legal_basis=CONTRACT,
                retention=_("Hesap sürdükçe"),
                keep=Keep.WITH_ACCOUNT,
                sees=OWN_ACCOUNT,
                export=export,
            )
        )
    office = _("Görevlendirme kararını ve süresini kayıt altında tutmak (Yönerge m. 8, 9, 11)")
    for model, person in (
        ("accounts.Appointment", "user__person"),
        ("accounts.DutyGrant", "appointment__user__person"),
    ):
        hooks.personal_data.add(
            PersonalData(
                model=model,
                person=person,
                fields=(),
                purpose=office,
                legal_basis=_("KVKK m. 5/2-ç: hukuki yükümlülük"),
                retention=_("Süresiz"),
                keep=Keep.ARCHIVE,
                sees=_("Görevde olanların adını herkes; kararları Rektörlük ve Mezun Ofisi"),
                stays=OFFICE_STAYS[model],
            )
        )


def _declare_providers() -> None:
    """Signing in by another account; the platform keeps no keys of the providers, and its table for them is empty."""
    from mik.accounts import identities

    entries = (
        ("socialaccount.SocialAccount", "user__person", ("provider", "uid", "extra_data", "last_login", "date_joined"),
         identities.told_of_accounts, None),
        ("socialaccount.SocialToken", "account__user__person", ("token", "token_secret", "expires_at"),
         identities.told_of_tokens, None),
        ("accounts.SignInProof", "user__person",
         ("provider", "subject", "proved_at", "had_second_factor", "identity"),
         identities.told_of_proofs, identities.forget_providers),
    )  # fmt: skip
    for model, person, fields, export, erase in entries:
        hooks.personal_data.add(
            PersonalData(
                model=model,
                person=person,
                fields=fields,
                purpose=_("Başka bir hesapla (LinkedIn, üniversite, e-Devlet) giriş"),
                legal_basis=CONTRACT,
                retention=_("Bağlantı sürdükçe; e-Devlet’in bildirdiği kimlik yarım saat"),
                keep=Keep.WITH_ACCOUNT,
                sees=OWN_ACCOUNT,
                export=export,
                erase=erase,
            )
        )


DECISION = _("Üniversitenin görevlendirme kararıdır; arşiv yükümlülüğüyle saklanır")
OFFICE_STAYS = {
    "accounts.Appointment": dict.fromkeys(
        ("office", "levels", "decision_number", "decision_date", "starts", "ends", "early_end", "early_end_reason",
         "effective_end", "entered_at"),
        DECISION,
    ),
    "accounts.DutyGrant": dict.fromkeys(("code", "starts", "ends"), DECISION),
}  # fmt: skip
