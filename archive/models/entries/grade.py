"""The Admiralty grades: how reliable a source is, how credible what it says."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reliability(models.TextChoices):
    """Of a source, by what was known of it before."""

    A = "A", _("completely reliable")
    B = "B", _("usually reliable")
    C = "C", _("fairly reliable")
    D = "D", _("not usually reliable")
    E = "E", _("unreliable")
    F = "F", _("cannot be judged")


class Credibility(models.TextChoices):
    """Of one piece of information, whoever gave it."""

    CONFIRMED = "1", _("confirmed by other sources")
    PROBABLE = "2", _("probably true")
    POSSIBLE = "3", _("possibly true")
    DOUBTFUL = "4", _("doubtful")
    IMPROBABLE = "5", _("improbable")
    UNJUDGED = "6", _("cannot be judged")
