"""The catalogue of what may be taken away, as DCAT in JSON-LD."""

from datetime import timedelta

from django.conf import settings
from django.http import JsonResponse
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from stats.addresses import absolute
from stats.browsing import published_families
from stats.exporting.formats import FORMATS
from stats.exporting.jsonstat import SOURCE
from stats.parsing.months import shifted

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MONTHLY = "http://publications.europa.eu/resource/authority/frequency/MONTHLY"
IANA = "https://www.iana.org/assignments/media-types/"


@require_safe
@conditional_page
def catalogue(request):
    told = catalogue_of(lambda path: absolute(request, path))
    return JsonResponse(
        told, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False}
    )


def catalogue_of(address):
    """The catalogue as a dict; `address` makes a whole address of a path. One query."""
    home = address("/")
    publisher = {"@type": "foaf:Agent", "foaf:name": settings.SITE_SPONSOR or SOURCE}
    return {
        "@context": CONTEXT,
        "@id": address(reverse("stats:catalogue")),
        "@type": "dcat:Catalog",
        "dct:title": _zh(f"{SOURCE} 统计数据目录"),
        "dct:language": "zh-CN",
        "dct:publisher": publisher,
        "foaf:homepage": {"@id": home},
        "dcat:dataset": [_dataset(family, address, publisher) for family in published_families()],
    }


def _dataset(family, address, publisher):
    url = address(reverse("stats:dataset", args=[family.slug]))
    end = shifted(family.last, 1) - timedelta(days=1)
    return {
        "@id": url,
        "@type": "dcat:Dataset",
        "dct:identifier": family.slug,
        "dct:title": _zh(family.title),
        "dct:description": _zh(family.description or f"《{SOURCE}》刊印的月度统计表。"),
        "dct:language": "zh-CN",
        "dct:publisher": publisher,
        **({"dct:accrualPeriodicity": {"@id": MONTHLY}} if family.is_active else {}),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": family.first.isoformat()},
            "dcat:endDate": {"@type": "xsd:date", "@value": end.isoformat()},
        },
        "dcat:landingPage": {"@id": url},
        "dcat:distribution": [_distribution(family, kind, url, address) for kind in FORMATS],
    }


def _distribution(family, kind, url, address):
    file = address(reverse("stats:data-file", args=[family.slug, kind]))
    form = FORMATS[kind]
    media_type = form.media_type.partition(";")[0]
    registered = not media_type.startswith("application/x-")
    return {
        "@id": file,
        "@type": "dcat:Distribution",
        "dct:title": _zh(f"{family.title}（{form.label}）"),
        "dcat:accessURL": {"@id": url},
        "dcat:downloadURL": {"@id": file},
        **({"dcat:mediaType": {"@id": f"{IANA}{media_type}"}} if registered else {}),
        "dct:format": form.label,
    }


def _zh(text):
    return {"@language": "zh-CN", "@value": text}
