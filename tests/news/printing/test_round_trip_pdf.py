"""What is printed of an issue as PDF is read back as the very record it was printed from."""

import pytest

from news.printing.pdf import pdf_of
from tests.conftest import ROOT
from tests.news.printing.test_round_trip import ADDRESS, REAL, SAMPLES, taken_and_undone

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.usefixtures("catalogue"),
]


def assert_comes_back(path, folder, address):
    record, context = taken_and_undone(path)
    (folder / "print.pdf").write_bytes(pdf_of(context, address))
    assert taken_and_undone(folder / "print.pdf")[0] == record


@pytest.mark.parametrize("address", ["", ADDRESS])
@pytest.mark.parametrize("name", REAL)
def test_a_real_issue_comes_back(name, address, bulletins, tmp_path):
    assert_comes_back(bulletins / name, tmp_path, address)


@pytest.mark.parametrize("address", ["", ADDRESS])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_issue_comes_back(name, address, tmp_path):
    assert_comes_back(ROOT / "news" / "samples" / name, tmp_path, address)
