"""Consents, the read log, erasures and retention."""
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from accounts.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_access'),
        ('ops', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ErasedPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user_id_was', models.UUIDField(unique=True)),
                ('email_hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='ConsentType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('processing', 'Processing'), ('dissemination', 'Dissemination')], max_length=13, verbose_name='what for')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='title in English')),
                ('operator', models.CharField(help_text='Who works with the data: name, address, taxpayer number.', max_length=300, verbose_name='operator')),
                ('operator_en', models.CharField(blank=True, max_length=300, verbose_name='operator in English')),
                ('categories', models.TextField(help_text='Which data: name, post, e-mail …', max_length=2000, verbose_name='data')),
                ('categories_en', models.TextField(blank=True, max_length=2000, verbose_name='data in English')),
                ('actions', models.TextField(help_text='What is done with them: collecting, storing, showing …', max_length=2000, verbose_name='actions')),
                ('actions_en', models.TextField(blank=True, max_length=2000, verbose_name='actions in English')),
                ('term', models.CharField(help_text='How long: until the end of the programme and three years after it.', max_length=300, verbose_name='term')),
                ('term_en', models.CharField(blank=True, max_length=300, verbose_name='term in English')),
                ('channel', models.CharField(help_text='On the page of consents, or by letter to an address.', max_length=300, verbose_name='how to withdraw')),
                ('channel_en', models.CharField(blank=True, max_length=300, verbose_name='how to withdraw, in English')),
                ('text', models.TextField(max_length=30000, verbose_name='text')),
                ('text_en', models.TextField(blank=True, max_length=30000, verbose_name='text in English')),
                ('follows', models.TextField(max_length=2000, verbose_name='what follows a withdrawal')),
                ('follows_en', models.TextField(blank=True, max_length=2000, verbose_name='what follows a withdrawal, in English')),
                ('code', models.SlugField(help_text='Stands in the address and in the rules of the rooms; never changes.', max_length=40, unique=True, verbose_name='code')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_offered', models.BooleanField(default=True, verbose_name='people are asked for it')),
                ('is_sample', models.BooleanField(default=False, verbose_name='a sample, to be checked by a lawyer')),
                ('changed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('changed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
                'ordering': ['order', 'code'],
            },
        ),
        migrations.CreateModel(
            name='ConsentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('processing', 'Processing'), ('dissemination', 'Dissemination')], max_length=13, verbose_name='what for')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='title in English')),
                ('operator', models.CharField(help_text='Who works with the data: name, address, taxpayer number.', max_length=300, verbose_name='operator')),
                ('operator_en', models.CharField(blank=True, max_length=300, verbose_name='operator in English')),
                ('categories', models.TextField(help_text='Which data: name, post, e-mail …', max_length=2000, verbose_name='data')),
                ('categories_en', models.TextField(blank=True, max_length=2000, verbose_name='data in English')),
                ('actions', models.TextField(help_text='What is done with them: collecting, storing, showing …', max_length=2000, verbose_name='actions')),
                ('actions_en', models.TextField(blank=True, max_length=2000, verbose_name='actions in English')),
                ('term', models.CharField(help_text='How long: until the end of the programme and three years after it.', max_length=300, verbose_name='term')),
                ('term_en', models.CharField(blank=True, max_length=300, verbose_name='term in English')),
                ('channel', models.CharField(help_text='On the page of consents, or by letter to an address.', max_length=300, verbose_name='how to withdraw')),
                ('channel_en', models.CharField(blank=True, max_length=300, verbose_name='how to withdraw, in English')),
                ('text', models.TextField(max_length=30000, verbose_name='text')),
                ('text_en', models.TextField(blank=True, max_length=30000, verbose_name='text in English')),
                ('follows', models.TextField(max_length=2000, verbose_name='what follows a withdrawal')),
                ('follows_en', models.TextField(blank=True, max_length=2000, verbose_name='what follows a withdrawal, in English')),
                ('number', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('is_sample', models.BooleanField(default=False)),
                ('published_at', models.DateTimeField()),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='accounts.consenttype')),
            ],
            options={
                'ordering': ['type', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('given_at', models.DateTimeField()),
                ('ip', models.GenericIPAddressField(blank=True, null=True)),
                ('evidence', models.CharField(max_length=64)),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to=settings.AUTH_USER_MODEL)),
                ('type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='accounts.consenttype')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='accounts.consentversion')),
            ],
            options={
                'ordering': ['-given_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('asked', 'Waits for a decision'), ('taken_back', 'Taken back'), ('refused', 'Refused'), ('approved', 'Being erased'), ('done', 'Erased')], default='asked', max_length=10)),
                ('wish', models.TextField(blank=True, max_length=1000)),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, max_length=1000)),
                ('report', models.JSONField(blank=True, default=dict, help_text='{room: {deleted, anonymised, kept}}')),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ops.job')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='erasures', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReadLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reader', models.UUIDField()),
                ('subject', models.UUIDField(null=True)),
                ('what', models.CharField(max_length=200)),
                ('rows', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['reader', 'at'], name='accounts_readlog_reader'), models.Index(fields=['subject', 'at'], name='accounts_readlog_subject'), models.Index(fields=['at'], name='accounts_readlog_at')],
            },
        ),
        migrations.CreateModel(
            name='RetentionRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('is_dry', models.BooleanField()),
                ('lines', models.JSONField(default=list)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RetentionTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, unique=True)),
                ('days', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='consentversion',
            constraint=models.UniqueConstraint(fields=('type', 'number'), name='accounts_consentversion_once'),
        ),
        migrations.AddConstraint(
            model_name='consentversion',
            constraint=models.CheckConstraint(condition=models.Q(('drafted_by__isnull', True), models.Q(('drafted_by', models.F('published_by')), _negated=True), _connector='OR'), name='accounts_consentversion_two_people'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('user', 'type'), name='accounts_consent_once'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'approved'])), fields=('user',), name='accounts_erasure_once'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='accounts_erasure_reason'),
        ),
        AppendOnly("accounts_readlog", "at", days=365),
        AppendOnly("accounts_consentversion"),
    ]
