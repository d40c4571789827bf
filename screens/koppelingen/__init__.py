"""Beheer > Koppelingen."""
