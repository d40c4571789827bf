"""Registraties out of a file: a sheet as Time On has it, or what another product exports. A file a format.

Nothing is guessed: a cell that can be read two ways, or a row that contradicts itself, is told with file, row and column,
and the other rows are kept.
"""
