"""Set-up of `website`."""
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebsiteConfig(AppConfig):
    """Whatever gathers several rooms on one screen."""

    name = "website"

    def ready(self) -> None:
        """Register the sections of the desk."""
        from accounts.permissions import user_can_protect_data, user_can_see_users
        from ops.letters import dead_letters
        from people.permissions import user_can_open_people
        from portfolio.permissions import user_can_import
        from school.permissions import user_can_open_school, user_studies
        from territories.permissions import user_can_decide_registrations
        from website import permissions, telling
        from website.desk import register

        register(_("People"), "people:people", user_can_open_people, order=20)
        assert telling
        register(_("My programme"), "school:my-programme", user_studies, order=10)
        register(_("Intakes"), "school:intakes", user_can_open_school, order=20)
        register(_("Registrations"), "registration:list", user_can_decide_registrations, order=40)
        register(_("Users"), "users:list", user_can_see_users, order=90)
        register(_("Personal data"), "privacy:log", user_can_protect_data, order=55)
        register(_("Imports"), "website:imports", user_can_import, order=60)
        register(_("Roles in territories"), "territory-roles:list", permissions.user_is_administrator, order=65)
        register(_("Jobs"), "website:jobs", lambda user: bool(user.is_authenticated and user.is_staff), order=70)
        register(
            _("Dead letters"), "website:dead-letters", permissions.user_is_administrator, order=80, count=lambda user: dead_letters().count(),
        )
