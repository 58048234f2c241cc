"""What search engines are told of a page, as JSON-LD in the words of schema.org."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils.html import _json_script_escapes
from django.utils.safestring import mark_safe

from stats.addresses import absolute
from stats.exporting.formats import FORMATS
from stats.exporting.jsonstat import SOURCE
from stats.shapes import month_name


def as_script(told):
    """JSON that may stand in a <script>: nothing in it ends the element."""
    text = json.dumps({"@context": "https://schema.org"} | told, ensure_ascii=False)
    return mark_safe(text.translate(_json_script_escapes))  # noqa: S308


def publisher():
    return {"@type": "Organization", "name": settings.SITE_SPONSOR or SOURCE}


def family_ld(request, dataset, months, metrics=()):
    """A family; `months` are the first and the last."""
    name, args = "stats:data-file", [dataset.slug]
    told = _dataset(request, dataset, months, (name, args))
    measured = [
        {"@type": "PropertyValue", "name": metric.label, "unitText": metric.unit}
        for metric in metrics
    ]
    return as_script(told | {"variableMeasured": measured})


def month_ld(request, dataset, period):
    """A family in one month."""
    name, args = "stats:table-file", [dataset.slug, period]
    told = _dataset(request, dataset, (period, period), (name, args))
    whole = absolute(request, dataset.get_absolute_url())
    url = absolute(request, reverse("stats:table", args=args))
    title = f"{dataset.title}，{month_name(period)}"
    return as_script(told | {"name": title, "url": url, "isPartOf": whole})


def _dataset(request, dataset, months, files):
    name, args = files
    first, last = (f"{month:%Y-%m}" for month in months)
    about = dataset.description or f"{dataset.title}的月度统计数据。"
    return {
        "@type": "Dataset",
        "name": dataset.title,
        "description": f"{about}照《{SOURCE}》刊印原样收录，每个数字注明出自哪一期。",
        "url": absolute(request, dataset.get_absolute_url()),
        "identifier": dataset.slug,
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "creator": publisher(),
        "temporalCoverage": first if first == last else f"{first}/{last}",
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "url": absolute(request, reverse("stats:catalogue")),
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": form.media_type.partition(";")[0],
                "contentUrl": absolute(request, reverse(name, args=[*args, kind])),
            }
            for kind, form in FORMATS.items()
        ],
    }
