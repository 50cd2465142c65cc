"""The page where an announcement is written: one form, several buttons, nothing typed is ever lost."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from alumni.registry.scopes import OutOfReach, office_scope
from alumni.registry.segments import Criteria, CriteriaForm
from alumni.registry.segments.counting import Counted
from alumni.registry.segments.models import Segment
from alumni.registry.segments.services import note_use
from coordinator.newsroom.audience import Audience, keep_criteria, known_audience
from coordinator.newsroom.desks import Desk
from coordinator.newsroom.forms import AnnouncementForm, replaced
from coordinator.newsroom.models import PURPOSE_OF, Announcement, Kind
from coordinator.newsroom.reading import LANGUAGES, Reading, read, sample_values
from coordinator.newsroom.services import ChangedMeanwhile, write_announcement
from mik.mail.placeholders import placeholders

SAVE, TEST, CHECK, COUNT, PREVIEW = "kaydet", "dene", "denetle", "say", "onizle"
SAVING = (SAVE, TEST, CHECK)


@dataclass
class Writing:
    """What was opened, what was typed, and what the page shows of it."""

    desk: Desk
    announcement: Announcement
    request: HttpRequest
    conflict: ChangedMeanwhile | None = None

    @property
    def action(self) -> str:
        return str(self.request.POST.get("eylem", SAVE)) if self.request.method == "POST" else ""

    @property
    def language(self) -> str:
        typed = self.request.POST
        asked = typed.get(PREVIEW) or typed.get("dil") or self.request.GET.get("dil", "")
        return asked if asked in LANGUAGES else "tr"

    @property
    def is_saving(self) -> bool:
        return self.action in SAVING and PREVIEW not in self.request.POST

    @cached_property
    def form(self) -> AnnouncementForm:
        return AnnouncementForm(
            self.request.POST if self.action else None,
            instance=self.announcement,
            complete=self.is_saving and self.action != SAVE,
            of_department=not self.desk.is_office,
        )

    @cached_property
    def audience_form(self) -> CriteriaForm:
        """Who is meant stands fast once the mail went out."""
        fixed = bool(self.announcement.mailing_id)
        form = CriteriaForm(
            self.request.POST if self.action and not fixed else None,
            criteria=self.announcement.criteria if self.announcement.pk else None,
            unit=self.desk.unit,
            levels=self.desk.levels,
            segments=Segment.objects.to_pick(self.desk.user, self.desk.unit_id, self.announcement.segment_id),
            segment=self.announcement.segment_id,
        )
        for field in form.fields.values() if fixed else ():
            field.disabled = True
        return form

    @property
    def criteria(self) -> Criteria | None:
        """What the page says just now; None while it makes no sense."""
        if not self.audience_form.is_bound:
            fresh = CriteriaForm(QueryDict(), unit=self.desk.unit, levels=self.desk.levels)
            fresh.full_clean()
            return self.announcement.criteria if self.announcement.pk else fresh.criteria
        return self.audience_form.criteria if self.audience_form.is_valid() else None

    @property
    def segment(self) -> Segment | None:
        """The saved segment the page says just now."""
        if not self.audience_form.is_bound:
            return self.announcement.segment
        segment: Segment | None = self.audience_form.segment if self.audience_form.is_valid() else None
        return segment

    @cached_property
    def counted(self) -> Counted[Audience] | None:
        """Counted anew where the page asks for it; opened, it shows what was counted a moment ago."""
        criteria = self.criteria
        if criteria is None:
            return None
        asked = self.action == COUNT
        return known_audience(self.desk, criteria, PURPOSE_OF[self.kind], self.segment, anew=asked)

    @property
    def save_segment_url(self) -> str:
        """Where the criteria get a name; empty for who keeps no segments here."""
        try:
            scope = self.desk.scope or office_scope(self.desk.user)
        except OutOfReach:
            return ""
        return scope.urls["segment_add"]

    @property
    def audience(self) -> Audience | None:
        return self.counted.value if self.counted else None

    @property
    def kind(self) -> Kind:
        kind = self.form["kind"].value() or Kind.NEWS
        return Kind(kind) if kind in Kind.values else Kind.NEWS

    @property
    def purpose(self) -> str:
        return str(PURPOSE_OF[self.kind].label)

    @property
    def preview(self) -> Reading:
        """Of what is typed, saved or not."""
        texts = {name: self.form[name].value() or "" for name in ("title_tr", "title_en", "body_tr", "body_en")}
        return read(Announcement(**texts), language=self.language, values=sample_values(self.desk.unit))

    @property
    def placeholders(self) -> list[tuple[str, str]]:
        return [(f"{{{code}}}", str(one.label)) for code, one in placeholders.items()]

    def save(self) -> bool:
        """Whether it is saved; else the forms say why not, and hold everything that was typed."""
        if not (self.form.is_valid() & (not self.audience_form.is_bound or self.audience_form.is_valid())):
            return False
        announcement = self.form.save(commit=False)
        announcement.unit = self.announcement.unit if announcement.pk else self.desk.unit
        if self.audience_form.is_bound:
            keep_criteria(announcement, self.audience_form.criteria)
            announcement.segment = self.audience_form.segment
            note_use(announcement.segment)
        try:
            write_announcement(announcement=announcement, by=self.desk.user, seen=self.form.seen_at)
        except ChangedMeanwhile as conflict:
            self._over(conflict)
            return False
        return True

    def _over(self, conflict: ChangedMeanwhile) -> None:
        """Show both texts; saving once more is now a decision, so the form goes on from the newer version."""
        self.conflict = conflict
        message = _("Bu duyuru siz yazarken başka bir yerde kaydedildi; yazdıklarınız aşağıda duruyor.")
        self.form.add_error(None, ValidationError(message))
        self.form.data = replaced(self.form.data, {"seen": conflict.current.updated_at.isoformat()})
