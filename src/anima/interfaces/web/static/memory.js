// The memory page: what she knows, why, and the person's own word on it.

import { element } from "/static/element.js";
import { peopleMap } from "/static/memory-map.js";
import { river, timeline } from "/static/memory-time.js";

const people = document.querySelector("#people");
const past = document.querySelector("#past");
const state = document.querySelector("#state");
const notice = document.querySelector("#notice");
const dialog = document.querySelector("#forget");
const search = document.querySelector("#search-memory");

function button(label, about, act) {
  const made = element("button", label, { type: "button", "aria-label": `${label}: ${about}` });
  made.addEventListener("click", act);
  return made;
}

async function ask(path, change) {
  const options = change
    ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(change) }
    : {};
  const answer = await fetch(path, options);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body;
}

async function change(fact, wanted) {
  notice.hidden = true;
  try {
    show(await ask(`/memory/facts/${fact.id}`, wanted));
    state.textContent = wanted.action === "forget" ? "It is forgotten." : "Noted. It holds from now on.";
  } catch (error) {
    notice.textContent = error.message || "She cannot be reached. Nothing was changed.";
    notice.hidden = false;
  }
}

function moments(fact) {
  const list = element("ul");
  list.append(
    ...fact.moments.map((moment) => {
      const when = new Date(moment.at).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
      const item = element("li");
      const words = moment.corrected === undefined ? element("q", moment.text) : element("span", correctedTo(moment));
      item.append(element("time", when, { datetime: moment.at }), words);
      if (moment.sound) item.append(element("audio", "", { controls: "", preload: "none", src: `/memory/sound/${moment.sound}` }));
      return item;
    }),
  );
  if (!fact.moments.length) list.append(element("li", "You corrected it."));
  return list;
}

function correctedTo(moment) {
  return moment.corrected ? `You corrected it: ${moment.corrected}` : "You said that it was never so.";
}

function correction(fact) {
  const form = element("form");
  const field = element("input", "", { type: "text", maxlength: "200", id: `right-${fact.id}` });
  field.value = fact.object;
  form.append(
    element("label", "What is right", { for: field.id }),
    field,
    element("button", "Correct", { type: "submit", "aria-label": `Correct: ${fact.text}` }),
    button("Never so", fact.text, () => change(fact, { action: "correct" })),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim() && field.value.trim() !== fact.object) change(fact, { action: "correct", object: field.value });
  });
  return form;
}

function forget(fact) {
  dialog.querySelector("ul").replaceWith(moments(fact));
  dialog.returnValue = "no";
  dialog.onclose = () => dialog.returnValue === "yes" && change(fact, { action: "forget" });
  dialog.showModal();
}

function row(fact) {
  const marked = (mark) => fact.marks.includes(mark);
  const item = element("li", "", { "data-id": fact.id });
  const details = element("details");
  const summary = element("summary", fact.text);
  if (marked("private")) summary.append(element("em", "never brought up"));
  if (marked("pinned")) summary.append(element("em", "worth bringing up"));
  const actions = element("p", "", { class: "actions" });
  actions.append(
    button(marked("pinned") ? "Not so important" : "Important", fact.text, () =>
      change(fact, { action: marked("pinned") ? "unpin" : "pin" }),
    ),
    button(marked("private") ? "May be brought up" : "Never bring up", fact.text, () =>
      change(fact, { action: marked("private") ? "public" : "private" }),
    ),
    button("Forget", fact.text, () => forget(fact)),
  );
  const sure = element("p", `${Math.round(100 * fact.confidence)} % sure`, { class: "sure" });
  details.append(summary, element("h3", "Why she thinks so"), moments(fact), sure, correction(fact), actions);
  item.append(details);
  return item;
}

function list(facts) {
  const made = element("ul");
  made.append(...facts.map(row));
  return made;
}

function aboutYou(facts, themes) {
  const parts = [];
  for (const theme of themes) {
    const held = facts.filter((fact) => fact.theme === theme);
    if (held.length) parts.push(element("h3", theme), list(held));
  }
  return parts;
}

