"""Makers of the objects that the table's routes are about: `make(owner)` saves one and returns the arguments of its address."""
from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction, Site

from accounts.actions.give_consent import give_consent
from accounts.actions.invite import hash_of, invite
from accounts.models import ConsentVersion, Erasure, Invitation, Notice, User
from accounts.notice_kinds import KINDS, notice_kind
from accounts.notices import notify, reader_of
from accounts.roles import Role
from accounts.stopping import stop_path
from ops.files import POLICIES, store_file
from ops.imports.take import take_file
from ops.models import ImportBatch, Job
from portfolio.actions.withdraw import withdraw_practice
from portfolio.models import Practice
from search.actions.save_search import save_search
from search.models import SavedSearch, SynonymRule
from search.saving import subscription_path
from taxonomy.models import NationalProject, Sector, Tag
from territories.actions.give_territory_role import give_territory_role
from territories.models import PeerGroup, RegistrationRequest, TerritoryRole
from tests.factories.accounts import ConsentTypeFactory, UserFactory, published
from tests.factories.portfolio import draft, live
from tests.factories.taxonomy import SectorFactory
from tests.factories.territories import MunicipalityFactory, RegionFactory
from tests.people import someone
from tests.policy.walk import Route
from tests.portfolio.importing.tables import GOOD, upload
from website.models import TextPage

Arguments = Mapping[str, Any]
PRIVATE = "policy-test"
NOTHING = 987_654_321


def sector() -> int:
    """One sector serves every practice."""
    return (Sector.objects.filter(code="X-TRN").first() or SectorFactory(code="X-TRN", name="Транспорт", name_en="Transport")).pk


def live_practice(owner: User) -> Arguments:
    """A practice that everybody may read."""
    row = live(sector_id=sector())
    return {"number": row.number, "slug": row.slug, "n": 1}


def draft_practice(owner: User) -> Arguments:
    """A practice that nobody has published."""
    row = draft(sector_id=sector())
    return {"number": row.number, "slug": row.slug or "draft", "n": 1}


def withdrawn_practice(owner: User) -> Arguments:
    """A practice whose words are gone."""
    row = live(sector_id=sector())
    withdraw_practice(row, someone(Role.CONTENT_EDITOR), timezone.now())
    return {"number": row.number, "slug": row.slug or "gone", "n": 1}


def region(owner: User) -> Arguments:
    """A region's page."""
    return {"slug": RegionFactory().slug}


def municipality(owner: User) -> Arguments:
    """A municipality's page."""
    row = MunicipalityFactory()
    return {"region": row.region.slug, "slug": row.slug}


def oktmo(owner: User) -> Arguments:
    """A municipality by its code."""
    return {"code": MunicipalityFactory().oktmo}


def batch(owner: User) -> Arguments:
    """An import batch of this user, who may have lost the right since."""
    row = take_file("practices", upload([GOOD]), someone(Role.ADMINISTRATOR), timezone.now())
    ImportBatch.objects.filter(pk=row.pk).update(by=owner)
    return {"public_id": row.public_id}


def private_file(owner: User) -> Arguments:
    """A private file that its owner may read."""
    POLICIES.setdefault(PRIVATE, lambda user, file: user.is_authenticated and file.by_id == user.pk)
    return {"public_id": store_file(ContentFile("имя;почта\n".encode(), "список.csv"), PRIVATE, f"user:{owner.pk}", owner, {"csv"}, 1000).public_id}


def png() -> bytes:
    """A small picture."""
    buffer = io.BytesIO()
    Picture.new("RGB", (8, 8), "white").save(buffer, "PNG")
    return buffer.getvalue()


def image(owner: User) -> Arguments:
    """A rendition of an image of the library."""
    row = get_image_model().objects.create(title="Мост", file=ImageFile(io.BytesIO(png()), "most.png"))
    return {"name": row.get_rendition("fill-4x4").file.name.removeprefix("images/")}


def public_document(owner: User) -> Arguments:
    """A document of the library."""
    row = get_document_model().objects.create(title="Памятка", file=ContentFile("Памятка".encode(), "pamyatka.txt"))
    return {"pk": row.pk, "name": row.filename}


def page(owner: User, **fields: Any) -> TextPage:
    """A page below the home page."""
    row: TextPage = Site.objects.get(is_default_site=True).root_page.add_child(instance=TextPage(title="Правила", **fields))
    return row


def live_page(owner: User) -> Arguments:
    """A page that everybody may read."""
    return {"path": page(owner, slug="live-page").url}


def draft_page(owner: User) -> Arguments:
    """A page that nobody has published."""
    return {"path": page(owner, slug="draft-page", live=False).get_url_parts()[2] or "/draft-page/"}


def closed_page(owner: User) -> Arguments:
    """A live page for signed-in readers."""
    row = page(owner, slug="closed-page")
    PageViewRestriction.objects.create(page=row, restriction_type=PageViewRestriction.LOGIN)
    return {"path": row.url}


def passkey(owner: User) -> Arguments:
    """A passkey of this user."""
    return {"pk": Authenticator.objects.create(user=owner, type=Authenticator.Type.WEBAUTHN, data={"name": "Ключ", "credential": {}}).pk}


