"""Static files pressed once: a start of the site does not press again what has not changed."""

from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PressedOnce(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage: names with digests, gzip and Brotli beside them.

    A digest in the name says what is in the file, so what was pressed under that name still holds.
    Brotli takes some twenty seconds over the scripts and styles of the whole site.
    """

    keep_only_hashed_files = True

    def compress_files(self, paths):
        """Those of `paths` that have not been pressed before, as WhiteNoise presses them."""
        return super().compress_files(path for path in paths if not self._pressed(path))

    def _pressed(self, path):
        return Path(self.path(f"{path}.br")).exists()
