from django.urls import path

from campaign.content.views import classes, news, pages, resources, spotlights, supporters

app_name = "content"

urlpatterns = [
    path("faq/", pages.faq, name="faq"),
    path("why/", pages.why, name="why"),
    path("history/", pages.history, name="history"),
    path("resources/", resources.library, name="resources"),
    path("e-learning/", resources.screens, name="elearning"),
    path("find-a-course/", classes.find, name="classes"),
    path("find-a-course/announce/", classes.announce, name="class_announce"),
    path("find-a-course/thanks/", classes.thanks, name="class_thanks"),
    path("news/", news.index, name="news"),
    path("news/feed.atom", news.feed, name="news_feed"),
    path("news/thanks/", news.thanks, name="news_thanks"),
    path("news/<int:year>/", news.index, name="news_year"),
    path("news/posts/<slug:slug>/", news.post, name="news_post"),
    path("news/posts/<slug:slug>/comment/", news.comment, name="news_comment"),
    path("learning-sites/", supporters.learning_sites, name="learning_sites"),
    path("supporters/", supporters.supporters, name="supporters"),
    path("supporters/join/", supporters.support, name="support"),
    path("supporters/thanks/", supporters.support_thanks, name="support_thanks"),
    path("spotlight/", spotlights.series, name="spotlight"),
    path("spotlight/nominate/", spotlights.nominate, name="nominate"),
    path("spotlight/thanks/", spotlights.nominate_thanks, name="nominate_thanks"),
    path("spotlight/stories/<slug:slug>/", spotlights.story, name="story"),
    # Behind everything else: whatever address nothing else has may be a page of staff's.
    path("<slug:address>/", pages.page, name="page"),
]
