"""What hangs and stands in a township's hall (大厅上墙), all of it A3 but the window signs.

- `window-1` …: 窗口牌, A4 across, one for each window: its number, what it is for, its posts;
- `seats`: 谁在哪里办, every window with its areas, A岗 and B岗, and their numbers;
- `duties`: 一岗多责, who knows which area (人 × 领域);
- `whereabouts`: 岗位去向牌, where everybody is today, filled in by hand or with magnets;
- `rule-1` …: 办事制度, the county's, one sheet each, in the words of its page;
- `powers`: 赋权事项清单, which powers the township exercises and how it came to them.
"""

from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from generator import duty
from generator.duty import Seat
from generator.models.governance import HouseRule
from generator.models.place import Staff, Window
from generator.models.service import PublicService
from generator.models.words import Topic
from generator.pages import rendering
from generator.pages.governance import rules
from generator.pages.powers import mode
from generator.printing import framing, lines
from generator.printing.edition import Edition
from generator.printing.kinds.kind import About, Kind
from generator.printing.sheet import Place, Sheet
from generator.printing.telling import Around, Data, people

NAME = "hall"


def sheets(edition: Edition) -> Iterator[Sheet]:
    """The set of each township; of what nothing is registered there is no sheet."""
    for around in Around.each(edition):
        seats = tuple(duty.windows(around.township))
        yield from (_window(around, *one) for one in seats)
        if seats:
            yield _seats(around, seats)
        if around.township.staff:
            yield _duties(around)
            yield _whereabouts(around)
        for number, rule in enumerate(rules(edition.county), 1):
            yield _rule(around, number, rule)
        powers = [guide.service for guide in around.township.guides if mode(guide.service)]
        if powers:
            yield _powers(around, powers)


def _window(around: Around, window: Window, seats: tuple[Seat, ...]) -> Sheet:
    said = {
        "number": window.number,
        "name": window.name,
        "areas": list(dict.fromkeys(seat.topic.value for seat in seats)),
        "a": _names(seat.post_a for seat in seats),
        "b": _names(seat.post_b for seat in seats),
    }
    persons = [person for seat in seats for person in seat.people]
    title = f"{window.number}号{window.name}窗口牌"
    return _sheet(
        around,
        f"window-{window.number}",
        title,
        said,
        persons,
        page=f"{around.township.slug}/duty.html",
    )


def _seats(around: Around, windows: tuple[tuple[Window, tuple[Seat, ...]], ...]) -> Sheet:
    said = {
        "windows": [
            {
                "number": window.number,
                "name": window.name,
                "seats": [
                    {
                        "area": seat.topic.value,
                        "a": _post(around, seat.post_a),
                        "b": _post(around, seat.post_b),
                    }
                    for seat in seats
                ],
            }
            for window, seats in windows
        ],
        "hall": lines.hall(around),
        "duty": lines.duty(around),
    }
    persons = [person for _, seats in windows for seat in seats for person in seat.people]
    return _sheet(
        around, "seats", "谁在哪里办", said, persons, page=f"{around.township.slug}/duty.html"
    )


def _duties(around: Around) -> Sheet:
    staff = around.township.staff
    said = {
        "areas": [topic.value for topic in Topic],
        "people": [
            {
                "name": person.name,
                "post": person.post,
                "from": person.home_department or person.managed_by,
                "marks": [_mark(person, topic) for topic in Topic],
            }
            for person in staff
        ],
    }
    return _sheet(
        around, "duties", "一岗多责", said, staff, page=f"{around.township.slug}/staff.html"
    )


def _whereabouts(around: Around) -> Sheet:
    staff = around.township.staff
    said = {
        "people": [{"name": person.name, "post": person.post} for person in staff],
        "phone": around.township.profile.hall.phone or around.edition.county.hotline,
    }
    return _sheet(around, "whereabouts", "岗位去向牌", said, staff)


def _rule(around: Around, number: int, rule: HouseRule) -> Sheet:
    said = {
        "name": rule.name,
        # The page's words come escaped for HTML.
        "text": rule.text or unescape(rendering.part("standing_rule.html", rule=rule)),
        "effective": rule.effective.isoformat() if rule.effective else "",
        "complaint": around.edition.county.supervision.phone,
    }
    return _sheet(around, f"rule-{number}", f"办事制度：{rule.name}", said)


def _powers(around: Around, services: list[PublicService]) -> Sheet:
    team = around.township.profile.enforcement
    said: Data = {
        "powers": [_power(service) for service in services],
        "team": {
            "powers": list(team.powers),
            "guided_by": team.guided_by,
            "complaint": team.complaint_phone,
        }
        if team
        else None,
        "complaint": around.edition.county.supervision.phone,
    }
    return _sheet(around, "powers", "赋权事项清单", said, page="powers.html")


def _power(service: PublicService) -> Data:
    source = service.power_source
    return {
        "name": service.name,
        "mode": mode(service) or "",
        "from": (source.from_authority if source else None) or "",
        "document": (source.document if source else None) or "",
        "announcement": (source.announcement if source else None) or "",
    }


def _sheet(  # noqa: PLR0913  (what sheets of a hall differ in)
    around: Around,
    subject: str,
    title: str,
    said: Mapping[str, object],
    persons: Iterable[Staff] = (),
    *,
    page: str = "",
) -> Sheet:
    edition, township = around.edition, around.township
    code = edition.code(page) if page else None
    whole: Data = {
        **said,
        "part": subject.partition("-")[0],
        "township": township.name,
        "hall_name": township.profile.hall.name,
        "heading": title,
        "code": code,
    }
    return Sheet(
        kind=NAME,
        township=township.slug,
        subject=subject,
        title=f"{title}（{township.name}）",
        data=framing.framed(edition, page, whole),
        hangs=(Place(township.slug, township.profile.hall.name),),
        people=people(township, dict.fromkeys(persons)),
        links=(code["url"],) if code else (),
    )


def _names(persons: Iterable[Staff | None]) -> list[str]:
    return list(dict.fromkeys(person.name for person in persons if person))


def _post(around: Around, person: Staff | None) -> Data | None:
    if person is None:
        return None
    phone = person.office_phone or person.mobile or around.township.profile.hall.phone
    return {"name": person.name, "phone": phone or ""}


def _mark(person: Staff, topic: Topic) -> str:
    return "主" if topic is person.main_area else "兼" if topic in person.other_areas else ""


KIND = Kind(NAME, "大厅上墙", About.TOWNSHIP, sheets, papers=("a3",))
