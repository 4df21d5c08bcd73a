"""A group for each role; Wagtail's own two groups hand what they may do to the editor and the administrator, and go."""
from django.db import migrations

ROLES = [
    "municipal_user", "candidate", "trainee", "graduate", "mentor", "reviewer", "panel_officer", "regional_coordinator", "host_staff",
    "programme_manager", "selection_officer", "psychologist", "curator", "content_editor", "analyst", "data_protection_officer", "administrator",
]
ADMIN_ROLES = ["content_editor", "programme_manager", "psychologist", "administrator"]
PUBLISHERS = ["content_editor", "administrator"]


def make_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in ROLES}
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for name in ADMIN_ROLES:
        groups[name].permissions.add(access)
    stock = Group.objects.filter(name="Moderators").first()
    if stock:
        for name in PUBLISHERS:
            inherit(apps, stock, groups[name])
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()


def inherit(apps, stock, group):
    """Page, collection and approval rights of Wagtail's moderators."""
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    for row in GroupPagePermission.objects.filter(group=stock):
        GroupPagePermission.objects.get_or_create(group=group, page_id=row.page_id, permission_id=row.permission_id)
    for row in GroupCollectionPermission.objects.filter(group=stock):
        GroupCollectionPermission.objects.get_or_create(group=group, collection_id=row.collection_id, permission_id=row.permission_id)
    for task in GroupApprovalTask.objects.filter(groups=stock):
        task.groups.add(group)


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
