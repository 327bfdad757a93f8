"""The OpenAPI document as a person reads it: each operation with what it takes, what it answers, and an example to try."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Described:
    """A parameter or a field: its name, its type in words, what it means, and the values it may take."""

    name: str
    type: str
    meaning: str
    values: tuple[str, ...] = ()
    where: str = ""
    is_deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: an address to call, with all that it takes and answers."""

    key: str
    title: str
    path: str
    text: str
    parameters: tuple[Described, ...]
    answers: tuple[tuple[str, str], ...]
    schema: str


@dataclass(frozen=True, slots=True)
class Documentation:
    """The whole interface: its operations, and the shapes that their answers have."""

    title: str
    version: str
    text: str
    operations: tuple[Operation, ...]
    shapes: tuple[tuple[str, str, tuple[Described, ...]], ...]


def described(document: dict[str, Any]) -> Documentation:
    """The documentation of an OpenAPI 3.1 document whose operations are all GET."""
    info, schemas = document["info"], document["components"]["schemas"]
    return Documentation(
        title=info["title"],
        version=info["version"],
        text=info["description"],
        operations=tuple(_operation(path, methods["get"]) for path, methods in document["paths"].items()),
        shapes=tuple(
            (name, schema.get("description", ""), _fields(schema))
            for name, schema in schemas.items()
            if _fields(schema)
        ),
    )


def _operation(path: str, operation: dict[str, Any]) -> Operation:
    responses = operation["responses"]
    return Operation(
        key=operation["operationId"],
        title=operation["summary"],
        path=path,
        text=operation.get("description", ""),
        parameters=tuple(
            _described(
                parameter["name"], parameter["schema"], parameter.get("description", ""), parameter["in"]
            )
            for parameter in operation["parameters"]
        ),
        answers=tuple((str(status), _shape(response)) for status, response in responses.items()),
        schema=_shape(next(iter(responses.values()))),
    )


def _fields(schema: dict[str, Any]) -> tuple[Described, ...]:
    return tuple(_described(name, field, "") for name, field in schema.get("properties", {}).items())


def _described(name: str, schema: dict[str, Any], meaning: str, where: str = "") -> Described:
    return Described(
        name=name,
        type=_type(schema),
        meaning=meaning or schema.get("description", ""),
        values=tuple(map(str, schema.get("enum", ()))),
        where=where,
        is_deprecated=bool(schema.get("deprecated")),
    )


def _type(schema: dict[str, Any]) -> str:
    """A JSON schema's type in a few words, such as ``date or null`` or ``list of Agency``."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_type(part) for part in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    words = str(schema.get("format") or schema.get("type", "any"))
    bounds = [str(schema[key]) for key in ("minimum", "maximum") if key in schema]
    return f"{words}, {' to '.join(bounds)}" if len(bounds) == 2 else words


def _shape(response: dict[str, Any]) -> str:
    """The name of the shape that an answer has."""
    content = response.get("content", {}).get("application/json", {})
    return _type(content.get("schema", {}))
