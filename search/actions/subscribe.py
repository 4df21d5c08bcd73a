"""A visitor asks to be told by mail: nothing comes before the reader of the address has confirmed."""
from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.actions.choose_notices import choose_notices
from accounts.letters import send_letter
from accounts.mailing import site_url
from accounts.notice_kinds import KINDS
from accounts.notices import reader_of, way_of
from accounts.rules.delivery import Way
from search.models import SavedSearch
from search.news import newest_number
from search.saved_letters import CONFIRM, KIND
from search.saving import digest_of, next_look, subscription_path

MOST_SUBSCRIBED = 10
PATIENCE = timedelta(minutes=10)  # within which the same wish is a second press of the button


class TooManySubscribed(Exception):
    """The address has `MOST_SUBSCRIBED` subscriptions already."""


def subscribe(address: str, query: str, name: str, frequency: str, language: str, at: datetime) -> None:
    """Owe the letter with the link; the caller's answer is the same in every case. Who asks again changes nothing that was confirmed."""
    address = address.strip().lower()
    try:
        with transaction.atomic():
            row = SavedSearch.objects.select_for_update().filter(address=address, digest=digest_of(query)).first()
            if row is not None and row.removed_at is None and at - row.asked_at < PATIENCE:
                return
            row = row or SavedSearch(address=address, query=query, digest=digest_of(query))
            if row.confirmed_at is None or row.removed_at is not None:
                row.name, row.frequency, row.language = name, frequency, language
                row.confirmed_at = row.removed_at = row.next_at = None
            row.asked_at = at
            row.save()
            with translation.override(row.language):
                link = site_url(subscription_path(row))
            send_letter(CONFIRM, address, {"link": link}, key=f"{row.public_id}:{at:%Y%m%d%H%M%S}", language=row.language)
    except IntegrityError:  # the same wish at the same moment: its letter is on its way
        return


def lock_address(address: str) -> None:
    """Let one at a time count the subscriptions of an address: all its rows are locked, always in one order."""
    list(SavedSearch.objects.select_for_update().filter(address=address).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def confirm_subscription(search: SavedSearch, at: datetime) -> SavedSearch:
    """The reader of the address agrees; letters that were stopped once come again. Raises TooManySubscribed."""
    lock_address(search.address)
    row = SavedSearch.objects.select_for_update().get(pk=search.pk)
    if row.confirmed_at is not None:
        return row
    if SavedSearch.objects.filter(address=row.address, confirmed_at__isnull=False, removed_at=None).count() >= MOST_SUBSCRIBED:
        raise TooManySubscribed
    row.confirmed_at, row.told = at, newest_number()
    row.seen, row.next_at = row.told, next_look(row, at)
    row.save(update_fields=["confirmed_at", "told", "seen", "next_at"])
    reader = reader_of(row.address)
    if reader.user_id is None and way_of(reader, KINDS[KIND]) == Way.NEVER:
        choose_notices(reader, {KIND: Way.DAILY}, at)
    return row
