// Passkeys: made and asked for, with the secret (PRF) that opens a vault where they have one.

const text = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const bytes = (words) =>
  Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));

function withBytes(options) {
  const asked = { ...options, challenge: bytes(options.challenge) };
  if (options.user) asked.user = { ...options.user, id: bytes(options.user.id) };
  const listed = (each) => ({ ...each, id: bytes(each.id) });
  if (options.excludeCredentials) asked.excludeCredentials = options.excludeCredentials.map(listed);
  if (options.allowCredentials) asked.allowCredentials = options.allowCredentials.map(listed);
  asked.extensions = { prf: { eval: { first: bytes(options.extensions.prf.eval.first) } } };
  return asked;
}

function told(made, prf) {
  const answer = made.response;
  const response = { clientDataJSON: text(answer.clientDataJSON) };
  if (answer.attestationObject) {
    response.attestationObject = text(answer.attestationObject);
    response.transports = answer.getTransports?.() ?? [];
  } else {
    response.authenticatorData = text(answer.authenticatorData);
    response.signature = text(answer.signature);
    if (answer.userHandle) response.userHandle = text(answer.userHandle);
  }
  const credential = { id: made.id, rawId: text(made.rawId), type: made.type, response, clientExtensionResults: {} };
  return { credential, prf: prf ? text(prf) : null };
}

// Some authenticators give the secret only when they are asked the second time.
async function secretOf(made, options) {
  const { prf } = made.getClientExtensionResults();
  if (prf?.results?.first || !prf?.enabled) return prf?.results?.first;
  const again = await navigator.credentials.get({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      rpId: options.rp.id,
      allowCredentials: [{ type: "public-key", id: made.rawId }],
      userVerification: "required",
      extensions: withBytes(options).extensions,
    },
  });
  return again.getClientExtensionResults().prf?.results?.first;
}

export async function make(options) {
  const made = await navigator.credentials.create({ publicKey: withBytes(options) });
  return told(made, await secretOf(made, options));
}

export async function show(options) {
  const shown = await navigator.credentials.get({ publicKey: withBytes(options) });
  return told(shown, shown.getClientExtensionResults().prf?.results?.first);
}
