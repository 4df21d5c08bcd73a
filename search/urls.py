"""Addresses of this room."""
from django.urls import path

from search.views import saved, subscribe
from search.views.catalogue import catalogue
from search.views.compare import compare
from search.views.export import export_file
from search.views.printing import printed
from search.views.similar import similar_page
from search.views.suggest import suggest

app_name = "search"
urlpatterns = [
    path("", catalogue, name="catalogue"),
    path("suggest/", suggest, name="suggest"),
    path("compare/", compare, name="compare"),
    path("export.<str:kind>", export_file, name="export"),
    path("print/", printed, name="print"),
    path("<int:number>-<slug:slug>/similar/", similar_page, name="similar"),
    path("saved/", saved.saved, name="saved"),
    path("saved/new/", saved.save, name="save"),
    path("saved/<uuid:public_id>/", saved.open_saved, name="saved-open"),
    path("saved/<uuid:public_id>/change/", saved.change_saved, name="saved-change"),
    path("subscribe/", subscribe.subscribe_view, name="subscribe"),
    path("subscribe/sent/", subscribe.subscribed, name="subscribed"),
    path("subscribe/<str:token>/", subscribe.subscription, name="subscription"),
]
