"""Declaraties of one koppeling: concept, openstaand, archief; sent one by one or all, and followed to paid."""
