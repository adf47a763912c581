"""Every address of the archive."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import admin
from django.http.response import HttpResponseBase
from django.urls import include, path

from archive.editing.urls import record_patterns
from archive.models import ENTRY_KINDS
from archive.web import feed_pages, home_page
from archive.web.about import about_pages, integrity_pages
from archive.web.accounts import (
    account_pages,
    login_page,
    role_request_page,
    staff_log_page,
)
from archive.web.baskets import basket_pages
from archive.web.changes import changes_page
from archive.web.citing import cite_page, cite_views, quotation_check, unapi
from archive.web.compare import compare_file, compare_page
from archive.web.corrections import correction_log, error_reports
from archive.web.desk import (
    desk_pages,
    intake_pages,
    report_answers,
    status_page,
    unfinished_pages,
)
from archive.web.desk.duplicates import merge_page
from archive.web.desk.imports import import_runs
from archive.web.desk.lists import list_page
from archive.web.desk.review import review_page
from archive.web.desk.segments import segment_page
from archive.web.desk.stories import story_page
from archive.web.entries import (
    article_page,
    captures,
    entry_addresses,
    event_page,
    photo_page,
    source_page,
)
from archive.web.feed_forms import SUFFIXES
from archive.web.layout import fonts, styles
from archive.web.lists import kind_pages, tag_pages
from archive.web.log import log_files, log_page
from archive.web.pictures import bar_pictures, map_pictures
from archive.web.regions import region_maps, region_pages
from archive.web.search import batch_pages, facet_page, search_export, search_page
from archive.web.tables import table_page
from archive.web.timeline import narrative_pages, timeline_page
from archive.web.versions import memento, version_pages

DETAILS = {
    "article": article_page.article_detail,
    "photo": photo_page.photo_detail,
    "source": source_page.source_detail,
    "event": event_page.event_detail,
}
# By name: address, view, and what the view is given beside.
FEEDS: dict[str, tuple[str, Callable[..., HttpResponseBase], dict[str, str]]] = {
    "latest": ("latest/", feed_pages.search_feed, {}),
    "search": ("search/", feed_pages.search_feed, {}),
    "timeline": ("timeline/", feed_pages.search_feed, {"page": "timeline"}),
    "changes": ("changes/", feed_pages.change_feed, {}),
    "corrections": ("corrections/", feed_pages.correction_feed, {}),
    "log": ("log/", feed_pages.log_feed, {}),
    "region": ("regions/<str:code>/", feed_pages.region_feed, {}),
    "tag": ("tags/<str:scheme>/<str:slug>/", feed_pages.tag_feed, {}),
}
pages = [
    path("", home_page.home_page, name="home"),
    path("search/", search_page.search_page, name="search"),
    path(
        "search/export.<str:suffix>", search_export.search_export, name="search-export"
    ),
    path("search/facets/<str:facet>/", facet_page.facet_page, name="search-facet"),
    path("search/cite/", cite_views.cite_search, name="search-cite"),
    path("search/batch/", batch_pages.batch_form, name="batch"),
    path("search/batch/<str:key>/", batch_pages.batch_detail, name="batch-detail"),
    path(
        "search/batch/<str:key>/results.csv",
        batch_pages.batch_table,
        name="batch-table",
    ),
    path("regions/", region_pages.region_list, name="region-list"),
    path(
        "regions/picture.<str:suffix>",
        map_pictures.world_picture,
        name="world-picture",
    ),
    path(
        "regions/<str:code>/picture.<str:suffix>",
        map_pictures.region_picture,
        name="region-picture",
    ),
    path("regions/<str:code>/", region_pages.region_detail, name="region-detail"),
    path("regions/<str:code>/cite/", cite_views.cite_region, name="region-cite"),
    path("regions/<str:code>/map.svg", region_maps.region_map_svg, name="region-map"),
    path("compare/", compare_page.compare_page, name="compare"),
    path("compare/cite/", cite_views.cite_comparison, name="compare-cite"),
    path("compare/counts.csv", compare_file.compare_file, name="compare-file"),
    path("table/", table_page.table_page, name="table"),
    path("table/counts.<str:suffix>", table_page.table_file, name="table-file"),
    path("timeline/", timeline_page.timeline_page, name="timeline"),
    path(
        "timeline/picture.<str:suffix>",
        bar_pictures.timeline_picture,
        name="timeline-picture",
    ),
    path("narratives/", narrative_pages.narrative_list, name="narrative-list"),
    path(
        "narratives/<str:narrative>/",
        narrative_pages.narrative_detail,
        name="narrative-short",
    ),
    path(
        "narratives/<str:narrative>/<str:slug>/",
        narrative_pages.narrative_detail,
        name="narrative-detail",
    ),
    path("tags/", tag_pages.tag_list, name="tag-list"),
    path("tags/<str:scheme>/<str:slug>/", tag_pages.tag_detail, name="tag-detail"),
    path("quotations/", quotation_check.quotation_page, name="quotations"),
    path("basket/", basket_pages.basket_page, name="basket"),
    path(
        "basket/export.<str:suffix>", basket_pages.basket_export, name="basket-export"
    ),
    path("basket/<str:list_key>/", basket_pages.basket_page, name="basket-kept"),
    path(
        "basket/<str:list_key>/export.<str:suffix>",
        basket_pages.basket_export,
        name="basket-kept-export",
    ),
    path("changes/", changes_page.change_list, name="change-list"),
    path("corrections/", correction_log.correction_list, name="correction-list"),
    path("about/", about_pages.about_page, name="about"),
    path("about/integrity/", integrity_pages.integrity_page, name="integrity"),
    path(
        "about/integrity/head.txt",
        integrity_pages.integrity_head,
        name="integrity-head",
    ),
    path("log/", log_page.log_page, name="log"),
    path("log/checkpoint", log_files.log_checkpoint, name="log-checkpoint"),
    path("log/tile/entries/<path:place>", log_files.log_entries, name="log-entries"),
    path("log/tile/<str:level>/<path:place>", log_files.log_tile, name="log-tile"),
    path("about/<slug:topic>/", about_pages.about_topic, name="about-topic"),
    path("fonts/<str:font>", fonts.font_file, name="font"),
    path("styles/<str:sheet>", styles.style_sheet, name="style"),
    path("healthz", about_pages.health_check, name="health"),
    path("robots.txt", about_pages.robots_txt, name="robots"),
    path("sitemap.xml", about_pages.sitemap_xml, name="sitemap"),
    path("unapi", unapi.unapi_endpoint, name="unapi"),
    path("opensearch.xml", about_pages.opensearch_description, name="opensearch"),
    path(".well-known/security.txt", about_pages.security_txt, name="security"),
    path(
        "entries/<str:id_code>/history/",
        version_pages.version_history,
        name="entry-history",
    ),
    path("timegate/<path:address>", memento.any_timegate, name="timegate"),
    path(
        "entries/<str:id_code>/timegate/", memento.entry_timegate, name="entry-timegate"
    ),
    path("entries/<str:id_code>/timemap/", memento.entry_timemap, name="entry-timemap"),
    path(
        "entries/<str:id_code>/v<int:number>/",
        version_pages.version_detail,
        name="entry-version",
    ),
    path(
        "entries/<str:id_code>/v<int:number>/record.json",
        version_pages.version_record,
        name="entry-version-record",
    ),
    path(
        "entries/<str:id_code>/v<int:number>/record.tlog-proof",
        log_files.version_proof,
        name="entry-version-proof",
    ),
    path(
        "entries/<str:id_code>/diff/<int:old>/<int:new>/",
        version_pages.version_diff,
        name="entry-diff",
    ),
    path(
        "entries/<str:id_code>/captures/<str:sha256>",
        captures.capture_file,
        name="entry-capture",
    ),
    path(
        "entries/<str:id_code>/report/", error_reports.report_form, name="entry-report"
    ),
    path("reports/<str:key>/", error_reports.report_detail, name="report-detail"),
    path(
        "about/integrity/timestamps/<int:number>.txt",
        integrity_pages.timestamp_head,
        name="timestamp-head",
    ),
    path(
        "about/integrity/timestamps/<int:number>.tsr",
        integrity_pages.timestamp_reply,
        name="timestamp",
    ),
    path("entries/<str:id_code>/cite/", cite_page.cite_entry, name="entry-cite"),
    path("entries/<str:id_code>/", entry_addresses.entry_redirect, name="entry-slash"),
    # The suffix comes first, or `<id_code>` alone would take it.
    path(
        "entries/<slug:id_code>.<str:suffix>",
        entry_addresses.entry_format,
        name="entry-format",
    ),
    path("entries/<str:id_code>", entry_addresses.entry_redirect, name="entry"),
]
for kind, detail in DETAILS.items():
    list_path = ENTRY_KINDS[kind].list_path
    pages += [
        path(list_path, kind_pages.kind_list(kind), name=f"{kind}-list"),
        path(f"{list_path}<str:id_code>/", detail, name=f"{kind}-short"),
        path(f"{list_path}<str:id_code>/<str:slug>/", detail, name=f"{kind}-detail"),
    ]
for name, (address, feed, given) in FEEDS.items():
    pages.append(path(f"feeds/{address}", feed, given, name=f"feed-{name}"))
    pages += [
        path(
            f"feeds/{address}feed.{suffix}",
            feed,
            {**given, "suffix": suffix},
            name=f"feed-{name}-{suffix}",
        )
        for suffix in SUFFIXES
    ]
desk_patterns = [
    path("desk/admin/r/<path:record>", desk_pages.record_redirect_not_found),
    path("desk/admin/login/", login_page.DeskLoginView.as_view()),
    *record_patterns,
    path("desk/admin/", admin.site.urls),
    path("desk/login/second-step/", login_page.second_step, name="second-step"),
    path("desk/account/", account_pages.account_page, name="desk-account"),
    path("desk/account/app/", account_pages.app_page, name="desk-app"),
    path(
        "desk/account/time-zone/", account_pages.time_zone_page, name="desk-time-zone"
    ),
    path("desk/account/passkey/", account_pages.passkey_page, name="desk-passkey"),
    path(
        "desk/account/recovery-codes/",
        account_pages.recovery_code_page,
        name="desk-recovery-codes",
    ),
    path(
        "desk/account/factors/<int:pk>/remove/",
        account_pages.factor_removal_page,
        name="desk-factor-removal",
    ),
    path(
        "desk/account/sessions/end/",
        account_pages.session_end,
        name="desk-session-end",
    ),
    path(
        "desk/role-requests/",
        role_request_page.role_request_page,
        name="desk-role-requests",
    ),
    path("desk/staff-log/", staff_log_page.staff_log, name="desk-staff-log"),
    path("desk/", desk_pages.desk_home, name="desk"),
    path(
        "desk/unfinished/<int:pk>/",
        unfinished_pages.unfinished_detail,
        name="desk-unfinished",
    ),
    path(
        "desk/unfinished/<int:pk>/fields/",
        unfinished_pages.unfinished_fields,
        name="desk-unfinished-fields",
    ),
    path("desk/entries/<slug:name>/", list_page.desk_list, name="desk-list"),
    path("desk/status/", status_page.desk_status, name="desk-status"),
    path("desk/intake/", intake_pages.intake_list, name="desk-intakes"),
    path("desk/intake/new/", intake_pages.intake_form, name="desk-intake-new"),
    path("desk/intake/<int:pk>/", intake_pages.intake_detail, name="desk-intake"),
    path(
        "desk/intake/<int:pk>/segments/",
        segment_page.segment_page,
        name="desk-intake-segments",
    ),
    path(
        "desk/intake/<int:pk>/decide/",
        intake_pages.intake_decision,
        name="desk-intake-decision",
    ),
    path(
        "desk/intake/<int:pk>/original/",
        intake_pages.intake_original,
        name="desk-intake-original",
    ),
    path("desk/imports/", import_runs.import_list, name="desk-imports"),
    path("desk/imports/<int:pk>/", import_runs.import_detail, name="desk-import"),
    path("desk/reports/", report_answers.desk_report_list, name="desk-reports"),
    path(
        "desk/reports/<int:pk>/", report_answers.desk_report_detail, name="desk-report"
    ),
    path("desk/merge/<slug:id_code>/", merge_page.merge_page, name="desk-merge"),
    path("desk/stories/<slug:id_code>/", story_page.story_page, name="desk-story"),
    path("desk/review/<slug:id_code>/", review_page.review_page, name="desk-review"),
    path("desk/preview/<slug:id_code>/", desk_pages.entry_preview, name="desk-preview"),
    path(
        "desk/narratives/<slug:narrative>/preview/",
        narrative_pages.narrative_preview,
        name="narrative-preview",
    ),
]
urlpatterns = [
    *(desk_patterns if settings.HAS_DESK else []),
    path("", include((pages, "archive"))),
]
handler400 = "archive.web.database_failures.handle_bad_request"
handler404 = "archive.web.errors.handle_not_found"
handler500 = "archive.web.database_failures.handle_server_error"
