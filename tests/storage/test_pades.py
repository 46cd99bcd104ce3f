"""The office's certificate under a PDF: nothing of the file is touched, and whatever is changed afterwards is found."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from forms.errors import Failure
from forms.export import ExportOptions, write
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf
from storage.increments import adds_nothing_else
from storage.pades import Certificate, PadesVerdict, available, check_pdf, is_signed, sign_pdf

pytest.importorskip("pyhanko", reason="the extra replysheet[pades] is not installed")

from pyhanko.pdf_utils.generic import DictionaryObject, NameObject, StreamObject, TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

from .certificates import PASSPHRASE, write_certificate

NOW = datetime(2023, 5, 7, 10, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(scope="module")
def exported(template: Template) -> bytes:
    record = Record(
        id="a1", template=template.id, version=1, answers={"title": "关于停车的建议"}, updated="2023-05-06T14:03:00Z"
    )
    return write("pdf", template, record, ExportOptions((1,)), FontShelf.default())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_certificate(tmp_path_factory.mktemp("certificate") / "office.p12")


@pytest.fixture(scope="module")
def signed(exported: bytes, office: Path) -> bytes:
    return sign_pdf(exported, office, PASSPHRASE, now=NOW)


def overpainted(data: bytes) -> bytes:
    """The same file with a bar over its first page, added behind it."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    writer.add_stream_to_page(0, writer.add_object(StreamObject(stream_data=b"0 0 300 300 re f")))
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def drawn(data: bytes) -> bytes:
    document = pypdfium2.PdfDocument(data)
    picture = document[0].render().to_pil().tobytes()
    document.close()
    return bytes(picture)


def test_a_signed_file_begins_with_the_file_that_was_signed(exported: bytes, signed: bytes) -> None:
    assert signed.startswith(exported)
    assert (is_signed(signed), is_signed(exported)) == (True, False)
    assert check_pdf(signed) == PadesVerdict(True, True, True, "宝山区民政局", None, NOW)
    assert adds_nothing_else(signed, exported)
    assert check_pdf(exported) == PadesVerdict(False)


def test_it_shows_the_same_and_stays_archival(exported: bytes, signed: bytes) -> None:
    assert drawn(signed) == drawn(exported)
    with pikepdf.open(BytesIO(signed)) as document:
        assert document.open_metadata().pdfa_status == "2B"
        (field,) = document.Root.AcroForm.Fields
        assert (str(field.T), str(field.V.SubFilter), str(field.V.Reason)) == (
            "承办单位",
            "/ETSI.CAdES.detached",
            "承办单位对本件签章",
        )
        assert [float(side) for side in field.Rect] == [0, 0, 0, 0]


def test_one_byte_that_was_changed_breaks_it(exported: bytes, signed: bytes) -> None:
    for place in (200, len(exported) // 2, len(exported) - 20):
        changed = bytearray(signed)
        changed[place] ^= 1
        assert not check_pdf(bytes(changed)).intact


@pytest.mark.parametrize("more", [b" ", b"%%EOF\n"])
def test_what_is_appended_is_not_covered(signed: bytes, more: bytes) -> None:
    assert not check_pdf(signed + more).covers_all


def test_what_is_painted_over_a_signed_file_is_found(exported: bytes, signed: bytes) -> None:
    forged = overpainted(signed)
    assert not check_pdf(forged).covers_all
    assert not adds_nothing_else(forged, exported)


def test_a_forgery_that_a_stranger_signed_is_found(exported: bytes, tmp_path: Path) -> None:
    stranger = write_certificate(tmp_path / "x.pfx", "某某")
    forged = sign_pdf(overpainted(exported), stranger, PASSPHRASE, now=NOW)
    assert check_pdf(forged) == PadesVerdict(True, True, True, "某某", None, NOW)
    assert not adds_nothing_else(forged, exported)


def test_a_page_that_was_taken_away_is_found(exported: bytes, signed: bytes) -> None:
    with pikepdf.open(BytesIO(exported)) as document:
        number = document.pages[0].objgen[0]
    start = int(signed.rsplit(b"startxref", 1)[1].split()[0])
    with pikepdf.open(BytesIO(signed)) as document:
        root, size = document.trailer.Root.objgen[0], int(document.trailer.Size)
    freed = f"xref\n0 1\n0000000000 65535 f \n{number} 1\n0000000000 00000 f \n"
    table = f"{freed}trailer\n<</Size {size}/Root {root} 0 R/Prev {start}>>\n"
    forged = signed + table.encode() + f"startxref\n{len(signed)}\n%%EOF\n".encode()
    assert not adds_nothing_else(forged, exported)


def test_a_signature_that_shows_something_is_told(exported: bytes, office: Path) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(exported))
    signer = SimpleSigner.load_pkcs12_data(office.read_bytes(), (), PASSPHRASE.encode())
    visible = SigFieldSpec("承办单位", box=(100, 100, 400, 400))
    forged = PdfSigner(PdfSignatureMetadata(field_name="承办单位"), signer, new_field_spec=visible).sign_pdf(writer).getvalue()
    assert check_pdf(forged).covers_all
    assert not adds_nothing_else(forged, exported)


