"""Level 1: the procedural artist that draws the starter sprites and the shipped model's training set."""
