"""The address of one's municipality."""
from django.urls import path

from territories.views.place import place

app_name = "place"
urlpatterns = [path("", place, name="place")]
