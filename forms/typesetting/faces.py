"""The roles a font can have on an official paper (GB/T 9704-2012, 5.2.2), whatever font plays them."""

from __future__ import annotations

from enum import StrEnum


class FontRole(StrEnum):
    TITLE = "title"
    """小标宋: the title of a letter."""
    BODY = "body"
    """仿宋: the text, and what is entered on the sheet."""
    HEADING = "heading"
    """黑体: level one, 一、"""
    SUBHEADING = "subheading"
    """楷体: level two, （一）"""
    LABEL = "label"
    """宋体: what is printed on the sheet, page numbers, the mark of the copy."""
