"""What the public meets: its forms, the pages that are kept ready, the open data, the newsletter."""

from onemind import env

# A public form sent back sooner than this was hardly filled in by a person.
FORM_FILL_SECONDS = env.number("FORM_FILL_SECONDS", 3)

# How many emails a day go to an address that no one has confirmed, whatever is typed into forms.
UNCONFIRMED_EMAILS_A_DAY = env.number("UNCONFIRMED_EMAILS_A_DAY", 8)

# How many days the link works that confirms a pledge's coordinator. What isn't confirmed by then is deleted.
PLEDGE_CONFIRM_DAYS = env.number("PLEDGE_CONFIRM_DAYS", 14)

# How long a process goes on showing what stands on every page (small print, links to pages) before it reads it again.
EVERY_PAGE_SECONDS = 60
# How long a page of the register is kept ready while nothing changes; 0 draws each again.
PAGE_CACHE_SECONDS = env.number("PAGE_CACHE_SECONDS", 300)
# How long a process takes the register to be as it last saw it: a page may be older than the register by so much, not more.
PAGE_VERSION_SECONDS = 1
# How many seconds one round of the check of outside links may take; the next round goes on where it stopped.
LINK_CHECK_SECONDS = 120

# On what terms the public may use the directory again: stands in every file, feed and answer of the interface.
OPEN_DATA_LICENSE = env.text("OPEN_DATA_LICENSE", "CC BY 4.0")
OPEN_DATA_LICENSE_URL = env.text("OPEN_DATA_LICENSE_URL", "https://creativecommons.org/licenses/by/4.0/")
OPEN_DATA_ATTRIBUTION = env.text(
    "OPEN_DATA_ATTRIBUTION", "One Mind Campaign, International Association of Chiefs of Police"
)

# The newsletter goes out in batches with a pause after each: 50 every ten seconds are some 15,000 an hour.
NEWSLETTER_BATCH = env.number("NEWSLETTER_BATCH", 50, least=1)
NEWSLETTER_PAUSE_SECONDS = env.number("NEWSLETTER_PAUSE_SECONDS", 10)

# The postal address of completion letters, line by line. None until the IACP gives it: a letter has no address from memory.
CAMPAIGN_ADDRESS = env.lines("CAMPAIGN_ADDRESS", "")
