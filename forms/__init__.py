"""The sheet: its declaration, its answers, its checks, its typesetting. Knows no Qt, no TinyDB and no clock."""
