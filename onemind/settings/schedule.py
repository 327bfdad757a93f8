"""What beat starts, and when, in UTC."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    "deliver what the outbox holds": {
        "task": "outbox.tasks.deliver",
        "schedule": 2.0,
        "options": {"expires": 10.0},
    },
    "count every agency's training": {
        "task": "training.tasks.rejudge",
        "schedule": crontab(hour=7, minute=20),
    },
    "send the audit trail's head away": {
        "task": "reviews.tasks.send_trail_head",
        "schedule": crontab(hour=6, minute=50),
    },
    "delete what was kept for days": {
        "task": "common.tasks.delete_expired",
        "schedule": crontab(hour=8, minute=20),
        "args": (False,),
    },
    "delete what was kept for an hour": {
        "task": "common.tasks.delete_expired",
        "schedule": crontab(minute=25),
        "args": (True,),
    },
    "tell staff every morning what waits": {
        "task": "accounts.tasks.tell_daily",
        "schedule": crontab(hour=11, minute=30),
    },
    "tell staff at once what has come to wait": {
        "task": "accounts.tasks.tell_at_once",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 300.0},
    },
    "begin to send newsletters whose time has come": {
        "task": "campaign.newsletter.tasks.start_due",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "count the newsletter's subscribers": {
        "task": "campaign.newsletter.tasks.count_subscribers",
        "schedule": crontab(hour=9, minute=5),
    },
    "draw the one-pager when its figures change": {
        "task": "portal.tasks.draw_one_pager",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "check where the content's links lead": {
        "task": "campaign.content.tasks.check_links",
        "schedule": crontab(hour="8,9", minute="5,25,45"),
    },
    "release the decisions whose day has come": {
        "task": "reviews.tasks.release_due",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 300.0},
    },
    "remind agencies of their clock": {
        "task": "pledges.tasks.remind",
        "schedule": crontab(hour=12, minute=10),
    },
}
