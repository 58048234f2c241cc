"""The public API: read only, described at openapi.json, each answer with an ETag."""

from functools import wraps

from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe
from ninja import Field, NinjaAPI, Schema
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from news.api import router as news
from nhb_site.api_page import ApiPage
from stats.addresses import absolute
from stats.api import router as stats
from stats.paging import Problem

ABOUT = """《南京卫生信息化简报》已发布的各期全文和统计数据，只读，不需要登录。

数字照刊印原样收录：`raw_text` 是刊印原文，`value` 是读出的数值，没有数值时 `status` 说明原因。
列表分页（`page`、`per_page`，每页至多 1000 条），`next` 是下一页的地址。
每个回答带 `ETag`；下次请求带上 `If-None-Match`，没有变化时回答 304。
整张表请用各格式的下载（`files`）：CSV、Excel、JSON-stat 2.0、PX。
"""
FOUND_NOTHING = "没有这项内容，或尚未发布。"


class Readable(JSONRenderer):
    """Chinese as it is."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="南京卫生信息化简报 数据接口",
    version="1",
    description=ABOUT,
    urls_namespace="api",
    renderer=Readable(),
    docs=ApiPage(),
)
api.add_router("", stats)
api.add_router("", news)


class Entry(Schema):
    documentation: str = Field(description="本页")
    openapi: str = Field(description="OpenAPI 说明")
    datasets: str = Field(description="全部统计表")
    institutions: str = Field(description="全部机构")
    issues: str = Field(description="各期简报")
    corrections: str = Field(description="更正记录")
    catalogue: str = Field(description="数据目录（DCAT）")
    archive: str = Field(description="全部数据（zip）")


@api.get("/", response={200: Entry, 404: Problem}, summary="入口", tags=["入口"], url_name="entry")
def entry(request):
    places = {
        "documentation": "api:openapi-view",
        "openapi": "api:openapi-json",
        **{name: f"api:{name}" for name in ("datasets", "institutions", "issues", "corrections")},
        "catalogue": "stats:catalogue",
        "archive": "news:bundle",
    }
    return {name: absolute(request, reverse(place)) for name, place in places.items()}


@api.exception_handler(Http404)
def not_found(request, error):
    return api.create_response(request, {"detail": FOUND_NOTHING}, status=404)


@api.exception_handler(ValidationError)
def refused(request, error):
    errors = [
        {"where": ".".join(map(str, one["loc"][1:])), "message": one["msg"]} for one in error.errors
    ]
    named = "、".join(dict.fromkeys(one["where"] for one in errors))
    told = {"detail": f"请求的参数有误：{named}。", "errors": errors}
    return api.create_response(request, told, status=422)


def readable(view):
    """The same view, answering HEAD as GET, and 304 where the reader has the answer already."""

    @require_safe
    @wraps(view)
    def answered(request, *args, **kwargs):
        asked, request.method = request.method, "GET"
        try:
            return conditional_page(view)(request, *args, **kwargs)
        finally:
            request.method = asked

    return answered


urls = api.urls
for pattern in urls[0]:
    pattern.callback = readable(pattern.callback)
