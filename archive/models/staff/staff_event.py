"""What was done at the desk that readers never see: logins, grants, reads of
confidential records. A line is added, never changed or removed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_NOTE = 300
LONGEST_SUBJECT = 80

STAFF_EVENT_KINDS = {
    "login": _("Login"),
    "failed_login": _("Wrong password"),
    "failed_code": _("Wrong code or passkey"),
    "sessions_ended": _("Logins ended"),
    "account_added": _("Account added"),
    "account_found": _("Account accepted as it was found"),
    "account_closed": _("Account closed"),
    "account_opened": _("Account opened again"),
    "one_time_password": _("One-time password set"),
    "password_changed": _("Own password changed"),
    "password_rehashed": _("Hash of the password renewed"),
    "factor_added": _("Second factor added"),
    "factor_removed": _("Second factor removed"),
    "factor_reset": _("Second factor reset"),
    "codes_added": _("Recovery codes added"),
    "codes_renewed": _("Recovery codes replaced"),
    "role_asked": _("Role requested"),
    "role_given": _("Role given"),
    "role_refused": _("Role request refused"),
    "role_taken": _("Role taken away"),
    "confidential_read": _("Confidential entry opened"),
    "withheld_read": _("Withheld words opened"),
    "refused": _("Page refused"),
    "published_alone": _("Own text published without a second person"),
    "withdrawn": _("Entry withdrawn"),
    "erasure_asked": _("Erasure requested"),
    "erased": _("Words erased"),
    "backup": _("Backup written"),
    "log_exported": _("Staff log exported"),
}


class StaffEvent(models.Model):
    """One line of the staff log, chained to the one before by its hash.

    `by` did it, None for the operator's command line; `account` is whom it is about.
    Nothing of readers is in it, no address, and no name that is not an account's. The
    fingerprint is a hash of the stored password or factor that the line is about.
    """

    number = models.BigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("time"), db_index=True)
    kind = models.CharField(
        _("event"), max_length=20, choices=list(STAFF_EVENT_KINDS.items())
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("account"),
    )
    subject = models.CharField(_("about"), max_length=LONGEST_SUBJECT, blank=True)
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True)
    fingerprint = models.CharField(max_length=32, blank=True)
    salt = models.CharField(max_length=32)
    previous_sha256 = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("staff event")
        verbose_name_plural = _("staff events")
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="staff_event_number_from_1"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(STAFF_EVENT_KINDS)),
                name="staff_event_kind_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"
