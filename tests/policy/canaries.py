"""Plants a word of its own in every private column of one hidden user's rows, and says who may meet it."""
from __future__ import annotations

import io
import zlib
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from PIL import Image as Picture

from accounts.models import AccessChange, ConsentType, Erasure, Invitation, Notice, ReadLog, RetentionRun, User
from accounts.roles import Role
from ops.files import store_file
from ops.models import ImportBatch, ImportRow, Job, OutboxAct, OutboxRow
from portfolio.models import Practice
from school.models import EnrolmentMove, IntakeStep
from tests.factories.people import OrganisationFactory, PersonFactory, PostFactory
from tests.factories.school import EnrolmentFactory, IntakeFactory, StreamFactory
from tests.policy import objects
from tests.policy.grammar import ADMINISTRATORS, EDITORS, roles

STEM, LETTERS = "canary", "abcdefghij"
HIDDEN = "hidden owner"
ADDRESS = "203.0.113.77"  # from the range kept for documentation
NOBODY: frozenset[str] = frozenset()
PEOPLE = roles(Role.PROGRAMME_MANAGER, Role.SELECTION_OFFICER, Role.ADMINISTRATOR)
MERGERS = roles(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)
OFFICERS = roles(Role.DATA_PROTECTION_OFFICER)


@dataclass
class Canaries:
    """The words: who may meet each besides the hidden owner, the column that holds it, and the row."""

    hidden: User
    who: dict[str, frozenset[str]] = field(default_factory=dict)
    held: dict[str, tuple[models.Model, str]] = field(default_factory=dict)
    rows: list[models.Model] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def word(self, who: frozenset[str]) -> str:
        """A new one."""
        hundreds, rest = divmod(len(self.who), 100)
        word = STEM + "".join(LETTERS[digit] for digit in (hundreds, *divmod(rest, 10))) + "q"  # letters alone: a search takes it for one word
        self.who[word] = who
        return word

    def plant(self, row: Any, who: frozenset[str], *names: str, **given: Any) -> None:
        """A word in each of these text columns; `given` are other columns, as the function that makes the value of a word."""
        for name in names:
            word = self.word(who)
            setattr(row, name, word + "@people.invalid" if isinstance(row._meta.get_field(name), models.EmailField) else word)
            self.held[word] = (row, name)
        for name, value in given.items():
            word = self.word(who)
            setattr(row, name, value(word))
            self.held[word] = (row, name)
        row.save()
        self.rows.append(row)

    def file(self, name: str, content: bytes, word: str) -> None:
        """A private file of the hidden user that holds the word."""
        objects.private_file(self.hidden)  # registers the policy of the purpose
        row = store_file(ContentFile(content, name), objects.PRIVATE, f"user:{self.hidden.pk}", self.hidden, {name.rsplit(".", 1)[-1]}, 10**6)
        self.files[word] = row.path
        self.rows.append(row)


def planted(hidden: User) -> Canaries:
    """All rows with their words."""
    found = Canaries(hidden)
    for plant in (people, accounts, searching, registering, working, importing, school, practice, files):
        plant(found)
    return found


def people(c: Canaries) -> None:
    """A person with a phone, a post in an organisation."""
    person = PersonFactory()
    c.plant(person, PEOPLE, "family", "given", "patronymic", "email", "phone")
    office = OrganisationFactory()
    c.plant(office, PEOPLE, "name", "inn")
    c.plant(PostFactory(person=person, municipality=None, organisation=office), PEOPLE, "title")


def accounts(c: Canaries) -> None:
    """The account and what hangs on it."""
    objects.notice(c.hidden)
    objects.invitation(c.hidden)
    objects.erasure(c.hidden)
    objects.consent(c.hidden)
    consent = c.hidden.consents.get()
    consent.ip = ADDRESS
    c.who[ADDRESS], c.held[ADDRESS] = NOBODY, (consent, "ip")
    c.plant(consent, NOBODY, "evidence")
    c.plant(c.hidden, ADMINISTRATORS | OFFICERS, "email", "name")
    EmailAddress.objects.filter(user=c.hidden).delete()
    c.plant(EmailAddress(user=c.hidden, verified=True), NOBODY, "email")
    c.plant(Authenticator(user=c.hidden, type=Authenticator.Type.WEBAUTHN), NOBODY, data=lambda word: {"name": word, "credential": {}})
    c.plant(Notice.objects.latest("pk"), NOBODY, "title", "text", url=lambda word: f"/desk/?about={word}")
    c.plant(Invitation.objects.latest("pk"), ADMINISTRATORS, "email", "name")
    c.plant(Erasure.objects.latest("pk"), OFFICERS, "wish", "reason", report=lambda word: {"accounts": {"kept": {word: 1}}})
    now = timezone.now()
    c.plant(AccessChange(user=c.hidden, kind=AccessChange.Kind.BLOCKED, at=now), ADMINISTRATORS, "reason")
    c.plant(ReadLog(reader=c.hidden.public_id, subject=c.hidden.public_id, at=now), OFFICERS, "what")
    c.plant(RetentionRun(at=now, is_dry=True), OFFICERS, lines=lambda word: [
        {"code": word, "days": 1, "counted": 1, "deleted": 0, "oldest": None, "error": ""},
    ])
    draft = ConsentType.objects.get(code=objects.consent_draft(c.hidden)["code"])
    c.plant(draft, OFFICERS | EDITORS, "title", "operator", "categories", "actions", "term", "channel", "text", "follows")


