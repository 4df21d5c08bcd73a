"""Territories. Counts, names, tile positions and zones are data, never code."""
from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class TerritoryKind(models.TextChoices):
    """The four kinds."""

    FEDERATION = "federation", _("federation")
    DISTRICT = "district", _("federal district")
    REGION = "region", _("region")
    MUNICIPALITY = "municipality", _("municipality")


class Territory(models.Model):
    """What observations, dashboards, strategies and roles point at."""

    Kind = TerritoryKind

    kind = models.CharField(max_length=12, choices=TerritoryKind)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["kind", "name"], name="territories_kind_name")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Name in the reader's language."""
        return self.name_en if get_language() == "en" and self.name_en else self.name


class Region(models.Model):
    """A subject of the federation. `tile_row` and `tile_col` place it on the tile map; without them it is not drawn."""

    territory = models.OneToOneField(Territory, primary_key=True, on_delete=models.CASCADE, related_name="region")
    slug = models.SlugField(max_length=60, unique=True)
    iso = models.CharField(max_length=6, null=True, blank=True, unique=True)
    oktmo2 = models.CharField(max_length=2)
    name_gen = models.CharField(max_length=120, blank=True, help_text="genitive: Тульской области")
    name_loc = models.CharField(max_length=120, blank=True, help_text="with «в»: в Тульской области")
    abbr = models.CharField(max_length=4, blank=True)
    tz = models.CharField(max_length=40)
    tile_row = models.SmallIntegerField(null=True, blank=True)
    tile_col = models.SmallIntegerField(null=True, blank=True)
    is_federal_city = models.BooleanField(default=False)

    class Meta:
        ordering = ["territory__name"]

    def __str__(self) -> str:
        return self.territory.label

    @property
    def short(self) -> str:
        """Three letters for the tile map: the Russian abbreviation; in English the ISO 3166-2 code, else the first letters of the name."""
        if get_language() != "en":
            return self.abbr
        return self.iso[3:] if self.iso else self.territory.name_en[:3].upper()


class MunicipalityType(models.TextChoices):
    """Kinds of municipality by law 33-FZ and the older ones still in force."""

    CITY_OKRUG = "city_okrug", _("city okrug")
    CITY_OKRUG_DIVIDED = "city_okrug_divided", _("city okrug with inner division")
    MUN_OKRUG = "mun_okrug", _("municipal okrug")
    MUN_DISTRICT = "mun_district", _("municipal district")
    URBAN_SETTL = "urban_settl", _("urban settlement")
    RURAL_SETTL = "rural_settl", _("rural settlement")
    INNER_CITY = "inner_city", _("inner-city territory")
    INNER_OKRUG_DISTRICT = "inner_okrug_district", _("inner district of a city okrug")


class Municipality(models.Model):
    """A municipality, valid from one date to another; OKTMO is text."""

    Type = MunicipalityType

    territory = models.OneToOneField(Territory, primary_key=True, on_delete=models.CASCADE, related_name="municipality")
    slug = models.SlugField(max_length=80)
    oktmo = models.CharField(max_length=11, blank=True)
    full_name = models.CharField(max_length=200)
    type = models.CharField(max_length=20, choices=MunicipalityType)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="municipalities")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="settlements")
    center = models.CharField(max_length=120, blank=True)
    lat = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    lon = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    tz = models.CharField(max_length=40, blank=True, help_text="IANA name where it differs from the region's")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    is_regional_capital = models.BooleanField(default=False)
    is_monotown = models.BooleanField(default=False)
    is_zato = models.BooleanField(default=False)
    demo = models.BooleanField(default=False)
    source_id = models.PositiveIntegerField(null=True, blank=True, help_text="id in the loaded reference")

    class Meta:
        ordering = ["territory__name"]
        constraints = [
            models.UniqueConstraint(fields=["oktmo", "valid_from"], name="territories_oktmo_once", condition=~Q(oktmo="")),
            models.UniqueConstraint(fields=["region", "slug"], name="territories_slug_once"),
        ]
        indexes = [models.Index(fields=["oktmo"], name="territories_oktmo")]

    def __str__(self) -> str:
        return self.territory.label

    @property
    def zone(self) -> str:
        """IANA zone: its own, else the region's."""
        return self.tz or self.region.tz


class ReferenceStamp(models.Model):
    """One row whose random token changes with the reference, so every process knows when its cached list of names is old."""

    token = models.UUIDField(default=uuid4)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.token)


class Succession(models.Model):
    """An old municipality became part of a new one."""

    old = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="successors")
    new = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="predecessors")
    date = models.DateField(null=True, blank=True)
    share_population = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    act = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="territories_succession_once")]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class Population(models.Model):
    """Residents on 1 January of the year; no row means unknown, which is not zero."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="populations")
    year = models.PositiveSmallIntegerField()
    total = models.PositiveIntegerField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["municipality", "year"], name="territories_population_once")]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.year}: {self.total}"


class PeerGroup(models.Model):
    """A group of municipalities that may be compared."""

    code = models.CharField(_("code"), max_length=8, unique=True)
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        verbose_name = _("peer group")
        verbose_name_plural = _("peer groups")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Title in the reader's language."""
        return self.title_en if get_language() == "en" and self.title_en else self.title


class Basis(models.TextChoices):
    """Why a municipality is in its group."""

    RULE = "rule", _("by the rule")
    MANUAL = "manual", _("by hand")


class Membership(models.Model):
    """Group of a municipality in a year; a manual row overrides the rule's and states its reason."""

    Basis = Basis

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("municipality"))
    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("group"))
    year = models.PositiveSmallIntegerField(_("year"))
    basis = models.CharField(max_length=6, choices=Basis, default=Basis.RULE)
    note = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "basis"]
        verbose_name = _("group of a municipality")
        verbose_name_plural = _("groups of municipalities")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year", "basis"], name="territories_membership_once"),
            models.CheckConstraint(condition=Q(basis="rule") | ~Q(note=""), name="territories_override_needs_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.year}: {self.group}"
