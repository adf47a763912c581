"""A chain of sources has no circle."""

from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from archive.editorial import EditorialError, correct, publish
from archive.models import Correction, Derivation
from tests.factories import make_source, published

pytestmark = pytest.mark.django_db


def chain(*sources):
    for source, origin in pairwise(sources):
        Derivation.objects.create(source=source, origin=origin)


@pytest.mark.parametrize("length", [2, 3, 7])
def test_a_chain_cannot_come_back_to_its_beginning(length):
    sources = [make_source(title=f"Source {n}") for n in range(length)]
    chain(*sources)
    with pytest.raises(ValidationError, match="rely on itself"):
        Derivation(source=sources[-1], origin=sources[0]).full_clean()


def test_a_source_cannot_rest_on_itself():
    source = make_source()
    with pytest.raises(ValidationError, match="rely on itself"):
        Derivation(source=source, origin=source).clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Derivation.objects.create(source=source, origin=source)


def test_two_ways_to_one_origin_are_no_circle():
    post, one, other, report = (make_source(title=t) for t in "abcd")
    chain(report, one, post)
    chain(report, other, post)
    Derivation(source=report, origin=post).full_clean()


def test_a_working_copy_counts_as_what_it_corrects():
    post, report = published(make_source(title="Post")), make_source(title="Report")
    chain(report, post)
    copy = correct(post, None)
    for origin in (report, post):
        with pytest.raises(ValidationError, match="rely on itself"):
            Derivation(source_id=copy.pk, origin=origin).full_clean()


def test_a_correction_overtaken_by_a_circle_is_not_published():
    post, report = published(make_source(title="Post")), make_source(title="Report")
    copy = correct(post, None)
    Derivation.objects.create(source_id=copy.pk, origin=report)
    chain(report, post)
    Correction.objects.create(entry=copy, was_wrong="No origin", is_right="One")
    with pytest.raises(EditorialError, match=r"“Report” already relies on this source"):
        publish(copy, None)
    assert not Derivation.objects.filter(source=post).exists()
