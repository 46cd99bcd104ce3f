"""Elements of WordprocessingML by their local names: transitional and strict files use the same ones in other namespaces."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_OFF = frozenset({"0", "false", "off", "none"})


def local(name: str) -> str:
    return name.rpartition("}")[2]


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element down a path of local names."""
    for name in path:
        element = next((each for each in element if local(each.tag) == name), None) if element is not None else None
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    return (each for each in (element if element is not None else ()) if local(each.tag) == name)


def attribute(element: Element | None, name: str) -> str | None:
    if element is None:
        return None
    return next((value for key, value in element.items() if local(key) == name), None)


def value(element: Element | None, *path: str) -> str | None:
    """Return the `val` of the element down a path."""
    return attribute(child(element, *path), "val")


def is_on(element: Element | None, *path: str) -> bool:
    """True for a switch that is there and not turned off."""
    switch = child(element, *path)
    return switch is not None and (attribute(switch, "val") or "on") not in _OFF


def whole(text: str | None, default: int) -> int:
    """Return a small whole number of an attribute, `default` where it is none."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 6 else default
