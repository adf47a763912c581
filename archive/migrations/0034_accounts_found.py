"""The staff log says of each account what it may do and logs in with, so that `verify`
finds what changed past it. Accounts of former releases are noted as they are."""

import json
import secrets
from datetime import UTC
from hashlib import sha256

from django.db import migrations
from django.utils import timezone

REASON = "as the upgrade found it"
LASTING_PARTS = ("secret", "seed", "migrated_codes", "credential")


def note_accounts(apps, schema_editor):
    """A line for each account, and one for each of its roles and second factors. What is hashed is as `archive.editorial` hashes it today."""
    User = apps.get_model("archive", "User")
    Factor = apps.get_model("mfa", "Authenticator")
    for user in User.objects.order_by("pk"):
        flags = "open" if user.is_active and user.is_staff else "closed"
        flags += " superuser" if user.is_superuser else ""
        usable = user.password and not user.password.startswith("!")
        add_line(apps, user, "account_found", flags, user.password if usable else "")
        for role in user.groups.order_by("name").values_list("name", flat=True):
            add_line(apps, user, "role_given", role, "")
        for factor in Factor.objects.filter(user_id=user.pk).order_by("pk"):
            parts = {name: factor.data.get(name) for name in LASTING_PARTS}
            stored = json.dumps({"type": factor.type, **parts}, sort_keys=True)
            is_codes = factor.type == "recovery_codes"
            add_line(apps, user, "codes_added" if is_codes else "factor_added", "", stored)


def add_line(apps, user, kind, what, stored):
    """The next line of the chain."""
    StaffEvent = apps.get_model("archive", "StaffEvent")
    last = StaffEvent.objects.order_by("-number").first()
    head = last.sha256 if last else ""
    salt = secrets.token_hex(16)
    now = timezone.now()
    mark = sha256(stored.encode()).hexdigest()[:32]
    columns = {
        "number": last.number + 1 if last else 1,
        "kind": kind,
        "subject": "",
        "note": f"{what}, {REASON}",
        **({"fingerprint": mark} if stored else {}),
    }
    at = now.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(
        {**columns, "at": at, "by": None, "account": user.pk},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    StaffEvent.objects.create(
        **columns,
        at=now,
        account_id=user.pk,
        salt=salt,
        previous_sha256=head,
        sha256=sha256(f"{head}{salt}{text}".encode()).hexdigest(),
    )


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0033_staff_event_fingerprint"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(note_accounts, migrations.RunPython.noop)]
