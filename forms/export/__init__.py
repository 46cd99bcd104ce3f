"""Writers of the copies. Each returns bytes; storage writes files."""
