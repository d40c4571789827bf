"""The koppelingen of a whole office, worked on by several processes at once: jobs, and the engine that hands them out.

The engine (procrastinate on PostgreSQL) promises that every job is tried; that no invoice stands twice is the promise of
the push protocol alone, so a job may be tried again whenever a worker dies.
"""
