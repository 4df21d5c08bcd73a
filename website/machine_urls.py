"""Addresses for machines, outside the languages: robots, security, images, sitemap."""
from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
