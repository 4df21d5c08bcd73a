"""What the desks of the school show: intakes with their numbers, a stream's list, a person's own programme."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from people.models import Person, Post
from people.rules.names import fold
from school.models import Enrolment, EnrolmentMove, Intake, IntakeRole, Stream
from school.rules.advancing import Overdue, overdue
from school.rules.dates import Span
from school.states import SEATED, EnrolmentState, IntakeState

ORDER = {state: place for place, state in enumerate((IntakeState.RUNNING, IntakeState.SELECTION, IntakeState.NOMINATION, IntakeState.PLAN, IntakeState.CLOSED))}
MOST_HITS = 8


@dataclass(frozen=True)
class StreamCard:
    """A stream with its places: those who hold one, and what is left."""

    stream: Stream
    seated: int
    on_leave: int

    @property
    def left(self) -> int:
        """Free places; a stream made smaller than its list has none."""
        return max(0, self.stream.capacity - self.seated)

    @property
    def share(self) -> str:
        """How full it is, in per cent of its places."""
        return f"{min(100.0, self.seated * 100 / self.stream.capacity):.1f}%"


@dataclass(frozen=True)
class IntakeCard:
    """An intake with its numbers; `late` is what staff should look at."""

    intake: Intake
    streams: tuple[StreamCard, ...]
    counts: dict[str, int]
    late: tuple[Overdue, ...]

    @property
    def seated(self) -> int:
        """Who holds a place of the intake."""
        return sum(self.counts.get(state, 0) for state in SEATED)

    @property
    def left(self) -> int:
        """Free places of the intake."""
        return max(0, self.intake.places - self.seated)


def intake_cards(intakes: QuerySet[Intake], today: date) -> list[IntakeCard]:
    """Intakes with numbers, those in training first. Four queries whatever their number."""
    rows = sorted(intakes.select_related("programme"), key=lambda one: (ORDER[IntakeState(one.state)], one.programme.label, -one.number))
    counts: dict[int, dict[str, int]] = {}
    for intake_id, state, count in Enrolment.objects.filter(intake__in=rows).values_list("intake", "state").annotate(count=Count("pk")):
        counts.setdefault(intake_id, {})[state] = count
    returns: dict[int, list[date]] = {}
    late = Enrolment.objects.filter(intake__in=rows, state=EnrolmentState.LEAVE, return_on__lt=today)
    for intake_id, day in late.values_list("intake", "return_on"):
        assert day is not None
        returns.setdefault(intake_id, []).append(day)
    streams = stream_cards(rows)
    return [
        IntakeCard(
            row, tuple(streams.get(row.pk, ())), counts.get(row.pk, {}),
            overdue(row.state, Span(row.starts, row.ends), tuple(returns.get(row.pk, ())), today),
        ) for row in rows
    ]


def stream_cards(intakes: list[Intake]) -> dict[int, list[StreamCard]]:
    """Streams of the intakes in order, with who sits in them. One query."""
    held = Count("enrolments", filter=Q(enrolments__state__in=SEATED))
    away = Count("enrolments", filter=Q(enrolments__state=EnrolmentState.LEAVE))
    found: dict[int, list[StreamCard]] = {}
    for stream in Stream.objects.filter(intake__in=intakes).annotate(seated=held, away=away).order_by("number"):
        found.setdefault(stream.intake_id, []).append(StreamCard(stream, stream.seated, stream.away))
    return found


def roles_of(intake: Intake) -> QuerySet[IntakeRole]:
    """Who works with the intake and who did, open roles first."""
    return IntakeRole.objects.filter(intake=intake).select_related("user", "given_by", "ended_by").order_by("until", "role", "since")


def with_posts(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Enrolments with the person and the posts, in two more queries."""
    posts = Post.objects.select_related("municipality__territory", "organisation")
    return rows.select_related("person").prefetch_related(Prefetch("person__posts", queryset=posts))


def post_line(person: Person, on: date) -> tuple[str, str]:
    """The post held on that day, else the last one: (title, place); empty when no post is known. Posts come prefetched, the open one first."""
    posts = list(person.posts.all())
    post = next((one for one in posts if one.is_open(on)), posts[0] if posts else None)
    if post is None:
        return "", ""
    place = post.municipality.territory.label if post.municipality is not None else str(post.organisation or "")
    return post.title, place


def moves_of(enrolment: Enrolment) -> QuerySet[EnrolmentMove]:
    """The history, oldest first."""
    return enrolment.moves.select_related("stream_before", "stream_after", "by", "undoes")


def own_enrolments(user: User) -> QuerySet[Enrolment]:
    """One's own, the newest first."""
    rows = Enrolment.objects.filter(person__user=user).select_related("intake__programme__organiser", "stream", "person")
    return rows.order_by("-enrolled_on", "-pk")


def people_to_enrol(text: str, intake: Intake) -> list[tuple[Person, bool]]:
    """People whose name holds all words, or whose e-mail is the text, with whether they are in this intake already. Two queries."""
    words = fold(text).split()
    if len("".join(words)) < 2:
        return []
    named = Q()
    for word in words:
        named &= Q(search_key__contains=word)
    posts = Post.objects.select_related("municipality__territory", "organisation")
    inside = Enrolment.objects.filter(person=OuterRef("pk"), intake=intake).exclude(state=EnrolmentState.WITHDRAWN)
    found = Person.objects.current().filter(named | Q(email__iexact=text.strip()))
    rows = found.annotate(inside=Exists(inside)).order_by("search_key", "pk")
    return [(person, vars(person)["inside"]) for person in rows.prefetch_related(Prefetch("posts", queryset=posts))[:MOST_HITS]]
