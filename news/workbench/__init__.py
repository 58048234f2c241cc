"""The workbench: documents that wait, looked at with decisions applied, and taken in."""
