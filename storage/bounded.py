"""Reading no more than so many bytes, and asking for no more memory than a file fills."""

from __future__ import annotations

from typing import BinaryIO

_BLOCK = 1024 * 1024


def read_at_most(file: BinaryIO, size: int) -> bytes:
    """Return what is left of a file, `size` bytes at most: one read of that size would ask for the memory at once."""
    data = bytearray()
    while block := file.read(min(_BLOCK, size - len(data))):
        data += block
    return bytes(data)
