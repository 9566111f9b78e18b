"""A catalog is loaded whole, and everything wrong in it is told at once."""

from pathlib import Path
from shutil import copytree

import pytest

from generator import catalog
from generator.models.words import Tier

HERE = Path(__file__).parent
SERVICE = "services/sa-minimum-living.yaml"
TOWN = "townships/jinzhu"
FILES_OF_A_TOWNSHIP = ("township", "staff", "villages", "catalog")


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    return copytree(HERE / "county", tmp_path / "guides")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(guides: Path) -> list[str]:
    return [str(problem).replace(f"{guides}/", "") for problem in catalog.load(guides).problems]


def test_the_smallest_county_has_nothing_wrong(guides: Path) -> None:
    loaded = catalog.load(guides)
    assert loaded.problems == ()
    assert [township.slug for township in loaded.townships] == ["niutian", "jinzhu"]
    assert len(loaded.services) == 4


def test_a_township_may_override_any_field_of_a_service(guides: Path) -> None:
    jinzhu = catalog.load(guides).townships[1]
    changed = {guide.identifier: guide for guide in jinzhu.guides}["rr-homestead"]
    assert str(changed.service.promised_time) == "12个工作日"
    assert changed.changed == ("承诺时限",)
    assert changed.service.name == "农村村民宅基地（住宅用地）审批"


def test_a_service_as_it_is_is_shared_between_townships(guides: Path) -> None:
    loaded = catalog.load(guides)
    first, second = (t.guides[0].service for t in loaded.townships)
    assert first is second


def test_a_wrong_override_is_reported_at_the_townships_line(guides: Path) -> None:
    edit(guides / TOWN / "catalog.yaml", "承诺时限: 12个工作日", "承诺时限: 12天")
    (problem,) = catalog.load(guides).problems
    assert problem.file.endswith("jinzhu/catalog.yaml")
    assert "12天" in (guides / TOWN / "catalog.yaml").read_text().splitlines()[problem.line - 1]


def test_posts_and_window_come_from_the_area_unless_the_entry_says_otherwise(guides: Path) -> None:
    entry = "- {引用: ps-id-card, 窗口: 2, B岗: A04, 最低层级: 县}"
    edit(guides / TOWN / "catalog.yaml", "- ps-id-card", entry)
    guide = catalog.load(guides).townships[1].guides[0]
    assert guide.window is not None
    assert guide.post_a is not None
    assert guide.post_b is not None
    assert (guide.window.number, guide.post_a.number, guide.post_b.number) == (2, "A05", "A04")
    assert guide.lowest_tier is Tier.COUNTY


