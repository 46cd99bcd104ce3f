"""The course of a sheet in the window: where it stands, whose step is next, and what a step asks."""
