"""Home and standard pages in both languages, instead of Wagtail's welcome page."""
import json
import uuid

from django.db import migrations
from django.utils import timezone


def stream(blocks):
    return json.dumps([{"type": kind, "value": text, "id": str(uuid.uuid4())} for kind, text in blocks], ensure_ascii=False)


def create(apps, schema_editor):
    from website.texts import english, russian

    get = apps.get_model
    Page, HomePage, TextPage = get("wagtailcore", "Page"), get("website", "HomePage"), get("website", "TextPage")
    ContentType, Locale, Site = get("contenttypes", "ContentType"), get("wagtailcore", "Locale"), get("wagtailcore", "Site")
    now = timezone.now()
    kinds = {model: ContentType.objects.get_or_create(app_label="website", model=model.__name__.lower())[0] for model in (HomePage, TextPage)}
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in ("ru", "en")}
    root = Page.objects.get(depth=1)
    Page.objects.filter(depth=2).delete()
    keys = {}

    def page(model, locale, path, url_path, slug, title, key, children, **fields):
        return model.objects.create(
            path=path, depth=len(path) // 4, numchild=children, url_path=url_path, slug=slug, title=title, draft_title=title, live=True,
            content_type=kinds[model], locale=locales[locale], translation_key=keys.setdefault(key, uuid.uuid4()),
            first_published_at=now, last_published_at=now, **fields,
        )

    for number, (code, texts, home) in enumerate([("ru", russian, "home"), ("en", english, "home-en")], start=1):
        path = f"{root.path}{number:04d}"
        first = page(HomePage, code, path, f"/{home}/", home, texts.HOME["title"], "home", 1, heading=texts.HOME["heading"], lede=texts.HOME["lede"])
        slug, title, lede, blocks = texts.ABOUT
        page(TextPage, code, path + "0001", f"/{home}/{slug}/", slug, title, slug, len(texts.CHILDREN), lede=lede, body=stream(blocks))
        for place, (child, title, lede, blocks) in enumerate(texts.CHILDREN, start=1):
            page(TextPage, code, f"{path}0001{place:04d}", f"/{home}/{slug}/{child}/", child, title, child, 0, lede=lede, body=stream(blocks))
        if code == "ru":
            Site.objects.all().delete()
            Site.objects.create(hostname="localhost", root_page_id=first.pk, is_default_site=True, site_name="Школа мэров")
    Page.objects.filter(pk=root.pk).update(numchild=2)


class Migration(migrations.Migration):
    dependencies = [
        ("website", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
