"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from common.access import ANYONE, Access, Names, Rows

ROWS: Rows = {
    "portal:home": Access(read=ANYONE),
    "portal:search": Access(read=ANYONE),
    "portal:styleguide": Access(read=ANYONE),
    "portal:one_pager": Access(read=ANYONE),
    "portal:one_pager_sheet": Access(read=ANYONE, names=Names.OPEN),
    "portal:robots": Access(read=ANYONE),
    "portal:sitemap": Access(read=ANYONE),
    "portal:sitemap_piece": Access(read=ANYONE, names=Names.OPEN),
    "portal:sitemap_section": Access(read=ANYONE, names=Names.OPEN),
    "portal:security_txt": Access(read=ANYONE),
    "portal:change_password": Access(read=ANYONE),
    "portal:favicon": Access(read=ANYONE),
}
