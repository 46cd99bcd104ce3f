"""Handing sheets over between machines: packages (`.rsheet`) that are made, looked at, and taken in without losing anything."""
