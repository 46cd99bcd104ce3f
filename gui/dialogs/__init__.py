"""Questions to the user and what is shown until it is closed; each has an `ask` that tests replace."""
