"""Pages that answer a person's own question: who we are, where we are, what changed, who leads."""

import re
from datetime import date
from pathlib import Path

import pytest

from generator import catalog, contents, site
from generator.models.place import County
from generator.models.service import PowerSource
from generator.pages import groups, powers, words
from generator.project import Project
from tests import html
from tests.conftest import REPOSITORY, TODAY, build
from tests.test_build import changed, edit, stamps

LATER = date(2027, 11, 25)
SERVICE = "sa-minimum-living"


def page(project: Project, path: str, today: date = TODAY) -> str:
    """A page as text, of a county that is not built."""
    content = contents.of(project, catalog.load(project.guides), today)
    found = next(one for one in content.pages if one.path == path)
    return html.words(found.document(content.renderer))


def set_dates(project: Project, *lines: str) -> None:
    path = project.guides / "services" / f"{SERVICE}.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + "".join(f"{one}\n" for one in lines), "utf-8"
    )


def scripts(project: Project) -> dict[str, str]:
    """Every loudspeaker script of a built site, by township and service."""
    pattern = re.compile(
        r'<section id="([^"]+)" class="loud">.*?<p class="script">(.*?)</p>', re.DOTALL
    )
    return {
        f"{path.parent.name}/{name}": re.sub(r"\s", "", html.words(text))
        for path in project.site.glob("*/loud.html")
        for name, text in pattern.findall(path.read_text(encoding="utf-8"))
    }


def test_every_word_for_a_group_of_people_in_the_services_belongs_to_a_family() -> None:
    services = catalog.load(REPOSITORY / "guides").services.values()
    said = {word for service in services for word in service.target_groups}
    assert len(said) > 15
    assert groups.groups(said) == groups.GROUPS


@pytest.mark.parametrize(
    "name",
    ["高龄老人", "残疾人", "孤儿", "困境儿童", "留守老人", "留守妇女", "留守儿童", "低保家庭"],
)
def test_the_finder_offers_a_family_three_services_or_says_there_is_none(
    county: Project, name: str
) -> None:
    found = html.follow(county.site / "for" / "index.html", name)
    text = found.read_text(encoding="utf-8")
    assert text.count('<details class="offer"') >= 3 or "暂无" in text


def test_a_family_with_one_or_two_services_is_told_so(county: Project) -> None:
    assert "现在只有 1 件" in html.read(county.site / "for" / "disaster.html").text


def test_a_word_nobody_knows_gets_a_family_of_its_own(small: Project) -> None:
    path = small.guides / "services" / f"{SERVICE}.yaml"
    edit(path, "重点人群: [", "重点人群: [退役军人, ")
    build(small)
    found = html.follow(small.site / "for" / "index.html", "退役军人")
    assert html.read(found).headings == ["我家有退役军人"]
    assert "低保" in html.read(found).text
    assert html.dead_links(html.read_all(small.site)) == []


def test_what_comes_without_asking_tells_how_and_who_comes(county: Project) -> None:
    text = html.read(county.site / "for" / "elders.html").text
    assert "怎么知道您：民政部门、乡镇比对数据，发现到了年龄的" in text
    assert "多久一次：每12个月内一次" in text


def test_a_family_chooses_its_township_and_stands_before_the_guide(county: Project) -> None:
    link = '<a href="../jinzhu/sa-elder-allowance.html">金竹畲族乡</a>'
    assert link in (county.site / "for" / "elders.html").read_text(encoding="utf-8")


def test_a_service_without_a_way_from_afar_is_said_to_need_the_person(county: Project) -> None:
    services = catalog.load(REPOSITORY / "guides").services
    assert words.ways(services["ps-id-card"]) == ()
    assert words.ways(services[SERVICE]) == ("网上、手机", "请人代办")
    text = (county.site / "away.html").read_text(encoding="utf-8")
    here = text.partition('id="present"')[2]
    assert "#ps-id-card" in here
    assert f"#{SERVICE}" not in here


def test_a_guide_says_how_it_is_done_from_afar(county: Project) -> None:
    town = county.site / "jinzhu"
    assert "不回来也能办：网上、手机，请人代办。" in html.read(town / f"{SERVICE}.html").text
    assert "这件事要本人到场" in html.read(town / "ps-id-card.html").text


def test_a_village_page_leads_from_the_station_to_the_town_to_the_county(county: Project) -> None:
    text = html.read(county.site / "jinzhu" / "v200.html").text
    places = [
        text.rindex(words)
        for words in ("坪溪村委会（演示）", "金竹畲族乡人民政府驻地（演示）", "县城（演示")
    ]
    assert places == sorted(places)
    assert "0794-00000311" in text
    assert "0794-00000000" in text


