"""A student's page: what is said once, so that graduation is matched and not typed again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alumni.membership import limits
from alumni.membership.models import Membership
from alumni.membership.students.forms import StudentNoteForm
from alumni.membership.students.models import StudentNote
from alumni.membership.students.services import forget_note, save_note
from mik.accounts.models import User
from mik.accounts.students import is_student


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not isinstance(user, User) or not is_student(user) or Membership.objects.filter(user=user).exists():
        raise Http404
    kept = StudentNote.objects.visible_to(user).first()
    if request.method == "POST" and "sil" in request.POST:
        forget_note(user=user)
        messages.success(request, _("Yazdıklarınız silindi."))
        return redirect("home:student")
    form = StudentNoteForm(request.POST if request.method == "POST" else None, instance=kept, initial=_first(user))
    if request.method == "POST" and form.is_valid() and limits.may_post(request):
        said = {name: form.cleaned_data[name] for name in form.Meta.fields}
        save_note(user=user, number=form.cleaned_data["number"], **said)
        messages.success(request, _("Saklandı. Mezuniyetiniz kütüğe işlendiğinde kaydınızla eşleştirilir."))
        return redirect("home:student")
    return render(request, "alumni/student_note.html", {"form": form, "kept": kept})


def _first(user: User) -> dict[str, str]:
    """The university's student address begins with the student number."""
    number = user.email.partition("@")[0]
    return {"student_no": number} if number.isdecimal() else {}
