"""Certificates that tests make for themselves: an office's own, signed by nobody else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

PASSPHRASE = "印章口令"
BEGIN, END = datetime(2023, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)


def write_certificate(path: Path, name: str = "宝山区民政局", *, with_key: bool = True) -> Path:
    """Write a PKCS#12 file with a certificate and its key, and return its path."""
    key = ec.generate_private_key(ec.SECP256R1())
    whom = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder(whom, whom, key.public_key(), 7, BEGIN, END)
    certificate = builder.sign(key, hashes.SHA256())
    data = pkcs12.serialize_key_and_certificates(
        b"office",
        key if with_key else None,
        certificate if with_key else None,
        None if with_key else [certificate],
        BestAvailableEncryption(PASSPHRASE.encode()),
    )
    path.write_bytes(data)
    return path
