"""Cases of a service (情形): a few questions whose answers decide which materials and steps apply.

A condition names answers: `{由谁来办？: 替别人办}`. It holds where all of them were given.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from generator.explain import closest
from generator.models.service import Condition, Evidence, PublicService, Question
from generator.models.words import Necessity
from generator.problem import Finding, Path

Case = Mapping[str, str]
"""The answers one applicant gives, by question, in the order asked."""

MOST_QUESTIONS = 5
"""More questions than this nobody answers before reading."""

MOST_CASES = 64
"""More cases than this can't be listed on a page that works without JavaScript."""

_FIELD = "情形"
_WHEN = "适用情形"


def of(service: PublicService) -> tuple[Case, ...]:
    """Every case that can occur, at most `MOST_CASES`; one without answers where nothing is asked.

    Where a question has no options nothing can be answered, and there is no case.
    """
    return tuple(islice(_cases(service.questions[:MOST_QUESTIONS], {}), MOST_CASES))


def views(service: PublicService) -> tuple[PublicService, ...]:
    """The service as it is in each of its cases; itself alone where nothing is asked."""
    if not service.questions:
        return (service,)
    return tuple(narrowed(service, case) for case in of(service)) or (service,)


def narrowed(service: PublicService, case: Case) -> PublicService:
    """The service with the materials and steps of one case; sentences don't narrow anything.

    What is needed in this case alone is needed by everybody in it.
    """
    materials = service.materials and tuple(
        unconditional(material)
        for material in service.materials
        if holds(_condition(material), case)
    )
    steps = tuple(step for step in service.steps if holds(step.applies_when or {}, case))
    return service.model_copy(update={"materials": materials, "steps": steps, "questions": ()})


def _condition(material: Evidence) -> Condition:
    return material.applies_when if isinstance(material.applies_when, dict) else {}


def unconditional(material: Evidence) -> Evidence:
    """A material as it is in a case that needs it."""
    if not _condition(material):
        return material
    is_conditional = material.necessity is Necessity.CONDITIONAL
    needed = Necessity.REQUIRED if is_conditional else material.necessity
    return material.model_copy(update={"applies_when": None, "necessity": needed})


def holds(condition: Condition, case: Case) -> bool:
    """Whether all answers of the condition were given; a question not asked has none."""
    return all(case.get(question) in _answers(answer) for question, answer in condition.items())


def problems(service: PublicService) -> Iterator[Finding]:
    """Questions and conditions that contradict each other, never come about, or change nothing."""
    yield from _questions(service.questions)
    if len(service.questions) > MOST_QUESTIONS:
        return
    unknown = [finding for said in _conditions(service) for finding in _words(said)]
    yield from unknown
    if not unknown:
        yield from _reach(service)


def _cases(questions: tuple[Question, ...], given: dict[str, str]) -> Iterator[Case]:
    if not questions:
        yield given
        return
    first, rest = questions[0], questions[1:]
    if not holds(first.applies_when or {}, given):
        yield from _cases(rest, given)
        return
    for option in first.options:
        yield from _cases(rest, {**given, first.question: option})


def _answers(answer: str | tuple[str, ...]) -> tuple[str, ...]:
    return (answer,) if isinstance(answer, str) else answer


def _questions(questions: tuple[Question, ...]) -> Iterator[Finding]:
    if len(questions) > MOST_QUESTIONS:
        message = f"问了 {len(questions)} 个问题，太多了"
        yield Finding((_FIELD,), message, f"最多 {MOST_QUESTIONS} 个，请只留会改变材料或流程的")
    asked = Counter(question.question for question in questions)
    for index, question in enumerate(questions):
        if asked[question.question] > 1:
            yield Finding((_FIELD, index, "问"), "同一个问题问了两遍", "请只留一个")
        if len(question.options) < 2:  # noqa: PLR2004  (a choice is between two)
            yield Finding((_FIELD, index, "选项"), "只有一个选项，不用问", "请写两个以上的选项")
        if len(set(question.options)) < len(question.options):
            yield Finding((_FIELD, index, "选项"), "有两个选项一样", "请改成不一样的")


class _Said(NamedTuple):
    """A condition where it stands, and the questions asked before it."""

    path: Path
    condition: Condition
    asked: tuple[Question, ...]


def _conditions(service: PublicService) -> Iterator[_Said]:
    """Every condition: of questions, which see only earlier ones, of materials, and of steps."""
    questions = service.questions
    for index, question in enumerate(questions):
        if question.applies_when:
            yield _Said((_FIELD, index, _WHEN), question.applies_when, questions[:index])
    for index, material in enumerate(service.materials or ()):
        if said := _condition(material):
            yield _Said(("申请材料", index, _WHEN), said, questions)
    for index, step in enumerate(service.steps):
        if step.applies_when:
            yield _Said(("办理流程", index, _WHEN), step.applies_when, questions)


def _words(said: _Said) -> Iterator[Finding]:
    """Questions and answers that a condition names and nobody asks or gives."""
    known = {question.question: question.options for question in said.asked}
    for question, answer in said.condition.items():
        if question not in known:
            yield _unknown(said.path, question, known, "前面没有问这个问题")
            continue
        for one in _answers(answer):
            if one not in known[question]:
                yield _unknown((*said.path, question), one, known[question], "没有这个选项")


def _unknown(path: Path, word: str, choices: Iterable[str], what: str) -> Finding:
    choices = list(choices)
    message = f"“{word}”：{what}{closest(word, choices)}"
    hint = f"可以写：{'、'.join(choices)}" if choices else "请先在“情形”里写出问题和选项"
    return Finding(path, message, hint)


def _reach(service: PublicService) -> Iterator[Finding]:
    """Conditions that hold never or always, and questions that decide nothing."""
    if not service.questions:
        return
    if len([*islice(_cases(service.questions, {}), MOST_CASES + 1)]) > MOST_CASES:
        message = f"组合起来超过 {MOST_CASES} 种情形，群众看不过来"
        yield Finding((_FIELD,), message, "请减少问题或选项，或者分成几个事项")
        return
    every = of(service)
    for path, condition, _ in _conditions(service):
        holding = sum(holds(condition, case) for case in every)
        if not holding:
            yield Finding(path, "这种情形永远不会出现", "几个条件互相矛盾，请核对问题和选项")
        elif holding == len(every):
            yield Finding(path, "不管怎么选，这一条都成立", "请删去“适用情形”，或者改成真正的条件")
    used = {question for _, condition, _ in _conditions(service) for question in condition}
    for index, question in enumerate(service.questions):
        if question.question not in used:
            hint = "请在材料或流程里写“适用情形”，或者删去这个问题"
            yield Finding((_FIELD, index), "这个问题怎么答都一样", hint)
