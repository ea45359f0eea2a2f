"""Cypher of a user's, run so that it can only read.

Layers, each enough for most: this module reads the text and lets through what it knows to read (clauses,
functions and procedures by name, everything else is refused); the server refuses writes in a READ session; time, memory
and rows are limited. The first is needed beside the second because a READ session still runs `LOAD CSV` on files
and addresses, and procedures.

The reader of the text takes it apart as the server does (comments, strings, backticks, parameters) and then asks
of each bare word where it stands: after something that ends an expression only words of reading clauses and of
operators may follow, a name before a bracket must be a known function, one after `CALL` a known procedure.
"""

from __future__ import annotations

import base64
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import neo4j.graph
import neo4j.spatial
import neo4j.time

from entente.errors import InputError
from entente.graph import queries
from entente.graph.store.connection import Connection, Table
from entente.settings import Settings

MOST_CHARACTERS = 20_000

_STARTS = frozenset("match optional unwind with return call".split())
"""Words that a query or subquery may begin with."""

_FOLLOWING = frozenset(
    # clauses and their parts
    "match optional unwind with return call yield where order by skip offset limit union as distinct finish"
    " using index scan seek join on text range point asc ascending desc descending nulls first last"
    # operators and expressions
    " and or xor not in is contains starts ends case when then else end null true false typed normalized"
    # selectors of paths
    " shortest all any path paths group groups repeatable elements element different relationships relationship"
    # names of types
    " nothing boolean bool string integer int float date time datetime local zoned timestamp without timezone zone"
    " duration point node vertex edge map list array property value record".split()
)
"""Words that may stand where an expression has just ended."""

_REFUSED = frozenset(
    "create merge set delete detach nodetach remove foreach load csv insert drop use explain profile cypher".split()
) | {"transactions"}
"""Words that are refused wherever they are not a name after a dot, a colon, a dollar sign or `AS`."""

FUNCTIONS = frozenset(
    """
    all any none single exists isempty allreduce
    coalesce elementid endnode head id last length nullif properties randomuuid size startnode timestamp type valuetype
    char_length character_length
    toboolean tobooleanornull tofloat tofloatornull tointeger tointegerornull tostring tostringornull
    tobooleanlist tofloatlist tointegerlist tostringlist
    avg collect count max min percentilecont percentiledisc stdev stdevp sum
    keys labels nodes range reduce relationships reverse tail
    abs ceil ceiling floor isnan rand round sign e exp log log10 ln sqrt power
    acos asin atan atan2 cos cosh cot coth degrees haversin pi radians sin sinh tan tanh
    btrim left lower ltrim normalize replace right rtrim split substring tolower toupper trim upper
    date datetime localdatetime localtime time duration
    date.realtime date.statement date.transaction date.truncate
    datetime.realtime datetime.statement datetime.transaction datetime.truncate
    datetime.fromepoch datetime.fromepochmillis
    localdatetime.realtime localdatetime.statement localdatetime.transaction localdatetime.truncate
    localtime.realtime localtime.statement localtime.transaction localtime.truncate
    time.realtime time.statement time.transaction time.truncate
    duration.between duration.inmonths duration.indays duration.inseconds duration_between
    point point.distance point.withinbbox
    shortestpath allshortestpaths
    vector.similarity.cosine vector.similarity.euclidean
    """.split()
)
PROCEDURES = frozenset(
    """
    db.labels db.relationshiptypes db.propertykeys
    db.schema.visualization db.schema.nodetypeproperties db.schema.reltypeproperties
    db.index.fulltext.querynodes db.index.fulltext.queryrelationships
    """.split()
)
_BEFORE_BRACKET = _FOLLOWING | _STARTS
_BEFORE_NAME = frozenset(
    "match unwind with return yield where by skip offset limit and or xor not in contains as distinct"
    " case when then else on index scan seek typed call".split()
)
"""Words after which a name may come. All others end an expression, be they part of a clause or a name."""

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<comment>//[^\r\n]*|/\*.*?\*/)
  | (?P<string>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
  | (?P<quoted>`(?:``|[^`])*`)
  | (?P<number>(?:0[xob][0-9a-f_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)(?!\w))
  | (?P<word>[^\W\d]\w*)
  | (?P<sign><=|>=|<>|=~|\|\||::|\.\.|\+=|[()\[\]{}<>=.,:;|&!%$*/+^-])
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int

    @property
    def word(self) -> str:
        """The word in lower case, if it is a bare one; by way of upper case, as the server compares (`ſ` is an s)."""
        return self.text.upper().lower() if self.kind == "word" else ""

    @property
    def name(self) -> str:
        """What a bare or backticked word names."""
        return self.text[1:-1].replace("``", "`") if self.kind == "quoted" else self.text


