"""Kept figures of cases: the same as counted from the cases themselves, whatever happens."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import Flask
from sqlalchemy import Connection, func, select

from feedback_api import db
from feedback_api.cases import sums
from feedback_api.cases.states import Step
from feedback_api.cases.sums import NAMES, Span
from feedback_api.cases.tables import case_sums, cases
from feedback_api.services import services
from tests.feedback.casework import FRIDAY, at, connected, rate
from tests.feedback.test_cases import APPEALED, MENDING, REVIEWER, act

FIRST, LAST = FRIDAY - timedelta(days=18), FRIDAY + timedelta(days=2)
"""Three whole weeks."""
SPANS = (Span(FIRST, LAST), Span(FIRST, LAST, "jinzhu"), Span(FIRST + timedelta(days=3), FRIDAY))


def catch_up(app: Flask, day: date) -> list[str]:
    """Keeps what is due; which weeks that were."""
    with app.app_context():
        engine = services().engine
        with db.reading(engine) as connection:
            found = sums.due(connection, SPANS[0], at(day))
        sums.catch_up(engine, SPANS[0], at(day))
    return found


def counted(connection: Connection, span: Span, today: date) -> list[int]:
    query = select(*sums.figures(today)).where(cases.c.opened.between(span.first, span.last))
    if span.township:
        query = query.where(cases.c.township == span.township)
    return list(connection.execute(query).one())


def same(app: Flask, day: date) -> None:
    with connected(app) as connection:
        for span in SPANS:
            assert sums.read(connection, span, day) == counted(connection, span, day), (day, span)


def rated(app: Flask) -> Iterator[int]:
    for number in range(9):
        town = "niutian" if number % 4 == 0 else "jinzhu"
        yield rate(app, FIRST + timedelta(days=2 * number), grade=1, township=town)


def test_kept_figures_are_those_of_the_cases_whatever_happens_and_whenever(app: Flask) -> None:
    _, early, late, appealed, *_ = rated(app)
    same(app, LAST)
    assert catch_up(app, LAST) == ["2026-W05", "2026-W06"], "the third week isn't over"
    day = LAST + timedelta(days=1)
    assert catch_up(app, day) == ["2026-W07"]
    same(app, day)
    act(app, early, *MENDING, Step.MENDED, Step.CALLED_BACK, today=day)
    act(app, late, *MENDING, today=day)
    same(app, day)
    assert catch_up(app, day) == ["2026-W05"]
    act(app, appealed, *APPEALED, today=day)
    act(app, appealed, Step.UPHELD, actor=REVIEWER, today=day)
    assert catch_up(app, day) == ["2026-W05"]
    rate(app, day, follows=early, grade=4)
    same(app, day)
    for later in range(60):
        now = day + timedelta(days=later)
        if later % 7 == 0:
            same(app, now)  # before the weeks with deadlines that passed are summed again
        catch_up(app, now)
        same(app, now)
    assert catch_up(app, now) == [], "what doesn't change isn't summed again"


def test_a_year_is_read_from_what_is_kept_of_it(app: Flask) -> None:
    assert list(rated(app))
    assert catch_up(app, FRIDAY + timedelta(days=90))
    with connected(app) as connection:
        for name in NAMES:
            connection.execute(case_sums.update().values({name: 7}))
        found = sums.read(connection, Span(FIRST, LAST), FRIDAY + timedelta(days=90))
        assert found == [21] * len(NAMES)
        towns = select(func.count()).where(case_sums.c.township != "")
        assert connection.execute(towns).scalar_one() > 3
