"""Tables as doors to what is hidden: addresses for `test_never_there`."""

from __future__ import annotations

from archive.models import Article, Outlet

from .hidden_work import SECRET_PLACE, SECRET_TAG

# Address and what it gives of what is public.
GIVES = {
    "/compare/?a.region=CN-XJ&b.tag=theme/watching": "Cameras at the gate",
    "/compare/?a.q=cameras&b.from=2019&b.to=2019&kind=article": "Its report on cameras",
    "/compare/?a.source={report}&b.region=CN": "Watching",
    "/compare/counts.csv?a.region=CN-XJ&b.q=market": "theme/watching",
    "/compare/cite/?a.region=CN-XJ&b.from=2019": "Xinjiang (5 entries)",
    "/table/": "5 entries",
    "/table/?rows=province&columns=year&region=CN": "Xinjiang",
    "/table/?rows=tag&columns=region&q=cameras": "Watching",
    "/table/?rows=source&columns=outlet": "Its report on cameras",
    "/table/counts.csv?rows=province&columns=tag": "Xinjiang",
    "/table/counts.geojson?rows=region&columns=kind": "China",
    "/regions/picture.svg?tag=theme/watching": "China",
    "/regions/CN/picture.svg": "China: entries by place",
    "/timeline/picture.svg?region=CN-XJ": "2019",
    "/search/facets/region/?tag=theme/watching": "Xinjiang",
    "/search/facets/tag/?q=cameras&find=watch": "Watching",
    "/search/facets/credit/?find=d": "dpa",
    "/search/facets/language/?region=CN": "English",
    "/search/?narrative={path}": "/cameras-at-the-gate/",
    "/timeline/?narrative={path}": "Cameras at the gate",
    "/regions/CN/?narrative={path}": "Cameras at the gate",
    "/table/?narrative={path}&rows=source&columns=outlet": "Its report on cameras",
    "/compare/?a.narrative={path}&b.in_basket={kept}": "Cameras at the gate",
    "/search/?in_basket={kept}&q=cameras": "/cameras-at-the-gate/",
    "/search/export.csv?in_basket={kept}": "Cameras at the gate",
    "/changes/?in_basket={kept}": "Cameras at the gate",
    "/articles/?outlet=tagblatt": "Cameras at the gate",
    "/search/?outlet=tagblatt&q=cameras": "/cameras-at-the-gate/",
}
# Of tags and regions that only hidden entries have.
TERMS = {
    f"/compare/?a.tag={SECRET_TAG}&b.region=CN": 400,
    f"/compare/counts.csv?a.region={SECRET_PLACE}&b.region=CN": 400,
    f"/compare/cite/?a.region={SECRET_PLACE}&b.region=CN": 302,
    "/compare/": 200,
    "/compare/?a.region=CN": 200,
    f"/table/?region={SECRET_PLACE}": 400,
    "/table/?rows=prefecture&columns=tag": 200,
    "/table/?rows=county": 200,
    "/table/?rows=region&columns=county": 400,
    f"/table/counts.csv?tag={SECRET_TAG}": 400,
    f"/search/facets/tag/?tag={SECRET_TAG}": 400,
    f"/regions/{SECRET_PLACE}/picture.svg": 404,
    f"/timeline/picture.svg?region={SECRET_PLACE}": 400,
    f"/search/facets/region/?find={SECRET_PLACE}": 200,
    "/search/facets/tag/?find=Geheimwach": 200,
    "/search/facets/region/?find=Nirgendwo": 200,
}
# Tables that are counted in advance, and one that is not.
PLACES = (
    "/compare/?a.region=CN-XJ&b.tag=theme/watching",
    "/compare/?a.region=CN&b.region=CN-XJ&from=2018",
    "/table/",
    "/table/?rows=region&columns=year",
    "/table/?rows=tag&columns=region",
    "/table/?rows=province&columns=kind&from=2018",
    "/table/?rows=source&columns=outlet",
    "/table/counts.csv?rows=province&columns=year&tag=theme/watching",
    "/search/facets/region/",
    "/search/facets/tag/",
    "/regions/picture.png",
    "/regions/CN/picture.svg",
    "/timeline/picture.png?tag=theme/watching",
)


def name_outlet(entry):
    """Let an article be of the one outlet."""
    outlet, _made = Outlet.objects.get_or_create(slug="tagblatt", name="Tagblatt")
    Article.objects.filter(pk=entry.pk).update(outlet=outlet)
