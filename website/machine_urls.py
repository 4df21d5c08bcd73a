"""Addresses for machines, outside the languages: robots, security, images, sitemap."""
from django.contrib.sitemaps.views import index, sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from website.sitemaps import SITEMAPS
from website.views import images, machines

urlpatterns = [
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("favicon.ico", machines.Favicon.as_view(), name="favicon"),
    path("media/images/<str:name>", images.rendition, name="rendition"),
    path("sitemap.xml", require_safe(index), {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"}, name="sitemap"),
    path("sitemap-<section>.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap-section"),
]
