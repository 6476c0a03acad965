// The memory page: what she knows, why, and the person's own word on it.

const people = document.querySelector("#people");
const past = document.querySelector("#past");
const state = document.querySelector("#state");
const notice = document.querySelector("#notice");
const dialog = document.querySelector("#forget");

function element(name, content = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = content;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

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
      item.append(element("time", when, { datetime: moment.at }), element("q", moment.text));
      return item;
    }),
  );
  if (!fact.moments.length) list.append(element("li", "You corrected it."));
  return list;
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
  details.append(summary, element("h3", "Why she thinks so"), moments(fact), correction(fact), actions);
  item.append(details);
  return item;
}

function show({ facts }) {
  const current = facts.filter((fact) => fact.state === "current");
  const groups = Map.groupBy ? Map.groupBy(current, (fact) => fact.about) : grouped(current);
  people.replaceChildren(
    ...[...groups].map(([who, held]) => {
      const section = element("section");
      const list = element("ul");
      list.append(...held.map(row));
      section.append(element("h2", who === "you" ? "You" : who[0].toUpperCase() + who.slice(1)), list);
      return section;
    }),
  );
  const over = facts.filter((fact) => fact.state !== "current");
  past.hidden = !over.length;
  past.querySelector("ul").replaceChildren(...over.map((fact) => element("li", `${fact.text} – ${fact.state}`)));
  state.textContent = current.length ? "" : "Nothing yet. She draws facts from what you tell her.";
}

function grouped(facts) {
  const groups = new Map();
  for (const fact of facts) groups.set(fact.about, [...(groups.get(fact.about) ?? []), fact]);
  return groups;
}

try {
  show(await ask("/memory/facts"));
} catch {
  state.textContent = "";
  notice.textContent = "She cannot be reached. Start her, then load this page again.";
  notice.hidden = false;
}
