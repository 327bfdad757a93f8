"""The open data as search engines read it."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import linked_data
from common.addresses import absolute
from directory.exports import FORMATS
from directory.records import terms

register = template.Library()


@register.simple_tag
def linked_dataset(description: str) -> SafeString:
    """The whole directory as a dataset, with its licence and its files."""
    return linked_data.script(
        {
            "@type": "Dataset",
            "name": _("The One Mind directory"),
            "description": description,
            "url": absolute(reverse("directory:open_data")),
            "license": terms().url,
            "creditText": terms().attribution,
            "isAccessibleForFree": True,
            "creator": linked_data.campaign(),
            "inLanguage": settings.LANGUAGE_CODE,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": form.media_type.partition(";")[0],
                    "contentUrl": absolute(form.url),
                }
                for form in FORMATS.values()
            ],
        }
    )
