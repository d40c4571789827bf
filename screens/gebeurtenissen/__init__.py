"""Gebeurtenissen: the journal of one koppeling as a list, read by the page."""
