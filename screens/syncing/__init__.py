"""Sync of one koppeling: what runs, what is on its way, what must be chosen, what was done, and how to take it back."""
