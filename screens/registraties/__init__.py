"""Registraties selecteren: by klant, period, kind and approval; marks with their total; turnover; declaraties of them."""
