"""The texts in force become the first versions, and every consent becomes what it was: a word given, perhaps one taken
back.

A consent to news named e-mail and text messages and is carried for both; the other two named no channel and are carried
for e-mail, the only one they were ever used for. Who clicked is read from the old table's history.
"""

from collections.abc import Iterator
from typing import Any

from django.db import migrations
from django.utils import timezone

CODE = "2026-11"

CONSENTS = {
    "news": (
        ["email", "sms"],
        "Mezun Ofisi ve bölümüm bana haber ve etkinlik duyurularını e-posta ya da kısa mesajla gönderebilir.",
        "The Alumni Office and my department may send me news and event announcements by email or text message.",
    ),
    "career": (
        ["email"],
        "Mezun Ofisi ve bölümüm bana iş, staj, eğitim ve burs duyurularını gönderebilir.",
        "The Alumni Office and my department may send me announcements of jobs, internships, training and"
        " scholarships.",
    ),
    "surveys": (
        ["email"],
        "Mezun Ofisi beni anketlere ve araştırmalara çağırabilir. Katılmak her seferinde benim kararımdır.",
        "The Alumni Office may invite me to surveys and research. Taking part is my choice each time.",
    ),
}

NOTICE_TR = """\
Kişisel verilerinizi kim, neden ve ne kadar süre işler; bunun üzerinde ne söz hakkınız var?

## Veri sorumlusu

6698 sayılı Kişisel Verilerin Korunması Kanunu (KVKK) bakımından veri sorumlusu Karadeniz Teknik Üniversitesi \
Rektörlüğüdür. Platformu Mezunlarla İlişkiler Koordinatörlüğü (Mezun Ofisi) yürütür. Bu metin, Kanunun 10. maddesindeki \
aydınlatma yükümlülüğü için hazırlanmıştır.

## Neden işleriz?

- Üniversitenin bütün mezunlarının kaydını tutmak ve mezunlarla iletişimi sürdürmek
- Üyelik isteyenin gerçekten o kaydın sahibi olduğunu doğrulamak
- Mezunların işe yerleşmesini, ileri öğrenimini ve memnuniyetini toplu sayılarla izlemek
- Kayıtlara kimin baktığını ve neyi değiştirdiğini gösterebilmek

Hukuki dayanak, üniversitenin 2547 sayılı Yükseköğretim Kanunundan ve Koordinatörlük Yönergesinden doğan görevini yerine \
getirmesidir (KVKK m. 5/2-ç); her veri türünün dayanağı aşağıdaki çizelgede yazar. Bir ileti listesine girmek ya da \
bilginizi başkalarına açmak gibi isteğe bağlı işler yalnız açık rızanızla yapılır; rızanızı istediğiniz an geri \
alırsınız.

## Veriler nereden gelir?

Mezuniyet kaydı Öğrenci İşleri Daire Başkanlığının listelerinden; iletişim ve kariyer bilgisi sizden, bölüm \
temsilcinizden ya da Mezun Ofisinden gelir. Her bilginin yanında kaynağı ve tarihi durur.

## Kim görür?

- Öbür mezunlar: yalnız sizin açtıklarınızı. İletişim bilgisi siz açmadıkça gösterilmez.
- Bölüm temsilciniz: yalnız kendi bölümünün mezunlarını, görev süresi boyunca. Kimlik numarası gösterilmez.
- Mezun Ofisi: görevinin gerektirdiğini. Kimlik numarasını açmak gerekçe ister.
- Ziyaretçiler ve kurumlar: sizi tanıtmayan toplu sayıları.

Temsilcinin ve Ofisin her bakışı kaydedilir; bu kaydı siz de görürsünüz. Verileriniz satılmaz, reklam için kullanılmaz; \
kanunun zorunlu kıldığı durumlar dışında başka bir kuruma verilmez.

## Nasıl korunur?

Kimlik ve pasaport numaraları ile yüklenen belgeler şifrelenmiş saklanır. Kayıtlarda yapılan her değişikliğin geçmişi \
tutulur ve bu geçmiş değiştirilemez. Sayfalar başka hiçbir siteye istek göndermez; yalnız oturumunuz ve dil seçiminiz \
için gereken çerezler kullanılır.

## Haklarınız

Kanunun 11. maddesine göre verilerinizin işlenip işlenmediğini öğrenmek, bir kopyasını almak, yanlışların düzeltilmesini, \
koşulları oluştuğunda silinmesini istemek, işlemeye itiraz etmek ve zararınızın giderilmesini istemek hakkınızdır. \
Bunların çoğunu kendi sayfanızda hemen yapabilirsiniz.

Başvurunuza en geç otuz gün içinde yanıt verilir. Yanıtı yeterli bulmazsanız Kişisel Verileri Koruma Kuruluna \
başvurabilirsiniz.
"""

