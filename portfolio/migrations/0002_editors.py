"""What content editors and administrators may do with practices and the taxonomy in the admin, and the workflow of approval."""
from django.db import migrations

PUBLISHERS = ["content_editor", "administrator"]
PRACTICE = ["add", "change", "delete", "view", "publish", "lock", "unlock"]
TAXONOMY = {"sector": ["change", "view"], "tag": ["add", "change", "view"], "nationalproject": ["add", "change", "view"]}


def allow(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    wanted = [("portfolio", "practice", act) for act in PRACTICE]
    wanted += [("taxonomy", model, act) for model, acts in TAXONOMY.items() for act in acts]
    permissions = [permission(apps, *row) for row in wanted]
    groups = list(Group.objects.filter(name__in=PUBLISHERS))
    for group in groups:
        group.permissions.add(*permissions)
    make_workflow(apps, groups)


def permission(apps, app, model, act):
    """The permission, made here where Django has not yet made it after this migration."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _ = ContentType.objects.get_or_create(app_label=app, model=model)
    row, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=f"{act}_{model}", defaults={"name": f"Can {act} {model}"}
    )
    return row


def make_workflow(apps, groups):
    """One step: any publisher approves."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    of_task, _ = ContentType.objects.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
    of_practice, _ = ContentType.objects.get_or_create(app_label="portfolio", model="practice")
    task = apps.get_model("wagtailcore", "GroupApprovalTask").objects.create(name="Проверка практики", content_type=of_task, active=True)
    task.groups.set(groups)
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name="Проверка практики", active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)
    apps.get_model("wagtailcore", "WorkflowContentType").objects.create(workflow=workflow, content_type=of_practice)


class Migration(migrations.Migration):

    dependencies = [
        ("portfolio", "0001_initial"),
        ("accounts", "0002_roles"),
        ("taxonomy", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