def test_a_table_that_leads_past_our_file_is_found(exported: bytes) -> None:
    with pikepdf.open(BytesIO(overpainted(exported))) as document:
        stream = BytesIO()
        document.save(stream)
    other = stream.getvalue()
    table = int(other.rsplit(b"startxref", 1)[1].split()[0])
    assert not adds_nothing_else(exported + other, exported)
    assert not adds_nothing_else(exported + f"startxref\n{table}\n%%EOF\n".encode(), exported)


def test_other_properties_are_found(exported: bytes) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(exported))
    writer.set_info(writer.add_object(DictionaryObject({NameObject("/Title"): TextStringObject("别的")})))
    stream = BytesIO()
    writer.write(stream)
    assert not adds_nothing_else(stream.getvalue(), exported)


def test_a_second_office_may_sign_too(exported: bytes, signed: bytes, tmp_path: Path) -> None:
    with pytest.raises(Failure, match="pades_failed"):  # under the name of the first field nobody signs twice
        sign_pdf(signed, write_certificate(tmp_path / "y.p12"), PASSPHRASE, now=NOW)


def test_a_certificate_that_had_expired_is_not_believed(exported: bytes, office: Path) -> None:
    certificate = Certificate.open(office, PASSPHRASE, NOW)
    assert certificate.name == "宝山区民政局"
    late = certificate.sign(exported, now=NOW + timedelta(days=36_500))
    assert check_pdf(late).trusted is False


@pytest.mark.parametrize(
    ("passphrase", "now", "code"),
    [
        ("不对", NOW, "certificate_passphrase_wrong"),
        ("", NOW, "certificate_passphrase_missing"),
        (PASSPHRASE, NOW + timedelta(days=36_500), "certificate_expired"),
        (PASSPHRASE, NOW - timedelta(days=36_500), "certificate_expired"),
    ],
)
def test_a_certificate_that_cannot_be_used_is_told(office: Path, passphrase: str, now: datetime, code: str) -> None:
    with pytest.raises(Failure) as refused:
        Certificate.open(office, passphrase, now)
    assert (refused.value.code, refused.value.params["file"]) == (code, "office.p12")


@pytest.mark.parametrize("content", [b"", b"not a certificate", b"\x30\x82\x05\x00\x02\x01\x03"])
def test_a_file_that_is_no_certificate_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.p12").write_bytes(content)
    with pytest.raises(Failure, match="certificate_unreadable"):
        Certificate.open(tmp_path / "a.p12", PASSPHRASE, NOW)


def test_a_file_without_a_key_is_told(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="certificate_unreadable"):
        Certificate.open(write_certificate(tmp_path / "a.p12", with_key=False), PASSPHRASE, NOW)


def test_what_is_no_pdf_is_not_signed(office: Path) -> None:
    with pytest.raises(Failure, match="pades_failed"):
        sign_pdf(b"no PDF", office, PASSPHRASE, now=NOW)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7 /ByteRange", b"\x00" * 2000])
def test_any_bytes_are_checked_without_harm(data: bytes) -> None:
    assert check_pdf(data) == PadesVerdict(b"/ByteRange" in data)
    assert not adds_nothing_else(data, b"")


def test_without_the_component_it_is_said_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, exported: bytes, office: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    assert not available()
    for use in (lambda: sign_pdf(exported, office, PASSPHRASE, now=NOW), lambda: check_pdf(exported)):
        with pytest.raises(Failure, match="pades_missing") as missing:
            use()
        assert missing.value.params["extra"] == ".[pades]"
