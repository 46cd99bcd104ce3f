"""Pictures and scans by content."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from forms.errors import Failure
from storage import assets
from storage.assets import Assets
from storage.folders import DataFolder


@pytest.fixture
def kept(tmp_path: Path) -> Assets:
    return Assets(DataFolder(tmp_path))


def test_a_picture_is_found_by_its_digest_and_nothing_else_is(kept: Assets) -> None:
    digest = kept.keep(b"png", "png")
    assert digest == sha256(b"png").hexdigest()
    assert kept.read(digest) == b"png"
    for other in ("0" * 64, "../secret", "*", digest[:-1]):
        with pytest.raises(KeyError):
            kept.read(other)


def test_the_same_picture_is_kept_once(kept: Assets, tmp_path: Path) -> None:
    assert kept.keep(b"png", "PNG") == kept.keep(b"png", ".png") == kept.keep(b"png", "../x")
    assert [path.suffix for path in (tmp_path / "assets").iterdir()] == [".png"]


def test_a_picture_that_somebody_exchanged_is_not_shown(kept: Assets) -> None:
    digest = kept.keep(b"seal", "png")
    path = kept.path(digest)
    assert path is not None
    path.write_bytes(b"another seal")
    with pytest.raises(KeyError):
        kept.read(digest)


def test_what_is_too_large_is_not_kept(kept: Assets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "MOST_BYTES", 3)
    with pytest.raises(Failure, match="asset_too_large"):
        kept.keep(b"four", "png")
    assert not (tmp_path / "assets").exists()
