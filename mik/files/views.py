"""Downloading a file: who may is asked of the room it belongs to, at this moment."""

import logging
import uuid

from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mik.audit.log import log_access
from mik.common import hooks
from mik.files.models import StoredFile
from mik.files.services import open_file

logger = logging.getLogger(__name__)


@require_safe
def download(request: HttpRequest, pk: uuid.UUID) -> FileResponse:
    """404 for a file that is not yours, as for one that is not there. Each download is logged."""
    try:
        file = StoredFile.objects.get_for(request.user, pk=pk)
    except StoredFile.DoesNotExist:
        raise Http404 from None
    try:
        content = open_file(file)
    except FileNotFoundError:
        logger.error("file %s has no content", file.pk)
        raise Http404(_("Dosyanın içeriği bulunamadı.")) from None
    subjects = hooks.file_subjects.get(file.purpose)
    whose = subjects(file) if subjects else ()
    log_access(request_or_user=request, action="download", subjects=whose, reason=f"{file.purpose} {file.pk}")
    response = FileResponse(content, as_attachment=True, filename=file.name, content_type=file.media_type)
    response["Content-Length"] = str(file.size)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
