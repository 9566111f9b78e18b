"""长辈版: every page a second time under `elder/`, large and plain, at an address of its own.

An elder page is made from the standard page's document by a few replacements, so that there is
one set of templates and whatever is added to them is there twice. Links between pages stay as
they are, and with them a reader stays in the view; what exists once (style sheets, data, pictures,
the handbook) is one folder further up.
"""

import re

FOLDER = "elder/"
ENTER, LEAVE = "长辈版", "标准版"
_FIRST = ("trips", "whom", "where", "papers")
"""Facts an old person asks for first: 怎么办, 找谁办, 在哪办, 带什么."""

_FURTHER = r'(?=(?:\.\./)*(?:handbook/|(?:[\w-]+/)*[^"/.#?:]+\.(?!html\b)\w+["?#]))'
_ONCE = tuple((f' {name}="', re.compile(f' {name}="{_FURTHER}')) for name in ("href", "src"))
"""Where the address of something begins that isn't under `elder/`; one pattern each is faster."""
_RATE = re.compile(r'( data-rate href="[^"]*)"')
_SWITCH = re.compile(rf'href="((?:\.\./)*){FOLDER}([^"]*)">{ENTER}<')
_FACT = re.compile(r'<section class="fact\b([^"]*)".*?</section>', re.DOTALL)


def exists(path: str) -> bool:
    """Whether the page at `path` has an elder version: the handbook and the 404 page have none."""
    return path != "404.html" and not path.startswith("handbook/")


def path(standard: str) -> str:
    """Where the elder version of a page stands."""
    return FOLDER + standard


def document(html: str, tools: str) -> str:
    """The elder version of a standard page's document; `tools` are the buttons at its end."""
    html = html.replace("</body>", tools + "</body>")
    for begin, outside in _ONCE:
        html = outside.sub(f"{begin}../", html)
    html = _RATE.sub(r'\1&amp;view=elder"', html)
    html = _SWITCH.sub(rf'href="../\1\2">{LEAVE}<', html)
    html = html.replace('<html lang="zh-CN">', '<html lang="zh-CN" class="elder">', 1)
    return _sorted(html.replace("</title>", f"（{ENTER}）</title>", 1))


def _sorted(html: str) -> str:
    """The facts of a guide's first screen, the most important first."""
    facts = list(_FACT.finditer(html))
    ordered = iter(sorted(facts, key=_rank))
    return _FACT.sub(lambda _: next(ordered)[0], html) if facts else html


def _rank(fact: re.Match[str]) -> int:
    names = fact[1].split()
    return next((rank for rank, name in enumerate(_FIRST) if name in names), len(_FIRST))