def test_every_script_can_be_read_out_in_a_minute_and_says_what_matters(county: Project) -> None:
    found = scripts(county)
    assert len(found) > 16 * 40
    for name, text in found.items():
        assert 120 <= len(text) <= 300, (name, len(text))
        assert "带什么：" in text, name
        assert "跑几趟：" in text, name
        assert text.count("零七九四，") == 2, name
        assert not re.search(r"[（()）]|\d{5}", text), name


def test_a_script_says_the_whole_of_what_a_short_list_asks_for(county: Project) -> None:
    text = scripts(county)[f"jinzhu/{SERVICE}"]
    assert "带什么：最低生活保障申请表、家庭经济状况核对授权书。" in text
    assert "找社会救助岗" in text
    assert "不收一分钱" in text


def test_a_paused_service_is_not_read_out(county: Project) -> None:
    assert "jinzhu/pa-yulu-plan" not in scripts(county)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("补贴申请表（含承诺）", "补贴申请表"),
        ("通知（含（附件））书", "通知书"),
        ("20元/证", "20元每证"),
        ("核验/认证", "核验或认证"),
    ],
)
def test_a_text_is_read_out_without_what_cannot_be_heard(written: str, read: str) -> None:
    assert words.spoken(written) == read


def test_a_number_is_read_digit_by_digit() -> None:
    assert words.digits("0794-00000311") == "零七九四，零零零零零三幺幺"


def test_all_six_rules_hang_on_the_wall_with_day_and_number(county: Project) -> None:
    text = html.read(county.site / "walls.html").text
    for name in ("首问负责", "一次性告知", "限时办结", "AB岗", "延时预约", "责任追究"):
        assert name in text
    assert text.count("生效日期：2026-12-01") == 6
    assert text.count("做不到，打 12345 投诉") == 6


def test_a_countys_own_words_stand_in_place_of_ours(small: Project) -> None:
    edit(small.guides / "county.yaml", "{名称: 限时办结, ", "{名称: 限时办结, 内容: 说到做到。, ")
    text = page(small, "walls.html")
    assert "说到做到。" in text
    assert "请进来坐 来办事的人先请坐，再说话。" in text
    assert "首问负责 您来问事" in text
    assert "每件事都写明法律规定几天" not in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("牵头: 县水利局", "牵头: [县水利局, 乡镇]", "牵头单位只能写一个"),
        ("问题: 自来水断了（演示）", "问题: 路坏了没人修（演示）", "和前面的重复"),
        ("名称: 请进来坐, 内容: 来办事的人先请坐，再说话。", "名称: 请进来坐", "还没有内容"),
        ("名称: 请进来坐", "名称: 限时办结", "和前面的重复"),
    ],
)
def test_a_slip_in_what_the_county_promises_is_told(
    small: Project, old: str, new: str, said: str
) -> None:
    edit(small.guides / "county.yaml", old, new)
    problems = [str(problem) for problem in catalog.load(small.guides).problems]
    assert len(problems) == 1
    assert said in problems[0]
    assert "county.yaml:" in problems[0]


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        ("委托/派驻", "委托"),
        ("法定受理初审；审核确认权可由县级民政部门依法委托乡镇", "法定"),
        ("服务下沉（受理前移到乡镇、村）", "服务下沉"),
        ("别的办法", "其他"),
        ("无", None),
    ],
)
def test_a_power_is_counted_once_by_how_it_came(said: str, mode: str | None) -> None:
    service = catalog.load(REPOSITORY / "guides").services[SERVICE]
    source = PowerSource.model_validate({"方式": said})
    assert powers.mode(service.model_copy(update={"power_source": source})) == mode


def test_powers_are_counted_from_the_catalog(county: Project) -> None:
    services = catalog.load(REPOSITORY / "guides").services.values()
    text = html.words((county.site / "powers.html").read_text(encoding="utf-8"))
    for mode in powers.MODES:
        count = sum(powers.mode(service) == mode for service in services)
        assert f"{mode} {count} 项" in text or f"{mode}{count} 项" in text, mode


def test_an_entrusted_power_shows_what_is_missing(county: Project) -> None:
    text = (county.site / "powers.html").read_text(encoding="utf-8")
    assert "<dt>公告</dt><dd>待补</dd>" in text
    assert "综合执法队" not in text


def test_an_enforcement_team_is_shown_where_there_is_one(small: Project) -> None:
    text = page(small, "powers.html")
    assert text.count("有综合执法队") == 1
    assert "业务指导演示的部门" in text


def test_the_countys_figures_are_counted(county: Project) -> None:
    text = html.read(county.site / "overview.html").text
    for words_ in ("16 个便民服务中心", "197 个村（居）委会", "2460 个村民小组服务点"):
        assert words_ in text
    assert "还没有建好的中心" not in text


