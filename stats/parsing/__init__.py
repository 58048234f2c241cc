"""From blocks to parsed tables and sentences. Pure: rows in, frozen dataclasses out, no Django."""