@pytest.mark.parametrize(
    ("file", "old", "new", "told_as"),
    [
        (SERVICE, "承诺时限: 25", "承诺时现: 25", "没有“承诺时现”这个字段，是不是“承诺时限”？"),
        (SERVICE, "领域: 社会救助", "领域: 社会救济", "不能写“社会救济”，是不是“社会救助”？"),
        (SERVICE, "领域: 社会救助\n", "", "领域：没有填写。例如：领域: 社会救助"),
        (SERVICE, "领域: 社会救助", "领域:", "3: 错误 领域：没有填写"),
        (SERVICE, "承诺时限: 25个工作日", "承诺时限: 25天", "“25天”不是时限。请写成“即时”"),
        (SERVICE, "承诺时限: 25个工作日", "承诺时限: 0个工作日", "不是时限"),
        (SERVICE, "2026-11-23", "2026-02-30", "没有“2026-02-30”这一天"),
        (SERVICE, "2026-11-23", "2026年11月", "不是日期。请写成 2026-11-23"),
        (SERVICE, '咨询电话: "12345"', "咨询电话: 0794-123", "不是电话号码。固定电话写"),
        (SERVICE, '咨询电话: "12345"', "咨询电话: “12345”", "引号要用英文的"),
        (SERVICE, "申请人到场: 是", "申请人到场: 对", "要写成“是”或“否”"),
        (SERVICE, "数据共享: 电子证照（居民户口簿）", "数据共享: 是", "要写清楚内容，不能只写“是”"),
        (SERVICE, "收费: 不收费", "收费: 免费", "请写“不收费”"),
        (SERVICE, "跑动次数: 0", "跑动次数: 零", "请只写阿拉伯数字"),
        (SERVICE, "[一卡通发放, ", "[一卡通发方, ", "是不是“一卡通发放”？"),
        (SERVICE, "[窗口, 网上, 村级代收, 帮办代办]", "窗口", "这里要写成列表"),
        (SERVICE, "- 名称: 家庭经济", "- 名称：家庭经济", "用了中文冒号"),
        (SERVICE, "  地点: 机关\n公示", "地点: 机关\n公示", "它要写在“办理流程”或“公示”里面"),
        (SERVICE, "事项名称:", "编号: other\n事项名称:", "编号“other”和文件名不一致"),
        ("county.yaml", '"361025000000"', "3610", "不是区划代码"),
        ("county.yaml", "周一至周五:", "星期一到五:", "不是星期。请写“周一”或“周一至周五”"),
        ("county.yaml", "8:30-12:00", "8:30到12:00", "不是时间段。请写成 8:30-12:00"),
        (f"{TOWN}/township.yaml", '"361025205000"', '"361026205000"', "不属于上一级（应以 361025"),
        (f"{TOWN}/township.yaml", '"361025205000"', '"361025105000"', "重复"),
        (f"{TOWN}/staff.yaml", "编号: A02", "编号: A01", "“A01”和前面的重复"),
        (f"{TOWN}/staff.yaml", "村: 坪溪村委会", "村: 坪西村委会", "是不是“坪溪村委会”？"),
        (f"{TOWN}/villages.yaml", "包村干部: [A01]", "包村干部: [A99]", "没有“A99”这个人员编号"),
        (f"{TOWN}/villages.yaml", "代办员: [H01]", "代办员: [H9]", "没有“H9”这个代办员编号"),
        (f"{TOWN}/villages.yaml", "村民小组: 3", "村民小组: 三", "请写小组个数"),
        (f"{TOWN}/catalog.yaml", "- ps-id-card", "- ps-id-crad", "是不是“ps-id-card”？"),
        (f"{TOWN}/catalog.yaml", "- ps-id-card", "- sa-minimum-living", "写了两遍"),
        (f"{TOWN}/catalog.yaml", "A岗: A01", "A岗: A77", "没有“A77”这个人员编号"),
        (f"{TOWN}/catalog.yaml", "窗口: 2", "窗口: 7", "没有“7”这个窗口。现有：1、2"),
        (f"{TOWN}/catalog.yaml", "编号: jinzhu-she-festival", "编号: hall", "编号“hall”不能用"),
        (f"{TOWN}/catalog.yaml", "编号: jinzhu-she-festival", "编号: v200", "编号“v200”不能用"),
        (f"{TOWN}/catalog.yaml", "编号: jinzhu-she-festival", "编号: ps-id-card", "是县里的事项"),
        (f"{TOWN}/catalog.yaml", "编号: jinzhu-she-festival", "最低层级: 村", "缺少“引用”或“编号”"),
        (SERVICE, "[窗口, 网上, ", "[窗口，网上, ", "“窗口，网上”，几项之间要用英文逗号"),
        (SERVICE, "[窗口, 网上, 村级代收, 帮办代办]", "窗口，网上", "写成 [窗口, 网上]，或每行"),
        (SERVICE, "[窗口, 网上, ", "［窗口, 网上, ", "办理渠道：用了中文括号"),
        (SERVICE, '咨询电话: "12345"', "咨询电话: １２３４５", "（数字和符号要用半角的）"),
        (SERVICE, "25个工作日", "２５个工作日", "不是时限（数字和符号要用半角的）"),
        (SERVICE, "2026-11-23", "2026年11月23日", "请写成 2026-11-23 这样的形式"),
        (SERVICE, "领域: 社会", "　领域: 社会", "字段名前后有全角空格"),
        (SERVICE, "领域: 社会", '"": 社会', "没有“”这个字段"),
        (SERVICE, "领域: 社会", "str: 社会", "没有“str”这个字段"),
        (SERVICE, "领域: 社会", "12: 社会", "没有“12”这个字段"),
        (SERVICE, "领域: 社会", "[a]: 社会", "冒号前面应该是字段名"),
        (SERVICE, "- 名称: 家庭经济", "-\n- 名称: 家庭经济", "第4项：这一项是空的"),
        (SERVICE, "事项名称:", "备注:\n事项名称:", "没有“备注”这个字段"),
        ("county.yaml", "8:30-12:00", "8：30-12：00", "不是时间段（数字和符号要用半角的）"),
        ("county.yaml", '"8:30-12:00, 14:00-17:30"', "[上午]", "每一天的时间要写成一句话"),
        ("county.yaml", '热线: "12345"', "热线: “12345”", "（引号要用英文的）"),
        (f"{TOWN}/township.yaml", "{编号: 2", "{编号: 1", "“1”和前面的重复"),
        (f"{TOWN}/township.yaml", "{编号: 2", "{编号 2", "请写成：编号: 2"),
        (f"{TOWN}/villages.yaml", "361025205201", "361025205200", "“361025205200”和前面的重复"),
        (f"{TOWN}/villages.yaml", "[A01]", "[A01，A02]", "几项之间要用英文逗号"),
        (f"{TOWN}/catalog.yaml", "B岗: A02}", "B岗:A02}", "冒号后面少一个空格。请写成：B岗: A02"),
        (f"{TOWN}/catalog.yaml", "B岗: A02}", "B岗： A02}", "用了中文冒号“：”"),
        (f"{TOWN}/catalog.yaml", "A01, B岗: A02}", "A01， B岗: A02}", "用了中文逗号“，”"),
        (f"{TOWN}/catalog.yaml", "社会保险:", "社会保障:", "不能写“社会保障”，是不是“社会保险”？"),
        (f"{TOWN}/catalog.yaml", "- ps-id-card", "- [ps-id-card]", "例如：- sa-minimum-living"),
        (f"{TOWN}/catalog.yaml", "- ps-id-card", "-", "例如：- sa-minimum-living"),
        (f"{TOWN}/catalog.yaml", "- ps-id-card", "- 引用:", "例如：- sa-minimum-living"),
        (f"{TOWN}/catalog.yaml", "- ps-id-card", "- {引用: ps-id-card, 编号: a}", "不用再写“编号”"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_what_to_write(
    guides: Path, file: str, old: str, new: str, told_as: str
) -> None:
    edit(guides / file, old, new)
    assert any(told_as in line for line in told(guides)), told(guides)


def test_everything_wrong_is_told_at_once_by_file_and_line(guides: Path) -> None:
    edit(guides / SERVICE, "领域: 社会救助", "领域: 社会")
    edit(guides / SERVICE, "跑动次数: 0", "跑动次数: 零")
    edit(guides / "county.yaml", "演示: 是", "演示: 对")
    problems = catalog.load(guides).problems
    assert [(Path(p.file).name, p.line) for p in problems] == [
        ("county.yaml", 3),
        ("sa-minimum-living.yaml", 3),
        ("sa-minimum-living.yaml", 74),
    ]


@pytest.mark.parametrize("name", ["Bad_Name", "index", "v12", "名字"])
def test_a_file_name_that_is_no_address_is_refused(guides: Path, name: str) -> None:
    (guides / SERVICE).rename(guides / "services" / f"{name}.yaml")
    assert any(f"文件名“{name}”不能用" in line for line in told(guides))


@pytest.mark.parametrize("name", ["about", "assets", "Jinzhu"])
def test_a_folder_name_that_is_no_address_is_refused(guides: Path, name: str) -> None:
    (guides / TOWN).rename(guides / "townships" / name)
    assert any(f"目录名“{name}”不能用" in line for line in told(guides))


@pytest.mark.parametrize("ending", [".yml", ".yaml.txt", ".YAML", ".txt"])
def test_a_service_under_another_ending_is_told_and_not_passed_over(
    guides: Path, ending: str
) -> None:
    (guides / "services" / f"dibao{ending}").write_text("事项名称: 低保\n", encoding="utf-8")
    (line,) = told(guides)
    assert "文件名要以 .yaml 结尾" in line
    assert "请改名为 dibao.yaml" in line


def test_a_missing_field_of_an_item_is_told_at_that_item(guides: Path) -> None:
    edit(guides / SERVICE, "- 名称: 家庭经济状况核对授权书\n  来源: 申请人自备", "- 说明: 当面签")
    problems = catalog.load(guides).problems
    assert [(p.line, p.message) for p in problems] == [
        (35, "申请材料 第4项 › 名称：没有填写"),
        (35, "申请材料 第4项 › 来源：没有填写"),
    ]


def test_one_broken_file_does_not_silence_the_other_three(guides: Path) -> None:
    edit(guides / TOWN / "staff.yaml", "编号: A01", "编号:")
    edit(guides / TOWN / "catalog.yaml", "承诺时限: 12个工作日", "承诺时限: 12天")
    edit(guides / TOWN / "township.yaml", "{编号: 2", "{编号: 1")
    edit(guides / TOWN / "villages.yaml", "361025205201", "361025105201")
    lines = told(guides)
    assert all(any(f"/{name}.yaml:" in line for line in lines) for name in FILES_OF_A_TOWNSHIP)
    assert not any("没有“A02”" in line for line in lines)


def test_references_to_an_empty_list_are_told_once_a_file(guides: Path) -> None:
    whole = (guides / TOWN / "township.yaml").read_text(encoding="utf-8")
    without = "".join(line for line in whole.splitlines(keepends=True) if "综合窗口" not in line)
    (guides / TOWN / "township.yaml").write_text(without, encoding="utf-8")
    (line,) = told(guides)
    assert "窗口还一个也没有，请先登记" in line


def test_missing_files_are_told_by_name(guides: Path) -> None:
    (guides / "county.yaml").unlink()
    (guides / TOWN / "staff.yaml").unlink()
    assert [line.split(":")[0] for line in told(guides)] == ["county.yaml", f"{TOWN}/staff.yaml"]
    assert told(guides.parent / "nowhere") == [
        f"{guides.parent}/nowhere:1: 错误 没有这个目录。请写出 guides 目录的位置"
    ]


@pytest.fixture(scope="module")
def demonstration() -> catalog.Catalog:
    return catalog.load(HERE.parent / "guides")


@pytest.mark.parametrize(
    "path", sorted((HERE.parent / "guides").rglob("*.yaml")), ids=lambda path: path.stem
)
def test_every_file_of_the_demonstration_county_is_sound(
    demonstration: catalog.Catalog, path: Path
) -> None:
    assert path.relative_to(HERE.parent / "guides").as_posix() in demonstration.sources
    assert [problem for problem in demonstration.problems if problem.file == str(path)] == []


def test_the_demonstration_county_is_the_whole_county(demonstration: catalog.Catalog) -> None:
    loaded = demonstration
    villages = [village for township in loaded.townships for village in township.villages]
    assert len(loaded.townships) == 16
    assert sum(village.kind == "村委会" for village in villages) == 176
    assert sum(village.kind == "居委会" for village in villages) == 21
    assert sum(len(village.groups) for village in villages) == 2460
    assert all(set(loaded.services) <= {g.identifier for g in t.guides} for t in loaded.townships)


def test_every_area_of_the_demonstration_county_has_two_people_who_know_it(
    demonstration: catalog.Catalog,
) -> None:
    for township in demonstration.townships:
        for person in township.staff:
            assert len(person.other_areas) in {2, 3}
            assert person.main_area not in person.other_areas
        for guide in township.guides:
            assert guide.post_a is not None
            assert guide.post_b is not None
            assert guide.post_a is not guide.post_b
            assert guide.service.topic in guide.post_a.areas
            assert guide.service.topic in guide.post_b.areas
            assert guide.window is not None


@pytest.mark.parametrize("path", sorted((HERE / "failing").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_service_that_fails_the_standard_is_well_formed_all_the_same(path: Path) -> None:
    loaded = catalog.load_services(path)
    assert loaded.problems == ()
    assert list(loaded.services) == [path.stem]
