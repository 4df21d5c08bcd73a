// Passkeys: <form data-passkey="create|get" data-options="JSON of the server" or data-options-url="address of it"> with a hidden input
// named credential. The button of the form asks the device; what it answers is put into the input and the form is sent.
// Without JavaScript or without a device's support the form stays hidden: every page has another way beside it.
(() => {
  const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const bytes = (word) => Uint8Array.from(atob(word.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const withIds = (list) => (list || []).map((entry) => ({ ...entry, id: bytes(entry.id) }));

  function creation(options, alone) {
    const key = { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) } };
    const choice = alone ? { residentKey: "required", requireResidentKey: true, userVerification: "required" } : {};
    key.authenticatorSelection = { ...options.authenticatorSelection, ...choice };
    key.excludeCredentials = withIds(options.excludeCredentials);
    return { publicKey: key };
  }
  function request(options) {
    return { publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: withIds(options.allowCredentials) } };
  }
  function plain(credential) {
    const response = {}, answer = credential.response;
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (answer[name]) response[name] = text(answer[name]);
    }
    if (answer.getTransports) response.transports = answer.getTransports();
    return {
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
      authenticatorAttachment: credential.authenticatorAttachment, clientExtensionResults: credential.getClientExtensionResults(),
    };
  }
  async function options(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  }
  async function ask(form) {
    const given = (await options(form)).publicKey;
    const alone = form.elements.passwordless && form.elements.passwordless.checked;
    const asked = form.dataset.passkey === "create" ? navigator.credentials.create(creation(given, alone)) : navigator.credentials.get(request(given));
    form.elements.credential.value = JSON.stringify(plain(await asked));
    form.submit();
  }
  function say(form, word) {
    let place = form.querySelector("[role=alert]");
    if (!place) {
      place = document.createElement("p");
      place.className = "err";
      place.setAttribute("role", "alert");
      form.querySelector("button").before(place);
    }
    place.textContent = word;
  }
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    for (const near of document.querySelectorAll("[data-passkey-only]")) near.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form).catch((error) => say(form, error.name === "SecurityError" ? form.dataset.address : error.name === "InvalidStateError" ? form.dataset.known : form.dataset.failed));
    });
  }
})();
