"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from common.access import ANYONE, Access, Names, Rows

ROWS: Rows = {
    "content:faq": Access(read=ANYONE),
    "content:why": Access(read=ANYONE),
    "content:history": Access(read=ANYONE),
    "content:resources": Access(read=ANYONE),
    "content:elearning": Access(read=ANYONE),
    "content:classes": Access(read=ANYONE),
    "content:class_announce": Access(read=ANYONE, write=ANYONE),
    "content:class_thanks": Access(read=ANYONE),
    "content:news": Access(read=ANYONE),
    "content:news_feed": Access(read=ANYONE),
    "content:news_thanks": Access(read=ANYONE),
    "content:news_year": Access(read=ANYONE, names=Names.OPEN),
    "content:news_post": Access(read=ANYONE, names=Names.OPEN),
    "content:news_comment": Access(write=ANYONE, names=Names.OPEN),
    "content:learning_sites": Access(read=ANYONE),
    "content:supporters": Access(read=ANYONE),
    "content:support": Access(read=ANYONE, write=ANYONE),
    "content:support_thanks": Access(read=ANYONE),
    "content:spotlight": Access(read=ANYONE),
    "content:nominate": Access(read=ANYONE, write=ANYONE),
    "content:nominate_thanks": Access(read=ANYONE),
    "content:story": Access(read=ANYONE, names=Names.OPEN),
    "content:page": Access(read=ANYONE, names=Names.OPEN),
}
