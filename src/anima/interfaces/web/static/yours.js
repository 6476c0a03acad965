// One's own settings of care, a copy of everything to take away, and what is to be gone.

import { element } from "/static/element.js";

const at = (id) => document.getElementById(id);
const notice = at("notice");
const CARE = ["age", "country", "content", "stop_word", "minutes_a_day", "keep_sound"];
const FIXED = {
  machine: "It is set in anima.toml or the environment of the machine, and is changed there.",
  owner: "The owner of this household has set it, and can change it.",
};

async function told(answer) {
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body;
}

const ask = (wish) => fetch("/yours/state", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(wish) }).then(told);

// One thing at a time: a second press while the first is under way would do it twice.
let busy = false;

async function trying(work, meanwhile = "") {
  if (busy) return;
  busy = true;
  notice.hidden = true;
  at("state").textContent = meanwhile;
  try {
    at("state").textContent = (await work()) ?? "";
  } catch (error) {
    at("state").textContent = "";
    notice.textContent = error instanceof TypeError ? "She cannot be reached. Nothing was changed." : error.message;
    notice.hidden = false;
  } finally {
    busy = false;
  }
}

function sent(id, work, meanwhile) {
  at(id).addEventListener("submit", (event) => {
    event.preventDefault();
    trying(work, meanwhile);
  });
}

const abouts = Object.fromEntries(CARE.map((name) => [name, at(`${name}-about`).textContent]));

function showCountries(codes, chosen) {
  const names = new Intl.DisplayNames(["en"], { type: "region" });
  const known = [...new Set([...codes, chosen].filter(Boolean))].map((code) => [names.of(code), code]).sort();
  const none = at("country").options[0];
  at("country").replaceChildren(none, ...known.map(([name, code]) => element("option", name, { value: code })));
}

function showCare({ care, fixed, countries }) {
  showCountries(countries, care.country.toUpperCase());
  for (const name of CARE) {
    at(name).value = name === "country" ? care[name].toUpperCase() : care[name];
    at(name).disabled = name in fixed || (name === "content" && care.age === "minor");
    at(`${name}-about`).textContent = name in fixed ? `${abouts[name]} ${FIXED[fixed[name]]}` : abouts[name];
  }
  at("care").hidden = false;
}

sent("care-form", async () => {
  const free = CARE.filter((name) => !at(name).disabled);
  showCare(await ask({ do: "set", care: Object.fromEntries(free.map((name) => [name, at(name).value])) }));
  return "It holds from your next words on.";
});

sent("copy-form", async () => {
  const passphrase = at("passphrase").value;
  if (passphrase !== at("again").value) throw new Error("The two passphrases are not the same.");
  const { ticket, name } = await ask({ do: "copy", passphrase });
  at("passphrase").value = at("again").value = "";
  // The browser writes it to the disk as it comes: it may be larger than the memory.
  element("a", "", { href: `/yours/copy/${ticket}/${name}`, download: name }).click();
  return `${name} is on its way. Your browser says when it is there, whole or not.`;
});

// What takes a while is told as it goes on, a line for each step; the last one is the outcome.
async function toldOf(answer) {
  if (!answer.ok) throw new Error((await answer.json()).error);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let last = {};
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = lines.pop();
    for (const line of lines.filter(Boolean)) {
      last = JSON.parse(line);
      if (last.error) throw new Error(last.error);
      if (last.what) at("state").textContent = `${last.what === "reading" ? "Reading" : "Making it findable"}: ${last.done.toLocaleString("en")} messages …`;
    }
    if (done) return last;
  }
}

let waiting = null;

function brought(outcome) {
  waiting = outcome.import ?? null;
  at("written-form").hidden = !waiting;
  if (waiting) {
    const writers = outcome.writers.map(([who, count]) => element("option", `${who}, ${plural(count, "one message", "messages")}`, { value: who }));
    at("me").replaceChildren(...writers, element("option", "None of them", { value: "" }));
    at("me").focus();
    return "It is read. One question is left.";
  }
  at("bring-form").reset();
  return outcome.new ? `${outcome.source}: ${plural(outcome.new, "one message", "messages")} brought.` : `${outcome.source}: all of it was here already.`;
}

sent("bring-form", async () => {
  const file = at("chats").files[0];
  const answer = await fetch(`/yours/bring?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
  return brought(await toldOf(answer));
}, "Sending the file …");

sent("written-form", async () => {
  const answer = await fetch("/yours/written", { method: "POST", body: JSON.stringify({ import: waiting, me: at("me").value }) });
  return brought(await toldOf(answer));
}, "One moment …");

// What goes is what was seen: the machine compares it by its digest.
let seen = null;

const plural = (count, one, many) => (count === 1 ? one : `${count.toLocaleString("en")} ${many}`);

async function look(thing) {
  at("going").hidden = at("gone").hidden = true;
  const found = await ask({ do: "look", ...thing });
  seen = { ...thing, digest: found.digest };
  if (!found.count && !thing.topic) return "Nothing is kept of those days.";
  at("going-heading").textContent = found.count ? `This would go: ${plural(found.count, "one moment", "moments")}, and all that repeats them` : "Nothing that was said has these words; corrections and answers with them would go";
  at("going-words").replaceChildren(...found.shown.map((text) => element("li", text)));
  at("going-more").textContent = found.count > found.shown.length ? `And ${(found.count - found.shown.length).toLocaleString("en")} more.` : "";
  at("typed").value = "";
  at("going").hidden = false;
  at("going-heading").focus();
}

sent("topic-form", () => look({ topic: at("topic").value }), "Looking …");
sent("span-form", () => look({ start: at("start").value || null, end: at("end").value || null }), "Looking …");

at("keep").addEventListener("click", () => {
  seen = null;
  at("going").hidden = true;
  at("state").textContent = "Nothing was erased.";
  at("erase-heading").focus();
});

sent("yes-form", async () => {
  const gone = await ask({ do: "erase", ...seen, typed: at("typed").value });
  seen = null;
  at("topic").value = at("start").value = at("end").value = "";
  at("going-words").replaceChildren();
  at("going").hidden = true;
  const where = gone.left.length ? `still in ${gone.left.join(", ")}` : "in none of them";
  const copy = gone.had_copy ? " The copy from before the last upgrade had it too, and is gone." : "";
  at("gone-proof").textContent = `Gone from ${plural(gone.count, "one place", "places")} of the log and of what was brought, from facts, episodes and every index. ${plural(gone.words, "One word", "words")} that nothing else has: looked for in ${plural(gone.pages, "one page", "pages")} and ${plural(gone.files, "one file", "files")}, and found ${where}.${copy}`;
  at("gone-elsewhere").replaceChildren(...gone.elsewhere.map((text) => element("li", text)));
  at("gone").hidden = false;
  at("gone-heading").focus();
  showCare(await told(await fetch("/yours/state")));
}, "Erasing, and looking whether it is gone …");

const ofPeople = (action, body = {}) => fetch(`/people/${action}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).then(told);

sent("leave-form", async () => {
  await ofPeople("erase-me", { typed: at("leave-typed").value });
  location.assign("/enter");
}, "Erasing everything …");

await trying(async () => {
  showCare(await told(await fetch("/yours/state")));
  const mayLeave = (await ofPeople("state")).role === "member";
  at("leave-form").hidden = !mayLeave;
  at("by-command").hidden = mayLeave;
  for (const id of ["copy", "bring", "erase", "everything"]) at(id).hidden = false;
}, "Reading …");
