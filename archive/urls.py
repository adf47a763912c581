"""Every address of the archive."""

from django.contrib import admin
from django.urls import include, path

from .web import (
    about,
    articles,
    baskets,
    batches,
    captures,
    cited_pages,
    citing,
    corrections,
    desk,
    desk_reports,
    entries,
    events,
    feeds,
    fonts,
    home,
    integrity,
    kinds,
    maps,
    memento,
    narratives,
    photos,
    quotations,
    regions,
    reports,
    search,
    search_export,
    sources,
    styles,
    tags,
    timeline,
    unapi,
    versions,
)

DETAILS = {
    "article": articles.article_detail,
    "photo": photos.photo_detail,
    "source": sources.source_detail,
    "event": events.event_detail,
}
pages = [
    path("", home.home, name="home"),
    path("search/", search.search_page, name="search"),
    path(
        "search/export.<str:suffix>", search_export.search_export, name="search-export"
    ),
    path("search/cite/", cited_pages.search_cite, name="search-cite"),
    path("search/batch/", batches.batch_form, name="batch"),
    path("search/batch/<str:key>/", batches.batch_detail, name="batch-detail"),
    path("search/batch/<str:key>/results.csv", batches.batch_table, name="batch-table"),
    path("regions/", regions.region_list, name="region-list"),
    path("regions/<str:code>/", regions.region_detail, name="region-detail"),
    path("regions/<str:code>/cite/", cited_pages.region_cite, name="region-cite"),
    path("regions/<str:code>/map.svg", maps.region_map, name="region-map"),
    path("timeline/", timeline.timeline_page, name="timeline"),
    path("feeds/latest/", feeds.feed_search, name="feed-latest"),
    path("feeds/search/", feeds.feed_search, name="feed-search"),
    path(
        "feeds/timeline/", feeds.feed_search, {"page": "timeline"}, name="feed-timeline"
    ),
    path("feeds/corrections/", feeds.feed_corrections, name="feed-corrections"),
    path("feeds/regions/<str:code>/", feeds.feed_region, name="feed-region"),
    path("feeds/tags/<str:scheme>/<str:slug>/", feeds.feed_tag, name="feed-tag"),
    path("narratives/", narratives.narrative_list, name="narrative-list"),
    path(
        "narratives/<str:narrative>/",
        narratives.narrative_detail,
        name="narrative-short",
    ),
    path(
        "narratives/<str:narrative>/<str:slug>/",
        narratives.narrative_detail,
        name="narrative-detail",
    ),
    path("tags/", tags.tag_list, name="tag-list"),
    path("tags/<str:scheme>/<str:slug>/", tags.tag_detail, name="tag-detail"),
    path("quotations/", quotations.quotation_page, name="quotations"),
    path("basket/", baskets.basket_page, name="basket"),
    path("basket/export.<str:suffix>", baskets.basket_export, name="basket-export"),
    path("basket/<str:list_key>/", baskets.basket_page, name="basket-kept"),
    path(
        "basket/<str:list_key>/export.<str:suffix>",
        baskets.basket_export,
        name="basket-kept-export",
    ),
    path("corrections/", corrections.correction_list, name="correction-list"),
    path("about/", about.about, name="about"),
    path("about/integrity/", integrity.integrity_page, name="integrity"),
    path("about/integrity/head.txt", integrity.integrity_head, name="integrity-head"),
    path("about/<slug:topic>/", about.about_topic, name="about-topic"),
    path("fonts/<str:font>", fonts.font, name="font"),
    path("styles/<str:sheet>", styles.style, name="style"),
    path("healthz", about.health, name="health"),
    path("robots.txt", about.robots, name="robots"),
    path("sitemap.xml", about.sitemap, name="sitemap"),
    path("unapi", unapi.unapi, name="unapi"),
    path("opensearch.xml", about.opensearch, name="opensearch"),
    path(".well-known/security.txt", about.security, name="security"),
    path("entries/<str:id_code>/history/", versions.history, name="entry-history"),
    path("entries/<str:id_code>/timegate/", memento.timegate, name="entry-timegate"),
    path("entries/<str:id_code>/timemap/", memento.timemap, name="entry-timemap"),
    path(
        "entries/<str:id_code>/v<int:number>/",
        versions.version_detail,
        name="entry-version",
    ),
    path(
        "entries/<str:id_code>/v<int:number>/record.json",
        versions.version_record,
        name="entry-version-record",
    ),
    path(
        "entries/<str:id_code>/diff/<int:old>/<int:new>/",
        versions.diff,
        name="entry-diff",
    ),
    path(
        "entries/<str:id_code>/captures/<str:sha256>",
        captures.capture_file,
        name="entry-capture",
    ),
    path("entries/<str:id_code>/report/", reports.report_form, name="entry-report"),
    path("reports/<str:key>/", reports.report_detail, name="report-detail"),
    path(
        "about/integrity/timestamps/<int:number>.txt",
        integrity.stamped_head,
        name="timestamp-head",
    ),
    path(
        "about/integrity/timestamps/<int:number>.tsr",
        integrity.timestamp,
        name="timestamp",
    ),
    path("entries/<str:id_code>/cite/", citing.cite_page, name="entry-cite"),
    path("entries/<str:id_code>/", entries.entry_redirect, name="entry-slash"),
    path("entries/<str:id_code>", entries.entry_redirect, name="entry"),
]
# The suffix comes first, or `<id>` alone would take it.
pages.insert(
    -1,
    path(
        "entries/<slug:id_code>.<str:suffix>", entries.entry_format, name="entry-format"
    ),
)
for kind, detail in DETAILS.items():
    pages += [
        path(f"{kind}s/", kinds.kind_list(kind), name=f"{kind}-list"),
        path(f"{kind}s/<str:id_code>/", detail, name=f"{kind}-short"),
        path(f"{kind}s/<str:id_code>/<str:slug>/", detail, name=f"{kind}-detail"),
    ]
urlpatterns = [
    path("desk/admin/r/<path:record>", desk.not_there),
    path("desk/admin/", admin.site.urls),
    path("desk/", desk.desk, name="desk"),
    path("desk/reports/", desk_reports.report_list, name="desk-reports"),
    path("desk/reports/<int:pk>/", desk_reports.report_desk, name="desk-report"),
    path("desk/preview/<slug:id_code>/", desk.preview, name="desk-preview"),
    path(
        "desk/narratives/<slug:narrative>/preview/",
        narratives.narrative_preview,
        name="narrative-preview",
    ),
    path("", include((pages, "archive"))),
]
handler400 = "archive.web.errors.bad_request"
handler404 = "archive.web.errors.not_found"
handler500 = "archive.web.errors.server_error"
