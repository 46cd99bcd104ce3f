"""What a hand or a seal leaves: the pad to write on, and the dialogs that ask for a signature or a seal picture."""
