"""The visit (面商): the deputy reads, marks, comments and signs on the device, and nothing else can be reached."""
