"""The link that confirms an address. A registration asks for its password too: the reader of the letter must be whoever registered."""
from __future__ import annotations

from typing import Any

from allauth.account.views import ConfirmEmailView
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.limits import limited
from territories.actions.join import is_unconfirmed
from territories.registration_forms import ConfirmForm


class Confirm(ConfirmEmailView):
    """allauth's page. Without the password whoever typed somebody's address first would own the account that its reader confirms."""

    form: ConfirmForm | None = None

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Confirm; a registration only under the password it was made with."""
        self.object = self.get_object()
        user = self.object.email_address.user
        if is_unconfirmed(user):
            self.form = ConfirmForm(self.request.POST)
            if self.form.is_valid() and not user.check_password(self.form.cleaned_data["password"]):
                self.form.add_error("password", _(
                    "The registration was made with another password. If it was you, register again and open the newest letter; if not, do nothing.",
                ))
            if self.form.errors:
                return self.render_to_response(self.get_context_data(), status=422)
        response: HttpResponse = super().post(*args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The field of the password where one is asked for."""
        asks = self.object is not None and is_unconfirmed(self.object.email_address.user)
        return {**super().get_context_data(**kwargs), "form": (self.form or ConfirmForm()) if asks else None}


confirm = never_cache(limited("confirm", key="key")(Confirm.as_view()))
