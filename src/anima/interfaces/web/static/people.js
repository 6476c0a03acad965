// The pages of people: join by an invitation, sign in, recover, and what is one's own.

import { element } from "/static/element.js";
import { make, show } from "/static/passkey.js";

const at = (id) => document.getElementById(id);
const notice = at("notice");

async function ask(action, body = {}) {
  const answer = await fetch(`/people/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  return told;
}

// What a browser or a device says of passkeys, in words for people.
const STOPPED = {
  NotAllowedError: "The passkey was not used. Nothing was changed.",
  InvalidStateError: "This device has a passkey of yours already. Nothing was changed.",
};

async function trying(work) {
  notice.hidden = true;
  try {
    await work();
  } catch (error) {
    notice.textContent = STOPPED[error.name] || error.message || "She cannot be reached. Nothing was changed.";
    notice.hidden = false;
  }
}

const pressed = (id, work) => at(id).addEventListener("click", () => trying(work));

function sent(id, work) {
  at(id).addEventListener("submit", (event) => {
    event.preventDefault();
    trying(work);
  });
}

function scene(...ids) {
  for (const section of document.querySelectorAll("#people > section")) section.hidden = !ids.includes(section.id);
}

const home = () => location.assign("/");
const token = () => location.hash.slice(1);

// A code is gone from the page only when the person says that they have it.
function showCode(code, opens, after) {
  scene("code");
  at("code-text").textContent = code;
  at("code-about").textContent = opens
    ? "Your passkey opens your vault by itself."
    : "Your passkey cannot open a vault: this code does, once in each browser where you sign in.";
  at("code-kept").checked = false;
  at("code-done").disabled = true;
  at("code-done").onclick = () => trying(after);
  at("code-text").focus?.();
}

at("code-kept").addEventListener("change", () => { at("code-done").disabled = !at("code-kept").checked; });

// Where this browser is told things while the page is closed, if it is.
async function mailbox() {
  const worker = await navigator.serviceWorker?.getRegistration("/").catch(() => undefined);
  return worker?.pushManager?.getSubscription().catch(() => null);
}

// Who signs in here next is told nothing that was meant for this person. Leaving does not wait for it.
async function endTelling() {
  await (await mailbox())?.unsubscribe().catch(() => false);
}

// The same for whoever comes where another did not leave: what is told here is theirs or nobody's.
// While their vault is sealed nobody can say, and it is asked again when it is open.
async function tellOnlyMe() {
  const here = await mailbox();
  if (!here) return;
  const { mine } = await ask("told-here", { endpoint: here.endpoint }).catch(() => ({ mine: false }));
  if (mine === false) await here.unsubscribe().catch(() => false);
}

let invitation = null;

async function join() {
  scene("join");
  invitation = await ask("invited", { token: token() });
  if (!invitation.known) at("join-name").value = invitation.name;
}

sent("join-form", async () => {
  const name = at("join-name").value;
  const asked = await ask("invited", { token: token(), name });
  const made = await make(asked.options);
  const joined = await ask("join", { token: token(), name, ...made });
  await tellOnlyMe();
  history.replaceState(null, "", "/join");
  showCode(joined.code, joined.opens, async () => {
    await ask("keep", { keep: false });
    home();
  });
});

pressed("enter-passkey", async () => {
  const { options } = await ask("challenge");
  const entered = await ask("enter", await show(options));
  await tellOnlyMe();
  if (entered.sealed) scene("sealed");
  else home();
});

pressed("enter-guest", async () => {
  await ask("guest");
  await tellOnlyMe();
  home();
});

sent("recover-form", async () => {
  await ask("recover", { name: at("recover-name").value, code: at("recover-code").value });
  await tellOnlyMe();
  location.assign("/people");
});

sent("open-form", async () => {
  await ask("open", { code: at("open-code").value });
  await tellOnlyMe();
  home();
});

pressed("begin", async () => {
  const { join: link } = await ask("begin");
  location.assign(link);
});

pressed("leave", async () => {
  await endTelling();
  await ask("leave");
  location.assign("/enter");
});

pressed("end-others", async () => mine(await ask("end-others")));

pressed("new-code", async () => {
  const { code } = await ask("code");
  showCode(code, true, async () => mine(await ask("state")));
  at("code-about").textContent = "The one before opens nothing any more.";
});

pressed("new-passkey", async () => {
  const { options } = await ask("creation");
  await ask("passkey", await make(options));
  mine(await ask("state"));
});

// A box says how it is: where that could not be changed, it stands as it stood.
const whenTicked = (box, work) => box.addEventListener("change", () => trying(async () => {
  const wanted = box.checked;
  try {
    await work(wanted);
  } catch (error) {
    box.checked = !wanted;
    throw error;
  }
}));

const ticked = (id, work) => whenTicked(at(id), work);

ticked("keep", (keep) => ask("keep", { keep }));

sent("program-form", async () => {
  const { key } = await ask("program", { label: at("program-label").value });
  mine(await ask("state"));
  at("program-key").textContent = key;
  at("program").hidden = false;
});

sent("invite-form", async () => {
  const made = await ask("invite", { name: at("invite-name").value, minor: at("invite-minor").checked });
  mine(await ask("state"));
  at("invite-link").textContent = made.link;
  at("invited").hidden = false;
});

ticked("guests", (allowed) => ask("guests", { allowed }));

function sessionRow(each) {
  const seen = new Date(each.seen).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
  const item = element("li", `${each.label}, ${each.kind === "program" ? "a program's key" : "signed in"}, last seen ${seen} `);
  if (each.this) item.append(element("em", "here"));
  else {
    const end = element("button", "End", { type: "button", "aria-label": `End ${each.label}` });
    end.addEventListener("click", () => trying(async () => mine(await ask("end", { id: each.id }))));
    item.append(end);
  }
  return item;
}

function passkeyRow(each, another) {
  const since = new Date(each.since).toLocaleDateString("en", { dateStyle: "medium" });
  const opens = each.opens ? "opens your vault" : "signs you in; the recovery code opens your vault";
  const item = element("li", `${each.label}, since ${since}: ${opens} `);
  if (!another) return item;
  const remove = element("button", "Remove", { type: "button", "aria-label": `Remove the passkey ${each.label}, since ${since}` });
  remove.addEventListener("click", () => {
    if (confirm("This passkey will not sign you in any more. Remove it?")) trying(async () => mine(await ask("remove-passkey", { id: each.id })));
  });
  item.append(remove);
  return item;
}

function personRow(name, own, minors) {
  const item = element("li", `${name} `);
  if (name === own) return item;
  const minor = element("input", "", { type: "checkbox" });
  minor.checked = minors.includes(name);
  const label = element("label");
  label.append(minor, "under age", element("span", `: ${name}`, { class: "quiet" }));
  whenTicked(minor, async (wanted) => mine(await ask("age", { name, minor: wanted })));
  item.append(label);
  const remove = element("button", "Remove", { type: "button", "aria-label": `Remove ${name}` });
  remove.addEventListener("click", () => {
    const sure = confirm(`Remove ${name}, and erase everything she has of them, for good?`);
    if (sure) trying(async () => mine(await ask("remove", { name })));
  });
  item.append(remove);
  return item;
}

function mine(state) {
  at("back").hidden = false;
  if (state.guest) {
    scene("me");
    for (const each of at("me").children) each.hidden = !each.querySelector("#leave, #me-name") ;
    at("me-name").textContent = state.person;
    return;
  }
  scene("me", state.role === "owner" ? "owner" : "");
  at("me-name").textContent = state.person;
  at("sessions").replaceChildren(...state.sessions.map(sessionRow));
  at("passkeys").replaceChildren(...state.passkeys.map((each) => passkeyRow(each, state.passkeys.length > 1)));
  at("keep").checked = state.kept;
  if (state.role !== "owner") return;
  at("guests").checked = state.guests;
  at("household").replaceChildren(
    ...state.people.map((name) => personRow(name, state.person, state.minors)),
    ...state.invited.map((name) => element("li", `${name}, invited`)),
  );
}

await trying(async () => {
  const state = await ask("state");
  if (!state.several) return scene("one");
  if (location.pathname === "/join" && token()) return join();
  if (!state.person) {
    at("as-guest").hidden = !state.guests;
    at("begun").hidden = !state.begun;
    return scene("enter");
  }
  if (state.sealed) return scene("sealed");
  if (location.pathname === "/enter") return home();
  mine(state);
});
