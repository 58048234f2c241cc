"""Asking the record: figures of some institutions, metrics and months, and what follows of them."""
