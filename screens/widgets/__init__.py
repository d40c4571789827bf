"""Widgets that all screens share: the table, the lines around it, details, dialogs. They know no screen and no service."""
