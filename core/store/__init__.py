"""SQLite: one small register of koppelingen and one file a koppeling.

What was observed (remote records) and what was decided (matches, declaraties, push intents) are different tables: the
first can be dropped and read again, every change of the second is an event in the journal.
"""
