"""Who acts: the role and the name under which a change or a step is made, for the rules and for the history."""

from __future__ import annotations

from typing import NamedTuple

from forms.fields import Role


class Actor(NamedTuple):
    """`name` is "" where nobody was set up: then the history says under which name the user is logged in."""

    role: Role
    name: str = ""


CLERK = Actor(Role.CLERK)
"""Whoever works without having been asked who they are: the command line, and a window without people."""
