"""Graduate employment and satisfaction: what a graduate does one or two years after the diploma, and thinks of it.

The codes of questions and options are what the indicators count by: they never change their meaning.
"""

from surveys.ready.building import (
    AGREEMENT,
    CONTENTMENT,
    SEVEN,
    YES_NO,
    Content,
    both,
    matrix,
    multiple,
    page,
    question,
    single,
    when,
)

EMPLOYED = ("yes", "away")
WORKS = when("worked", *EMPLOYED)
STUDIES = when("study", "full", "part")
SKILLS = (
    ("field", "Alanımın bilgisi", "Knowledge of my field"),
    ("analysis", "Sorun çözme ve analiz", "Analysis and problem solving"),
    ("data", "Sayısal ve dijital araçlar", "Numerical and digital tools"),
    ("writing", "Türkçe yazılı ve sözlü anlatım", "Writing and speaking in Turkish"),
    ("language", "Yabancı dil", "A foreign language"),
    ("team", "Birlikte çalışma", "Working with others"),
    ("planning", "Zamanı ve işi planlama", "Planning time and work"),
    ("learning", "Yeni konuları kendi başına öğrenme", "Learning new things on one’s own"),
)


def content() -> Content:
    return {"pages": [_now(), _work(), _path(), _skills(), _studies()]}


def _now() -> Content:
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
    )


def _work() -> Content:
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
            unit="TL",
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


def _path() -> Content:
    return page(
        "Mezuniyetten ilk işe",
        "From the diploma to the first job",
        single(
            "first_job",
            "Gelir getiren ilk işinizi ne zaman buldunuz?",
            "When did you find your first job for pay or profit?",
            [
                ("before", "Mezun olmadan önce", "Before I graduated"),
                ("after", "Mezun olduktan sonra", "After I graduated"),
                ("never", "Henüz bulmadım", "Not yet"),
            ],
            required=True,
            help=both(
                "Öğrencilikteki geçici işleri değil, mezuniyetten sonra süren işi düşünün.",
                "Leave out student jobs; think of the job that lasted beyond the diploma.",
            ),
        ),
        question(
            "date",
            "first_job_month",
            "O işe ne zaman başladınız?",
            "When did you start in it?",
            help=both("Gününü bilmiyorsanız ayın birini yazın.", "If you do not know the day, give the first."),
            required=True,
            condition=when("first_job", "after"),
        ),
        single(
            "found_by",
            "O işi nasıl buldunuz?",
            "How did you find it?",
            [
                ("advert", "İlan ya da kariyer sitesi", "Advertisement or job site"),
                ("ktu", "KTÜ, hocalarım ya da mezunlar aracılığıyla", "Through KTÜ, my lecturers or graduates"),
                ("internship", "Staj yaptığım yerde", "Where I did my internship"),
                ("public", "Kamu ataması ya da sınavı", "Public appointment or examination"),
                ("people", "Ailem ve tanıdıklarım", "Family and friends"),
                ("own", "Kendi işimi kurdum", "I started my own business"),
                ("other", "Başka", "Other"),
            ],
            condition=when("first_job", "before", "after"),
        ),
    )


def _skills() -> Content:
    return page(
        "Becerileriniz",
        "Your skills",
        matrix(
            "skills_own",
            "Şu anda kendinizi ne düzeyde görüyorsunuz?",
            "At which level are you now, in your own view?",
            SKILLS,
            SEVEN,
        ),
        matrix(
            "skills_needed",
            "İşiniz ne düzeyde istiyor?",
            "Which level does your job need?",
            SKILLS,
            SEVEN,
            condition=WORKS,
        ),
    )


def _studies() -> Content:
    return page(
        "KTÜ’deki öğreniminiz",
        "Your studies at KTÜ",
        matrix(
            "satisfaction",
            "Bu cümlelere ne kadar katılıyorsunuz?",
            "How far do you agree with these?",
            [
                ("prepared", "Aldığım eğitim işime hazırladı", "My studies prepared me for my work"),
                ("ties", "Mezunlarla bağım güçlü", "I am in close touch with fellow graduates"),
                ("internship", "Staj desteği yeterliydi", "Support for internships was sufficient"),
                ("teaching", "Derslerden çok şey öğrendim", "I learnt a lot in my courses"),
                ("facilities", "Laboratuvar, atölye ve kütüphane yeterliydi", "Labs, workshops and library sufficed"),
                ("recommend", "KTÜ’yü tavsiye ederim", "I would recommend KTÜ"),
            ],
            AGREEMENT,
        ),
        single(
            "overall",
            "Bütünüyle bakınca programınızdan ne kadar memnunsunuz?",
            "All in all, how satisfied are you with your programme?",
            CONTENTMENT,
            required=True,
        ),
        single(
            "again",
            "Yeniden seçecek olsanız hangisini seçerdiniz?",
            "If you could choose again, what would you choose?",
            [
                ("same", "KTÜ’de aynı programı", "The same programme at KTÜ"),
                ("elsewhere", "Aynı programı başka bir üniversitede", "The same programme at another university"),
                ("other", "KTÜ’de başka bir programı", "Another programme at KTÜ"),
                ("neither", "Başka bir üniversitede başka bir programı", "Another programme elsewhere"),
                ("none", "Üniversite okumazdım", "No university at all"),
            ],
            required=True,
        ),
        matrix(
            "outcomes",
            "Programınız size bunları ne kadar kazandırdı?",
            "How far did your programme give you these?",
            [
                ("knowledge", "Alanımın temel bilgisini kazandım", "The basics of my field"),
                ("practice", "Öğrendiğimi uygulamayı öğrendim", "Putting what I learnt into practice"),
                (
                    "design",
                    "Bir sorunu araştırıp çözüm tasarlayabiliyorum",
                    "Researching a problem, designing a solution",
                ),
                ("ethics", "Meslek etiğini ve sorumluluğunu öğrendim", "Professional ethics and responsibility"),
                ("lifelong", "Kendimi geliştirmeyi sürdürebiliyorum", "Going on learning by myself"),
            ],
            AGREEMENT,
        ),
        multiple(
            "join_in",
            "Hangilerinde yer almak istersiniz?",
            "Which would you like to take part in?",
            [
                ("mentoring", "Öğrencilere yol göstermek", "Guiding students"),
                ("talks", "Derste ya da söyleşide deneyimimi anlatmak", "Telling of my experience in class"),
                ("internships", "Staj ya da iş olanağı sağlamak", "Offering internships or jobs"),
                ("meetings", "Mezun buluşmaları", "Meetings of graduates"),
                ("advice", "Bölümün danışma kurulu", "The department’s advisory board"),
            ],
        ),
        question(
            "text",
            "wish",
            "Programınızda neyin değişmesini isterdiniz?",
            "What would you change in your programme?",
            help=both("Adınızı ya da başkalarının adını yazmayın.", "Please leave out your name and those of others."),
        ),
    )
