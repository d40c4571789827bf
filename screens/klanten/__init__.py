"""Registreren > Klanten: the list of both sides, and a new klant made on both by one plan."""
