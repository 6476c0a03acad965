"""The parts of the persona bench, each a file."""
