"""Keeping two administrations in step: read, plan, apply. Reading writes nothing out; a plan is data; apply obeys it."""
