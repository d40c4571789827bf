"""Turns a $filter into a predicate over records: promises a type check first, so that no record can make it fail."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from core.sandbox.snelstart.odata import nodes
from core.sandbox.snelstart.odata.errors import QueryError
from core.sandbox.snelstart.odata.functions import FUNCTIONS
from core.sandbox.snelstart.odata.parser import parse
from core.sandbox.snelstart.odata.paths import Shape, reader, resolve

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from core.sandbox.snelstart.schema import Model
    from core.sandbox.snelstart.state import Record

    Reader = Callable[[Any, Any], Any]

BOOLEAN = Shape("boolean")
ORDERING: dict[str, Callable[[Any, Any], Any]] = {
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
KIND_NAMES = {
    "eq": "Equal",
    "ne": "NotEqual",
    "gt": "GreaterThan",
    "ge": "GreaterThanOrEqual",
    "lt": "LessThan",
    "le": "LessThanOrEqual",
    "and": "And",
    "or": "Or",
}


def _against(word: str, read: Reader, fixed: Any) -> Reader:
    """A comparison with a constant, the common case, without a call for the constant."""
    if word == "eq":
        return lambda record, item: read(record, item) == fixed
    if word == "ne":
        return lambda record, item: read(record, item) != fixed
    compare = ORDERING[word]

    def ordering(record: Any, item: Any) -> bool:
        this = read(record, item)
        return this is not None and bool(compare(this, fixed))

    return ordering


class _Compiler:
    """Compiles against one model; inside a lambda `variable` names the item, and lambdas don't nest."""

    def __init__(self, model: Model) -> None:
        self._root = Shape("complex", model)
        self._variable: str | None = None
        self._item: Shape | None = None

    def compile(self, node: nodes.Node) -> tuple[Shape, Reader]:  # noqa: PLR0911 - a return a kind of node
        match node:
            case nodes.Literal(value, kind):
                return Shape(kind), lambda _record, _item: value
            case nodes.Path(steps):
                return self._path(steps)
            case nodes.Not(operand):
                inner = self._boolean(operand, "Not")
                return BOOLEAN, lambda record, item: not inner(record, item)
            case nodes.Call(name, arguments):
                return self._call(name, arguments)
            case nodes.Any():
                return self._any(node)
            case nodes.Binary("and" | "or" as word, left, right):
                one, two = self._boolean(left, KIND_NAMES[word]), self._boolean(right, KIND_NAMES[word])
                if word == "and":
                    return BOOLEAN, lambda record, item: one(record, item) and two(record, item)
                return BOOLEAN, lambda record, item: one(record, item) or two(record, item)
            case nodes.Binary(word, left, right):
                return self._comparison(word, left, right)

    def _boolean(self, node: nodes.Node, kind: str) -> Reader:
        shape, read = self.compile(node)
        if shape != BOOLEAN:
            raise QueryError(
                f"A binary operator with incompatible types was detected. Found operand types '{shape.edm}' and "
                f"'Edm.Boolean' for operator kind '{kind}'."
            )
        return read

    def _path(self, steps: tuple[str, ...]) -> tuple[Shape, Reader]:
        if self._item is not None and steps[0] == self._variable:
            shape, names = resolve(self._item, steps[1:])
            read = reader(names)
            return shape, lambda _record, item: read(item)
        shape, names = resolve(self._root, steps)
        read = reader(names)
        return shape, lambda record, _item: read(record)

    def _comparison(self, word: str, left: nodes.Node, right: nodes.Node) -> tuple[Shape, Reader]:
        (one, first), (two, second) = self.compile(left), self.compile(right)
        comparable = one.kind == two.kind or "null" in {one.kind, two.kind}
        scalar = not (one.many or two.many) and not {one.kind, two.kind} & {"complex", "object"}
        null_test = "null" in {one.kind, two.kind} and word in {"eq", "ne"} and not (one.many or two.many)
        ordered = word in {"eq", "ne"} or "boolean" not in {one.kind, two.kind}
        if not ((comparable and scalar and ordered) or null_test):
            raise QueryError(
                f"A binary operator with incompatible types was detected. Found operand types '{one.edm}' and "
                f"'{two.edm}' for operator kind '{KIND_NAMES[word]}'."
            )
        if isinstance(right, nodes.Literal) and right.value is not None:
            return BOOLEAN, _against(word, first, right.value)
        if word == "eq":
            return BOOLEAN, lambda record, item: first(record, item) == second(record, item)
        if word == "ne":
            return BOOLEAN, lambda record, item: first(record, item) != second(record, item)
        compare = ORDERING[word]

        def ordering(record: Any, item: Any) -> bool:
            this, that = first(record, item), second(record, item)
            return this is not None and that is not None and bool(compare(this, that))

        return BOOLEAN, ordering

    def _call(self, name: str, arguments: tuple[nodes.Node, ...]) -> tuple[Shape, Reader]:
        function = FUNCTIONS.get(name)
        if function is None:
            raise QueryError(f"An unknown function with name '{name}' was found.")
        compiled = [self.compile(each) for each in arguments]
        kinds = tuple("many" if shape.many else shape.kind for shape, _ in compiled)
        if len(kinds) != len(function.takes) or any(
            kind not in {wanted, "null"} for kind, wanted in zip(kinds, function.takes, strict=True)
        ):
            found = ", ".join(shape.edm for shape, _ in compiled)
            raise QueryError(f"No function signature for the function with name '{name}' matches '{found}'.")
        readers = [read for _, read in compiled]

        def apply(record: Any, item: Any) -> Any:
            values = [read(record, item) for read in readers]
            return None if None in values else function.apply(*values)

        return Shape(function.gives), apply

    def _any(self, node: nodes.Any) -> tuple[Shape, Reader]:
        if self._item is not None:
            raise QueryError("The Any/All nesting limit of '1' has been exceeded.")
        shape, read = self.compile(node.path)
        if not shape.many:
            raise QueryError("Any/All may only be used following a collection.")
        if node.body is None:
            return BOOLEAN, lambda record, item: bool(read(record, item))
        self._variable, self._item = node.variable, Shape(shape.kind, shape.model)
        try:
            body = self._boolean(node.body, "Any")
        finally:
            self._variable = self._item = None
        return BOOLEAN, lambda record, item: any(body(record, each) for each in read(record, item) or ())


def compile_filter(text: str, model: Model) -> Callable[[Record], bool]:
    """A predicate for the records of `model`; QueryError when the text is no filter or not one for this model."""
    shape, read = _Compiler(model).compile(parse(text))
    if shape != BOOLEAN:
        raise QueryError("The $filter expression must evaluate to a single boolean value.")
    return lambda record: bool(read(record, None))
