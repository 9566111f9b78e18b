"""OpenAPI 3.1 from the models that really check what comes in, and the page that explains it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

JSON = "application/json"


class Answer(NamedTuple):
    """What may come back: a sentence, and the model or the media type of it."""

    words: str
    model: type[BaseModel] | None = None
    media: str = JSON
    example: object = None


class Operation(NamedTuple):
    """One thing that can be done: method and address, a sentence, what goes in and comes back."""

    method: str
    path: str
    summary: str
    answers: Mapping[int, Answer]
    takes: type[BaseModel] | None = None
    example: object = None


class Title(NamedTuple):
    """Of the whole document."""

    name: str
    words: str
    version: str


def document(title: Title, operations: Iterable[Operation]) -> dict[str, object]:
    """The OpenAPI document of some operations."""
    operations = tuple(operations)
    refs, schemas = _schemas(operations)
    paths: dict[str, dict[str, object]] = {}
    for one in operations:
        paths.setdefault(one.path, {})[one.method] = _operation(one, refs)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title.name,
            "description": title.words,
            "version": title.version,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "和网站同一个主机"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


_Refs = dict[tuple[type[BaseModel], JsonSchemaMode], dict[str, Any]]


def _schemas(operations: Iterable[Operation]) -> tuple[_Refs, object]:
    """References by (model, whether it comes in or goes out), and what they point to."""
    both: dict[str, tuple[type[BaseModel], JsonSchemaMode]] = {}
    for one in operations:
        if one.takes:
            both[one.takes.__name__] = (one.takes, "validation")
        for answer in one.answers.values():
            if answer.model:
                both[answer.model.__name__] = (answer.model, "serialization")
    wanted = [both[name] for name in sorted(both)]
    refs, found = models_json_schema(wanted, ref_template="#/components/schemas/{model}")
    return {(model, mode): refs[model, mode] for model, mode in wanted}, found.get("$defs", {})


def _operation(one: Operation, refs: _Refs) -> dict[str, object]:
    found: dict[str, object] = {
        "operationId": _identifier(one),
        "summary": one.summary,
        "responses": {str(status): _answer(said, refs) for status, said in one.answers.items()},
    }
    if names := re.findall(r"{(\w+)}", one.path):
        found["parameters"] = [_parameter(name) for name in names]
    if one.takes:
        content = _content(refs[one.takes, "validation"], one.example)
        found["requestBody"] = {"required": True, "content": {JSON: content}}
    return found


def _identifier(one: Operation) -> str:
    return "-".join((one.method, *re.findall(r"\w+", one.path)[2:]))


def _parameter(name: str) -> dict[str, object]:
    words = {"township": "乡镇", "service": "事项编号", "receipt": "回执号"}.get(name, name)
    schema = {"type": "string"}
    return {"name": name, "in": "path", "required": True, "description": words, "schema": schema}


def _answer(said: Answer, refs: _Refs) -> dict[str, object]:
    schema = refs[said.model, "serialization"] if said.model else {"type": "string"}
    return {"description": said.words, "content": {said.media: _content(schema, said.example)}}


def _content(schema: object, example: object) -> dict[str, object]:
    return {"schema": schema} | ({"example": example} if example is not None else {})
