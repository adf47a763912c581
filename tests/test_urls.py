"""Each address leads to its page, and each page is linked by that address."""

from __future__ import annotations

import runpy

import pytest
from django.conf import settings
from django.contrib.admin import site
from django.urls import Resolver404, get_resolver, resolve, reverse

PAGES = [  # address, view, and the name by which pages link to it
    ("/", "home_page", "home"),
    ("/search/", "search_page", "search"),
    ("/search/facets/tag/", "facet_page", "search-facet"),
    ("/search/cite/", "cite_search", "search-cite"),
    ("/search/export.csv", "search_export", "search-export"),
    ("/search/batch/", "batch_form", "batch"),
    ("/search/batch/Kq3/", "batch_detail", "batch-detail"),
    ("/search/batch/Kq3/results.csv", "batch_table", "batch-table"),
    ("/compare/", "compare_page", "compare"),
    ("/compare/cite/", "cite_comparison", "compare-cite"),
    ("/compare/counts.csv", "compare_file", "compare-file"),
    ("/table/", "table_page", "table"),
    ("/table/counts.csv", "table_file", "table-file"),
    ("/timeline/", "timeline_page", "timeline"),
    ("/regions/picture.svg", "world_picture", "world-picture"),
    ("/regions/CN-XJ/picture.png", "region_picture", "region-picture"),
    ("/timeline/picture.svg", "timeline_picture", "timeline-picture"),
    ("/regions/", "region_list", "region-list"),
    ("/regions/CN-XJ/", "region_detail", "region-detail"),
    ("/regions/CN-XJ/cite/", "cite_region", "region-cite"),
    ("/regions/CN-XJ/map.svg", "region_map_svg", "region-map"),
    ("/feeds/latest/", "search_feed", "feed-latest"),
    ("/feeds/search/", "search_feed", "feed-search"),
    ("/feeds/timeline/", "search_feed", "feed-timeline"),
    ("/feeds/changes/", "change_feed", "feed-changes"),
    ("/feeds/corrections/", "correction_feed", "feed-corrections"),
    ("/feeds/log/", "log_feed", "feed-log"),
    ("/feeds/regions/CN-XJ/", "region_feed", "feed-region"),
    ("/feeds/tags/theme/social-credit/", "tag_feed", "feed-tag"),
    ("/narratives/", "narrative_list", "narrative-list"),
    ("/narratives/4f7k9q2t/", "narrative_detail", "narrative-short"),
    ("/narratives/4f7k9q2t/social-credit/", "narrative_detail", "narrative-detail"),
    ("/tags/", "tag_list", "tag-list"),
    ("/tags/theme/social-credit/", "tag_detail", "tag-detail"),
    ("/articles/", "view", "article-list"),
    ("/articles/4f7k9q2t/", "article_detail", "article-short"),
    ("/articles/4f7k9q2t/social-credit/", "article_detail", "article-detail"),
    ("/photos/", "view", "photo-list"),
    ("/photos/4f7k9q2t/", "photo_detail", "photo-short"),
    ("/photos/4f7k9q2t/social-credit/", "photo_detail", "photo-detail"),
    ("/sources/", "view", "source-list"),
    ("/sources/4f7k9q2t/", "source_detail", "source-short"),
    ("/sources/4f7k9q2t/social-credit/", "source_detail", "source-detail"),
    ("/events/", "view", "event-list"),
    ("/events/4f7k9q2t/", "event_detail", "event-short"),
    ("/events/4f7k9q2t/social-credit/", "event_detail", "event-detail"),
    ("/entries/4f7k9q2t", "entry_redirect", "entry"),
    ("/entries/4f7k9q2t/", "entry_redirect", "entry-slash"),
    ("/entries/4f7k9q2t.json", "entry_format", "entry-format"),
    ("/entries/4f7k9q2t.jsonld", "entry_format", "entry-format"),
    ("/entries/4f7k9q2t.txt", "entry_format", "entry-format"),
    ("/entries/4f7k9q2t.bib", "entry_format", "entry-format"),
    ("/entries/4f7k9q2t.biblatex.bib", "entry_format", "entry-format"),
    ("/entries/4f7k9q2t.ris", "entry_format", "entry-format"),
    ("/entries/4f7k9q2t.csl.json", "entry_format", "entry-format"),
    ("/entries/4f7k9q2t.endnote.xml", "entry_format", "entry-format"),
    ("/entries/4f7k9q2t.mods.xml", "entry_format", "entry-format"),
    ("/entries/4f7k9q2t.wiki.txt", "entry_format", "entry-format"),
    ("/entries/4f7k9q2t/v2/", "version_detail", "entry-version"),
    ("/entries/4f7k9q2t/v2/record.json", "version_record", "entry-version-record"),
    ("/entries/4f7k9q2t/history/", "version_history", "entry-history"),
    ("/entries/4f7k9q2t/v2/record.tlog-proof", "version_proof", "entry-version-proof"),
    ("/entries/4f7k9q2t/diff/1/2/", "version_diff", "entry-diff"),
    ("/entries/4f7k9q2t/timegate/", "entry_timegate", "entry-timegate"),
    ("/timegate/entries/4f7k9q2t", "any_timegate", "timegate"),
    ("/entries/4f7k9q2t/timemap/", "entry_timemap", "entry-timemap"),
    ("/entries/4f7k9q2t/captures/e3b0", "capture_file", "entry-capture"),
    ("/entries/4f7k9q2t/report/", "report_form", "entry-report"),
    ("/reports/Kq3/", "report_detail", "report-detail"),
    ("/entries/4f7k9q2t/cite/", "cite_entry", "entry-cite"),
    ("/quotations/", "quotation_page", "quotations"),
    ("/basket/", "basket_page", "basket"),
    ("/basket/export.csv", "basket_export", "basket-export"),
    ("/basket/Kq3/", "basket_page", "basket-kept"),
    ("/basket/Kq3/export.csv", "basket_export", "basket-kept-export"),
    ("/changes/", "change_list", "change-list"),
    ("/corrections/", "correction_list", "correction-list"),
    ("/about/", "about_page", "about"),
    ("/about/integrity/", "integrity_page", "integrity"),
    ("/about/integrity/head.txt", "integrity_head", "integrity-head"),
    ("/about/integrity/timestamps/2.tsr", "timestamp_reply", "timestamp"),
    ("/about/integrity/timestamps/2.txt", "timestamp_head", "timestamp-head"),
    ("/log/", "log_page", "log"),
    ("/log/checkpoint", "log_checkpoint", "log-checkpoint"),
    ("/log/tile/0/x001/234", "log_tile", "log-tile"),
    ("/log/tile/entries/x001/234", "log_entries", "log-entries"),
    ("/about/search/", "about_topic", "about-topic"),
    ("/fonts/a.woff2", "font_file", "font"),
    ("/styles/site.css", "style_sheet", "style"),
    ("/healthz", "health_check", "health"),
    ("/robots.txt", "robots_txt", "robots"),
    ("/sitemap.xml", "sitemap_xml", "sitemap"),
    ("/unapi", "unapi_endpoint", "unapi"),
    ("/opensearch.xml", "opensearch_description", "opensearch"),
    ("/.well-known/security.txt", "security_txt", "security"),
]
PAGES += [
    (f"{address}feed.{suffix}", view, f"{name}-{suffix}")
    for address, view, name in PAGES
    if address.startswith("/feeds/")
    for suffix in ("atom", "json")
]
DESK_PAGES = [
    ("/desk/", "desk_home", "desk"),
    ("/desk/login/second-step/", "second_step", "second-step"),
    ("/desk/account/", "account_page", "desk-account"),
    ("/desk/account/app/", "app_page", "desk-app"),
    ("/desk/account/passkey/", "passkey_page", "desk-passkey"),
    ("/desk/account/time-zone/", "time_zone_page", "desk-time-zone"),
    ("/desk/account/recovery-codes/", "recovery_code_page", "desk-recovery-codes"),
    ("/desk/account/sessions/end/", "session_end", "desk-session-end"),
    ("/desk/account/factors/7/remove/", "factor_removal_page", "desk-factor-removal"),
    ("/desk/status/", "desk_status", "desk-status"),
    ("/desk/intake/7/segments/", "segment_page", "desk-intake-segments"),
    ("/desk/merge/4f7k9q2t/", "merge_page", "desk-merge"),
    ("/desk/stories/4f7k9q2t/", "story_page", "desk-story"),
    ("/desk/role-requests/", "role_request_page", "desk-role-requests"),
    ("/desk/staff-log/", "staff_log", "desk-staff-log"),
    ("/desk/intake/", "intake_list", "desk-intakes"),
    ("/desk/intake/new/", "intake_form", "desk-intake-new"),
    ("/desk/intake/7/", "intake_detail", "desk-intake"),
    ("/desk/intake/7/decide/", "intake_decision", "desk-intake-decision"),
    ("/desk/intake/7/original/", "intake_original", "desk-intake-original"),
    ("/desk/imports/", "import_list", "desk-imports"),
    ("/desk/imports/7/", "import_detail", "desk-import"),
    ("/desk/reports/", "desk_report_list", "desk-reports"),
    ("/desk/reports/7/", "desk_report_detail", "desk-report"),
    ("/desk/entries/review/", "desk_list", "desk-list"),
    ("/desk/unfinished/7/", "unfinished_detail", "desk-unfinished"),
    ("/desk/unfinished/7/fields/", "unfinished_fields", "desk-unfinished-fields"),
    ("/desk/review/4f7k9q2t/", "review_page", "desk-review"),
    ("/desk/preview/4f7k9q2t/", "entry_preview", "desk-preview"),
    ("/desk/narratives/4f7k9q2t/preview/", "narrative_preview", "narrative-preview"),
]
RECORDS = ("article", "photo", "source", "event", "narrative")
VERBS = ("submit", "publish", "send_back", "correct", "withdraw", "discard")
DESK_PAGES += [
    ("/desk/names/region/", "name_suggestions", "desk-names"),
    ("/desk/narratives/", "desk_narratives_page", "desk-narratives"),
]
for record in RECORDS:
    base = f"/desk/{record}s/4f7k9q2t/"
    DESK_PAGES += [
        (f"/desk/{record}s/new/", "new_page", "desk-new"),
        (base, "edit_page", "desk-edit"),
        (f"{base}captures/", "captures_page", "desk-captures"),
        (f"{base}captures/7/", "send_capture_file", "desk-capture-file"),
        (f"{base}redactions/", "redaction_page", "desk-redactions"),
        *((f"{base}{verb}/", "verb_page", "desk-verb") for verb in VERBS),
    ]


