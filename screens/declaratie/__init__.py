"""One declaratie as it will stand in SnelStart, the key that sends it, and what became of it."""