_NONE = _Token("none", "", 0)


def check(text: str) -> None:
    """Lets a query pass that only reads. Raises `InputError` that names what is refused and where."""
    if len(text) > MOST_CHARACTERS:
        raise InputError(f"the query has {len(text):,} characters; at most {MOST_CHARACTERS:,} are read")
    tokens = _tokens(text)
    if not tokens:
        raise InputError("the query is empty")
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else _NONE
        after = tokens[at + 1] if at + 1 < len(tokens) else _NONE
        if token.text == ";" and token.kind == "sign" and after.kind != "none":
            raise _refusal(text, after, "a second statement")
        if token.kind in ("word", "quoted"):
            _check_name(text, tokens, at, before, after)
        elif before.kind == "none":
            raise _refusal(text, token, f"{token.text!r} at the beginning")


def run(
    connection: Connection,
    text: str,
    params: Mapping[str, Any] | None = None,
    settings: Settings | None = None,
    *,
    max_rows: int | None = None,
) -> Table:
    """The answer of a reading query: columns and rows of JSON-ready values, cut at `max_rows` (`truncated`).

    `max_rows` is that of the settings (by default the connection's) if it is not given, and never more.

    Raises `InputError` for a query that does more than read, that Neo4j can't run, that lacks a parameter or that
    was stopped at a limit.
    """
    check(text)
    limit = (settings or connection.settings).max_rows
    if max_rows is not None:
        if not 1 <= max_rows <= limit:
            raise InputError(f"max_rows is {max_rows}; it must be between 1 and {limit}")
        limit = max_rows
    table = connection.table(queries.adhoc(text.strip().rstrip(";")), max_rows=limit, **(params or {}))
    return Table(table.columns, tuple(tuple(json_ready(v) for v in row) for row in table.rows), table.truncated)


