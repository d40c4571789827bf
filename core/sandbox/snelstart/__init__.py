"""The SnelStart B2B API v2 as a local twin: it promises to answer as the real service does, and never kinder."""
