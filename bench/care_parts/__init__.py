"""Parts of the care measurement."""
