"""The page about the API, made of what the API says of itself in OpenAPI."""

from typing import NamedTuple

from django.shortcuts import render
from ninja.openapi.docs import DocsBase

_FORMS = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "真假",
    "object": "对象",
    "date": "日期",
    "date-time": "时间",
}


class Line(NamedTuple):
    """A parameter or a part of an answer."""

    name: str
    form: str
    meaning: str


class Operation(NamedTuple):
    """One address of the API; `link` leads to it where it takes no words."""

    path: str
    summary: str
    description: str
    parameters: list
    answer: list
    link: str


class ApiPage(DocsBase):
    """For NinjaAPI's `docs`: a page of the site like others, without scripts."""

    def render_page(self, request, api, **kwargs):
        schema = api.get_openapi_schema(path_prefix=kwargs.get("path_prefix"))
        about = schema["info"]["description"].replace("`", "").split("\n\n")
        return render(request, "api.html", {"about": about, "groups": _groups(schema)})


def _groups(schema):
    """[(heading, operations)] in the order in which the API tells of them."""
    groups = {}
    for path, ways in schema["paths"].items():
        told = ways["get"]
        groups.setdefault(told["tags"][0], []).append(_operation(path, told, schema))
    return list(groups.items())


def _operation(path, told, schema):
    known = schema["components"]["schemas"]
    answer = told["responses"][200]["content"]["application/json"]["schema"]
    parameters = [
        Line(one["name"], _form(one["schema"], known), _meaning(one | one["schema"]))
        for one in told.get("parameters", ())
    ]
    lines = list(_lines(answer, known))
    link = "" if "{" in path else path
    return Operation(path, told["summary"], told.get("description", ""), parameters, lines, link)


def _meaning(told):
    usual = f"；不写则为 {told['default']}" if "default" in told else ""
    return f"{told.get('description', '')}{usual}"


def _lines(schema, known, before=""):
    """A Line for each part of an answer, parts of parts behind their names."""
    for name, part in _resolved(schema, known).get("properties", {}).items():
        yield Line(f"{before}{name}", _form(part, known), _meaning(part))
        if within := part.get("items"):
            yield from _lines(within, known, f"{before}{name}[].")
        if isinstance(within := part.get("additionalProperties"), dict):
            yield from _lines(within, known, f"{before}{name}.*.")


def _resolved(schema, known):
    while "$ref" in schema:
        schema = known[schema["$ref"].rpartition("/")[2]]
    return schema


def _form(schema, known):
    """What kind of value it is, in a word or two."""
    schema = _resolved(schema, known)
    if some := schema.get("anyOf") or schema.get("allOf"):
        told = [_form(one, known) for one in some if one.get("type") != "null"]
        return "或".join(dict.fromkeys(told)) + ("，可为空" if len(told) < len(some) else "")
    if schema.get("type") == "array":
        return f"{_form(schema['items'], known)}的列表"
    return _FORMS.get(schema.get("format")) or _FORMS[schema.get("type", "object")]
