"""The sheet as paper: pages on a desk, drawn as they are printed, with an editor in each place that takes an answer."""
