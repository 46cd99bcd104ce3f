"""Existing sheets and replies read into answers: nothing of a text vanishes, nothing hostile gets in."""
