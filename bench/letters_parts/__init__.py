"""The parts of the letters bench, each of which can be run alone."""
