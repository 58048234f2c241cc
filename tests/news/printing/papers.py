"""What the tests of printing print: an issue's context, and the record to compare it with."""

import json

from news.freezing import frozen
from news.presenting import issue_context


def context_of(issue):
    return issue_context(frozen(issue))


def record_of(issue):
    """The frozen issue without what differs by right: what was concluded and not printed, images,
    and what was judged or corrected since."""
    record = json.loads(json.dumps(frozen(issue)))
    del record["issue"]["inferred"], record["images"]
    for table in record["tables"]:
        del table["remarks"], table["corrections"]
    return record
