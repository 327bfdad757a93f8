"""The portal's addresses and the debug toolbar's, for ``make dev`` alone."""

from debug_toolbar.toolbar import DebugToolbar, debug_toolbar_urls
from django.urls import URLPattern

from common.access import ANYONE, Access, Names
from onemind import urls
from onemind.access import TABLE
from onemind.urls import handler400, handler500

__all__ = ["handler400", "handler500", "urlpatterns"]

urlpatterns = [*urls.urlpatterns, *debug_toolbar_urls()]
_OPEN = Access(read=ANYONE, write=ANYONE, names=Names.OPEN)
TABLE.update(
    {f"djdt:{route.name}": _OPEN for route in DebugToolbar.get_urls() if isinstance(route, URLPattern)}
)
