"""The plan: every write as a line, shown before it is made, with what became of it after."""
