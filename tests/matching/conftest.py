"""The libraries that compare names take a moment the first time, so no single example has a deadline."""

from hypothesis import settings

settings.register_profile("matching", deadline=None)
settings.load_profile("matching")
