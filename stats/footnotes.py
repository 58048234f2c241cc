"""Notes to columns, rows and cells of a printed table, numbered as they are met. Pure.

Given for readers by the office, apart from what was printed: they stand below the table.
"""

from typing import NamedTuple


class Footnote(NamedTuple):
    """A note, and where it belongs in words."""

    number: int
    where: str
    text: str

    @property
    def mark(self):
        return f"注{self.number}"

    def __str__(self):
        return f"{self.mark}（{self.where}）：{self.text}"


def footnotes_of(plain):
    """{place: Footnote} of a table told as `freezing.plain_tables` does, the columns first.

    A place is (None, metric) for a column, (place of the row, None) for a row, both for a cell.
    """
    return {
        place: Footnote(number, where, text)
        for number, (place, where, text) in enumerate(_told(plain), 1)
    }


def _told(plain):
    labels = {metric["code"]: metric["label"] for metric in plain["metrics"]}
    used = {code for row in plain["rows"] for code in row["cells"]}
    for metric in plain["metrics"]:
        if metric.get("footnote") and metric["code"] in used:
            yield (None, metric["code"]), metric["label"], metric["footnote"]
    for place, row in enumerate(plain["rows"]):
        if row.get("footnote"):
            yield (place, None), called(row), row["footnote"]
        for code, text in row.get("footnotes", {}).items():
            yield (place, code), f"{called(row)}，{labels[code]}", text


def called(row):
    """What a row is called where its group cannot be seen: 各区 江宁区."""
    return " ".join(filter(None, ("".join(row["group"].split()), row["printed_name"])))
