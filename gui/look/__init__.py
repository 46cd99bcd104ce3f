"""Colours, icons and the light and dark scheme."""
