"""By what one knows a sheet again in lists, titles and messages, in window and command line alike."""

from __future__ import annotations


def numbered(number: object) -> str:
    """Return 068号, "" where there is no number."""
    return f"{number}号" if number else ""


def titled(title: object) -> str:
    """Return the title; of a sheet without one, that it has none yet."""
    return str(title) if title else "（未填标题）"
