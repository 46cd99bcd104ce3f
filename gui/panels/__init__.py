"""The parts of the window round the paper: what they show they are told."""
