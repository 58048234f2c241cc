"""Write the sample bulletins again: python -m tests.bulletins.make_samples."""

from pathlib import Path

from tests.bulletins import issue_2020_12, issue_2024_09, writers

FOLDER = Path(__file__).parents[2] / "news" / "samples"


def samples():
    """The bytes of each sample file by its name."""
    return {
        "2024-09.txt": writers.text_by_rows(issue_2024_09.ISSUE).encode(),
        "2020-12.docx": writers.docx_file(issue_2020_12.ISSUE),
    }


if __name__ == "__main__":
    for name, content in samples().items():
        (FOLDER / name).write_bytes(content)
