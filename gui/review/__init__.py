"""The leader's desk: what waits for review, what is to be known of a sheet, the opinion, the signature, the decision."""
