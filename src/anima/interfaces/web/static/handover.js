// Giving her to somebody else, with the memories that are chosen here and read before they go; and
// receiving her where nobody has met a companion yet.

import { element } from "/static/element.js";

const at = (id) => document.getElementById(id);
const notice = at("notice");
const list = at("memories").querySelector("ul");

async function told(answer) {
  if (answer.ok) return answer;
  const why = await answer.json().catch(() => ({}));
  throw new Error(why.error || "She cannot be reached. Nothing was changed.");
}

const post = (path, body) => fetch(`/handover/${path}`, { method: "POST", body }).then(told);
const ask = async (wish) => (await post("ask", JSON.stringify(wish))).json();

// One thing at a time: a second press while the first is under way would make two files.
let busy = false;

async function trying(work, meanwhile = "") {
  if (busy) return;
  busy = true;
  notice.hidden = true;
  at("state").textContent = meanwhile;
  try {
    await work();
  } catch (error) {
    notice.textContent = error instanceof TypeError ? "She cannot be reached. Nothing was changed." : error.message;
    notice.hidden = false;
  } finally {
    at("state").textContent = "";
    busy = false;
  }
}

function sent(id, work, meanwhile) {
  at(id).addEventListener("submit", (event) => {
    event.preventDefault();
    trying(work, meanwhile);
  });
}

// After a press the words that are new are read next; what a page begins with is read by itself.
function scene(name, pressed = true) {
  for (const section of document.querySelectorAll("main > section")) section.hidden = section.id !== name;
  if (pressed) at(`${name}-heading`).focus();
}

const boxes = () => [...list.querySelectorAll("input")];
const chosen = () => boxes().filter((box) => box.checked);

function count() {
  at("count").textContent = `(${chosen().length} of ${boxes().length} chosen)`;
}

function memoryRow(memory) {
  const row = element("li");
  const box = element("input", "", { type: "checkbox", id: `m-${memory.id}`, value: memory.id });
  box.dataset.kind = memory.kind;
  const label = element("label", "", { for: box.id });
  label.append(element("time", memory.on, { datetime: memory.on }), ` ${memory.text}`);
  row.append(box, label);
  return row;
}

function keptBack(number) {
  if (!number) return "";
  return `Kept back, whatever you choose: ${number}, being private, to be left alone, or told in bad hours.`;
}

function showChoice(state) {
  at("title").textContent = `Give ${state.name} to somebody`;
  document.title = at("title").textContent;
  at("giver").value = state.giver;
  at("kept-back").textContent = keptBack(state.kept_back);
  list.replaceChildren(...state.memories.map(memoryRow));
  count();
  scene("choose", false);
}

list.addEventListener("change", count);

at("find").addEventListener("input", () => {
  const words = at("find").value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of list.children) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
  }
});

at("all").addEventListener("click", () => {
  for (const row of list.children) if (!row.hidden) row.querySelector("input").checked = true;
  count();
});

at("none").addEventListener("click", () => {
  for (const box of boxes()) box.checked = false;
  count();
});

// Exactly what was read is what goes: the machine compares it by its digest.
let read = null;

function wish() {
  const of = (kind) => chosen().filter((box) => box.dataset.kind === kind).map((box) => box.value);
  return { facts: of("fact"), moments: of("moment"), giver: at("giver").value, whom: at("whom").value, note: at("note").value };
}

function dated(each) {
  const row = element("li");
  row.append(element("time", each.on, { datetime: each.on }), ` ${each.text}`);
  return row;
}

function listed(heading, rows) {
  const all = element("ul");
  all.append(...rows);
  return rows.length ? [element("h3", heading), all] : [];
}

sent("choice", async () => {
  const asked = wish();
  const would = await ask(asked);
  read = { ...asked, digest: would.digest, her: would.her };
  const remembers = would.told.length ? [] : [element("p", `She remembers nothing that ${would.giver} told her.`)];
  at("words").replaceChildren(
    element("p", would.her),
    ...listed("What she thinks", would.thinks.map((text) => element("li", text))),
    ...listed(`What she remembers, as told by ${would.giver}`, would.told.map(dated)),
    ...remembers,
    ...(would.note ? [element("h3", `What she is to say from ${would.giver}`), element("p", would.note)] : []),
  );
  at("yes-heading").textContent = `Shall this go to ${would.whom || "whoever has the file and its passphrase"}, and nothing else?`;
  scene("read");
}, "Reading what would go …");

at("no").addEventListener("click", () => trying(async () => {
  await ask({ do: "decline", digest: read.digest });
  clearSecret();
  scene("choose");
  at("state").textContent = "";
  notice.textContent = "Nothing was made, and nothing goes.";
  notice.hidden = false;
}));

function clearSecret() {
  at("passphrase").value = "";
  at("again").value = "";
}

let address = "";

sent("yes", async () => {
  if (at("passphrase").value !== at("again").value) throw new Error("The two passphrases are not the same.");
  const { her: _, ...asked } = read;
  const answer = await post("file", JSON.stringify({ ...asked, passphrase: at("passphrase").value }));
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))[1];
  URL.revokeObjectURL(address);
  address = URL.createObjectURL(await answer.blob());
  at("download").href = address;
  at("download").download = name;
  at("made-about").textContent = `${name} is sealed with your passphrase. Give it and the passphrase by two ways. There, where nobody has met a companion yet, it is taken in on this page or by: anima import ${name}`;
  clearSecret();
  scene("made");
}, "Sealing the file …");

sent("take", async () => {
  const file = at("file").files[0];
  const about = JSON.stringify({ passphrase: at("opens").value, name: file.name });
  const came = await (await post("take", new Blob([about, "\n", file]))).json();
  at("opens").value = "";
  at("title").textContent = "She has come";
  at("came-about").textContent = came.said;
  scene("came");
}, "Opening the file …");

await trying(async () => {
  const state = await (await told(await fetch("/handover/state"))).json();
  if (state.name) return showChoice(state);
  if (state.met) throw new Error("You are still getting to know each other. Come back when she has her name.");
  at("title").textContent = "Receive her";
  document.title = "Receive her";
  at("home").textContent = "Back";
  scene("receive", false);
}, "Reading …");
