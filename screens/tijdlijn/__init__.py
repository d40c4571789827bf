"""Tijdlijn, and that of one record."""
