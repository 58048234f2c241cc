"""Parts of addresses: the kinds of files an issue is taken away as."""


class FileConverter:
    """pdf, docx or zip."""

    regex = "pdf|docx|zip"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value
