"""Shows the sheets: the only place with Qt."""
