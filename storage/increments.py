"""What stands behind a PDF that was signed: signatures alone, or anything that could show besides.

A signature covers what is before it, also what a stranger put there who then signed with a certificate of their own. So the
objects that were added are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from .pades import HOSTILE, must_be_available


def adds_nothing_else(data: bytes, unsigned: bytes) -> bool:
    """True where a PDF is `unsigned` with signatures behind it and nothing that could show: no other object was changed or
    added. A stranger who signs a forged addition is found so. Failure `pades_missing`."""
    must_be_available()
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        return data.startswith(unsigned) and _only_signed(PdfFileReader(BytesIO(data)), PdfFileReader(BytesIO(unsigned)))
    except (PdfError, *HOSTILE):
        return False


def _only_signed(signed: Any, unsigned: Any) -> bool:
    """True where what came after the unsigned file is the fields of signatures, and the way there from catalog and page."""
    xrefs, before = signed.xrefs, unsigned.xrefs
    if xrefs.hybrid_xrefs_present or before.total_revisions != 1:
        return False
    if xrefs.get_startxref_for_revision(0) != before.get_startxref_for_revision(0):
        return False  # the chain does not lead to our own table: the beginning of the file is not what is read
    if _trail(signed) != _trail(unsigned) or _freed(signed):
        return False
    known = before.explicit_refs_in_revision(0)
    changed = {_key(ref): ref for number in range(1, xrefs.total_revisions) for ref in xrefs.explicit_refs_in_revision(number)}
    keys = {_key(ref): ref for ref in known}
    return all(
        _grew(signed.get_object(ref), unsigned.get_object(keys[key])) if key in keys else _belongs(signed.get_object(ref))
        for key, ref in changed.items()
    )


def _freed(reader: Any) -> bool:
    """True where an object was taken away. Asked of the tables themselves: pyHanko passes over some that others obey."""
    sections = reader.xrefs._xref_sections
    return any(number for section in sections[1:] for number in section.xref_data.freed)


def _trail(reader: Any) -> tuple[bytes, ...]:
    trailer = reader.trailer
    names = ("/Root", "/Info", "/Encrypt")
    return tuple(_written(trailer.raw_get(name)) if name in trailer else b"" for name in names)


_GROWING = {"/Catalog": {"/AcroForm", "/Extensions"}, "/Page": {"/Annots"}}
"""What a signature adds to an object that was there, by type."""
_FORM = {"/Fields", "/SigFlags", "/Type"}
_WIDGET = {"/Type", "/Subtype", "/FT", "/T", "/F", "/Rect", "/P", "/V"}
"""Without an appearance: such a field shows nothing."""


def _grew(after: Any, before: Any) -> bool:
    """True where a catalog or a page is as it was, but for the way to a signature."""
    allowed = _GROWING.get(str(before.get("/Type", "")), set()) if hasattr(before, "raw_get") else set()
    if not hasattr(after, "raw_get") or not allowed:
        return False
    new = after.keys() - before.keys()
    same = all(name in after and _written(after.raw_get(name)) == _written(before.raw_get(name)) for name in before)
    return same and new <= allowed and all(_belongs(kid) for kid in _kids(after, new))


def _kids(holder: Any, names: set[str]) -> Iterator[Any]:
    if "/AcroForm" in names:
        yield holder["/AcroForm"]
    if "/Annots" in names:
        yield from holder["/Annots"]


def _belongs(thing: Any) -> bool:
    """True for the parts of a signature that shows nothing: the form, its invisible field, the signature, the table."""
    if hasattr(thing, "get_object"):
        thing = thing.get_object()
    if not isinstance(thing, dict):
        return False
    if thing.get("/Type") in ("/Sig", "/XRef"):
        return True
    if thing.get("/FT") == "/Sig":
        return thing.keys() <= _WIDGET and all(float(side) == 0 for side in thing["/Rect"])
    return "/Fields" in thing and thing.keys() <= _FORM


def _written(thing: Any) -> bytes:
    stream = BytesIO()
    thing.write_to_stream(stream, None)
    return stream.getvalue()


def _key(ref: Any) -> tuple[int, int]:
    return ref.idnum, ref.generation
