"""Addresses for machines that answer without a language: health."""
from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
