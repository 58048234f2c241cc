"""Sites others would make of the same archive, each as its own tutorial teaches it.

They run in a virtual environment of their own and import nothing of ours; PLAIN names the file
that tests/benchmarks/archive.py told them the archive in.
"""