def test_a_hall_that_is_not_there_yet_is_a_gap(small: Project) -> None:
    path = small.guides / "townships" / "niutian" / "township.yaml"
    hall, duty, rest = path.read_text(encoding="utf-8").partition("值班:")
    hall = re.sub(r"(?m)^  (地址|电话):.*\n", "", hall)
    path.write_text(f"{hall}{duty}{rest}", encoding="utf-8")
    text = page(small, "overview.html")
    assert "牛田镇（缺地址、电话）" in text
    assert "1 个便民服务中心，共 2 个乡镇" in text


def test_news_tells_what_begins_what_was_checked_and_what_ends(small: Project) -> None:
    set_dates(small, "生效日期: 2026-08-01", "失效日期: 2027-01-10", "复核日期: 2026-11-24")
    text = page(small, "jinzhu/news.html")
    for said in (
        "2026-08-01 起执行（1 件）",
        "2027-01-10 到期（1 件）",
        "2026-11-24 核对过（1 件）",
    ):
        assert said in text.replace("\u3000", " ")


def test_news_forgets_what_is_half_a_year_old(small: Project) -> None:
    set_dates(small, "生效日期: 2026-05-27")
    assert "起执行" not in page(small, "jinzhu/news.html")
    assert "起执行" in page(small, "jinzhu/news.html", date(2026, 11, 23))
    assert "最近半年没有变化" in page(small, "jinzhu/news.html", LATER)


def test_a_guide_past_its_day_says_so(small: Project) -> None:
    set_dates(small, "失效日期: 2026-11-24")
    assert "已经到期" not in page(small, f"jinzhu/{SERVICE}.html", date(2026, 11, 24))
    assert "2026-11-24 已经到期" in page(small, f"jinzhu/{SERVICE}.html", date(2026, 11, 25))


def test_a_guide_nobody_reviewed_for_a_year_says_so(small: Project) -> None:
    set_dates(small, "复核日期: 2026-11-24")
    assert "一年多" not in page(small, f"jinzhu/{SERVICE}.html", date(2027, 11, 24))
    assert "2026-11-24 核对过，已经一年多了" in page(small, f"jinzhu/{SERVICE}.html", LATER)


def test_a_day_later_nothing_is_made_again_and_a_year_later_what_knows_of_days(
    small: Project,
) -> None:
    set_dates(small, "复核日期: 2026-11-24")
    build(small)
    before = stamps(small.site)
    loaded = catalog.load(small.guides)
    site.build(small, loaded, today=date(2026, 11, 25))
    assert changed(before, stamps(small.site)) == set()
    site.build(small, loaded, today=LATER)
    towns = ("jinzhu", "niutian")
    expected = {f"{town}/{name}.html" for town in towns for name in (SERVICE, "news")}
    later = changed(before, stamps(small.site))
    assert expected <= later
    assert not {path for path in later if path.startswith(("area/", "for/", "handbook/"))}


def test_home_and_township_lead_to_the_finders(county: Project) -> None:
    home = county.site / "index.html"
    for said in ("我家有…", "人在外地", "这事归谁管", "办事制度", "赋权事项清单", "全县概况"):
        assert html.follow(home, said).is_file()
    town = county.site / "jinzhu" / "index.html"
    for said, path in (("最近变化", "news.html"), ("大喇叭稿", "loud.html")):
        assert html.follow(town, said) == town.parent / path


def test_a_township_may_not_be_called_as_the_finders_folder(small: Project) -> None:
    town = small.guides / "townships"
    (town / "niutian").rename(town / "for")
    assert any("目录名“for”不能用" in str(one) for one in catalog.load(small.guides).problems)


def test_a_service_may_not_be_called_as_a_page_of_its_township(small: Project) -> None:
    services: Path = small.guides / "services"
    (services / f"{SERVICE}.yaml").rename(services / "loud.yaml")
    assert any("文件名“loud”不能用" in str(one) for one in catalog.load(small.guides).problems)


def test_a_county_that_promises_nothing_yet_still_has_its_pages(small: Project) -> None:
    path = small.guides / "county.yaml"
    text = path.read_text(encoding="utf-8").partition("制度:")[0]
    path.write_text(text, encoding="utf-8")
    loaded = catalog.load(small.guides)
    assert isinstance(loaded.county, County)
    assert "还没有公布" in page(small, "lead.html")
    assert page(small, "walls.html").count("生效日期：待公布") == 6


def test_the_handbook_has_every_word_that_leads_to_a_family() -> None:
    text = (REPOSITORY / "guides" / "handbook" / "county.md").read_text(encoding="utf-8")
    for group in groups.GROUPS:
        assert [word for word in group.words if word not in text] == []
