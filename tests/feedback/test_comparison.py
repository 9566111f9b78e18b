"""Comparison of townships: shrunk, with intervals, recomputable, and honest about not knowing."""

import json
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from feedback_api.cli import main
from feedback_api.console import bursts, comparison, scoring
from feedback_api.console.bursts import Arrival
from feedback_api.console.comparison import Comparison, Unit, compare, estimate, prior
from feedback_api.console.scoring import USUAL, Sheet


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311  (the same every time, which is the point)


def unit(name: str, satisfied: tuple[int, int]) -> Unit:
    return Unit(name, name, satisfied[1], {"满意率": satisfied})


ONLY = {"满意率": 100}


def compared(*shares: tuple[int, int]) -> Comparison:
    return compare([unit(f"t{number:02}", share) for number, share in enumerate(shares)], ONLY)


def ranks(*shares: tuple[int, int]) -> list[tuple[str, int, int]]:
    found = compared(*shares).ranks
    return [(one.scored.unit.key, one.best, one.worst) for one in found]


def test_townships_that_differ_clearly_are_told_apart_and_others_are_not() -> None:
    clear = ranks((970, 1000), (600, 1000), (955, 1000))
    assert clear == [("t00", 1, 2), ("t02", 1, 2), ("t01", 3, 3)]
    assert compared((30, 40), (33, 40), (36, 40)).is_open
    assert not compared((970, 1000), (600, 1000)).is_open


def test_the_first_and_the_last_of_a_row_are_told_apart_though_neighbours_are_not() -> None:
    row = ranks(*((900 - 12 * number, 1000) for number in range(12)))
    assert row[0][2] < row[-1][1], "clearly above"
    for above, below in pairwise(row):
        assert above[2] > below[1], "not clearly"


def test_a_township_with_few_ratings_is_taken_for_average() -> None:
    few, many = (30, 30), (930, 1000)
    of_class = prior([few, many, (880, 1000), (900, 1000), (910, 1000), (890, 1000)])
    lucky, steady = (estimate("满意率", share, of_class, 100) for share in (few, many))
    assert of_class.mean < lucky.mean < steady.mean
    assert steady.mean == pytest.approx(0.93, abs=0.01)


def test_there_is_no_rank_below_the_stated_number() -> None:
    found = compare([unit("few", (29, 29)), unit("more", (900, 1000))], ONLY)
    assert [one.unit.key for one in found.unranked] == ["few"]
    assert [one.scored.unit.key for one in found.ranks] == ["more"]


def test_alike_townships_are_seldom_told_apart() -> None:
    chance, apart = seeded(7), 0
    for _ in range(100):
        shares = [(sum(chance.random() < 0.9 for _ in range(200)), 200) for _ in range(8)]
        apart += not compared(*shares).is_open
    assert apart <= 5


@pytest.mark.parametrize(("towns", "ratings"), [(10, 120), (4, 60), (2, 100), (11, 600)])
def test_the_interval_holds_the_true_share_about_as_often_as_it_says(
    towns: int, ratings: int
) -> None:
    chance, held, asked = seeded(11), 0, 0
    while asked < 1000:
        asked += towns
        truths = [chance.betavariate(40, 6) for _ in range(towns)]
        units = [
            unit(f"t{number:02}", (sum(chance.random() < truth for _ in range(ratings)), ratings))
            for number, truth in enumerate(truths)
        ]
        found = compare(units, ONLY)
        by_key = {one.scored.unit.key: one.scored for one in found.ranks}
        held += sum(
            by_key[f"t{number:02}"].low <= truth * 100 <= by_key[f"t{number:02}"].high
            for number, truth in enumerate(truths)
        )
    assert 0.93 <= held / asked <= 0.98


shares = st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.lists(shares, min_size=1, max_size=12))
def test_whatever_was_counted_scores_stay_in_bounds_and_ranks_fit_together(
    counted: list[tuple[int, int]],
) -> None:
    found = compared(*counted)
    everyone = [*(one.scored for one in found.ranks), *found.unranked]
    assert len(everyone) == len(counted)
    assert all(0 <= one.low <= one.score <= one.high <= 100 for one in everyone)
    for place, one in enumerate(found.ranks, 1):
        assert 1 <= one.best <= place <= one.worst <= len(found.ranks)
    for above, below in pairwise(found.ranks):
        assert above.scored.score >= below.scored.score


def town(slug: str, peer_class: str, good: int) -> dict[str, object]:
    counts = {"好评率": [good, 100], "满意率": [good - 5, 100], "一次办成率": [good, 100]}
    row = {"slug": slug, "name": slug, "class": peer_class, "ratings": 100}
    return {**row, "counts": {**counts, "不缺材料率": [95, 100]}}


def sheet(*towns: dict[str, object], **weights: dict[str, int]) -> Sheet:
    values = {"county": "乐安县", "first": "2026-W36", "last": "2026-W48"}
    return Sheet.model_validate({**values, "weights": weights, "townships": towns})


OTHER = {"好评率": 70, "满意率": 10, "一次办成率": 10, "不缺材料率": 10}


