"""Pages of a list in the API: how many there are in all, and where the next one is."""

from typing import Annotated, Generic, TypeVar

from ninja import Field, Schema

from stats.addresses import absolute

Item = TypeVar("Item")
MOST = 1000


class Problem(Schema):
    detail: str = Field(description="出了什么问题")


class Wrong(Schema):
    where: str = Field(description="哪个参数")
    message: str = Field(description="错在哪里")


class Refusal(Problem):
    errors: list[Wrong] = Field(description="每个有误的参数")


class Paged(Schema, Generic[Item]):
    count: int = Field(description="共多少条")
    page: int = Field(description="第几页")
    pages: int = Field(description="共几页")
    next: str | None = Field(description="下一页的地址")
    previous: str | None = Field(description="上一页的地址")
    items: list[Item] = Field(description="这一页的各条")


class PageQuery(Schema):
    page: Annotated[int, Field(ge=1, le=1_000_000, description="第几页")] = 1
    per_page: Annotated[int, Field(ge=1, le=MOST, description=f"每页几条，至多 {MOST}")] = 100


def page_of(request, known, query, told=list):
    """The page that `query` asks for of a list or queryset; `told` makes items of what is on it.

    A page behind the last one is empty, and says how many there are.
    """
    count = len(known) if isinstance(known, list) else known.count()
    pages = max(1, -(-count // query.per_page))
    start = (query.page - 1) * query.per_page
    near = {"next": query.page + 1, "previous": query.page - 1}
    return {
        "count": count,
        "page": query.page,
        "pages": pages,
        **{name: _address(request, at) if 1 <= at <= pages else None for name, at in near.items()},
        "items": told(known[start : start + query.per_page]),
    }


def _address(request, number):
    query = request.GET.copy()
    query["page"] = str(number)
    return f"{absolute(request, request.path)}?{query.urlencode()}"
