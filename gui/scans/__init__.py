"""Scans of signed papers: what they are, and the shelf that a dialog collects them on."""