@pytest.mark.parametrize(
    ("address", "view", "name"),
    [
        *((address, view, f"archive:{name}") for address, view, name in PAGES),
        *DESK_PAGES,
    ],
)
def test_an_address_leads_to_its_view_and_back(address, view, name):
    match = resolve(address)
    assert (match.func.__name__, match.view_name) == (view, name)
    assert reverse(name, kwargs=match.captured_kwargs) == address


def test_every_address_with_a_name_stands_in_the_tables():
    resolver = get_resolver()
    _prefix, ours = resolver.namespace_dict["archive"]
    assert {name for _address, _view, name in PAGES} == named_in(ours)
    assert {name for _address, _view, name in DESK_PAGES} == named_in(resolver)


def named_in(resolver):
    return {key for key in resolver.reverse_dict if isinstance(key, str)}


def test_the_feed_of_the_timeline_is_told_from_that_of_a_search():
    assert resolve("/feeds/timeline/").kwargs == {"page": "timeline"}
    assert resolve("/feeds/search/").kwargs == {}


def test_the_admin_has_our_login_and_no_redirect_to_records():
    assert resolve("/desk/admin/").func.__name__ == site.index.__name__
    assert resolve("/desk/admin/login/").func.view_class.__name__ == "DeskLoginView"
    hidden = resolve("/desk/admin/r/1/2/")
    assert hidden.func.__name__ == "record_redirect_not_found"


