"""What savers are told: once, together, and nothing that a rebuild, an import or a slip mended makes up."""
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.actions.stop_notices import stop_notices
from accounts.deliveries import deliver_due
from accounts.models import Notice, NoticeReader
from accounts.roles import Role
from ops.models import OutboxRow
from ops.outbox import drain_all
from portfolio.actions.draft import write_draft
from portfolio.actions.publish import publish_practice, unpublish_practice
from portfolio.actions.withdraw import withdraw_practice
from portfolio.models import Practice
from search import alerts
from search.actions.change_search import change_search
from search.alerts import tell_due
from search.engines.base import EngineDown
from search.labels import facet_labels
from search.models import PracticeNews, SavedSearch
from search.receivers import owe_again
from search.vocabulary import vocabulary
from tests.factories.portfolio import draft, live
from tests.factories.taxonomy import sector
from tests.people import someone
from tests.search.saved.making import BUS, letters, run_news, saved, subscribed, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
TITLE = "Оптимизация согласования маршрута автобуса"


@pytest.fixture
def mayor():
    return someone(Role.MUNICIPAL_USER)


def change(practice, substantial):
    """Another text goes public."""
    by = someone(Role.CONTENT_EDITOR)
    write_draft(practice, replace(practice.as_fields(), lessons=f"{timezone.now()}"), by, timezone.now())
    Practice.objects.filter(pk=practice.pk).update(is_substantial=substantial)
    publish_practice(practice, by, timezone.now())


def test_a_new_practice_that_matches_is_told_once_and_another_is_not(mayor):
    search = saved(mayor)
    live()
    live(title="Парк у реки", annotation="Парк открыт.", keywords="парк", problem="Берег зарос.", goal="", solution="Убрали.", lessons="", indicators=replace_names())
    run_news()
    run_news(timezone.now() + timedelta(days=20))
    assert told() == [("«Автобусы»: 1 новая практика", f"– {TITLE}")]
    assert Notice.objects.get().url == f"/practices/saved/{search.public_id}/"


def replace_names():
    """Indicators without a bus or a route in their names."""
    from tests.factories.portfolio import READY

    return tuple(replace(row, name=f"Показатель {n}", source="журнал") for n, row in enumerate(READY.indicators))


def test_every_word_must_be_there(mayor):
    saved(mayor, query="?q=%D0%B0%D0%B2%D1%82%D0%BE%D0%B1%D1%83%D1%81+%D0%BA%D0%BE%D1%82%D0%B5%D0%BB%D1%8C%D0%BD%D0%B0%D1%8F")  # автобус котельная
    live()
    run_news()
    assert told() == []


def test_what_was_published_before_the_search_was_saved_is_not_told(mayor):
    live()
    drain_all()
    saved(mayor)
    run_news()
    assert (told(), PracticeNews.objects.count()) == ([], 1)


def test_a_substantial_change_is_told_and_a_slip_is_not(mayor):
    practice = live()
    drain_all()
    saved(mayor)
    change(practice, False)
    run_news()
    assert told() == []
    change(practice, True)
    live(title="Второй автобус")
    run_news(timezone.now() + timedelta(days=20))
    assert told() == [("«Автобусы»: 1 новая практика, 1 существенно изменена", f"– Второй автобус\n– Изменена: {TITLE}")]


def test_withdrawn_and_unpublished_ones_in_between_are_left_out(mayor):
    saved(mayor)
    by, kept, gone, down = someone(Role.CONTENT_EDITOR), live(title="Остался автобус"), live(), live()
    drain_all()
    withdraw_practice(gone, by, timezone.now())
    unpublish_practice(down, by, timezone.now())  # the index has not heard of either yet
    tell_due(timezone.now() + timedelta(days=8))
    assert told() == [("«Автобусы»: 1 новая практика", f"– {kept.title}")]


def test_a_full_rebuild_and_a_reindex_of_everything_tell_nobody(mayor):
    search, practices = saved(mayor), [live(), live()]
    run_news()
    assert len(told()) == 1
    Notice.objects.all().delete()
    OutboxRow.objects.filter(event="mail").delete()
    call_command("search_rebuild")
    owe_again([practice.pk for practice in practices])
    run_news(timezone.now() + timedelta(days=20))
    deliver_due(timezone.now() + timedelta(days=40))
    assert (told(), letters(), PracticeNews.objects.count()) == ([], [], 2)
    assert SavedSearch.objects.get().told == search.told + PracticeNews.objects.latest("number").number


