"""Forms of second factors; each change of them asks for the password again."""

from __future__ import annotations

from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from cryptography.exceptions import InvalidSignature
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.editorial import WrongFactorError, use_code
from archive.models import User

MOST_CODE_CHARACTERS = 20
MOST_CREDENTIAL_CHARACTERS = 20_000
CODE_ATTRIBUTES = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "autofocus": True,
}


def make_code_field(*, required: bool = True) -> forms.CharField:
    """The field for a code of an authenticator app or a recovery code."""
    return forms.CharField(
        label=gettext_lazy("Code"),
        max_length=MOST_CODE_CHARACTERS,
        required=required,
        widget=forms.TextInput(attrs=CODE_ATTRIBUTES),
    )


class CredentialField(forms.JSONField):
    """What a browser answers to the challenge of a passkey."""

    widget = forms.HiddenInput

    def to_python(self, value: str | None) -> str | None:
        """Raises `ValidationError` for what is no such answer."""
        if isinstance(value, str) and len(value) > MOST_CREDENTIAL_CHARACTERS:
            raise forms.ValidationError(_describe_refused_passkey())
        parsed: str | None = super().to_python(value)
        return parsed


class SecondStepForm(forms.Form):
    """A code, or a passkey's answer to the challenge in the session."""

    code = make_code_field(required=False)
    credential = CredentialField(required=False)

    def __init__(self, user: User, sent: QueryDict | None = None) -> None:
        super().__init__(sent)
        self.user = user

    def clean(self) -> dict[str, object]:
        """Use the code or passkey up. Adds an error where it is wrong."""
        sent = super().clean() or {}
        if sent.get("credential"):
            self._use_passkey(sent["credential"])
        elif "code" in sent:
            try:
                use_code(self.user, str(sent["code"]))
            except WrongFactorError as error:
                self.add_error("code", str(error))
        return sent

    def _use_passkey(self, credential: object) -> None:
        form = AuthenticateWebAuthnForm(
            data={"credential": self.data.get("credential")}, user=self.user
        )
        if not isinstance(credential, dict) or not _is_accepted(form):
            self.add_error(None, _describe_refused_passkey())
        else:
            form.cleaned_data["credential"].record_usage()


class PasswordForm(forms.Form):
    """The password again, before something of the account changes."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user: User, sent: QueryDict | None = None) -> None:
        super().__init__(sent)
        self.user = user

    def clean_password(self) -> str:
        """Raises `ValidationError` where it is wrong. Costs a password hash."""
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This is not your password."))
        return password


class SessionForm(PasswordForm):
    """The login to end; without a reference, all others than this one."""

    reference = forms.CharField(required=False, max_length=16)


class AppForm(PasswordForm):
    """The first code of a new authenticator app."""

    code = make_code_field()
    field_order = ("code", "password")


class PasskeyForm(PasswordForm):
    """A new passkey: its name, and what the browser made of the challenge."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy(
            "So that you tell it from others, for example “Laptop”."
        ),
    )
    credential = CredentialField()
    field_order = ("name", "password", "credential")

    def clean(self) -> dict[str, object]:
        """Check the credential, once everything else is right."""
        sent = super().clean() or {}
        if self.errors:
            return sent
        form = AddWebAuthnForm(
            data={"name": "-", "credential": self.data.get("credential")},
            user=self.user,
        )
        if not isinstance(sent["credential"], dict) or not _is_accepted(form):
            self.add_error(None, _describe_refused_passkey())
        return sent


def _is_accepted(form: forms.Form) -> bool:
    """Whether the credential answers the challenge; fido2 raises for malformed ones."""
    try:
        return bool(form.is_valid())
    except (LookupError, TypeError, ValueError, InvalidSignature):
        return False


def _describe_refused_passkey() -> str:
    return _("The passkey was not accepted. Try again.")
