// Ties the button of a page to django-allauth's functions for passkeys.
(() => {
  for (const button of document.querySelectorAll('[data-passkey-form]')) {
    const ids = { add: button.id, authenticate: button.id, credential: 'id_credential', data: 'passkey-options' };
    window.allauth.webauthn.forms[button.dataset.passkeyForm]({ ids });
  }
})();
