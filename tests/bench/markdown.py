"""Our pages as a person would write them in Markdown."""

import json
import re

_RULES = (
    (r"<h1>(.*?)</h1>", r"\n# \1\n"),
    (r"<h2[^>]*>(.*?)</h2>", r"\n## \1\n"),
    (r"<h3[^>]*>(.*?)</h3>", r"\n### \1\n"),
    (r"<dt>(.*?)</dt><dd>(.*?)</dd>", r"\n**\1**: \2\n"),
    (r'<a [^>]*href="#[^"]*"[^>]*>(.*?)</a>', r"\1"),  # the theme lists a page's headings itself
    (r'<a [^>]*href="([^"#:]*)\.html[^"]*"[^>]*>(.*?)</a>', r"[\2](\1.md)"),
    (r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', r"[\2](\1)"),
    (r"<b>(.*?)</b>", r"**\1**"),
    (r"<t[dh][^>]*>", r" | "),
    (r"</tr>\s*</thead>", r" |\n|" + r"---|" * 9),
    (r"<tr>", r"\n"),
    (r"<li[^>]*>", r"\n- "),
    (r"<p[^>]*>", r"\n\n"),
    (r"<[^>]+>", r" "),
    (r"[ \t]+", r" "),
    (r"\n\s*\n+", r"\n\n"),
)


def as_markdown(title: str, html: str) -> str:
    """A page's content without its frame; every word stays."""
    text = html
    for pattern, replacement in _RULES:
        text = re.sub(pattern, replacement, text, flags=re.DOTALL)
    return f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n{text.strip()}\n"
