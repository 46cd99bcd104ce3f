"""Sheets that travel: packages for the leader's machine, for the tablet and back, and what a person decides when they meet."""