@pytest.mark.parametrize("record", RECORDS)
def test_addresses_of_the_admin_lead_to_pages_of_the_desk(record):
    base = f"/desk/admin/archive/{record}/"
    for page in ("", "add/"):
        assert resolve(f"{base}{page}").func.__name__ == "former_door"
    for page in ("change", "history", "redactions", *VERBS):
        assert resolve(f"{base}7/{page}/").func.__name__ == "former_page"


@pytest.mark.parametrize("has_desk", [True, False])
def test_a_process_without_the_desk_has_readers_addresses_only(has_desk, monkeypatch):
    monkeypatch.setattr(settings, "HAS_DESK", has_desk)
    patterns = runpy.run_path(str(settings.BASE_DIR / "archive/urls.py"))["urlpatterns"]
    routes = [str(pattern.pattern) for pattern in patterns]
    assert "" in routes
    assert any(route.startswith("desk/") for route in routes) is has_desk


@pytest.mark.parametrize(
    "address",
    [
        "/article/4f7k9q2t/",
        "/entries/",
        "/entries/4f7k9q2t/v/",
        "/entries/4f7k9q2t/vtwo/",
        "/entries/4f7k9q2t/diff/1/",
        "/log/tile/0/",
        "/search/export",
        "/regions/CN-XJ/map.png",
        "/about/a topic/",
    ],
)
def test_what_is_no_address_is_not_found(address):
    with pytest.raises(Resolver404):
        resolve(address)
