"""Registraties out of a file into the koppeling: compared with what was imported before, shown, and only then stored."""