def admin_arguments(owner: User) -> Callable[[Route], Arguments]:
    """Real objects for the addresses of the admin: by the prefix of the pattern, else a page; what is not there is 987654321 or "none"."""
    home = Site.objects.get(is_default_site=True).root_page
    practice = Practice.objects.get(number=live_practice(owner)["number"])
    picture = get_image_model().objects.create(title="Мост", file=ImageFile(io.BytesIO(png()), "most.png"))
    document = public_document(owner)
    group = PeerGroup.objects.first()
    tag, project = Tag.objects.first(), NationalProject.objects.first()
    by_prefix = {
        "admin/practices/": practice.pk, "admin/snippets/choose/portfolio/": practice.pk, "admin/snippets/taxonomy/sector/": sector(),
        "admin/snippets/choose/taxonomy/sector/": sector(), "admin/snippets/taxonomy/tag/": tag and tag.pk,
        "admin/snippets/taxonomy/nationalproject/": project and project.pk, "admin/snippets/territories/peergroup/": group and group.pk,
        "admin/synonyms/": SynonymRule.objects.order_by("pk").values_list("pk", flat=True).first(),
        "admin/documents/": document["pk"], "admin/images/": picture.pk, "admin/sites/": home.pk,
    }

    def arguments(route: Route) -> Arguments:
        row = next((pk for prefix, pk in by_prefix.items() if route.pattern.startswith(prefix) and pk), NOTHING)
        return Known({
            "pk": row, "image_id": row, "document_id": row, "page_id": home.pk, "parent_page_id": home.pk, "page_pk": home.pk,
            "page_to_move_id": home.pk, "revision_id": practice.latest_revision_id, "filter_spec": "max-8x8",
        })

    return arguments


class Known(dict[str, Any]):
    """Arguments of an address; one that nobody knows stands for nothing."""

    def __missing__(self, name: str) -> Any:
        if name == "year":
            return 2026
        return NOTHING if name == "pk" or name.endswith(("_id", "_pk")) else "none"


def job(owner: User) -> Arguments:
    """A job that this user started and that waits."""
    return {"public_id": Job.objects.create(kind="policy.test", title="Пересчёт", by=owner).public_id}


def notice(owner: User) -> Arguments:
    """Something this user was told."""
    if "test.policy" not in KINDS:
        notice_kind("test.policy", "Проба")
    notify(owner, "test.policy", "Готово", "Файл готов.", "/desk/", f"policy:{owner.pk}", timezone.now())
    return {"public_id": Notice.objects.get(reader__user=owner, key=f"policy:{owner.pk}").public_id}


def stop_link(owner: User) -> Arguments:
    """The link at the end of a letter to this user."""
    return {"token": stop_path(reader_of(owner), "@daily").rstrip("/").rsplit("/", 1)[-1]}


def words() -> ConsentVersion:
    """The published words of a consent, once."""
    return ConsentVersion.objects.filter(type__code="policy-test").first() or published(
        someone(Role.DATA_PROTECTION_OFFICER), code="policy-test",
    )


def consent_words(owner: User) -> Arguments:
    """A version of a consent, for everybody to read."""
    version = words()
    return {"code": version.type.code, "number": version.number}


def consent(owner: User) -> Arguments:
    """A consent that this user gave."""
    return {"public_id": give_consent(words(), owner, timezone.now()).public_id}


def erasure(owner: User) -> Arguments:
    """A request of this user to be erased."""
    return {"public_id": Erasure.objects.create(user=owner, asked_at=timezone.now()).public_id}


def user(owner: User) -> Arguments:
    """This very user."""
    return {"public_id": owner.public_id}


def invitation(owner: User) -> Arguments:
    """An open invitation."""
    row = invite(f"invited{Invitation.objects.count()}@people.invalid", "Клим Дубов", (Role.CURATOR,), "ru", someone(Role.ADMINISTRATOR), timezone.now())
    return {"public_id": row.public_id}


def invitation_link(owner: User) -> Arguments:
    """The link of an open invitation, which its letter alone holds."""
    invitation(owner)
    Invitation.objects.order_by("-pk")[:1].get()
    Invitation.objects.filter(pk=Invitation.objects.latest("pk").pk).update(token_hash=hash_of("policy-link"))
    return {"token": "policy-link"}


def registration(owner: User, here: bool) -> Arguments:
    """Somebody asks to join from a town; the coordinator of its region is `owner`, where it is here."""
    town = MunicipalityFactory()
    if here and owner.has_role(Role.REGIONAL_COORDINATOR):
        give_territory_role(owner, Role.REGIONAL_COORDINATOR, town.region.territory, None, timezone.now(), date(2026, 1, 1))
    asks, now = UserFactory(), timezone.now()
    return {"public_id": RegistrationRequest.objects.create(user=asks, municipality=town, state="waiting", asked_at=now, confirmed_at=now).public_id}


def registration_here(owner: User) -> Arguments:
    """In a region that the reader coordinates, if the reader is a coordinator."""
    return registration(owner, True)


def registration_there(owner: User) -> Arguments:
    """In a region of somebody else."""
    return registration(owner, False)


def territory_role(owner: User) -> Arguments:
    """A role of this user in a region."""
    row = TerritoryRole.objects.create(
        user=owner, role=Role.HOST_STAFF, territory=RegionFactory().territory, since=date(2026, 1, 1), given_at=timezone.now(),
    )
    return {"public_id": row.public_id}


def consent_draft(owner: User) -> Arguments:
    """A consent that nobody has published yet."""
    return {"code": ConsentTypeFactory(code="policy-draft").code}


def saved_search(owner: User) -> Arguments:
    """A search that this user keeps."""
    return {"public_id": save_search("?q=policy", "Поиск", "daily", owner, timezone.now()).public_id}


def subscription(owner: User) -> Arguments:
    """A subscription that nobody has confirmed, by the link of its letter."""
    row = SavedSearch.objects.create(address=f"reader{SavedSearch.objects.count()}@people.invalid", name="Поиск", query="", digest="x", asked_at=timezone.now())
    return {"token": subscription_path(row).rstrip("/").rsplit("/", 1)[-1]}
