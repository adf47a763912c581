"""Whether an address on a page may be a link."""

from __future__ import annotations

from django import template

from archive.text.addresses import is_web_url

register = template.Library()
register.filter("is_web_url", is_web_url)
