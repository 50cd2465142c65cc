"""Jobs and studies: one primary job, employers by folded name, months, nothing typed lost."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from alumni.career import services
from alumni.career.models import Employment, FurtherStudy
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.organisations.models import Organisation
from mik.people.models import Source
from tests.factories.alumni import EmploymentFactory, OrganisationFactory

ClientFor = Callable[[User | None], Client]
JOB = {"title": "Saha Mühendisi", "employer": "Deniz Yapı", "visibility": "members", "country": "TR"}


def record(user: User) -> Alumnus:
    return Alumnus.objects.get(pk=user.person.pk)


def add_job(client: Client, **data: Any) -> Any:
    return client.post(reverse("alumni:employment_add"), {**JOB, **data})


def test_a_job_is_stored_with_source_month_and_place(alumna: User, client_for: ClientFor) -> None:
    answer = add_job(client_for(alumna), starts="2017-03", ends="2021-08", province="53", sector="F", occupation="21")
    assert answer.status_code == 302
    job = Employment.objects.get(alumnus=record(alumna), title="Saha Mühendisi")
    assert (job.starts, job.ends) == (date(2017, 3, 1), date(2021, 8, 31))
    assert (job.province, job.sector, job.occupation, job.source) == ("53", "F", "21", Source.MEMBER)
    page = client_for(alumna).get(reverse("alumni:profile")).content.decode()
    assert "Mar 2017 – Ağu 2021" in page
    assert "Deniz Yapı · Rize" in page


def test_an_employer_in_another_spelling_is_the_same_employer(alumna: User, client_for: ClientFor) -> None:
    tofas = OrganisationFactory.create(name="Tofaş")
    add_job(client_for(alumna), employer="TOFAŞ ")
    assert Employment.objects.get(title="Saha Mühendisi").employer == tofas
    assert Organisation.objects.filter(name_folded="tofas").count() == 1


def test_a_new_primary_job_takes_the_place_of_the_old(alumna: User, client_for: ClientFor) -> None:
    add_job(client_for(alumna), is_primary="on")
    assert [job.title for job in Employment.objects.filter(is_primary=True)] == ["Saha Mühendisi"]
    old = Employment.objects.get(title="Şantiye Şefi")
    client_for(alumna).post(reverse("alumni:employment_primary", args=[old.pk]))
    assert [job.title for job in Employment.objects.filter(is_primary=True)] == ["Şantiye Şefi"]


def test_the_database_refuses_a_second_primary_job(alumna: User) -> None:
    with pytest.raises(IntegrityError, match="employment_one_primary_per_graduate"):
        EmploymentFactory.create(alumnus=record(alumna), is_primary=True)


def test_a_job_that_is_over_is_not_made_primary(alumna: User, client_for: ClientFor) -> None:
    answer = add_job(client_for(alumna), ends="2020-01", is_primary="on")
    assert "Biten bir iş" in answer.context["form"].errors["is_primary"][0]
    over = EmploymentFactory.create(alumnus=record(alumna), is_primary=False, ends=date(2022, 1, 31))
    client_for(alumna).post(reverse("alumni:employment_primary", args=[over.pk]))
    over.refresh_from_db()
    assert over.is_primary is False


def test_the_switch_is_offered_for_jobs_that_go_on(alumna: User, client_for: ClientFor) -> None:
    alumnus = record(alumna)
    second = EmploymentFactory.create(alumnus=alumnus, is_primary=False)
    over = EmploymentFactory.create(alumnus=alumnus, is_primary=False, ends=date(2022, 1, 31))
    page = client_for(alumna).get(reverse("alumni:profile")).content.decode()
    assert reverse("alumni:employment_primary", args=[second.pk]) in page
    assert reverse("alumni:employment_primary", args=[over.pk]) not in page
    assert page.count("Asıl işim yap") == 1


@pytest.mark.django_db(transaction=True)
def test_two_primary_jobs_at_once_leave_one(alumna: User) -> None:
    alumnus = record(alumna)
    ready, failures = threading.Barrier(2), []

    def save(number: int) -> None:
        try:
            ready.wait(timeout=10)
            fields = {"title": f"İş {number}", "is_primary": True, "country": "TR"}
            services.save_employment(alumnus=alumnus, employer_name=f"Firma {number}", fields=fields)
        except Exception as problem:
            failures.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert failures == []
    assert Employment.objects.filter(alumnus=alumnus).count() == 3
    assert Employment.objects.filter(alumnus=alumnus, is_primary=True).count() == 1


def test_wrong_input_names_the_field_and_keeps_the_rest(alumna: User, client_for: ClientFor) -> None:
    answer = add_job(client_for(alumna), starts="2021-09", ends="2020-01", employer="İ. Iğdırlıoğlu-Şahin & Oğulları")
    assert answer.status_code == 200
    assert "önce olamaz" in answer.context["form"].errors["ends"][0]
    page = answer.content.decode()
    assert "İ. Iğdırlıoğlu-Şahin &amp; Oğulları" in page
    assert 'value="2021-09"' in page
    assert not Employment.objects.filter(title="Saha Mühendisi").exists()


def test_an_employer_without_letters_is_refused(alumna: User, client_for: ClientFor) -> None:
    assert "harflerle" in add_job(client_for(alumna), employer="---").context["form"].errors["employer"][0]


def test_a_known_day_stays_when_the_month_stays(alumna: User, client_for: ClientFor) -> None:
    job = Employment.objects.get(alumnus=record(alumna))
    Employment.objects.filter(pk=job.pk).update(starts=date(2021, 9, 14))
    data = {**JOB, "starts": "2021-09", "is_primary": "on"}
    client_for(alumna).post(reverse("alumni:employment_edit", args=[job.pk]), data)
    job.refresh_from_db()
    assert (job.starts, job.title) == (date(2021, 9, 14), "Saha Mühendisi")


def test_a_province_abroad_is_dropped(alumna: User, client_for: ClientFor) -> None:
    add_job(client_for(alumna), country="DE", province="61")
    job = Employment.objects.get(title="Saha Mühendisi")
    assert (job.country, job.province) == ("DE", "")


def test_anothers_career_does_not_exist(
    alumna: User, other_alumna: User, representative_alumna: User, client_for: ClientFor
) -> None:
    job = Employment.objects.get(alumnus=record(alumna))
    study = FurtherStudy.objects.create(
        alumnus=record(alumna), institution="İTÜ", programme="Yapı Mühendisliği", level=7
    )
    for user in (other_alumna, representative_alumna):
        for name, pk in (
            ("employment_edit", job.pk), ("employment_remove", job.pk), ("employment_primary", job.pk),
            ("study_edit", study.pk), ("study_remove", study.pk),
        ):  # fmt: skip
            assert client_for(user).post(reverse(f"alumni:{name}", args=[pk]), JOB).status_code == 404
    assert Employment.objects.filter(pk=job.pk).exists()


def test_removing_a_job_asks_first(alumna: User, client_for: ClientFor) -> None:
    job = Employment.objects.get(alumnus=record(alumna))
    url = reverse("alumni:employment_remove", args=[job.pk])
    assert "Şantiye Şefi" in client_for(alumna).get(url).content.decode()
    assert Employment.objects.filter(pk=job.pk).exists()
    client_for(alumna).post(url)
    assert not Employment.objects.filter(pk=job.pk).exists()


def test_a_study_is_added_edited_and_removed(alumna: User, client_for: ClientFor) -> None:
    client = client_for(alumna)
    data = {
        "level": "7", "institution": "Boğaziçi Üniversitesi", "programme": "Yapı Mühendisliği",
        "starts": "Eylül 2015", "country": "TR", "province": "34", "visibility": "members",
    }  # fmt: skip
    assert client.post(reverse("alumni:study_add"), data).status_code == 302
    study = FurtherStudy.objects.get(alumnus=record(alumna))
    assert (study.starts, study.ends, study.source) == (date(2015, 9, 1), None, Source.MEMBER)
    client.post(reverse("alumni:study_edit", args=[study.pk]), {**data, "ends": "2017-06"})
    study.refresh_from_db()
    assert study.ends == date(2017, 6, 30)
    assert "Eyl 2015 – Haz 2017" in client.get(reverse("alumni:profile")).content.decode()
    client.post(reverse("alumni:study_remove", args=[study.pk]))
    assert not FurtherStudy.objects.filter(pk=study.pk).exists()


def test_an_employer_named_by_hidden_jobs_only_is_not_offered_to_others(
    alumna: User, other_alumna: User, client_for: ClientFor
) -> None:
    hidden = EmploymentFactory.create(
        alumnus=record(alumna), is_primary=False, visibility="nobody", employer__name="Gizli Holding"
    )
    shown = EmploymentFactory.create(
        alumnus=record(alumna), is_primary=False, visibility="members", employer__name="Gizemli Yapı"
    )
    url = reverse("alumni:employers")
    theirs = client_for(other_alumna).get(url, {"employer": "giz"}).content.decode()
    assert shown.employer.name in theirs
    assert hidden.employer.name not in theirs
    assert hidden.employer.name in client_for(alumna).get(url, {"employer": "giz"}).content.decode()


def test_major_groups_are_turkish_and_the_rest_is_marked_english(alumna: User, client_for: ClientFor) -> None:
    page = client_for(alumna).get(reverse("alumni:employment_add")).content.decode()
    assert '<optgroup label="Profesyonel meslek mensupları">' in page
    assert '<option value="21" lang="en">Science and Engineering Professionals</option>' in page
    assert 'type="month"' in page
