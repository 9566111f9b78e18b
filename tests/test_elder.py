"""长辈版: large, plain, at its own address, with and without JavaScript; and reading aloud."""

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.pages import elder
from generator.project import Project
from tests import html
from tests.test_browser import DESK, GUIDE, KINDS, NARROW, PHONE, opened, overhang

PAGES = tuple(elder.path(name) for name in KINDS if elder.exists(name))
LARGEST = 40
"""30 pt in CSS px."""

SMALL_LETTERS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), small = [];
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement, style = getComputedStyle(one);
    if (!walker.currentNode.data.trim() || !one.checkVisibility()) continue;
    if (one.closest("script, .sr, .skip")) continue;
    const close = !one.closest("h1, h2, h3, .tools") &&
      parseFloat(style.lineHeight) < parseFloat(style.fontSize) * 1.5 - .1;
    if (parseFloat(style.fontSize) < 24 || close) small.push(one.outerHTML.slice(0, 120));
  }
  return small;
}"""
"""Words under 18 pt, and lines closer than 1.5."""

SMALL_TARGETS = """() => {
  const inText = ".crumbs a, p a:not(.call), dd a", less = [];
  for (const one of document.querySelectorAll("a[href], button, input, summary")) {
    const box = (one.closest("label") || one).getBoundingClientRect();
    if (!box.width || one.matches(".prose p a, .prose li a, .skip")) continue;
    const needed = one.matches(inText) ? 44 : 60;
    if (box.height < needed - .1 || box.width < 43.9) less.push([one.outerHTML, box.height]);
  }
  return less;
}"""
"""What is pressed and less than 60 px high, or 44 px within a text. Words in prose are excepted."""

VOICES = """(languages) => {
  const said = [];
  const synthesis = {
    said, cancelled: 0, onvoiceschanged: null,
    getVoices: () => languages.map(lang => ({ lang })),
    speak(one) { said.push(one); },
    cancel() { this.cancelled += 1; },
  };
  Object.defineProperty(window, "speechSynthesis", { value: synthesis });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
}"""
"""A browser that can speak, and remembers what it was asked to say."""


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Page:  # type: ignore[misc]
    with opened(browser, PHONE, java_script_enabled=request.param) as page:
        yield page


def address(county: Project, name: str) -> str:
    return (county.site / name).resolve().as_uri()


def speaking(page: Page, *languages: str) -> None:
    page.add_init_script(f"({VOICES})({list(languages)})")


def letters(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))


def test_every_page_for_residents_has_its_elder_twin(county: Project) -> None:
    standard = {
        path.relative_to(county.site).as_posix()
        for path in county.site.rglob("*.html")
        if elder.FOLDER.strip("/") not in path.parts
    }
    for name in filter(elder.exists, standard):
        assert (county.site / elder.path(name)).is_file(), name


def test_links_of_an_elder_page_stay_in_the_view(county: Project) -> None:
    folder = county.site / elder.FOLDER
    for path in folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert '<html lang="zh-CN" class="elder">' in text
        leaving = []
        for words, link in html.read(path).links:
            found = html.target(path, link)
            if found and found[0].suffix == ".html" and not found[0].is_relative_to(folder):
                leaving.append((words, found[0].relative_to(county.site).parts[0]))
        others = [one for one in leaving if one[0] != elder.LEAVE and one[1] != "handbook"]
        assert others == [], path
        assert [words for words, _ in leaving].count(elder.LEAVE) == 1, path


def test_a_reader_goes_into_the_view_through_it_and_back(phone: Page, county: Project) -> None:
    phone.goto(address(county, "index.html"))
    phone.get_by_role("link", name="长辈版").click()
    assert phone.url == address(county, "elder/index.html")
    phone.get_by_role("link", name="金竹畲族乡").click()
    phone.locator("#social-assistance").get_by_role("link", name="低保").first.click()
    assert phone.url == address(county, elder.path(GUIDE))
    expect(phone.locator("h1")).to_have_text("低保")
    phone.get_by_role("link", name="怎么用这个网站").click()
    assert phone.url == address(county, "elder/about/how-to.html")
    phone.get_by_role("link", name="标准版").click()
    assert phone.url == address(county, "about/how-to.html")


def test_search_stays_in_the_view(browser: Browser, county: Project) -> None:
    with opened(browser, PHONE) as page:
        page.goto(address(county, "elder/jinzhu/index.html"))
        page.locator("input[name=q]").fill("低保")
        page.locator(".found a").first.click()
        expect(page.locator("h1")).to_have_text("低保")
        assert page.url == address(county, elder.path(GUIDE))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_way_in_and_out_is_on_every_first_screen(
    browser: Browser, county: Project, size: tuple[int, int]
) -> None:
    with opened(browser, size, java_script_enabled=False) as page:
        for name in (*KINDS, *PAGES):
            page.goto(address(county, name))
            words = elder.LEAVE if name in PAGES else elder.ENTER
            box = page.get_by_role("link", name=words, exact=True).bounding_box()
            assert box is not None, name
            assert box["x"] >= 0, name
            assert box["x"] + box["width"] <= size[0], name
            assert box["y"] + box["height"] <= size[1] / 4, name


@pytest.mark.parametrize("name", PAGES)
def test_letters_and_targets_are_large_and_nothing_scrolls_sideways(
    browser: Browser, county: Project, name: str
) -> None:
    with opened(browser, PHONE) as page:
        page.goto(address(county, name))
        assert page.evaluate(SMALL_LETTERS) == []
        assert page.evaluate(SMALL_TARGETS) == []
        for width, height in (NARROW, PHONE, (640, 400), DESK):
            page.set_viewport_size({"width": width, "height": height})
            assert overhang(page) <= 0, width
        page.evaluate("localStorage.setItem('elder-size', 4)")
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page.reload()
        assert letters(page) == pytest.approx(LARGEST, abs=0.1)
        assert overhang(page) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_words_are_grey(browser: Browser, county: Project, scheme: str) -> None:
    with opened(browser, PHONE, color_scheme=scheme) as page:
        page.goto(address(county, elder.path(GUIDE)))
        colours = page.evaluate(
            """[...document.querySelectorAll(".official, .small, dt, .source, .steps span")]
            .map(one => getComputedStyle(one).color)"""
        )
        ink = page.evaluate("getComputedStyle(document.body).color")
        on_green = page.evaluate("getComputedStyle(document.querySelector('.trips')).color")
        assert set(colours) == {ink, on_green}


def test_what_is_asked_first_comes_first(phone: Page, county: Project) -> None:
    phone.goto(address(county, elder.path(GUIDE)))
    asked = [" ".join(one.split()[:1]) for one in phone.locator(".facts h2").all_inner_texts()]
    assert asked == ["跑几次", "找谁办", "去哪办", "带什么", "几天", "多少钱"]
    tops = [one.bounding_box() for one in phone.locator(".fact").all()]
    places = [box["y"] for box in tops if box]
    assert places == sorted(places)
    assert len(set(places)) == len(asked), "one column"


def test_letters_grow_to_thirty_points_and_the_phone_remembers(
    browser: Browser, county: Project
) -> None:
    with opened(browser, PHONE) as page:
        page.goto(address(county, elder.path(GUIDE)))
        larger = page.get_by_role("button", name="大一点")
        smaller = page.get_by_role("button", name="小一点")
        expect(smaller).to_be_disabled()
        assert letters(page) == pytest.approx(24, abs=0.1)
        for _ in range(4):
            larger.click()
        expect(larger).to_be_disabled()
        assert letters(page) == pytest.approx(LARGEST, abs=0.1)
        page.goto(address(county, "elder/jinzhu/index.html"))
        assert letters(page) == pytest.approx(LARGEST, abs=0.1)
        smaller.click()
        assert letters(page) == pytest.approx(36, abs=0.1)
        page.goto(address(county, GUIDE))
        assert letters(page) == pytest.approx(18, abs=0.1)


def test_without_a_script_no_button_is_shown_that_does_nothing(
    browser: Browser, county: Project
) -> None:
    with opened(browser, PHONE, java_script_enabled=False) as page:
        page.goto(address(county, elder.path(GUIDE)))
        expect(page.locator(".tools")).to_be_hidden()
        assert letters(page) == pytest.approx(24, abs=0.1)


@pytest.mark.parametrize("languages", [(), ("en-US", "fr-FR")])
def test_reading_aloud_is_not_offered_without_a_chinese_voice(
    browser: Browser, county: Project, languages: tuple[str, ...]
) -> None:
    with opened(browser, PHONE) as page:
        speaking(page, *languages)
        page.goto(address(county, elder.path(GUIDE)))
        expect(page.get_by_role("button", name="大一点")).to_be_visible()
        expect(page.get_by_role("button", name="读出来")).to_be_hidden()


def test_reading_aloud_is_not_offered_where_there_is_no_speech(
    browser: Browser, county: Project
) -> None:
    with opened(browser, PHONE) as page:
        page.add_init_script(
            "delete Object.getPrototypeOf(window).speechSynthesis;"
            "Object.defineProperty(window, 'speechSynthesis', {value: undefined})"
        )
        page.goto(address(county, elder.path(GUIDE)))
        expect(page.get_by_role("button", name="大一点")).to_be_visible()
        expect(page.get_by_role("button", name="读出来")).to_be_hidden()


def test_a_voice_that_comes_late_is_offered(browser: Browser, county: Project) -> None:
    with opened(browser, PHONE) as page:
        speaking(page)
        page.goto(address(county, elder.path(GUIDE)))
        expect(page.get_by_role("button", name="读出来")).to_be_hidden()
        page.evaluate("""() => {
          speechSynthesis.getVoices = () => [{ lang: "zh-CN" }];
          speechSynthesis.onvoiceschanged();
        }""")
        expect(page.get_by_role("button", name="读出来")).to_be_visible()


def test_the_essentials_are_read_aloud_and_can_be_stopped(
    browser: Browser, county: Project
) -> None:
    with opened(browser, PHONE) as page:
        speaking(page, "en-US", "zh-CN")
        page.goto(address(county, elder.path(GUIDE)))
        page.get_by_role("button", name="读出来").click()
        said = page.evaluate("speechSynthesis.said.map(one => one.text)")
        heard = "\n".join(said)
        for words in (
            "低保",
            "不用跑",
            "0 7 9 4 0 0 0 0 0 3 1 5",
            "社会救助岗",
            "金竹畲族乡便民服务中心",
            "家庭经济状况核对授权书",
            "25个工作日",
            "不收费",
        ):
            assert words in heard
        assert "设定依据" not in heard
        assert max(map(len, said)) < 100
        assert set(page.evaluate("speechSynthesis.said.map(one => one.lang)")) == {"zh-CN"}
        before = page.evaluate("speechSynthesis.cancelled")
        page.get_by_role("button", name="停").click()
        assert page.evaluate("speechSynthesis.cancelled") == before + 1
        expect(page.get_by_role("button", name="读出来")).to_be_visible()


def test_the_button_offers_to_read_again_when_the_end_is_reached(
    browser: Browser, county: Project
) -> None:
    with opened(browser, PHONE) as page:
        speaking(page, "zh-CN")
        page.goto(address(county, "elder/jinzhu/v200.html"))
        page.get_by_role("button", name="读出来").click()
        heard = "\n".join(page.evaluate("speechSynthesis.said.map(one => one.text)"))
        assert "坪溪村委会" in heard
        assert "包村干部" in heard
        page.evaluate("speechSynthesis.said[speechSynthesis.said.length - 1].onend()")
        expect(page.get_by_role("button", name="读出来")).to_be_visible()


def test_a_table_keeps_its_column_names_when_a_row_becomes_a_card(
    phone: Page, county: Project
) -> None:
    phone.goto(address(county, "elder/jinzhu/staff.html"))
    cell = phone.locator("tbody tr").first.locator("td").first
    label = cell.evaluate("one => getComputedStyle(one, '::before').content")
    assert label == '"主岗："'


def test_the_404_page_leads_to_the_elder_home(browser: Browser, county: Project) -> None:
    with opened(browser, PHONE) as page:
        page.goto(address(county, "404.html"))
        page.get_by_role("link", name="长辈版").click()
        assert page.url == address(county, "elder/index.html")


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ('href="../assets/guide.css?1"', 'href="../../assets/guide.css?1"'),
        ('src="picture.png"', 'src="../picture.png"'),
        ('href="catalog.json"', 'href="../catalog.json"'),
        ('href="../handbook/index.html#a.b"', 'href="../../handbook/index.html#a.b"'),
        ('href="../jinzhu/v1.html"', 'href="../jinzhu/v1.html"'),
        ('href="a.html?q=b.png"', 'href="a.html?q=b.png"'),
        ('href="#fee"', 'href="#fee"'),
        ('href="tel:12345"', 'href="tel:12345"'),
        ('href="https://example.invalid/a.pdf"', 'href="https://example.invalid/a.pdf"'),
        ('href="/a.pdf"', 'href="/a.pdf"'),
    ],
)
def test_only_what_exists_once_is_looked_for_outside(link: str, found: str) -> None:
    assert f"<a {found}>" in elder.document(f"<body><a {link}></body>", "")


def test_weight_of_the_view_is_within_the_budget(county: Project) -> None:
    assert len((county.site / "assets" / "elder.js").read_bytes()) <= 2_560
    assert len((county.site / "assets" / "guide.css").read_bytes()) <= 26_624
