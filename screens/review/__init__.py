"""The match review: a row a pair, a single or a knot, a reason on every row, decided at typing speed."""
