"""The headless half of koppelbord: everything it can do, and nothing it draws."""

__version__ = "0.1.0"