def json_ready(value: object) -> Any:
    """A value of the driver as JSON has it.

    Nodes and relationships become maps of their labels or type and properties, paths lists of both, dates and
    durations ISO 8601 strings, points coordinates, bytes base64, numbers that are none (`NaN`) strings.
    """
    if isinstance(value, neo4j.graph.Node):
        return {"id": value.element_id, "labels": sorted(value.labels), "properties": json_ready(dict(value))}
    if isinstance(value, neo4j.graph.Relationship):
        ends = [node.element_id if node is not None else None for node in value.nodes]
        return {
            "id": value.element_id,
            "type": value.type,
            "start": ends[0],
            "end": ends[1],
            "properties": json_ready(dict(value)),
        }
    if isinstance(value, neo4j.graph.Path):
        return {"nodes": json_ready(list(value.nodes)), "relationships": json_ready(list(value.relationships))}
    if isinstance(value, neo4j.time.Date | neo4j.time.DateTime | neo4j.time.Time | neo4j.time.Duration):
        return value.iso_format()
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, neo4j.spatial.Point):
        return {"srid": value.srid, "coordinates": list(value)}
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): json_ready(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [json_ready(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


def _tokens(text: str) -> list[_Token]:
    escape = re.search(r"\\u", text, re.IGNORECASE)
    if escape:  # the server resolves these before it looks for strings and words
        raise _refusal(text, _Token("sign", "", escape.start()), "an escape of the form \\uXXXX")
    tokens = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _refusal(text, _Token("sign", "", at), _odd(text[at]))
        kind = match.lastgroup or ""
        if kind == "space" and any(_is_odd(character) for character in match[0]):
            raise _refusal(text, _Token("sign", "", at), "an invisible character")
        if kind not in ("space", "comment"):
            tokens.append(_Token(kind, match[0], at))
        at = match.end()
    return tokens


def _odd(character: str) -> str:
    if character in "'\"`":
        return "a quotation mark that is not closed"
    if _is_odd(character):
        return "an invisible character"
    return f"the character {character!r}"


def _is_odd(character: str) -> bool:
    return character not in "\t\n\r" and unicodedata.category(character)[0] == "C"


def _check_name(text: str, tokens: list[_Token], at: int, before: _Token, after: _Token) -> None:
    token = tokens[at]
    called = after.kind == "sign" and after.text == "("
    if not called and _is_name(tokens, at):
        return
    word = token.word
    if word in _REFUSED:
        raise _refusal(text, token, token.text.upper())
    leading = _keyword(tokens, at - 1)
    if leading == "call":
        _check_procedure(text, tokens, at)
        return
    if called and not (before.kind == "sign" and before.text == ":"):  # ":Label(property)" is a hint to the planner
        _check_function(text, tokens, at)
    if before.kind == "sign" and before.text in (".", ":", "$"):
        return
    if _clause_must_start(tokens, at, before, after):
        allowed = _STARTS if leading != "union" else _STARTS | {"all", "distinct"}
        if word not in allowed:
            raise _refusal(text, token, f"{token.text} at the beginning of a query")
    elif _ends_expression(tokens, at - 1) and word not in _FOLLOWING:
        raise _refusal(text, token, f"{token.text} after {before.text}")


def _is_name(tokens: list[_Token], at: int) -> bool:
    """Whether a word can only be a name: of a property, parameter, label or key, or given by `AS`."""
    before = tokens[at - 1] if at else _NONE
    after = tokens[at + 1] if at + 1 < len(tokens) else _NONE
    if before.kind == "sign" and before.text in (".", "$", ":"):
        return True
    if before.kind == "sign" and before.text in ("{", ",") and after.kind == "sign" and after.text == ":":
        return True
    return before.word == "as" and not _is_name(tokens, at - 1) and _ends_expression(tokens, at - 2)


def _keyword(tokens: list[_Token], at: int) -> str:
    """The word at a place in lower case, unless it is a name there."""
    return tokens[at].word if at >= 0 and not _is_name(tokens, at) else ""


def _clause_must_start(tokens: list[_Token], at: int, before: _Token, after: _Token) -> bool:
    if before.kind == "none":
        return True
    leading = _keyword(tokens, at - 1)
    if leading in ("union", "optional"):
        return True
    if leading in ("all", "distinct") and _keyword(tokens, at - 2) == "union":
        return True
    # In `n {name, .kind}` and `{1,3}` no query begins; a map's key is a name.
    return before.kind == "sign" and before.text == "{" and not (after.kind == "sign" and after.text in (",", "}"))


def _ends_expression(tokens: list[_Token], at: int) -> bool:
    if at < 0:
        return False
    token = tokens[at]
    if token.kind == "sign":
        return token.text in (")", "]", "}")
    return token.kind != "word" or _is_name(tokens, at) or token.word not in _BEFORE_NAME


def _dotted(tokens: list[_Token], at: int) -> tuple[str, int]:
    """The dotted name that ends at a token, in lower case, and where it begins."""
    name = tokens[at].name
    while at >= 2 and tokens[at - 1].text == "." and tokens[at - 1].kind == "sign":
        if tokens[at - 2].kind not in ("word", "quoted"):
            break
        at -= 2
        name = f"{tokens[at].name}.{name}"
    return name.lower(), at


def _check_function(text: str, tokens: list[_Token], at: int) -> None:
    name, start = _dotted(tokens, at)
    if _keyword(tokens, start - 1) == "call":
        return  # a procedure: looked at where its name begins
    known = name in FUNCTIONS or (tokens[at].kind == "word" and start == at and name in _BEFORE_BRACKET)
    if not known:
        raise _refusal(text, tokens[start], f"the function {name}")


def _check_procedure(text: str, tokens: list[_Token], at: int) -> None:
    end = at
    while end + 2 < len(tokens) and tokens[end + 1].text == "." and tokens[end + 2].kind in ("word", "quoted"):
        end += 2
    name, _ = _dotted(tokens, end)
    if name not in PROCEDURES:
        raise _refusal(text, tokens[at], f"the procedure {name}")


def _refusal(text: str, token: _Token, what: str) -> InputError:
    line = text.count("\n", 0, token.start) + 1
    column = token.start - (text.rfind("\n", 0, token.start) + 1) + 1
    starts = ", ".join(sorted(_STARTS)).upper()
    return InputError(
        f"line {line}, column {column}: {what} is not allowed here. Only queries that read are run: {starts} "
        "and what belongs to them; set names that are words of Cypher in backticks"
    )
