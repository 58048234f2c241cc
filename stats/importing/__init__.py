"""From parsed tables and sentences to records. The caller opens the transaction."""

from stats.importing.tables import Imported, TableImporter

__all__ = ["Imported", "TableImporter"]
