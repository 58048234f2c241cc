"""Bulletins to test with: their content as plain data, and writers for every document format."""