def searching(c: Canaries) -> None:
    """A saved search, and a subscription of an address without an account."""
    from search.models import SavedSearch

    mine = SavedSearch.objects.get(public_id=objects.saved_search(c.hidden)["public_id"])
    c.plant(mine, NOBODY, "name", query=lambda word: f"?q={word}")
    row = SavedSearch(name="Поиск", query="", digest="canary", asked_at=timezone.now(), confirmed_at=timezone.now())
    c.plant(row, NOBODY, "address", "name")


def registering(c: Canaries) -> None:
    """Somebody asks to join from a region that no reader coordinates; a decided one keeps its reason."""
    from territories.models import RegistrationRequest

    row = RegistrationRequest.objects.get(public_id=objects.registration_there(c.hidden)["public_id"])
    row.state, row.user, row.decided_at = "declined", c.hidden, timezone.now()
    c.plant(row, ADMINISTRATORS, "by_domain", "reason")


def working(c: Canaries) -> None:
    """A job, a dead letter, and what was said of one."""
    job = Job.objects.get(public_id=objects.job(c.hidden)["public_id"])
    job.state = Job.State.FAILED
    c.plant(job, ADMINISTRATORS, "title", "error", arguments=lambda word: {"note": word}, result=lambda word: {"note": word})
    now = timezone.now()
    row = OutboxRow(event="mail", handler="mail", due_at=now, dead_at=now, attempts=9)
    word = c.word(ADMINISTRATORS)
    c.plant(row, ADMINISTRATORS, "key", "error", payload=lambda more: {"to": [c.hidden.email], "subject": word, "body": more})
    c.held[word] = (row, "payload")
    c.plant(OutboxAct(act="drop", row_number=1, event="mail", handler="mail", key="k", at=now), ADMINISTRATORS, "reason")


def importing(c: Canaries) -> None:
    """A batch whose sender has left, with a row of the file."""
    batch = ImportBatch.objects.get(public_id=objects.batch(c.hidden)["public_id"])
    batch.by, batch.state = None, ImportBatch.State.CHECKED  # a sender's name is for all editors
    c.plant(batch, EDITORS, "source", "name", "sheet", options=lambda word: {"note": word})
    row = ImportRow(batch=batch, number=2, outcome="change")
    c.plant(row, EDITORS, "key", "title", "place", "stamp", values=lambda word: {"Название": word}, before=lambda word: {"title": word})


def school(c: Canaries) -> None:
    """An enrolment in an intake that no reader has a role in."""
    intake = IntakeFactory()
    stream = StreamFactory(intake=intake)
    c.plant(stream, MERGERS, "title")
    person = next(row for row in c.rows if row._meta.model_name == "person")
    learner = EnrolmentFactory(stream=stream, person=person)
    c.plant(learner, MERGERS, "reason")
    now = timezone.now()
    move = EnrolmentMove(enrolment=learner, kind="enrol", state_after="active", stream_after=stream, on=learner.enrolled_on, at=now)
    c.plant(move, MERGERS, "reason")
    c.plant(IntakeStep(intake=intake, before="plan", after="running", at=now), MERGERS, "reason")
    c.rows.append(intake)


def practice(c: Canaries) -> None:
    """A draft in all its texts, in its table and in its revision."""
    row = Practice.objects.get(number=objects.draft_practice(c.hidden)["number"])
    c.plant(row, EDITORS, "title", "short_title", "annotation", "keywords", "problem", "goal", "key_ambition", "solution", "lessons", "source")
    for child, names in ((row.indicators.first(), ("name", "unit", "source")), (row.budget_lines.first(), ("purpose",)), (row.places.first(), ("settlement",))):
        c.plant(child, EDITORS, *names)
        c.rows.remove(child)
    Practice.objects.get(pk=row.pk).save_revision()


def files(c: Canaries) -> None:
    """Private files that tell in their text, in a packed stream of a PDF and in the EXIF of a picture."""
    words = [c.word(NOBODY) for _ in range(4)]
    c.file("spisok.csv", f"имя;{words[0]}\n".encode(), words[0])
    c.file("spravka.pdf", pdf(words[1]), words[1])
    c.file("foto.jpg", jpeg(words[2]), words[2])
    c.file(f"{words[3]}.csv", b"a;b\n", words[3])
    c.held[words[3]] = (c.rows[-1], "name")


def pdf(word: str) -> bytes:
    """A page of one line; its text lies packed, as programs write it."""
    text = zlib.compress(f"BT /F1 12 Tf 20 20 Td ({word}) Tj ET".encode())
    parts = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
             b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(text), text))
    return b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (n, part) for n, part in enumerate(parts, 1)) + b"trailer<</Root 1 0 R>>\n%%EOF"


def jpeg(word: str) -> bytes:
    """A picture that names its author."""
    picture, buffer = Picture.new("RGB", (8, 8), "white"), io.BytesIO()
    exif = picture.getexif()
    exif[0x013B] = word
    picture.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()
