"""Mistakes: every small change of a module that ought to change what it does."""

import ast
import copy
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
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
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_NAMES |= {"startswith": "endswith", "endswith": "startswith", "lstrip": "rstrip"}
_NAMES |= {"rstrip": "lstrip", "find": "rfind"}
_WITHOUT = {"replace", "sorted", "sort", "min", "max", "sum"}
"""Calls whose keywords are left out one by one; elsewhere that is only a TypeError."""

_SILENT = (ast.JoinedStr, ast.Raise, ast.Assert)
"""Where words are messages, which no test is to quote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One mistake: the top-level statement of a module as it stands with it."""

    module: str
    name: str
    """Where it is and what it changes; the same as long as the code around it stays."""
    line: int
    statement: ast.stmt

    @property
    def key(self) -> str:
        """Return what tells this mistake from all others."""
        words = f"{self.module}\n{ast.unparse(self.statement)}"
        return hashlib.sha1(words.encode(), usedforsecurity=False).hexdigest()[:16]


def mutants(module: str, source: str) -> list[Mutant]:
    """Return the mistakes that can be planted into *source*, in the order of its lines."""
    found: list[Mutant] = []
    seen: Counter[str] = Counter()
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            continue
        places = _places(statement)
        for at, node in enumerate(ast.walk(statement)):
            if id(node) not in places:
                continue
            for number, option in enumerate(_options(node)):
                name = f"{module}:{places[id(node)]}: {_told(node, option)}"
                seen[name] += 1
                name += f" #{seen[name]}" if seen[name] > 1 else ""
                found.append(
                    Mutant(
                        module=module,
                        name=name,
                        line=getattr(node, "lineno", statement.lineno),
                        statement=_changed(statement, at, number),
                    )
                )
    return sorted(found, key=lambda one: one.line)


def _told(node: ast.AST, option: ast.AST) -> str:
    """Return in one line what *option* changes in *node*."""
    match node, option:
        case ast.BoolOp(op=one), ast.BoolOp(op=other) if type(one) is not type(other):
            return f"{_short(node)} -> {type(other).__name__.lower()}"
        case ast.BoolOp(values=values), _:
            rest = option.values if isinstance(option, ast.BoolOp) else [option]
            (left_out,) = [one for one in values if one not in rest]
            return f"{_short(node)} -> without {_short(left_out)}"
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test), _:
            return f"if {_short(test)} -> the opposite"
        case ast.comprehension(ifs=ifs), _:
            return f"{' '.join(f'if {_short(one)}' for one in ifs)} -> without"
    return f"{_short(node)} -> {_short(option)}"


def _short(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


def _changed(statement: ast.stmt, at: int, number: int) -> ast.stmt:
    fresh = copy.deepcopy(statement)
    target = list(ast.walk(fresh))[at]
    option = list(_options(target))[number]

    class Put(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return option if node is target else self.generic_visit(node)

    result = Put().visit(fresh)
    assert isinstance(result, ast.stmt)
    return ast.fix_missing_locations(result)


def _places(statement: ast.stmt) -> dict[int, str]:
    """Return the nodes where a mistake may be planted, each with the name of what it is in."""
    places: dict[int, str] = {}

    def visit(node: ast.AST, where: str, *, silent: bool) -> None:
        if _is_passed_over(node):
            return
        silent = silent or isinstance(node, _SILENT)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            where = f"{where}.{node.name}".lstrip(".")
        is_word = isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
        if not (silent and is_word):
            places[id(node)] = where or "module"
        for child in _parts(node):
            visit(child, where, silent=silent)

    visit(statement, "", silent=False)
    return places


def _is_passed_over(node: ast.AST) -> bool:
    """Return whether *node* only tells a reader or the type checker something."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.keyword(arg="strict"):
            return True
        case ast.Subscript(value=ast.Name(id="Literal")):
            return True
        case ast.ClassDef(bases=bases):
            return any("Enum" in ast.unparse(one) for one in bases)
    return False


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name not in {"annotation", "returns", "decorator_list", "bases", "type_params"}:
            children = value if isinstance(value, list) else [value]
            yield from (one for one in children if isinstance(one, ast.AST))


def _options(node: ast.AST) -> Iterator[ast.AST]:
    for kind in (_other_operators, _other_constants, _other_names, _other_calls, _other_parts):
        yield from kind(node)
    if isinstance(node, ast.stmt):
        yield from _other_statements(node)


def _other_operators(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=[only]):
            for other in _COMPARISONS[type(only)]:
                yield ast.Compare(node.left, [other()], node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            for left_out in node.values:
                rest = [one for one in node.values if one is not left_out]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BinOp() if type(node.op) in _OPERATORS:
            yield ast.BinOp(node.left, _OPERATORS[type(node.op)](), node.right)


def _other_constants(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)):
            yield ast.Constant(f"XX{value}" if value else "XX")


def _other_names(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Name(id=name) if name in _NAMES:
            yield ast.Name(_NAMES[name], node.ctx)
        case ast.Attribute(attr=name) if name in _NAMES:
            yield ast.Attribute(node.value, _NAMES[name], node.ctx)


def _other_calls(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _WITHOUT:
            for left_out in node.keywords:
                rest = [one for one in node.keywords if one is not left_out]
                yield ast.Call(node.func, node.args, rest)
        case ast.Call(func=ast.Name(id="reversed"), args=[only]):
            yield ast.Call(ast.Name("list", ast.Load()), [only], [])


def _other_parts(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Slice():
            if node.lower is not None:
                yield ast.Slice(None, node.upper, node.step)
            if node.upper is not None:
                yield ast.Slice(node.lower, None, node.step)
        case ast.IfExp():
            yield ast.IfExp(_negated(node.test), node.body, node.orelse)
        case ast.comprehension(ifs=[_, *_]):
            yield ast.comprehension(node.target, node.iter, [], node.is_async)


def _negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _other_statements(node: ast.stmt) -> Iterator[ast.AST]:
    match node:
        case ast.If() if not isinstance(node.test, ast.Compare | ast.UnaryOp):
            yield ast.If(_negated(node.test), node.body, node.orelse)
        case ast.While() if not isinstance(node.test, ast.Compare | ast.UnaryOp):
            yield ast.While(ast.Constant(value=False), node.body, node.orelse)
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.AugAssign() | ast.Raise():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case ast.Return(value=ast.expr() as value):
            if not (isinstance(value, ast.Constant) and value.value is None):
                yield ast.Return(ast.Constant(None))
