"""Level 3: widgets, painting and input. GUI thread only."""
