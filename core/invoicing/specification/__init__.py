"""The specification of a declaratie: a PDF in Dutch, whatever language the program speaks, because its reader is the klant.

Equal facts give equal bytes: no clock and no random id is in it.
"""
