"""Set-up of `website`."""
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebsiteConfig(AppConfig):
    """Whatever gathers several rooms on one screen."""

    name = "website"

    def ready(self) -> None:
        """Register the sections of the desk."""
        from accounts.permissions import user_can_protect_data, user_can_see_users
        from accounts.queries.privacy_desk import erasures_waiting
        from ops.letters import dead_letters
        from people.permissions import user_can_open_people
        from portfolio.permissions import user_can_import
        from school.permissions import user_can_open_school, user_studies
        from search.permissions import user_can_save_searches
        from territories.permissions import user_can_decide_registrations
        from territories.queries.registration import requests_shown
        from website import permissions, telling
        from website.desk import register

        register(_("People"), "people:people", user_can_open_people, order=20, about=_("Everybody the programme knows: cards, posts, duplicates."))
        assert telling
        register(_("My programme"), "school:my-programme", user_studies, order=10, about=_("Your stream, its days and your state."))
        register(
            _("Saved searches"), "search:saved", user_can_save_searches, order=15, about=_("Searches that you keep, and what is new in them."),
        )
        register(_("Intakes"), "school:intakes", user_can_open_school, order=20, about=_("Streams, places, who is enrolled and who is away."))
        register(
            _("Registrations"), "registration:list", user_can_decide_registrations, order=40,
            about=_("People who say where they work and wait for your word."), waits=lambda user: requests_shown(user, "waiting").count(),
        )
        register(_("Users"), "users:list", user_can_see_users, order=90, about=_("Who signs in here: roles, invitations, second step."))
        register(
            _("Personal data"), "privacy:log", user_can_protect_data, order=55,
            about=_("Who read what, consents, requests to erase, terms."), waits=lambda user: erasures_waiting(user).count(),
        )
        register(_("Imports"), "website:imports", user_can_import, order=60, about=_("Practices from a table: check, apply, undo."))
        register(_("Roles in territories"), "territory-roles:list", permissions.user_is_administrator, order=65, about=_("Who coordinates, receives or works where."))
        register(
            _("Jobs"), "website:jobs", lambda user: bool(user.is_authenticated and user.is_staff), order=70,
            about=_("Long work: how far it is and what came of it."),
        )
        register(
            _("Dead letters"), "website:dead-letters", permissions.user_is_administrator, order=80, count=lambda user: dead_letters().count(),
            about=_("What could not be done for good: the cause, once more or away."),
        )