NOTICE_EN = """\
Who processes your personal data, why and for how long, and what say do you have in it?

## Data controller

Under the Personal Data Protection Law No. 6698 (KVKK), the data controller is the Rectorate of Karadeniz Technical \
University. The platform is run by the Alumni Relations Coordination Office (Alumni Office). This text was prepared to \
fulfil the duty to inform under article 10 of the Law.

## Why do we process it?

- To keep a record of all the university’s graduates and stay in contact with them
- To verify that a person asking for membership really is the owner of that record
- To follow graduates’ employment, further study and satisfaction in aggregate figures
- To be able to show who looked at records and what they changed

The legal basis is the performance of the university’s duty under the Higher Education Law No. 2547 and the Directive of \
the Coordination Office (KVKK Art. 5/2-ç); the basis for each type of data is given in the table below. Optional things, \
such as joining a mailing list or opening your details to others, are done only with your explicit consent; you can \
withdraw your consent whenever you wish.

## Where does the data come from?

The graduation record comes from the lists of the Directorate of Student Affairs; contact and career details come from \
you, your department representative or the Alumni Office. Each item is kept with its source and date.

## Who sees it?

- Other graduates: only what you have opened. Contact details are not shown unless you open them.
- Your department representative: only graduates of their own department, during their term of office. The ID number is \
not shown.
- The Alumni Office: what its duties require. Unmasking an ID number requires a reason.
- Visitors and organisations: aggregate figures that do not identify you.

Every look by the representative and the Office is recorded; you see this log too. Your data is not sold or used for \
advertising; it is not given to any other organisation except where the law requires it.

## How is it protected?

ID and passport numbers and uploaded documents are stored encrypted. The history of every change to the records is kept, \
and this history cannot be altered. Pages send no requests to any other site; only the cookies needed for your session \
and language choice are used.

## Your rights

Under article 11 of the Law you have the right to learn whether your data is processed, to receive a copy of it, to have \
errors corrected, to ask for deletion where the conditions are met, to object to processing and to claim compensation for \
damage. You can do most of this at once on your own page.

You will be answered within thirty days at the latest. If you do not find the answer sufficient, you can apply to the \
Personal Data Protection Board.
"""

CARRY = """
INSERT INTO people_consententry
    (person, purpose, channel, act, version, text_version, language, said_at, how, network, device, by_id)
SELECT word.person_id, word.purpose, way.channel, word.act, CASE WHEN word.text_version = %s THEN 1 ELSE 0 END,
       word.text_version, '', word.moment, 'import', '', '',
       (SELECT (context.metadata ->> 'user')::bigint
        FROM people_consentevent AS event JOIN pghistory_context AS context ON context.id = event.pgh_context_id
        WHERE event.pgh_obj_id = word.id AND (event.withdrawn_at IS NOT NULL) = (word.act = 'withdrawn')
        ORDER BY event.pgh_id LIMIT 1)
FROM (
    SELECT id, person_id, purpose, text_version, 'given' AS act, given_at AS moment FROM people_consent
    UNION ALL
    SELECT id, person_id, purpose, text_version, 'withdrawn', withdrawn_at FROM people_consent
    WHERE withdrawn_at IS NOT NULL
) AS word
CROSS JOIN LATERAL unnest(CASE word.purpose WHEN 'news' THEN ARRAY['email', 'sms'] ELSE ARRAY['email'] END)
    AS way(channel)
ORDER BY word.moment, word.id, word.act, way.channel
"""

TAKE_BACK = """
SELECT entry.person, entry.purpose, entry.act, entry.text_version, entry.said_at, entry.how
FROM people_consententry AS entry JOIN people_person AS person ON person.id = entry.person
WHERE entry.channel = 'email' AND entry.purpose IN ('news', 'career', 'surveys') ORDER BY entry.id
"""


def lay_texts(apps: Any, schema_editor: Any) -> None:
    text = apps.get_model("people", "ConsentText").objects.using(schema_editor.connection.alias)
    if text.exists():
        return
    first = {"number": 1, "code": CODE, "published_at": timezone.now()}
    text.create(subject="notice", body_tr=NOTICE_TR, body_en=NOTICE_EN, **first)
    for subject, (channels, turkish, english) in CONSENTS.items():
        text.create(subject=subject, body_tr=turkish, body_en=english, channels=channels, **first)


def carry(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(CARRY, [CODE])


PUT_BACK = """
INSERT INTO people_consent (person_id, purpose, text_version, given_at, withdrawn_at, source)
VALUES (%(person)s, %(purpose)s, %(version)s, %(given)s, %(withdrawn)s, %(source)s)
"""


def take_back(apps: Any, schema_editor: Any) -> None:
    """Rows as the old table holds them: what was given and when it was taken back, by e-mail."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(TAKE_BACK)
        rows = list(rows_of(cursor.fetchall()))
        cursor.executemany(PUT_BACK, rows)
        cursor.execute("DELETE FROM people_consententry")


def rows_of(words: list[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    """Words in the order they were said; a second yes in a row adds nothing."""
    standing: dict[tuple[int, str], dict[str, Any]] = {}
    for person, purpose, act, version, moment, how in words:
        key = (person, purpose)
        if act == "given" and key not in standing:
            source = "office" if how == "paper" else "member"
            about = {"person": person, "purpose": purpose, "version": version, "source": source}
            standing[key] = {**about, "given": moment, "withdrawn": None}
        elif act != "given" and key in standing:
            row = standing.pop(key)
            yield {**row, "withdrawn": max(moment, row["given"])}
    yield from standing.values()


class Migration(migrations.Migration):
    dependencies = [("people", "0010_consent_ledger"), ("pghistory", "0007_auto_20250421_0444")]

    operations = [
        migrations.RunPython(lay_texts, migrations.RunPython.noop),
        migrations.RunPython(carry, take_back),
    ]
