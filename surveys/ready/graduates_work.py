"""The first two pages of the graduates' questionnaire: what they do now, and their work."""

from surveys.ready.building import (
    YES_NO,
    Content,
    both,
    multiple,
    page,
    question,
    single,
    when,
)

EMPLOYED = ("yes", "away")
WORKS = when("worked", *EMPLOYED)
STUDIES = when("study", "full", "part")


def now() -> Content:
    return page(
        "Şu anda ne yapıyorsunuz?",
        "What are you doing now?",
        single(
            "worked",
            "Geçen hafta, bir saat bile olsa, gelir getiren bir işte çalıştınız mı?",
            "Last week, did you do any work for pay or profit, even for one hour?",
            [
                ("yes", "Evet", "Yes"),
                (
                    "away",
                    "İşim var, geçen hafta izin, hastalık gibi bir nedenle işte değildim",
                    "I have a job but was away from it (leave, illness and the like)",
                ),
                ("no", "Hayır", "No"),
            ],
            required=True,
            help=both(
                "Geçen hafta: pazartesiden pazara. Ücretli iş, kendi işiniz, proje ya da parça başı iş sayılır.",
                "Last week: Monday to Sunday. Paid work, your own business, project and piece work all count.",
            ),
        ),
        single(
            "hours",
            "Bütün işlerinizde haftada genellikle kaç saat çalışıyorsunuz?",
            "How many hours a week do you usually work, all jobs together?",
            [
                ("h1", "1–9 saat", "1–9 hours"),
                ("h10", "10–19 saat", "10–19 hours"),
                ("h20", "20–34 saat", "20–34 hours"),
                ("h35", "35–44 saat", "35–44 hours"),
                ("h45", "45 saat ve üzeri", "45 hours or more"),
            ],
            required=True,
            condition=WORKS,
        ),
        single(
            "more_hours",
            "Haftada 35 saat ve üzeri, tam zamanlı bir iş arıyor musunuz?",
            "Are you looking for full-time work, 35 hours a week or more?",
            YES_NO,
            required=True,
            condition=when("hours", "h1", "h10", "h20"),
        ),
        single(
            "seeking",
            "Son dört haftada iş aradınız mı?",
            "Did you look for work in the last four weeks?",
            [
                ("full", "Evet, tam zamanlı bir iş ya da fark etmez", "Yes, full-time work, or any"),
                ("part", "Evet, yalnız yarı zamanlı", "Yes, part-time work only"),
                ("found", "İş buldum, başlamayı bekliyorum", "I found a job and am waiting to start"),
                ("no", "Hayır", "No"),
            ],
            required=True,
            condition=when("worked", "no"),
        ),
        single(
            "available",
            "Bir iş bulsanız iki hafta içinde başlayabilir misiniz?",
            "If there were a job, could you start within two weeks?",
            YES_NO,
            required=True,
            condition=when("seeking", "full", "part", "found"),
        ),
        single(
            "study",
            "Şu anda bir öğrenim programına kayıtlı mısınız?",
            "Are you enrolled in a programme of study?",
            [
                ("full", "Evet, zamanımın çoğunu alıyor (tam zamanlı)", "Yes, full-time"),
                ("part", "Evet, başka işlerimin yanında (yarı zamanlı)", "Yes, part-time"),
                ("no", "Hayır", "No"),
            ],
            required=True,
        ),
        single(
            "study_level",
            "Hangi düzeyde?",
            "At which level?",
            [
                ("master", "Yüksek lisans", "Master’s"),
                ("doctorate", "Doktora ya da uzmanlık", "Doctorate or specialist training"),
                ("bachelor", "Lisans (ikinci ya da dikey geçiş)", "Bachelor’s (second, or after an associate degree)"),
                ("other", "Ön lisans, sertifika, başka", "Associate degree, certificate, other"),
            ],
            condition=STUDIES,
        ),
        single(
            "study_where",
            "Nerede?",
            "Where?",
            [
                ("ktu", "KTÜ’de", "At KTÜ"),
                ("turkey", "Türkiye’de başka bir üniversitede", "At another university in Türkiye"),
                ("abroad", "Yurt dışında", "Abroad"),
            ],
            condition=STUDIES,
        ),
        multiple(
            "activities",
            "Geçen hafta bunlardan hangilerini yaptınız?",
            "Which of these did you do last week?",
            [
                ("voluntary", "Gönüllü çalıştım", "Voluntary work"),
                ("internship", "Staj yaptım", "An internship"),
                ("military", "Askerlik hizmetindeydim", "Military service"),
                ("caring", "Evde bakım ve ev işi", "Caring for family or home"),
                ("exam", "Bir sınava hazırlandım (KPSS, TUS, ALES, dil…)", "Prepared for an examination"),
                ("none", "Hiçbiri", "None of these"),
            ],
        ),
        single(
            "main_activity",
            "Bunların içinde şu anda en önemli uğraşınız hangisi?",
            "Of all these, what is your main activity now?",
            [
                ("work", "Çalışmak", "Working"),
                ("study", "Okumak", "Studying"),
                ("seeking", "İş aramak ya da sınava hazırlanmak", "Looking for work or preparing for an examination"),
                ("voluntary", "Gönüllü çalışmak", "Voluntary work"),
                ("military", "Askerlik", "Military service"),
                ("caring", "Bakım ve ev işi", "Caring for family or home"),
                ("other", "Başka", "Something else"),
            ],
            required=True,
        ),
    )


