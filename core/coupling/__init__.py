"""Koppelen: from an API key and a koppelsleutel to an active koppeling, in steps that can be left and taken up again."""
