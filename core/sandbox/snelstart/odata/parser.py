"""A recursive descent parser for $filter: promises a tree or a QueryError, with bounded depth and size.

or    := and ("or" and)*            compare := primary (("eq"|"ne"|"gt"|"ge"|"lt"|"le") primary)?
and   := unary ("and" unary)*       primary := "(" or ")" | literal | call | path
unary := "not" unary | compare      path    := name ("/" name)* ("/any(" (name ":" or)? ")")?
"""

from __future__ import annotations

from core.sandbox.snelstart.odata import literals
from core.sandbox.snelstart.odata.errors import QueryError
from core.sandbox.snelstart.odata.nodes import Any, Binary, Call, Literal, Node, Not, Path
from core.sandbox.snelstart.odata.tokens import Token, tokenize

COMPARISONS = frozenset({"eq", "ne", "gt", "ge", "lt", "le"})
MOST_NODES = 100
"""The default of the query validator that also words the recorded refusal of a large $top."""
DEEPEST = 100
CONSTANTS = {"null": Literal(None, "null"), "true": Literal(True, "boolean"), "false": Literal(False, "boolean")}


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokenize(text)
        self._next = 0
        self._nodes = 0
        self._depth = 0

    def parse(self) -> Node:
        tree = self._or()
        if self._peek().kind != "end":
            raise self._unexpected()
        return tree

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += token.kind != "end"
        return token

    def _unexpected(self) -> QueryError:
        return QueryError(f"Syntax error at position {self._peek().at} in '{self._text}'.")

    def _count(self) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise QueryError(f"The node count limit of '{MOST_NODES}' has been exceeded.")

    def _is(self, kind: str, *texts: str) -> bool:
        token = self._peek()
        return token.kind == kind and token.text in texts

    def _expect(self, mark: str) -> None:
        if not self._is("mark", mark):
            raise self._unexpected()
        self._take()

    def _or(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError("Recursion depth exceeded allowed limit.")
        tree = self._and()
        while self._is("name", "or"):
            self._take()
            self._count()
            tree = Binary("or", tree, self._and())
        self._depth -= 1
        return tree

    def _and(self) -> Node:
        tree = self._unary()
        while self._is("name", "and"):
            self._take()
            self._count()
            tree = Binary("and", tree, self._unary())
        return tree

    def _unary(self) -> Node:
        negations = 0
        while self._is("name", "not"):
            self._take()
            self._count()
            negations += 1
        tree = self._compare()
        for _ in range(negations):
            tree = Not(tree)
        return tree

    def _compare(self) -> Node:
        left = self._primary()
        if self._is("name", *COMPARISONS):
            operator = self._take().text
            self._count()
            return Binary(operator, left, self._primary())
        return left

    def _primary(self) -> Node:
        if self._is("mark", "("):
            self._take()
            tree = self._or()
            self._expect(")")
            return tree
        self._count()
        token = self._take()
        if token.kind == "string":
            return Literal(literals.unquote(token.text), "string")
        if token.kind == "number":
            return literals.number(token)
        if token.kind == "prefixed":
            return literals.prefixed(token)
        if token.kind != "name":
            self._next -= token.kind != "end"
            raise self._unexpected()
        if token.text in CONSTANTS:
            return CONSTANTS[token.text]
        return self._call(token.text) if self._is("mark", "(") else self._path(token.text)

    def _call(self, name: str) -> Call:
        self._take()
        arguments = [self._or()]
        while self._is("mark", ","):
            self._take()
            arguments.append(self._or())
        self._expect(")")
        return Call(name, tuple(arguments))

    def _path(self, first: str) -> Path | Any:
        steps = [first]
        while self._is("mark", "/"):
            self._take()
            if self._peek().kind != "name":
                raise self._unexpected()
            step = self._take().text
            if step == "any" and self._is("mark", "("):
                return self._any(Path(tuple(steps)))
            steps.append(step)
        return Path(tuple(steps))

    def _any(self, path: Path) -> Any:
        self._take()
        if self._is("mark", ")"):
            self._take()
            return Any(path, None, None)
        if self._peek().kind != "name":
            raise self._unexpected()
        variable = self._take().text
        self._expect(":")
        body = self._or()
        self._expect(")")
        return Any(path, variable, body)


def parse(text: str) -> Node:
    """The tree of a $filter; QueryError when it doesn't fit the grammar or is too large."""
    return _Parser(text).parse()
