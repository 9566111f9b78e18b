"""Numbers of offices, as sheets for a village or a township show them."""

from generator.models.place import ContactPoint, County, Village
from generator.printing.telling import Around, Data, opening_hours


def hall(around: Around) -> Data:
    """The township's hall."""
    return _office(around.township.profile.hall)


def county_hall(county: County) -> Data:
    """The county's hall."""
    return _office(county.hall)


def station(village: Village) -> Data:
    """The village's service station."""
    said = village.station
    return {
        "name": f"{village.name}便民服务站",
        "address": said.address or "",
        "phone": said.phone or "",
        "hours": opening_hours(said.hours),
    }


def duty(around: Around) -> Data:
    """Who answers when the hall is closed; without a number where nobody does."""
    said = around.township.profile.duty
    if said is None:
        return {"phone": "", "note": ""}
    return {"phone": said.phone, "note": said.note or "大厅下班以后"}


def usual(around: Around, village: Village) -> Data:
    """The one number of a village's service points: the nearest there is."""
    offices = (
        (village.station.phone, "村便民服务站"),
        (around.township.profile.hall.phone, "乡镇大厅"),
    )
    phone, name = next(((p, n) for p, n in offices if p), (around.edition.county.hotline, "热线"))
    return {"phone": phone, "name": name}


def _office(said: ContactPoint) -> Data:
    return {
        "name": said.name or "",
        "address": said.address or "",
        "phone": said.phone or "",
        "hours": opening_hours(said.hours),
    }
