"""Registraties out of a file: chosen by path, shown row by row, its columns or klanten pointed out, then imported."""