function merging(who, others, fact) {
  const form = element("form", "", { class: "merge" });
  const choice = element("select", "", { id: `same-${fact.id}` });
  choice.append(element("option", "somebody else", { value: "" }), ...others.map((name) => element("option", name, { value: name })));
  form.append(element("label", `${who} is the same as`, { for: choice.id }), choice, element("button", "Put together", { type: "submit" }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (choice.value) change(fact, { action: "merge", object: choice.value });
  });
  return form;
}

function show({ facts, themes, bonds, episodes }) {
  const current = facts.filter((fact) => fact.state === "current");
  const groups = grouped(current);
  const known = [...groups.keys(), ...bonds.map((bond) => bond.other)];
  const names = [...new Set(known)].filter((name) => name !== "you");
  people.replaceChildren(
    ...[...groups].map(([who, held]) => {
      const section = element("section", "", { id: anchor(who) });
      section.append(element("h2", who === "you" ? "You" : who[0].toUpperCase() + who.slice(1)));
      if (who === "you") section.append(...aboutYou(held, themes));
      else section.append(list(held));
      const others = names.filter((name) => name !== who);
      if (who !== "you" && others.length) section.append(merging(who, others, held[0]));
      return section;
    }),
  );
  const over = facts.filter((fact) => fact.state !== "current");
  past.hidden = !over.length;
  past.querySelector("ul").replaceChildren(...over.map((fact) => element("li", `${fact.text} – ${fact.state}`)));
  picture(document.querySelector("#map"), peopleMap(bonds, groups));
  picture(document.querySelector("#river"), river(episodes, facts));
  const time = document.querySelector("#time");
  time.hidden = !episodes.length;
  time.querySelector("div").replaceChildren(...timeline(episodes));
  chips(document.querySelector("#places"), tallied(episodes.flatMap((episode) => episode.places)));
  chips(document.querySelector("#themes"), tallied(episodes.flatMap(themesOf)));
  state.textContent = current.length ? "" : "Nothing yet. She draws facts from what you tell her.";
}

const MOST_CHIPS = 12;

// What came up in the talks, the most frequent first; a press looks for what was said of it.
function chips(section, words) {
  section.hidden = !words.length;
  const find = (word) => {
    search.elements.words.value = word;
    search.requestSubmit();
    search.scrollIntoView();
  };
  section.querySelector("p").replaceChildren(
    ...words.slice(0, MOST_CHIPS).map(([word, count]) => {
      const label = count > 1 ? `${word} (${count})` : word;
      const made = element("button", label, { type: "button" });
      made.addEventListener("click", () => find(word));
      return made;
    }),
  );
}

function tallied(words) {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function themesOf(episode) {
  const named = new Set([...episode.people, ...episode.places].map((name) => name.toLowerCase()));
  const parts = episode.title.toLowerCase().split(/, | and /);
  return parts.filter((part) => part !== "a short talk" && !named.has(part));
}

function picture(figure, drawn) {
  figure.hidden = !drawn;
  figure.querySelector("svg")?.remove();
  if (drawn) figure.prepend(drawn);
}

function anchor(who) {
  return `about-${encodeURIComponent(who)}`;
}

function grouped(facts) {
  const groups = new Map();
  for (const fact of facts) groups.set(fact.about, [...(groups.get(fact.about) ?? []), fact]);
  return groups;
}

search.addEventListener("submit", async (event) => {
  event.preventDefault();
  const words = new FormData(search).get("words");
  const results = document.querySelector("#found");
  try {
    const { found } = await ask(`/memory/search?words=${encodeURIComponent(words)}`);
    results.replaceChildren(...found.map(said));
    state.textContent = found.length ? `${found.length} moments` : "Nothing that was said bears on that.";
  } catch {
    notice.textContent = "She cannot be reached. Try again.";
    notice.hidden = false;
  }
});

function said(moment) {
  const when = new Date(moment.at).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
  const item = element("li");
  const who = moment.who[0].toUpperCase() + moment.who.slice(1);
  item.append(element("time", `${when} · ${who}`, { datetime: moment.at }), element("q", moment.text));
  return item;
}

try {
  show(await ask("/memory/facts"));
} catch {
  state.textContent = "";
  notice.textContent = "She cannot be reached. Start her, then load this page again.";
  notice.hidden = false;
}
