"""A tool of the server: its description, the schema of its arguments, and their check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jsonschema import Draft202012Validator

from bilateral.errors import ParameterError
from bilateral.settings import current

if TYPE_CHECKING:
    from collections.abc import Callable

    from jsonschema import ValidationError

    from bilateral.mcp.answers import Answer

Arguments = dict[str, Any]
# Messages and values of the client are cut to this length.
_LONGEST_QUOTE = 200


class Tool(NamedTuple):
    """A tool: its name, what it is for, the schemas of its arguments, and what it does."""

    name: str
    title: str
    description: str
    properties: dict[str, dict[str, Any]]
    required: tuple[str, ...]
    call: Callable[[Arguments], Answer]

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the arguments."""
        return {
            "type": "object",
            "properties": self.properties,
            "required": list(self.required),
            "additionalProperties": False,
        }

    def validate(self, arguments: Arguments) -> Arguments:
        """Return the arguments, with the defaults of those that are missing.

        Raises:
            ParameterError: one is unknown, missing, of another type or out of bounds.
        """
        for error in Draft202012Validator(self.schema()).iter_errors(arguments):
            raise self._explain(error, arguments)
        defaults = {
            name: schema["default"]
            for name, schema in self.properties.items()
            if "default" in schema
        }
        return defaults | {
            # JSON Schema counts 5.0 among the integers.
            name: int(value) if self.properties[name]["type"] == "integer" else value
            for name, value in arguments.items()
        }

    def _explain(self, error: ValidationError, arguments: Arguments) -> ParameterError:
        if not error.path:
            names = ", ".join(self.properties) or "no arguments"
            return ParameterError(
                f"{self.name}: {error.message[:_LONGEST_QUOTE]}", next_step=f"it takes {names}"
            )
        name = str(error.path[0])
        schema = self.properties[name]
        if error.validator == "maxLength":
            return ParameterError(
                f"{name!r} has {len(arguments[name]):,} characters",
                next_step=f"give at most {schema['maxLength']:,}",
            )
        rule = {"string": "text", "integer": "an integer"}[schema["type"]]
        if "maximum" in schema:
            rule += f" from {schema['minimum']} to {schema['maximum']:,}"
        value = repr(arguments[name])[:_LONGEST_QUOTE]
        return ParameterError(
            f"{name!r} must be {rule}, not {value}", next_step=f"give {schema['description']}"
        )


def text_argument(description: str) -> dict[str, Any]:
    """Return the schema of an argument that is text."""
    return {
        "type": "string",
        "description": description,
        # A longer argument is neither a name nor a query.
        "maxLength": current.mcp_argument,
    }


def number_argument(description: str, default: int, maximum: int) -> dict[str, Any]:
    """Return the schema of an argument that is a positive integer."""
    return {
        "type": "integer",
        "description": description,
        "minimum": 1,
        "maximum": maximum,
        "default": min(default, maximum),
    }