def test_five_hundred_of_an_import_are_one_notification_with_the_first_twenty(mayor):
    saved(mayor)
    first = live()
    rows = [Practice(number=10_000 + n, title=f"Автобус номер {n}", live=True, slug=f"bus-{n}", year=2024, first_published_at=timezone.now(),
                     sector=first.sector) for n in range(499)]
    for row in Practice.objects.bulk_create(rows):
        from ops.outbox import owe

        owe("practice_changed", str(row.pk), {"live": True})
        owe("practice_news", str(row.pk), {"kind": "first", "n": 1, "at": timezone.now().isoformat()})
    run_news()
    (title, text), = told()
    lines = text.splitlines()
    assert (title, len(lines), lines[-1]) == ("«Автобусы»: 500 новых практик", 21, "И ещё 480.")
    assert len(text) < 2_000
    deliver_due(timezone.now() + timedelta(days=40))
    assert len(letters()) == 1


def test_all_searches_of_a_saver_come_in_one_letter_with_a_one_click_stop(mayor):
    saved(mayor)
    saved(mayor, query="?kind=process", name="Процессы")
    live()
    run_news()
    deliver_due(timezone.now() + timedelta(days=40))
    (letter,) = letters()
    assert (letter["to"], letter["subject"]) == ([mayor.email], "Сводка: 2 уведомления")
    assert [name for name in sorted(letter["headers"]) if name.startswith("List")] == ["List-Unsubscribe", "List-Unsubscribe-Post"]
    assert all(word in letter["body"] for word in ("«Автобусы»: 1 новая практика", "«Процессы»: 1 новая практика", f"– {TITLE}"))


def test_nothing_new_is_no_letter(mayor):
    search = saved(mayor)
    run_news()
    search.refresh_from_db()
    assert (told(), letters(), search.next_at > timezone.now()) == ([], [], True)


def test_a_search_that_never_tells_is_not_looked_at(mayor):
    search = saved(mayor, frequency="never")
    live()
    run_news()
    assert (told(), search.next_at) == ([], None)


def test_a_weekly_search_waits_for_its_day(mayor):
    search = saved(mayor, frequency="weekly")
    assert timezone.localtime(search.next_at).strftime("%a %H:%M") == "Mon 08:30"
    live()
    run_news(search.next_at - timedelta(seconds=1))
    assert told() == []
    run_news(search.next_at)
    assert len(told()) == 1
    notice = Notice.objects.get()
    assert notice.due_at - search.next_at == timedelta(minutes=30)


def test_a_blocked_saver_is_told_nothing(mayor):
    saved(mayor)
    mayor.is_active = False
    mayor.save()
    live()
    run_news()
    assert told() == []


def test_a_search_that_lost_a_filter_tells_nothing_instead_of_everything(mayor):
    saved(mayor, query="?sector=NO-SUCH", name="Без фильтра")
    live()
    run_news()
    assert told() == []


def test_filters_are_kept(mayor):
    saved(mayor, query="?sector=TRN", name="Транспорт")
    saved(mayor, query="?sector=WST", name="Отходы")
    live(sector_id=sector("TRN").pk)
    run_news()
    assert told() == [("«Транспорт»: 1 новая практика", f"– {TITLE}")]


def test_news_wait_until_the_index_has_the_practice(mayor):
    saved(mayor)
    live()
    OutboxRow.objects.filter(event="practice_changed").update(due_at=timezone.now() + timedelta(hours=1))
    drain_all()
    assert PracticeNews.objects.count() == 0
    OutboxRow.objects.update(due_at=timezone.now())
    drain_all()
    assert PracticeNews.objects.count() == 1


def test_a_dead_debt_of_the_index_holds_back_its_own_news_alone(mayor):
    stuck, free = live(), live()
    OutboxRow.objects.filter(event="practice_changed", key=str(stuck.pk)).update(dead_at=timezone.now())
    drain_all()  # the index hears of the other one; the batch of news waits its two seconds
    OutboxRow.objects.filter(event="practice_news").update(due_at=timezone.now())
    drain_all()
    assert list(PracticeNews.objects.values_list("practice", flat=True)) == [free.pk]


def test_the_same_event_twice_is_one_news(mayor):
    live()
    row = OutboxRow.objects.get(event="practice_news")
    drain_all()
    OutboxRow.objects.filter(pk=row.pk).update(done_at=None, due_at=timezone.now())
    drain_all()
    assert PracticeNews.objects.count() == 1


