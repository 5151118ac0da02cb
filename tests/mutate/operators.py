"""A module's source -> its mutants: one small change each, as a slip of a hand would make it."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

NUDGE = 0.1
"""Of a figure that is no whole number: by so much it is moved, up and down."""

SWAPPED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
}
GUARDS = frozenset({"strict", "frozen", "gc", "slots", "encoding", "exist_ok"})
"""Keywords by which nothing is decided: they only guard against other slips."""
OTHER_CALL = {"any": "all", "all": "any", "min": "max", "max": "min"}

Path = tuple[tuple[str, int | None], ...]
"""From the module to a node: fields, and places in them."""


@dataclass(frozen=True)
class Mutant:
    """One change of a module."""

    module: str
    function: str
    """The outermost function or method that it is in; empty: it is made when the module is loaded."""
    line: int
    last_line: int
    source: str
    """The line that it begins in."""
    change: str
    """``was -> now``; ``#2`` after it: the second such change of the line."""
    path: Path
    node: ast.AST | None
    """What takes the place; None: nothing."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is known by in ``survivors.toml``, wherever the line stands."""
        return f"{self.module}:{self.function}", self.source, self.change


def mutants(module: str, source: str) -> list[Mutant]:
    """All changes of a module's source, in its order."""
    lines, seen = source.splitlines(), Counter[tuple[str, str, str, int]]()
    found = []
    for function, path, node in _places(ast.parse(source), "", ()):
        for was, now in _changes(node):
            line = node.lineno  # type: ignore[attr-defined]
            text, change = lines[line - 1].strip(), f"{_short(was)} -> {_short(now)}"
            seen[key := (function, text, change, line)] += 1
            change += f" #{seen[key]}" if seen[key] > 1 else ""
            last = node.end_lineno  # type: ignore[attr-defined]
            found.append(Mutant(module, function, line, last, text, change, path, now))
    return found


def mutated(mutant: Mutant, source: str) -> ast.Module:
    """The module's tree with the change."""
    tree = ast.parse(source)
    at: ast.AST = tree
    for name, index in mutant.path[:-1]:
        at = getattr(at, name) if index is None else getattr(at, name)[index]
    name, index = mutant.path[-1]
    if index is None:
        setattr(at, name, mutant.node)
    elif mutant.node is None:
        del getattr(at, name)[index]
    else:
        getattr(at, name)[index] = mutant.node
    return ast.fix_missing_locations(tree)


def _short(node: ast.AST | None) -> str:
    if node is None:
        return "nothing"
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 70 else f"{text[:34]} … {text[-34:]}"


def _places(node: ast.AST, function: str, path: Path) -> Iterator[tuple[str, Path, ast.AST]]:
    """Each node that may be changed, with the function that is compiled with it."""
    if hasattr(node, "lineno") and path:
        yield function, path, node
    if isinstance(node, ast.Raise):  # what a message says, people judge
        return
    if isinstance(node, ast.keyword) and node.arg in GUARDS:
        return
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        inner = function
        if name == "body" and isinstance(node, (ast.FunctionDef, ast.ClassDef)) and "()" not in function:
            inner = f"{function}.{node.name}".lstrip(".") + "()" * isinstance(node, ast.FunctionDef)
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not _is_docstring(child):
                yield from _places(child, inner, (*path, (name, index)))


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


Change = tuple[ast.AST, ast.AST | None]


def _changes(node: ast.AST) -> Iterator[Change]:
    for kind, change in _CHANGES.items():
        if isinstance(node, kind):
            yield from ((node, now) for now in change(node))


def _with(node: ast.AST, **fields: object) -> ast.AST:
    made = copy.copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    for n, op in enumerate(node.ops):
        for other in SWAPPED.get(type(op), ()):
            yield _with(node, ops=[*node.ops[:n], other(), *node.ops[n + 1 :]])


def _bool_op(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _with(node, op=SWAPPED[type(node.op)][0]())
    for n in range(len(node.values)):
        rest = [*node.values[:n], *node.values[n + 1 :]]
        yield _with(node, values=rest) if len(rest) > 1 else rest[0]


def _bin_op(node: ast.BinOp) -> Iterator[ast.AST]:
    yield from (_with(node, op=other()) for other in SWAPPED.get(type(node.op), ()))


def _unary(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, (ast.Not, ast.USub)):
        yield node.operand


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + 1), ast.Constant(value - 1))
    elif isinstance(value, float):
        yield from (ast.Constant(round(value * (1 + by), 6)) for by in (NUDGE, -NUDGE) if value)
    elif isinstance(value, str):
        yield ast.Constant("" if value else "XX")


def _call(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Name) and node.func.id in OTHER_CALL:
        yield _with(node, func=ast.Name(OTHER_CALL[node.func.id], ast.Load()))


def _condition(node: ast.If | ast.IfExp | ast.While) -> Iterator[ast.AST]:
    if not isinstance(node.test, (ast.Compare, ast.UnaryOp)):
        yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))


def _comprehension(node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Iterator[ast.AST]:
    for n, part in enumerate(node.generators):
        for k in range(len(part.ifs)):
            less = _with(part, ifs=[*part.ifs[:k], *part.ifs[k + 1 :]])
            yield _with(node, generators=[*node.generators[:n], less, *node.generators[n + 1 :]])


def _return(node: ast.Return) -> Iterator[ast.AST]:
    if node.value is not None and not isinstance(node.value, ast.Constant):
        yield ast.Return(ast.Constant(None))


def _statement(node: ast.stmt) -> Iterator[ast.AST]:
    if not (isinstance(node, ast.Expr) and isinstance(node.value, (ast.Yield, ast.YieldFrom))):
        yield ast.Pass()


def _assignment(node: ast.Assign) -> Iterator[ast.AST]:
    """A plain name that is not set fails by itself; what is set in an object may go unnoticed."""
    if not isinstance(node.targets[0], ast.Name):
        yield ast.Pass()


_CHANGES: dict[type[ast.AST] | tuple[type[ast.AST], ...], Callable[..., Iterator[ast.AST | None]]] = {
    ast.Compare: _compare,
    ast.BoolOp: _bool_op,
    ast.BinOp: _bin_op,
    ast.UnaryOp: _unary,
    ast.Constant: _constant,
    ast.Call: _call,
    (ast.If, ast.IfExp, ast.While): _condition,
    (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp): _comprehension,
    ast.Return: _return,
    (ast.Expr, ast.AugAssign, ast.Raise): _statement,
    ast.Assign: _assignment,
    ast.Continue: lambda node: iter((ast.Break(),)),
    ast.Break: lambda node: iter((ast.Continue(),)),
}
