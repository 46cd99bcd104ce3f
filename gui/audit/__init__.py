"""The audit trail of a sheet as people read it: who did what, when, in which role, and whether the record of it holds."""
