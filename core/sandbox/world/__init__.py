"""The demo world: one seed and one day make the same two administrations, byte for byte, every time."""

from core.sandbox.world.build import World, build_world

__all__ = ["World", "build_world"]
