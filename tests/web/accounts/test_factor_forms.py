"""The forms of second factors, with what answers them made up."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from archive.editorial import WrongFactorError
from archive.models import User
from archive.web.accounts import factor_forms
from archive.web.accounts.factor_forms import (
    MOST_CREDENTIAL_CHARACTERS,
    AppForm,
    PasskeyForm,
    SecondStepForm,
)

REFUSED = "The passkey was not accepted. Try again."


class Credential:
    """A stored passkey that counts its uses."""

    uses = 0

    def record_usage(self):
        Credential.uses += 1


@pytest.fixture(autouse=True)
def answers(monkeypatch):
    """The code 123456 is right, and so is a passkey with a true `ok`; a `wrong` one
    raises. What was used."""
    used = []
    monkeypatch.setattr(Credential, "uses", 0)

    def use_code(_user, code):
        used.append(code)
        if code != "123456":
            raise WrongFactorError("This code is wrong.")

    class PasskeyAnswer:
        def __init__(self, data, user):
            assert user.username == "anna"
            self.data, self.cleaned_data = data, {"credential": Credential()}

        def is_valid(self):
            if "wrong" in self.data["credential"]:
                raise ValueError
            return "true" in self.data["credential"]

    monkeypatch.setattr(factor_forms, "use_code", use_code)
    monkeypatch.setattr(factor_forms, "AuthenticateWebAuthnForm", PasskeyAnswer)
    monkeypatch.setattr(factor_forms, "AddWebAuthnForm", PasskeyAnswer)
    return used


def fill(form_class, **values):
    sent = QueryDict(mutable=True)
    sent.update(values)
    user = User(username="anna")
    user.check_password = lambda password: password == "right"
    form = form_class(user, sent)
    return form, {name: list(texts) for name, texts in form.errors.items()}


@pytest.mark.parametrize(
    ("sent", "errors", "codes", "uses"),
    [
        ({"code": "123456"}, {}, ["123456"], 0),
        ({"code": "000000"}, {"code": ["This code is wrong."]}, ["000000"], 0),
        ({}, {"code": ["This code is wrong."]}, [""], 0),
        ({"credential": '{"ok": true}'}, {}, [], 1),
        ({"credential": '{"ok": true}', "code": "000000"}, {}, [], 1),
        ({"credential": '{"ok": false}'}, {"__all__": [REFUSED]}, [], 0),
        ({"credential": '{"wrong": true}'}, {"__all__": [REFUSED]}, [], 0),
        ({"credential": "[true]"}, {"__all__": [REFUSED]}, [], 0),
    ],
)
def test_a_code_or_a_passkey_opens_the_desk(answers, sent, errors, codes, uses):
    form, found = fill(SecondStepForm, **sent)
    assert found == errors
    assert form.is_valid() is not bool(errors)
    assert (answers, Credential.uses) == (codes, uses)


@pytest.mark.parametrize("length", [20, 21])
def test_a_code_has_at_most_twenty_characters(answers, length):
    _form, errors = fill(SecondStepForm, code="1" * length)
    assert answers == (["1" * 20] if length == 20 else [])
    assert set(errors) == {"code"}


@pytest.mark.parametrize("more", [0, 1])
def test_an_answer_has_a_limit(more):
    text = '{"ok": true}'.ljust(MOST_CREDENTIAL_CHARACTERS + more)
    _form, errors = fill(SecondStepForm, credential=text)
    assert errors.get("credential") == ([REFUSED] if more else None)


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({"code": "1", "password": "right"}, {}),
        ({"code": "1", "password": " right"}, {"password"}),
        ({"code": "1", "password": "wrong"}, {"password"}),
        ({"code": "", "password": "right"}, {"code"}),
        ({}, {"code", "password"}),
    ],
)
def test_an_app_needs_a_code_and_the_password(sent, errors):
    form, found = fill(AppForm, **sent)
    assert set(found) == set(errors)
    assert list(form.fields) == ["code", "password"]
    if sent.get("password") == "wrong":
        assert found["password"] == ["This is not your password."]


RIGHT = {"name": "Laptop", "password": "right", "credential": '{"ok": true}'}


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({}, {}),
        ({"name": ""}, {"name"}),
        ({"name": "x" * 60}, {}),
        ({"name": "x" * 61}, {"name"}),
        ({"password": "wrong"}, {"password"}),
        ({"credential": ""}, {"credential"}),
        ({"credential": '{"ok": false}'}, {"__all__"}),
        ({"credential": '{"wrong": true}'}, {"__all__"}),
        ({"credential": "[true]"}, {"__all__"}),
        ({"credential": "[true]", "name": ""}, {"name"}),
    ],
)
def test_a_passkey_needs_a_name_and_the_password(changed, errors):
    form, found = fill(PasskeyForm, **RIGHT | changed)
    assert set(found) == set(errors)
    assert list(form.fields) == ["name", "password", "credential"]
