"""Addresses of this room, beneath /desk/."""
from django.urls import path

from people.views import card, duplicates, listing, merging, posts

app_name = "people"
urlpatterns = [
    path("people/", listing.people, name="people"),
    path("people/people.<slug:kind>", listing.people_file, name="people-file"),
    path("people/new/", card.person_new, name="person-new"),
    path("people/duplicates/", duplicates.duplicates, name="duplicates"),
    path("people/duplicates/search/", duplicates.search, name="duplicates-search"),
    path("people/duplicates/<uuid:public_id>/", duplicates.decide, name="duplicate-decide"),
    path("people/merge/<uuid:kept_id>/<uuid:gone_id>/", merging.merge, name="merge"),
    path("people/merges/", merging.merges, name="merges"),
    path("people/merges/<uuid:public_id>/undo/", merging.undo, name="merge-undo"),
    path("people/<uuid:public_id>/", card.person_card, name="person"),
    path("people/<uuid:public_id>/edit/", card.person_edit, name="person-edit"),
    path("people/<uuid:public_id>/same/", merging.same, name="same"),
    path("people/<uuid:public_id>/posts/new/", posts.post_new, name="post-new"),
    path("people/<uuid:public_id>/posts/<uuid:post_id>/", posts.post_edit, name="post-edit"),
    path("people/<uuid:public_id>/posts/<uuid:post_id>/remove/", posts.post_remove, name="post-remove"),
]
