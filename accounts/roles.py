"""Role names, named once; tests iterate over them. A role is a Django group of the same name."""
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Every role of the product. A visitor has none; team member is a relation, interviewer and juror are panels."""

    VISITOR = "visitor", _("Visitor")
    MUNICIPAL_USER = "municipal_user", _("Municipal user")
    CANDIDATE = "candidate", _("Candidate")
    TRAINEE = "trainee", _("Trainee")
    GRADUATE = "graduate", _("Graduate")
    MENTOR = "mentor", _("Mentor")
    REVIEWER = "reviewer", _("Reviewer")
    PANEL_OFFICER = "panel_officer", _("Panel officer")
    REGIONAL_COORDINATOR = "regional_coordinator", _("Regional coordinator")
    HOST_STAFF = "host_staff", _("Host-region staff")
    PROGRAMME_MANAGER = "programme_manager", _("Programme manager")
    SELECTION_OFFICER = "selection_officer", _("Selection officer")
    PSYCHOLOGIST = "psychologist", _("Psychologist")
    CURATOR = "curator", _("Curator")
    CONTENT_EDITOR = "content_editor", _("Content editor")
    ANALYST = "analyst", _("Analyst")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data protection officer")
    ADMINISTRATOR = "administrator", _("Administrator")


ADMIN_ROLES = frozenset({Role.CONTENT_EDITOR, Role.PROGRAMME_MANAGER, Role.PSYCHOLOGIST, Role.ADMINISTRATOR})
STAFF_ROLES = ADMIN_ROLES | {
    Role.SELECTION_OFFICER, Role.PANEL_OFFICER, Role.CURATOR, Role.ANALYST, Role.DATA_PROTECTION_OFFICER,
    Role.REGIONAL_COORDINATOR, Role.HOST_STAFF, Role.REVIEWER,
}
