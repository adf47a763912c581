"""Requests that an account becomes editor, publisher or administrator, which a second
administrator confirms."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..user import ROLE_NAMES

ROLES_OF_TWO = ("editor", "publisher", "administrator")  # given by two people

OUTCOMES = {
    "given": pgettext_lazy("role request", "given"),
    "refused": pgettext_lazy("role request", "refused"),
}


class RoleRequestQuerySet(models.QuerySet["RoleRequest"]):
    """Selects requests by what came of them."""

    def waiting(self) -> RoleRequestQuerySet:
        """Those that nobody confirmed or refused yet."""
        return self.filter(outcome="")


class RoleRequest(models.Model):
    """One administrator asks for a role for an account, another confirms or refuses.

    With `override`, the only administrator gave it alone, for a reason.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="role_requests",
        verbose_name=_("account"),
    )
    role = models.CharField(_("role"), max_length=20)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, blank=True)  # given, refused
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    override = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = RoleRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("role request")
        verbose_name_plural = _("role requests")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("account", "role"),
                condition=Q(outcome=""),
                name="role_request_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(role__in=ROLES_OF_TWO), name="role_request_role_of_two"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=("", *OUTCOMES)),
                name="role_request_outcome_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_at=None)
                | Q(
                    ~Q(outcome=""),
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="role_request_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="given")
                | Q(override=True)
                | (~Q(decided_by=F("asked_by")) & ~Q(decided_by=F("account"))),
                name="role_request_given_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(override=False) | ~Q(reason=""),
                name="role_request_override_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account}: {self.role}"

    @property
    def role_name(self) -> str:
        """The role in the reader's language."""
        return str(ROLE_NAMES[self.role])

    @property
    def outcome_name(self) -> str:
        """What came of it, in the reader's language; empty while it waits."""
        return str(OUTCOMES.get(self.outcome, ""))
