"""The people of the office: who is entered, who acts now, and the PINs that keep them apart."""
