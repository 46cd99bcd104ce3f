"""Keeps the sheets: files, TinyDB, backups, and the desk, the use cases of window and command line."""