def test_the_weights_of_each_class_add_up_to_a_hundred() -> None:
    assert sum(USUAL.values()) == 100
    assert scoring.wrong_with(OTHER) is None
    assert scoring.wrong_with({**OTHER, "好评率": 71}) == "权重加起来是 101，要正好是 100"
    assert scoring.wrong_with({**OTHER, "好评率": 80, "满意率": 0}) is None
    assert scoring.wrong_with({**OTHER, "好评率": 90, "满意率": -10})
    assert scoring.wrong_with({"好看率": 100}) == "没有“好看率”这个指标"
    with pytest.raises(ValueError, match="要正好是 100"):
        sheet(town("a", "山区", 90), 山区={"好评率": 99})


def test_changing_the_class_changes_only_weights() -> None:
    alone = sheet(town("a", "山区", 90), 山区=dict(USUAL), 丘陵=OTHER)
    moved = sheet(town("a", "丘陵", 90), 山区=dict(USUAL), 丘陵=OTHER)
    (before,), (after,) = (list(scoring.classes(one)) for one in (alone, moved))
    assert (before.weights, after.weights) == (USUAL, OTHER)
    first, second = (one.scored[0].estimates for one in (before, after))
    assert [part._replace(weight=0) for part in first] == [
        part._replace(weight=0) for part in second
    ]


def test_the_score_is_the_same_from_the_published_file_and_says_how_it_came_about(
    tmp_path: Path,
) -> None:
    made = sheet(town("a", "山区", 90), town("b", "山区", 60), 山区=OTHER)
    file = tmp_path / "score.json"
    file.write_text(made.model_dump_json(by_alias=True), encoding="utf-8")
    told = CliRunner().invoke(main, ["score", "--explain", "--from", str(file)]).output
    assert told == "\n".join(scoring.explained(made)) + "\n"
    (ranked,) = scoring.classes(made)
    best = ranked.scored[0]
    assert f"{best.unit.name} {best.score:.2f}" in told
    parts = sum(round(part.points, 2) for part in best.estimates)
    assert parts == pytest.approx(best.score, abs=0.03)
    short = CliRunner().invoke(main, ["score", "--from", str(file)]).output
    assert "本类平均" not in short


def test_a_file_with_wrong_weights_or_counts_is_refused_in_chinese(tmp_path: Path) -> None:
    file = tmp_path / "score.json"
    good = sheet(town("a", "山区", 90), 山区=OTHER).model_dump(mode="json", by_alias=True)
    for change, words in (
        ({"weights": {"山区": {"好评率": 99}}}, "要正好是 100"),
        ({"townships": [town("a", "山区", 101)]}, "分子比分母大"),
        ({"format": 2}, "不是第 1 版"),
    ):
        file.write_text(json.dumps({**good, **change}), encoding="utf-8")
        result = CliRunner().invoke(main, ["score", "--from", str(file)])
        assert result.exit_code == 1
        assert words in result.output


PLACE = ("jinzhu", 1)


@pytest.mark.parametrize(
    ("best", "before", "flagged"),
    [
        (60, [8, 10, 9, 12, 7, 11, 9, 10], True),
        (25, [8, 10, 9, 12, 7, 11, 9, 10], False),  # under three times the usual
        (19, [1, 1, 1, 1, 1, 1, 1, 1], False),  # too few to mean anything
        (60, [8, 10, 9], False),  # no history to speak of
        (0, [0] * 8, False),
    ],
)
def test_a_week_far_above_its_history_is_flagged(
    best: int, before: list[int], *, flagged: bool
) -> None:
    found = bursts.surge(PLACE, best, best + 2, before)
    assert bool(found) is flagged


def test_a_run_of_praise_is_flagged_and_an_ordinary_day_is_not() -> None:
    chance = seeded(3)
    usual = [
        Arrival("jinzhu", chance.choice((1, 2, 3)), chance.choice((5, 5, 5, 4, 3)))
        for _ in range(600)
    ]
    assert list(bursts.runs(usual)) == []
    rushed = [*usual[:300], *[Arrival("jinzhu", 1, 5)] * 25, *usual[300:]]
    (found,) = bursts.runs(rushed)
    assert (found.township, found.window, found.kind) == ("jinzhu", 1, "run")
    assert "25 条" in found.evidence or "26 条" in found.evidence


def test_a_hall_whose_ratings_are_all_praise_has_no_runs_to_speak_of() -> None:
    assert list(bursts.runs([Arrival("jinzhu", 1, 5)] * 500)) == []


@pytest.mark.parametrize(("number", "mean"), [(3, 1.0), (10, 4.0), (1, 0.5)])
def test_the_poisson_tail_agrees_with_a_simulation(number: int, mean: float) -> None:
    chance = seeded(5)

    def drawn() -> int:
        found, left = -1, mean
        while left > 0:
            left -= chance.expovariate(1)
            found += 1
        return found

    hits = sum(drawn() >= number for _ in range(20_000))
    assert bursts.poisson_tail(number, mean) == pytest.approx(hits / 20_000, abs=0.01)


def test_the_prior_of_nothing_is_no_opinion_and_harms_nothing() -> None:
    assert prior([]) == comparison.Prior(0.5, comparison.WEAKEST, 0)
