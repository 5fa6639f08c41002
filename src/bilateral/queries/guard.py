"""What a query may not do: reach outside the dataset, or change it."""

from __future__ import annotations

from bilateral.errors import ForbiddenQueryError
from bilateral.namespaces import BASE
from bilateral.queries.tokens import tokens

# The engine follows SERVICE to any address, without a time limit.
_OUTSIDE = frozenset({"SERVICE", "LOAD"})
_UPDATE = frozenset({"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def refuse_outside(text: str) -> None:
    """Refuse a query that would fetch something or change the dataset.

    Raises:
        ForbiddenQueryError: *text* holds ``SERVICE``, ``LOAD``, an update, or
            ``FROM`` a graph that is not of the dataset.
    """
    found = tokens(text)
    form = next(
        (t.text.upper() for t in found if t.kind == "word" and t.text.upper() in _FORMS | _UPDATE),
        "",
    )
    for index, token in enumerate(found):
        word = token.text.upper() if token.kind == "word" else ""
        if word in _OUTSIDE:
            raise ForbiddenQueryError(
                f"the query uses {word}, which would fetch from another address",
                next_step="ask the dataset alone; fetch the other data first and load both",
            )
        if word == "FROM":
            _refuse_graph([t.text for t in found[index + 1 : index + 3]])
    if form in _UPDATE:
        raise ForbiddenQueryError(
            f"{form} would change the dataset, and a query may only read it",
            next_step="export the dataset and change it in a store of your own",
        )


def _refuse_graph(following: list[str]) -> None:
    name = following[-1] if following and following[0].upper() == "NAMED" else following[:1]
    text = name if isinstance(name, str) else "".join(name)
    if text.startswith("<") and not text.startswith(f"<{BASE}"):
        raise ForbiddenQueryError(
            f"FROM {text} is not a graph of the dataset",
            next_step=f"name a graph that begins with {BASE}, or leave FROM out",
        )


def mentions_named_graphs(text: str) -> bool:
    """Whether *text* may need more than the known triples: ``GRAPH`` or ``FROM`` in it."""
    return any(
        token.kind == "word" and token.text.upper() in ("GRAPH", "FROM") for token in tokens(text)
    )
