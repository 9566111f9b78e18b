"""One of our pages in the way of GOV.UK: the same words in govuk-frontend's own markup."""

import re
from pathlib import Path
from shutil import copy, copytree

from generator.contents import Contents
from generator.pages import Page

_RULES = (
    (r'\s(?:class|id|data-[\w-]+|aria-[\w-]+)="[^"]*"', ""),
    (r"<h1>", '<h1 class="govuk-heading-xl">'),
    (r"<h2>", '<h2 class="govuk-heading-m">'),
    (r"<h3>", '<h3 class="govuk-heading-s">'),
    (r"<p>", '<p class="govuk-body">'),
    (r"<ul>", '<ul class="govuk-list govuk-list--bullet">'),
    (r"<ol>", '<ol class="govuk-list govuk-list--number">'),
    (r"<a ", '<a class="govuk-link" '),
    (r"<dl>", '<dl class="govuk-summary-list">'),
    (r"<div><dt>", '<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">'),
    (r"<dd>", '<dd class="govuk-summary-list__value">'),
    (r"<table>", '<table class="govuk-table">'),
)
_DOCUMENT = """\
<!DOCTYPE html>
<html lang="zh-CN" class="govuk-template">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#1d70b8">
<meta name="description" content="{title}：怎么办、带什么、去哪办">
<link rel="icon" sizes="48x48" href="/assets/images/favicon.ico">
<link rel="icon" sizes="any" href="/assets/images/favicon.svg" type="image/svg+xml">
<link rel="manifest" href="/assets/manifest.json">
<link rel="stylesheet" href="/assets/govuk-frontend.min.css">
</head>
<body class="govuk-template__body">
<script>document.body.className += ' js-enabled' +
('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '')</script>
<a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link">跳到正文</a>
<header class="govuk-header"><div class="govuk-header__container govuk-width-container">
<div class="govuk-header__logo"><a href="/" class="govuk-header__homepage-link">办事指南</a></div>
</div></header>
<div class="govuk-width-container">
<nav class="govuk-breadcrumbs" aria-label="您现在的位置"><ol class="govuk-breadcrumbs__list">
{crumbs}</ol></nav>
<main class="govuk-main-wrapper" id="main-content">
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
{content}
</div></div>
</main>
</div>
<footer class="govuk-footer"><div class="govuk-width-container"><div class="govuk-footer__meta">
<div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
<a class="govuk-footer__link" href="tel:12345">12345</a></div></div></div></footer>
<script type="module">
import {{ initAll }} from '/assets/govuk-frontend.min.js'
initAll()
</script>
</body>
</html>
"""
_CRUMB = (
    '<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="/">{}</a>'
)


def write(content: Contents, page: Page, package: Path, folder: Path) -> str:
    """A site with that page alone; gives the page's path. `package` is govuk-frontend."""
    dist = package / "dist" / "govuk"
    copytree(dist / "assets", folder / "assets")
    for name in ("govuk-frontend.min.css", "govuk-frontend.min.js"):
        copy(dist / name, folder / "assets")
    crumbs = "".join(f"{_CRUMB.format(name)}</li>\n" for name, _ in page.crumbs)
    html = page.fragment(content.renderer)
    for pattern, replacement in _RULES:
        html = re.sub(pattern, replacement, html)
    text = _DOCUMENT.format(title=page.title, crumbs=crumbs, content=html)
    (folder / "service.html").write_text(text, encoding="utf-8")
    return "service.html"
