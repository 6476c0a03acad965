// Letters from a table, the book of many letters, and its way to publishers.

import { ask, doing } from "/static/letters-ask.js";
import { element } from "/static/element.js";
import { makeReady } from "/static/letters-table.js";
import { area, button, form, input, labelled, lines, link, when } from "/static/letters-words.js";

function file(name, accept, attributes = {}) {
  return element("input", "", { type: "file", name, accept, ...attributes });
}

async function read(field) {
  return Promise.all([...field.files].map(async (each) => ({ name: each.name, text: await each.text() })));
}

function tick(name, said, attributes = {}) {
  const made = element("label", "", { class: "check" });
  made.append(element("input", "", { type: "checkbox", name, value: "true", ...attributes }), element("span", said));
  return made;
}

export function batch(known, changed) {
  const ready = element("div", "", { class: "ready" });
  const parts = [
    labelled("The table (CSV)", file("table", ".csv,text/csv", { required: "" }), "Columns: name, address; occasion, happened, say, text …"),
    labelled("Who signs", input("sender", known()?.you ?? "", { required: "", maxlength: "200" })),
    labelled("Subject", input("subject", "", { maxlength: "300" })),
    tick("words_only", "The words alone, without a page by hand"),
  ];
  const made = form(parts, "Write and show them", "These would go. Nothing has gone yet.", async (given, own) => {
    const [table] = await read(own.elements.table);
    await makeReady({ do: "batch", ...table, sender: given.sender, subject: given.subject, words_only: Boolean(given.words_only) }, ready, changed);
  }, { class: "brief" });
  const place = element("div");
  place.append(element("p", "A row that went does not go again: stopped anywhere, give the same table again.", { class: "sure" }), made, ready);
  return place;
}

const book = { pinned: new Set(), dropped: new Set() };

function bookParts(known) {
  return [
    labelled("Letters (.txt, and a manifest.csv)", file("files", ".txt,.md,.csv,text/plain", { multiple: "" })),
    tick("own", "Also the letters that went from here"),
    labelled("Title", input("title", "", { maxlength: "200" })),
    labelled("How many at most", input("count", "0", { type: "number", min: "0", max: "1000" }), "0: three in five."),
    labelled("Names to change", area("renames", "", 2), "Old Name=New Name, a line each; everywhere."),
    labelled("Who signs", input("sender", known()?.you ?? "", { maxlength: "200" })),
  ];
}

async function bookWish(given, made) {
  const { title, sender } = given;
  const decided = { pinned: [...book.pinned], dropped: [...book.dropped] };
  return { files: await read(made.elements.files), own: Boolean(given.own), title, sender, count: Number(given.count || 0), renames: lines(given.renames), ...decided };
}

export function bookMaker(known) {
  const result = element("div", "", { class: "ready" });
  const made = form(bookParts(known), "Choose the letters", "The best come first. Pin or drop what you like.", (given) => choose(given, made, result), { class: "brief" });
  made.addEventListener("change", (event) => event.target.name === "files" && (book.pinned.clear(), book.dropped.clear()));
  const place = element("div");
  place.append(made, result);
  return place;
}

async function choose(given, made, result) {
  const wish = await bookWish(given, made);
  const view = await ask({ do: "choice", ...wish });
  const again = () => doing(null, "Chosen anew.", () => choose(Object.fromEntries(new FormData(made)), made, result));
  const parts = view.parts.map((part) => element("li", `${part.title}${part.span ? ` (${part.span})` : ""}: ${part.letters} letters`));
  const order = element("ol");
  order.append(...parts);
  result.replaceChildren(element("h3", `“${view.title}”`), order, people(view, wish), binding(wish), ranking(view.choice, again));
}

function binding(wish) {
  const place = element("p", "", { class: "actions" });
  const files = element("span");
  const make = button("Make the book", "The book is made.", async () => {
    await ask({ do: "bind", ...wish });
    const stamp = Date.now();
    files.replaceChildren(...["book.pdf", "book.epub", "cover.png"].map((name) => link(name, `/letters/file/${name}?made=${stamp}`, { download: name })));
  });
  place.append(make, files);
  return place;
}

function ranking(choice, again) {
  const list = element("ol");
  for (const each of choice) {
    const item = element("li");
    const values = `feeling ${each.feeling}, concreteness ${each.concreteness}, surprise ${each.surprise}, completeness ${each.completeness}: together ${each.total}`;
    item.append(element("strong", `${each.taken ? "In" : "Out"}: ${each.id}`), element("p", each.why), element("p", values, { class: "sure" }), element("q", each.best), decide(each, again));
    list.append(item);
  }
  return list;
}

function decide(each, again) {
  const row = element("p", "", { class: "actions" });
  for (const [label, own, other] of [["Pin", book.pinned, book.dropped], ["Drop", book.dropped, book.pinned]]) {
    const made = element("button", label, { type: "button", "aria-label": `${label} ${each.id}`, "aria-pressed": String(own.has(each.id)) });
    made.addEventListener("click", () => {
      other.delete(each.id);
      if (!own.delete(each.id)) own.add(each.id);
      again();
    });
    row.append(made);
  }
  return row;
}

function people(view, wish) {
  const place = element("details");
  place.append(element("summary", "Permission of the people in it"));
  const list = element("ul");
  for (const each of view.people) {
    const item = element("li", `${each.name}: ${each.letters} letters. ${each.said ? `Permission: ${each.said}.` : "Not asked."} `);
    if (!each.said) item.append(button("Write the question", "It waits for your yes.", async () => {
      const letter = await ask({ do: "permission", ...wish, title: view.title, person: each.name });
      location.hash = letter.id;
    }, { "aria-label": `Write the question to ${each.name}` }));
    list.append(item);
  }
  place.append(list);
  return place;
}

export async function publishers(changed) {
  const table = element("div", "", { class: "wide", tabindex: "0", role: "region", "aria-label": "Offers" });
  const ready = element("div", "", { class: "ready" });
  const show = async () => table.replaceChildren(offers((await ask({ do: "offers" })).offers));
  const both = async () => {
    await show();
    await changed();
  };
  const parts = [
    labelled("Publishers (CSV: name, address)", file("publishers", ".csv,text/csv", { required: "" })),
  ];
  const made = form(parts, "Write and show the offers", "These would go. Nothing has gone yet.", async (_, own) => {
    const about = document.querySelector("#book form");
    const wish = await bookWish(Object.fromEntries(new FormData(about)), about);
    const [list] = await read(own.elements.publishers);
    await makeReady({ do: "offer", ...wish, publishers: list }, ready, both);
  }, { class: "brief" });
  const again = button("Ask those again who were silent for six weeks", "Nothing has gone yet.", async () => {
    await makeReady({ do: "follow-up" }, ready, both);
  });
  const place = element("div");
  place.append(element("p", "The book is the one described above: its letters, title and who signs.", { class: "sure" }), made, again, ready, table);
  await doing(null, "", show);
  return place;
}

function offers(rows) {
  if (!rows.length) return element("p", "No book was offered yet.");
  const table = element("table");
  const head = element("tr");
  head.append(...["Publisher", "Book", "Written", "Asked again", "Answer"].map((name) => element("th", name, { scope: "col" })));
  table.append(head);
  for (const each of rows) {
    const row = element("tr");
    const who = element("td");
    who.append(link(each.publisher, `#${each.letter}`));
    const told = [each.book, each.sent ? when(each.sent) : each.stage, String(each.asked_again || ""), each.answer];
    row.append(who, ...told.map((text) => element("td", text)));
    table.append(row);
  }
  return table;
}
