"""From registraties to a declaratie, from a declaratie to one verkooporder in SnelStart, and on until it is paid.

Choosing, composing and adding up are pure. The push never sends twice what may have arrived: see docs/never-twice.md.
"""
