"""Pages for residents: in the look of the guides, without cookies, kept by nobody on the way."""

from urllib.parse import urlencode

from flask import Response, make_response, render_template, request

from feedback_api.services import services


def page(template: str, status: int = 200, at: str | None = None, **values: object) -> Response:
    """A page of `public.html`, in 长辈版 when the address says so. Never stored on the way.

    `at` is where the other view begins, when it isn't this page's own address.
    """
    here, is_elder = services(), request.args.get("view") == "elder"
    other = {**request.args.to_dict(), "view": "" if is_elder else "elder"}
    asked = urlencode({name: said for name, said in other.items() if said})
    body = render_template(
        template,
        county=here.catalog.county,
        site=here.settings.site,
        is_elder=is_elder,
        twin=f"{at or request.path}?{asked}",
        view="?view=elder" if is_elder else "",
        **values,
    )
    response = make_response(body, status)
    response.cache_control.no_store = True
    return response