def test_an_engine_that_is_away_holds_everything_for_the_next_minute(mayor, monkeypatch):
    search = saved(mayor)
    live()
    drain_all()

    def away(*arguments):
        raise EngineDown("away")

    with monkeypatch.context() as patched:
        patched.setattr(alerts, "matching_among", away)
        tell_due(search.next_at)
    assert (told(), SavedSearch.objects.get().told) == ([], search.told)
    tell_due(search.next_at)
    assert len(told()) == 1


def test_one_search_in_trouble_stops_nobody_else(mayor, monkeypatch):
    first, second = saved(mayor), saved(someone(Role.TRAINEE))
    live()
    drain_all()
    plain = alerts.found_news
    monkeypatch.setattr(alerts, "found_news", lambda search, run: plain(search, run) if search.pk == second.pk else 1 / 0)
    at = max(first.next_at, second.next_at)
    tell_due(at)
    assert [notice.reader.user_id for notice in Notice.objects.filter(kind="search.news")] == [second.owner_id]
    assert SavedSearch.objects.get(pk=first.pk).next_at == at + timedelta(hours=1)


def test_a_visitor_is_told_in_the_language_of_the_subscription_and_stops_with_one_click(client):
    search = subscribed(language="en")
    live()
    run_news()
    OutboxRow.objects.filter(event="mail").delete()
    deliver_due(timezone.now() + timedelta(days=40))
    (letter,) = letters()
    assert (letter["to"], "“Автобусы”" in letter["body"] or "«Автобусы»: 1 new practice" in letter["body"]) == (["reader@people.invalid"], True)
    assert "/en/practices/subscribe/" in letter["body"]
    stop = letter["headers"]["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    assert client.post(f"/{stop}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    live(title="Третий автобус")
    run_news(timezone.now() + timedelta(days=60))
    assert (len(told()), SavedSearch.objects.get().told > search.told) == (1, True)


def test_an_unconfirmed_address_is_told_nothing():
    from search.actions.subscribe import subscribe

    subscribe("reader@people.invalid", BUS, "Автобусы", "daily", "ru", timezone.now())
    live()
    run_news()
    assert (told(), SavedSearch.objects.get().next_at) == ([], None)


def test_stopping_a_subscriber_s_letters_by_kind_is_seen_by_the_next_run():
    subscribed()
    reader = NoticeReader.objects.get()
    stop_notices(reader, "search.news", timezone.now())
    live()
    run_news()
    assert told() == []


def test_a_quicker_runner_has_told_already(mayor):
    saved(mayor)
    live()
    drain_all()
    at = timezone.now() + timedelta(days=8)
    search = SavedSearch.objects.select_related("owner").get()
    assert [alerts.tell(search, alerts.Run(at, 1)), alerts.tell(search, alerts.Run(at, 1))] == [True, False]
    assert len(told()) == 1


def test_searches_without_news_cost_the_same_ten_at_a_time(mayor, django_assert_num_queries):
    saved(mayor)
    drain_all()
    with django_assert_num_queries(1):
        tell_due(datetime(2020, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("news", [1, 30])
def test_a_search_costs_the_same_at_one_and_at_thirty_news(mayor, news, django_assert_num_queries):
    saved(mayor)
    NoticeReader.objects.get_or_create(user=mayor)
    live()
    for n in range(news - 1):
        live(title=f"Автобус {n}")
    drain_all()
    facet_labels(vocabulary().version)  # cached per process
    with django_assert_num_queries(14):
        tell_due(timezone.now() + timedelta(days=8))
    assert len(told()) == 1


def test_a_draft_tells_nobody(mayor):
    saved(mayor)
    draft()
    run_news()
    assert told() == []


def test_a_search_that_was_silent_does_not_tell_what_was_published_meanwhile(mayor):
    search, other = saved(mayor, frequency="never"), saved(mayor, query="?kind=process", name="Процессы", frequency="never")
    live()
    drain_all()
    change_search(search, search.name, "daily", mayor, timezone.now())
    saved(mayor, query=other.query, name=other.name)
    live(title="Второй автобус")
    run_news()
    assert sorted(told()) == [("«Автобусы»: 1 новая практика", "– Второй автобус"), ("«Процессы»: 1 новая практика", "– Второй автобус")]


def test_another_frequency_loses_no_news(mayor):
    search = saved(mayor)
    live()
    drain_all()
    change_search(search, search.name, "weekly", mayor, timezone.now())
    run_news()
    assert told() == [("«Автобусы»: 1 новая практика", f"– {TITLE}")]
