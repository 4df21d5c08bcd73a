"""All addresses. Each room brings its own `urls.py`; Wagtail's pages come last."""
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views.closed import closed

to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("", include("ops.urls")),
    path("", include("website.machine_urls")),
    path("", include("search.machine_urls")),
    path("admin/login/", to_sign_in),
    re_path(r"^admin/(users|groups)/", closed),
    re_path(r"^admin/bulk/(accounts|auth)/", closed),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]
urlpatterns += i18n_patterns(
    path("_util/login/", to_sign_in),
    path("", include("accounts.users_urls")),
    path("", include("territories.registration_urls")),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("desk/notices/", include("accounts.notices_urls")),
    path("desk/territory-roles/", include("territories.role_urls")),
    path("desk/privacy/", include("accounts.privacy_urls")),
    path("desk/", include("people.urls")),
    path("desk/", include("school.urls")),
    path("", include("search.taking_urls")),
    path("practices/", include("search.urls")),
    path("practices/", include("portfolio.urls")),
    path("place/", include("territories.place_urls")),
    path("territories/", include("territories.urls")),
    path("", include("website.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = "website.views.errors.bad_request"
handler403 = "website.views.errors.not_found"
handler404 = "website.views.errors.not_found"
handler429 = "accounts.limits.too_many"
handler500 = "website.views.errors.server_error"
