"""What a process of its own gives to readers; a program, on the database of DATABASE_URL.

Prints a line for each address: its file name, and the digest of its bytes.
"""

import hashlib
import sys

import django


def told(client):
    """The lines, for whatever readers can reach."""
    from tests.web import crawled

    pages = crawled(client)
    for address in sorted(pages):
        name = client.head(address).get("Content-Disposition", "")
        yield f"{address} {name} {hashlib.sha256(pages[address]).hexdigest()}\n"


if __name__ == "__main__":
    django.setup()
    from django.test import Client

    sys.stdout.writelines(told(Client(headers={"host": "localhost"})))
