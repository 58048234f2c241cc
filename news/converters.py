"""Parts of addresses: the kinds of files an issue is taken away as."""


class FileConverter:
    """pdf or zip."""

    regex = "pdf|zip"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value
