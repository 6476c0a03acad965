// The words of a letter on the page: with marks, with what changed, and small parts of forms.

import { busy, doing } from "/static/letters-ask.js";
import { element } from "/static/element.js";
import { given, typed } from "/static/letters-typed.js";

export function when(at) {
  return new Date(at).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
}

// Pieces of a text, [words, mark]; what has a mark is drawn by `drawn`.
export function pieces(cut, drawn) {
  const made = element("div", "", { class: "words" });
  made.append(...cut.map(([text, mark]) => (mark ? drawn(text, mark) : document.createTextNode(text))));
  return made;
}

export function marked(cut) {
  return pieces(cut, (text, kind) => {
    const made = element("mark", text, { title: `Nobody told this: ${kind}` });
    made.prepend(element("span", "not told: ", { class: "quiet" }));
    return made;
  });
}

export function change(cut) {
  return pieces(
    cut.map(([mark, text]) => [text, mark === "=" ? "" : mark]),
    (text, mark) => {
      const made = element(mark === "-" ? "del" : "ins", text);
      made.prepend(element("span", mark === "-" ? "gone: " : "new: ", { class: "quiet" }));
      return made;
    },
  );
}

export function button(label, said, act, attributes = {}) {
  const made = element("button", label, { type: "button", ...attributes });
  made.addEventListener("click", () => busy(made) || doing(made, said, () => act(made)));
  return made;
}

export function link(label, href, attributes = {}) {
  return element("a", label, { href, ...attributes });
}

export function labelled(label, field, hint = "") {
  const made = element("label", label);
  if (hint) made.append(element("span", hint, { class: "sure" }));
  made.append(field);
  return made;
}

export function area(name, value = "", rows = 3, attributes = {}) {
  const made = element("textarea", "", { name, rows: String(rows), maxlength: "100000", ...attributes });
  made.value = value;
  return made;
}

export function input(name, value = "", attributes = {}) {
  const made = element("input", "", { name, type: "text", ...attributes });
  made.value = value;
  return made;
}

export function choice(name, options, value) {
  const made = element("select", "", { name });
  made.append(...options.map(([key, said]) => element("option", said, { value: key })));
  made.value = value;
  return made;
}

// A form that is handed on as an object, once at a time; what was typed into it stands until then.
export function form(parts, label, said, act, attributes = {}) {
  const made = element("form", "", { "data-called": label, ...attributes });
  const submit = element("button", label, { type: "submit" });
  made.append(...parts, submit);
  made.addEventListener("input", () => typed(made));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!busy(submit)) doing(submit, said, () => handedOn(made, act));
  });
  return made;
}

// What is typed while it is under way counts as typed again; refused, nothing was given.
async function handedOn(made, act) {
  const held = "typed" in made.dataset;
  given(made);
  try {
    await act(Object.fromEntries(new FormData(made)), made);
  } catch (error) {
    if (held) typed(made);
    throw error;
  }
}

export function lines(text) {
  return (text ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
}

export function folded(id, title, ...parts) {
  const made = element("details", "", { id });
  made.append(element("summary", title), ...parts);
  return made;
}
