"""The list of sheets on the left: its model, how a row is drawn, the panel with the search over it."""
