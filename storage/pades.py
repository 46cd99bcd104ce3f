"""The office's own signature under an exported PDF: PAdES B-B with its certificate, through pyHanko where that is installed.

The signature is added behind the file (an incremental update), so that the bytes of the export stay its beginning. Nothing
here asks a network: neither for the time nor whether a certificate was withdrawn. ETSI EN 319 142-1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from forms.errors import Failure

from .outside import read_bytes

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

EXTRA = ".[pades]"
"""What pip installs the component by, in the folder of the program."""
FIELD = "承办单位"
REASON = "承办单位对本件签章"
_MOST_CERTIFICATE = 1024 * 1024
_DIGEST = "sha256"
_MARGIN = 512
"""Bytes kept free beside what a trial run needed: lengths of signatures vary by a few."""
HOSTILE = (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError, NotImplementedError)
"""What a reader of foreign bytes may raise, besides its own errors."""


class PadesVerdict(NamedTuple):
    """What the signatures of a PDF say of it.

    `intact`: every signature fits the bytes it covers; `covers_all`: the last one covers the whole file; `signer` is the
    name in its certificate, `when` the time that it claims. `trusted` is False where the certificate was not valid then;
    else None: whom to trust is decided outside this program.
    """

    signed: bool
    intact: bool = False
    covers_all: bool = False
    signer: str = ""
    trusted: bool | None = None
    when: datetime | None = None


def available() -> bool:
    """True where the component is installed; next to nothing of it is loaded for that. A folder that was left is none."""
    return find_spec("pyhanko") is not None and find_spec("pyhanko.sign") is not None


@dataclass(frozen=True)
class Certificate:
    """A certificate with its key, opened."""

    signer: SimpleSigner

    @classmethod
    def open(cls, path: Path, passphrase: str, now: datetime) -> Certificate:
        """Open a PKCS#12 file (.p12, .pfx).

        Failure `pades_missing`, `certificate_unreadable`, `certificate_passphrase_wrong`, `certificate_expired` (also where
        it is not valid yet), and as `read_bytes` says.
        """
        must_be_available()
        from pyhanko.sign.signers import SimpleSigner  # with the first signature only

        data = read_bytes(path, _MOST_CERTIFICATE)
        try:
            signer = SimpleSigner.load_pkcs12_data(data, (), passphrase.encode())
        except (*HOSTILE, _unsupported()) as error:
            wrong = isinstance(error.__cause__, ValueError) and _is_pkcs12(data)
            locked = "certificate_passphrase_wrong" if passphrase else "certificate_passphrase_missing"
            raise Failure(locked if wrong else "certificate_unreadable", file=path.name) from error
        _refuse_expired(signer.signing_cert, path.name, now)
        return cls(signer)

    @property
    def name(self) -> str:
        """Whom the certificate names."""
        return _named(self.signer.signing_cert)

    def sign(self, data: bytes, *, now: datetime, reason: str = REASON, location: str = "") -> bytes:
        """Return the PDF with an invisible signature behind it. Failure `pades_failed`."""
        from pyhanko.pdf_utils.misc import PdfError
        from pyhanko.sign.general import SigningError

        try:
            return _signed(data, self.signer, now, reason, location)
        except (PdfError, SigningError, *HOSTILE, _unsupported()) as error:
            raise Failure("pades_failed", detail=str(error)[:200]) from error


def sign_pdf(data: bytes, certificate: Path, passphrase: str, *, now: datetime) -> bytes:
    """Return the PDF signed with the certificate in a file; Failure as `Certificate.open` and `Certificate.sign` say."""
    return Certificate.open(certificate, passphrase, now).sign(data, now=now)


def is_signed(data: bytes) -> bool:
    """True where a PDF says that it is signed: known without the component."""
    return b"/ByteRange" in data


def check_pdf(data: bytes) -> PadesVerdict:
    """Check the signatures of a PDF, from whomever it comes, without a network. Failure `pades_missing`."""
    must_be_available()
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.errors import SignatureValidationError

    try:
        signatures = PdfFileReader(BytesIO(data)).embedded_regular_signatures
        return _verdict(signatures) if signatures else PadesVerdict(is_signed(data))
    except (PdfError, SignatureValidationError, *HOSTILE, _unsupported()):
        return PadesVerdict(is_signed(data))


# ---- signing


def _signed(data: bytes, signer: SimpleSigner, now: datetime, reason: str, location: str) -> bytes:
    """Go through the steps of pyHanko one by one: its usual way takes the time from the system and rewrites the properties."""
    import asyncio

    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import SignatureObject
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
    from pyhanko.sign.signers.constants import ESIC_EXTENSION_1

    writer = _writer(data)
    writer.register_extension(ESIC_EXTENSION_1)
    trial = asyncio.run(signer.async_sign(bytes(32), _DIGEST, dry_run=True, use_pades=True))
    steps = PdfCMSEmbedder(SigFieldSpec(FIELD)).write_cms(FIELD, writer)
    next(steps)
    place = SignatureObject(
        timestamp=now,
        subfilter=SigSeedSubFilter.PADES,
        bytes_reserved=2 * (len(trial.dump()) + _MARGIN),
        name=_named(signer.signing_cert) or None,
        reason=reason or None,
        location=location or None,
    )
    steps.send(SigObjSetup(sig_placeholder=place))
    digest, output = steps.send(SigIOSetup(md_algorithm=_DIGEST, in_place=True))
    steps.send(asyncio.run(signer.async_sign(digest.document_digest, _DIGEST, use_pades=True)))
    content: bytes = output.getvalue()
    return content


def _writer(data: bytes) -> IncrementalPdfFileWriter:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Keeping(IncrementalPdfFileWriter):
        """Leaves title, dates and producer as the export says them, twice and alike, as PDF/A wants it."""

        def _update_meta(self) -> None:
            pass

    return Keeping(BytesIO(data))


def must_be_available() -> None:
    if not available():
        raise Failure("pades_missing", extra=EXTRA)


def _unsupported() -> type[Exception]:
    from cryptography.exceptions import UnsupportedAlgorithm  # comes with pyHanko

    return UnsupportedAlgorithm


def _is_pkcs12(data: bytes) -> bool:
    """True where the shape is right, so that only the passphrase can be wrong."""
    from asn1crypto.pkcs12 import Pfx  # type: ignore[import-untyped]  # comes with pyHanko

    try:
        return bool(Pfx.load(data, strict=True)["version"].native == "v3")
    except HOSTILE:
        return False


def _refuse_expired(certificate: Any, file: str, now: datetime) -> None:
    begin, end = certificate.not_valid_before, certificate.not_valid_after
    if not begin <= now <= end:
        raise Failure("certificate_expired", file=file, begin=begin.date().isoformat(), end=end.date().isoformat())


def _named(certificate: Any) -> str:
    subject = certificate.subject.native
    name = subject.get("common_name") or subject.get("organization_name") or ""
    return name if isinstance(name, str) else "、".join(name)


# ---- checking


def _verdict(signatures: list[EmbeddedPdfSignature]) -> PadesVerdict:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    last = signatures[-1]
    certificate, when = last.signer_cert, last.self_reported_timestamp
    if when is not None and when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    was_valid = when is None or certificate.not_valid_before <= when <= certificate.not_valid_after
    return PadesVerdict(
        signed=True,
        intact=all(_fits(signature) for signature in signatures),
        covers_all=last.evaluate_signature_coverage() is SignatureCoverageLevel.ENTIRE_FILE,
        signer=_named(certificate),
        trusted=None if was_valid else False,
        when=when,
    )


def _fits(signature: EmbeddedPdfSignature) -> bool:
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    digest = signature.compute_digest()
    intact, valid = validate_sig_integrity(signature.signer_info, signature.signer_cert, "data", digest)
    whole = signature.evaluate_signature_coverage() in (
        SignatureCoverageLevel.ENTIRE_FILE,
        SignatureCoverageLevel.ENTIRE_REVISION,
    )
    return intact and valid and whole
