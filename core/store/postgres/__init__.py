"""PostgreSQL: the same tables for an office of several machines, behind the same interface.

One schema, one row of each table a record of one koppeling: `van_koppeling` tells which, and row-level security shows a
database role no other rows than those of the koppeling at work, which must be its own. A repository never names that
column. Nothing here is imported unless KOPPELBORD_DATABASE asks for it.
"""
