"""The API does what its own description says, and never breaks, whatever is sent."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.result import Ok

from feedback_api.contract import OPERATIONS
from feedback_api.ratings.models import NewRating
from tests.feedback.rating import body, sent

URL = "/api/v1/openapi.json"
load_all_checks()
PROMISED: list[Any] = CHECKS.get_by_names(
    ["not_a_server_error", "status_code_conformance", "response_schema_conformance"]
)


def test_the_description_is_valid_openapi(once: FlaskClient) -> None:
    OpenAPIV31SpecValidator(body(once.get(URL))).validate()


def test_its_example_is_taken(once: FlaskClient) -> None:
    content = body(once.get(URL))["paths"]["/api/v1/ratings"]["post"]["requestBody"]["content"]
    assert (
        once.post("/api/v1/ratings", json=content["application/json"]["example"]).status_code == 201
    )


def test_every_address_it_names_is_there(once: FlaskClient) -> None:
    rules = {
        (method.lower(), rule.rule.replace("<", "{").replace(">", "}"))
        for rule in once.application.url_map.iter_rules()
        for method in rule.methods or ()
    } | {("get", "/api/v1/export.csv")}
    assert {(one.method, one.path) for one in OPERATIONS} <= rules


@pytest.mark.parametrize("path", ["tags", "summary", "summary/jinzhu", "summary/jinzhu/ps-id-card"])
def test_an_answer_is_as_described(once: FlaskClient, path: str) -> None:
    document = body(once.get(URL))
    name = {"tags": "TagsAnswer"}.get(path, "SummaryAnswer")
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    Draft202012Validator(schema).validate(body(once.get(f"/api/v1/{path}")))


def test_the_page_in_words_names_every_field(once: FlaskClient) -> None:
    page = once.get("/api/v1/").text
    for name, one in NewRating.model_fields.items():
        assert f'<th scope="row">{name}</th>' in page
        assert str(one.description) in page


def test_nothing_that_fits_the_description_breaks_it(app: Flask) -> None:
    schema = schemathesis.openapi.from_wsgi(URL, app)

    def tried(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(checks=PROMISED)

    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        number = 25 if found.ok().method == "post" else 4
        bounded = settings(
            max_examples=number,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        bounded(given(case=found.ok().as_strategy())(tried))()


strange = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)


def test_nothing_in_any_field_breaks_it(app: Flask) -> None:
    client = app.test_client()

    @given(st.sampled_from(sorted(NewRating.model_fields)), strange)
    @settings(max_examples=60, deadline=None, phases=[Phase.generate])
    def tried(name: str, value: object) -> None:
        answer = client.post("/api/v1/ratings", json=sent(**{name: value}))
        assert answer.status_code in {200, 201, 404, 422}

    tried()