def work() -> Content:
    return page(
        "İşiniz",
        "Your work",
        single(
            "job_kind",
            "Asıl işinizde nasıl çalışıyorsunuz?",
            "How are you employed in your main job?",
            [
                ("open", "Süresiz sözleşme ya da kadro ile", "Permanent contract or post"),
                ("fixed", "Süreli sözleşme ile", "Fixed-term contract"),
                ("grant", "Burslu ya da proje karşılığı", "On a grant or project"),
                ("self", "Kendi hesabıma", "Self-employed"),
                ("business", "Kurduğum işletmede", "In a business of my own"),
                ("other", "Başka", "Other"),
            ],
            condition=WORKS,
        ),
        question(
            "occupation",
            "occupation",
            "Mesleğiniz, yaptığınız iş",
            "Your occupation, the work you do",
            help=both("Birkaç harf yazın, listeden en yakınını seçin.", "Type a few letters and choose the closest."),
            condition=WORKS,
        ),
        question("sector", "sector", "İşyerinizin çalıştığı alan", "What your workplace does", condition=WORKS),
        question("place", "place", "Çalıştığınız il ya da ülke", "Province or country you work in", condition=WORKS),
        question(
            "number",
            "income",
            "Aylık net geliriniz",
            "Your monthly income after tax",
            help=both(
                "Yazmak zorunda değilsiniz. Yalnız ortanca olarak, en az 8 kişi birlikte gösterilir.",
                "You need not say. Shown only as a median of at least 8 people.",
            ),
            min=1,
            max=10_000_000,
            unit=both("TL", "TL"),
            condition=WORKS,
        ),
        single(
            "level_fit",
            "Bu iş için en uygun öğrenim düzeyi hangisi?",
            "Which level of study suits this job best?",
            [
                ("higher", "Benimkinden yüksek bir düzey", "A higher level than mine"),
                ("same", "Benim düzeyim", "My level"),
                ("lower", "Benimkinden düşük bir düzey", "A lower level than mine"),
                ("none", "Yükseköğrenim gerekmez", "No higher education needed"),
            ],
            required=True,
            condition=WORKS,
        ),
        single(
            "field_fit",
            "Bu iş için en uygun öğrenim alanı hangisi?",
            "Which field of study suits this job best?",
            [
                ("own", "Yalnız benim alanım", "Only my field"),
                ("related", "Benim alanım ya da yakın bir alan", "My field or a related one"),
                ("other", "Bambaşka bir alan", "A completely different field"),
                ("none", "Belirli bir alan gerekmez", "No particular field"),
            ],
            required=True,
            condition=WORKS,
        ),
    )
