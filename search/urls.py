"""Addresses of this room."""
from django.urls import path

from search.views.catalogue import catalogue
from search.views.compare import compare
from search.views.printing import printed
from search.views.similar import similar_page

app_name = "search"
urlpatterns = [
    path("", catalogue, name="catalogue"),
    path("compare/", compare, name="compare"),
    path("print/", printed, name="print"),
    path("<int:number>-<slug:slug>/similar/", similar_page, name="similar"),
]
