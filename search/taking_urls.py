"""Addresses in both languages of what can be taken along: feeds, open data, the page of the API."""
from django.urls import path

from search.api.docs import docs
from search.api.gate import nothing
from search.feeds import practices
from search.views.open_data import open_data
from search.views.opensearch import opensearch

app_name = "taking"
urlpatterns = [
    path("feeds/practices.xml", practices, {"kind": "xml"}, name="feed-rss"),
    path("feeds/practices.atom", practices, {"kind": "atom"}, name="feed-atom"),
    path("opensearch.xml", opensearch, name="opensearch"),
    path("open-data/", open_data, name="open-data"),
    path("api/v1/docs", docs, name="api-docs"),
    path("api/v1/<path:rest>", nothing, name="api-nothing"),
]
