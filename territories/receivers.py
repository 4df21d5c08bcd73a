"""What a confirmed address sets off."""
from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.dispatch import receiver
from django.utils import timezone

from territories.actions.decide_registration import confirm_address


@receiver(email_confirmed)
def settle_registration(sender: object, email_address: EmailAddress, **kwargs: Any) -> None:
    """A registration goes on; any other confirmed address is none of ours."""
    confirm_address(email_address.user, timezone.now())
