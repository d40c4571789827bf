"""Kantoorbord."""
