"""What came of proving a history, in sentences: the same in the window and on the command line. No Qt here."""

from __future__ import annotations

from forms.errors import Failure
from storage.trail_file import TrailVerdict

from ..wording import say


def verdict_words(verdict: TrailVerdict) -> str:
    """Return the sentence of a verdict, and those of what else is to be said."""
    params = {**verdict.params, "torn": verdict.chain.torn}
    return "".join(say(Failure(code, **params)) for code in (verdict.reason, *verdict.notes))
