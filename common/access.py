"""Who may open a page. Every view needs a login, through Django's LoginRequiredMiddleware, unless it is marked here."""

from django.contrib.auth.decorators import login_not_required

public = login_not_required
