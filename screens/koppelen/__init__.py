"""Koppelen on screen, a step a screen: begin, login, administratie, koppel, lezen. Review, plan and afronden follow it."""
