"""Addresses of this room; those of published practices never change."""
from django.urls import path

from portfolio.views import practice

app_name = "portfolio"
urlpatterns = [
    path("<int:number>/", practice.show, name="number"),
    path("<int:number>-<slug:slug>/", practice.show, name="practice"),
    path("<int:number>-<slug:slug>/v<int:n>/", practice.release, name="release"),
]
