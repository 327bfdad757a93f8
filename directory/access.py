"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from common.access import ANYONE, Access, Names, Rows

ROWS: Rows = {
    "directory:list": Access(read=ANYONE),
    "directory:region": Access(read=ANYONE, names=Names.OPEN),
    "directory:agency_short": Access(read=ANYONE, names=Names.OPEN),
    "directory:agency": Access(read=ANYONE, names=Names.OPEN),
    "directory:recent": Access(read=ANYONE),
    "directory:open_data": Access(read=ANYONE),
    "directory:agencies_csv": Access(read=ANYONE, any_method=True),
    "directory:agencies_json": Access(read=ANYONE, any_method=True),
    "directory:agencies_geojson": Access(read=ANYONE, any_method=True),
    "directory:feed_atom": Access(read=ANYONE, any_method=True, names=Names.OPEN),
    "directory:feed_json": Access(read=ANYONE, any_method=True, names=Names.OPEN),
    "directory:region_feed_atom": Access(read=ANYONE, any_method=True, names=Names.OPEN),
    "directory:region_feed_json": Access(read=ANYONE, any_method=True, names=Names.OPEN),
    "directory:badge": Access(read=ANYONE, any_method=True, names=Names.OPEN),
    "directory:api_docs": Access(read=ANYONE),
    "directory:api_root": Access(read=ANYONE),
    "directory:api_document": Access(read=ANYONE, any_method=True),
    "directory:api_agencies": Access(read=ANYONE, any_method=True),
    "directory:api_agency": Access(read=ANYONE, any_method=True, names=Names.OPEN),
    "directory:api_regions": Access(read=ANYONE, any_method=True),
    "directory:api_counts": Access(read=ANYONE, any_method=True),
    "directory:api_unknown": Access(read=ANYONE, any_method=True, names=Names.OPEN),
}
