// A letter on paper, and on its way: shown exactly as it would go, and gone only after a yes.

import { ask, tell } from "/static/letters-ask.js";
import { element } from "/static/element.js";
import { button, choice, form, input, labelled, link } from "/static/letters-words.js";

const HANDS = [["apple", "Apple"], ["caveat", "Caveat"], ["cedarville", "Cedarville"], ["reenie", "Reenie"], ["typed", "Typed"]];
const PAPERS = [["a5", "A5"], ["letter", "US Letter"], ["a4", "A4"], ["postcard", "Postcard"]];
const INKS = [["blue-black", "Blue-black"], ["black", "Black"], ["sepia", "Sepia"], ["green", "Green"], ["red", "Red"]];

let look = { hand: "apple", paper: "a5", ink: "blue-black", seed: "1" };

export function onPaper(letter) {
  const section = element("section", "", { id: "paper" });
  const sheets = element("div", "", { class: "sheets" });
  const parts = [
    labelled("Hand", choice("hand", HANDS, look.hand)),
    labelled("Paper", choice("paper", PAPERS, look.paper)),
    labelled("Ink", choice("ink", INKS, look.ink)),
    labelled("Seed", input("seed", look.seed, { type: "number", min: "0", max: "2147483647", required: "" }), "The same one gives the same page."),
  ];
  const preview = form(parts, "Show the page", "Here it is.", async (given) => {
    look = given;
    const { sheets: count } = await ask({ do: "sheets", letter: letter.id, ...look });
    sheets.replaceChildren(...pictures(letter, count), files(letter, count));
  }, { class: "row" });
  section.append(element("h3", "On paper"), preview, sheets);
  return section;
}

function address(name, letter, more = {}) {
  return `/letters/file/${name}?${new URLSearchParams({ letter: letter.id, ...look, ...more })}`;
}

function pictures(letter, count) {
  return Array.from({ length: count }, (_, n) =>
    element("img", "", { src: address("page.png", letter, { sheet: n + 1 }), alt: `Sheet ${n + 1} of ${count}, ${look.hand === "typed" ? "typed" : "by hand"}; its words stand above.` }),
  );
}

function files(letter, count) {
  const row = element("p", "", { class: "actions" });
  row.append(link("PDF", address("page.pdf", letter), { download: "look.pdf" }));
  for (let n = 1; look.hand !== "typed" && n <= count; n++) row.append(link(`SVG ${n}, for a plotter`, address("page.svg", letter, { sheet: n }), { download: `sheet-${n}.svg` }));
  row.append(link(look.paper === "postcard" ? "Its address side" : "Envelope", address("envelope.pdf", letter), { download: look.paper === "postcard" ? "address.pdf" : "envelope.pdf" }));
  return row;
}

export function letGo(letter, known, show) {
  const section = element("section", "", { id: "going" });
  section.append(element("h3", "Let it go"));
  if (letter.trouble) section.append(element("p", letter.trouble, { class: "trouble" }));
  if (letter.stage === "sent") section.append(gone(letter));
  else if (letter.stage === "unclear") section.append(unclear(letter, show));
  else if (letter.stage === "sending") section.append(button("See what became of it", "", () => send(letter, show)));
  else if (letter.may_go) section.append(holds(letter, show));
  else if (letter.shown) section.append(shown(letter, show));
  else if (letter.claims.length) section.append(element("p", "First take out what nobody told, or say above that it is true."));
  else section.append(readyMail(letter, known, show), readyPrint(letter, show));
  return section;
}

function readyMail(letter, known, show) {
  if (!known.mail) return element("p", "To send it by mail, set your account once: anima letters mailbox.", { class: "sure" });
  const only = element("input", "", { type: "checkbox", name: "words_only", value: "true" });
  const check = element("label", "", { class: "check" });
  check.append(only, element("span", "The words alone, without the page"));
  const subject = labelled("Subject", input("subject", "", { maxlength: "300" }), "Empty: a letter from you.");
  return form([subject, check], "Show me the mail", "This is exactly what would go. Nothing has gone yet.", async (given) =>
    show(await ask({ do: "ready-mail", letter: letter.id, ...look, ...given })), { class: "row" });
}

function readyPrint(letter, show) {
  return button("Show me the page to print", "This is exactly what would be printed.", async () =>
    show(await ask({ do: "ready-print", letter: letter.id, ...look })), { id: "to-print" });
}

function exactly(letter) {
  const made = element("div", "", { class: "exactly" });
  const [to, ...copies] = letter.shown.recipients;
  const copy = copies.length ? `, and a copy to you, ${copies.join(", ")}` : "";
  made.append(element("p", letter.shown.by_mail ? `Goes to ${to}${copy}.` : `A page to print, for ${to}.`));
  made.append(element("p", letter.shown.by_mail ? letter.shown.text : letter.text, { class: "words" }));
  const label = letter.shown.by_mail ? "The mail itself, byte for byte" : "The page itself, byte for byte";
  made.append(link(label, `/letters/file/kept?letter=${letter.id}`, { download: letter.shown.by_mail ? "letter.eml" : "letter.pdf" }));
  return made;
}

function shown(letter, show) {
  const mail = letter.shown.by_mail;
  const made = element("div");
  const row = element("p", "", { class: "actions" });
  const yes = button(mail ? "Yes, send exactly this" : "Yes, print exactly this", mail ? "See below what became of it." : "The page is yours.", async () => {
    const agreed = await ask({ do: "yes", letter: letter.id, digest: letter.shown.digest });
    await go(agreed, show);
  }, { class: "main" });
  const no = button("No", "It does not go.", async () => show(await ask({ do: "no", letter: letter.id })));
  row.append(yes, no);
  made.append(exactly(letter), row);
  return made;
}

function holds(letter, show) {
  const made = element("div");
  const label = letter.shown.by_mail ? "Send it now" : "Have the page now";
  const row = element("p", "", { class: "actions" });
  row.append(
    button(label, "See below what became of it.", () => go(letter, show), { class: "main" }),
    button("Take the yes back", "It does not go.", async () => show(await ask({ do: "no", letter: letter.id }))),
  );
  made.append(element("p", "Your yes to exactly this still holds."), exactly(letter), row);
  return made;
}

async function go(letter, show) {
  if (letter.shown.by_mail) await send(letter, show);
  else show(await ask({ do: "print", letter: letter.id }));
}

async function send(letter, show) {
  try {
    await tell({ do: "send", letter: letter.id }, (told) => {
      document.querySelector("#state").textContent = `${told.done} of ${told.total}`;
    });
  } finally {
    show(await ask({ do: "letter", letter: letter.id }));
  }
}

function unclear(letter, show) {
  const made = element("div");
  const settle = (number, said) => async () => show(await ask({ do: "settle", letter: letter.id, number }), said);
  const row = element("p", "", { class: "actions" });
  row.append(
    button("Look for it in my mailbox", "", () => send(letter, show)),
    button("It went", "Noted.", settle(1)),
    button("It did not go", "Noted.", settle(2)),
  );
  made.append(element("p", "It is not sent again before this is known."), row);
  return made;
}

function gone(letter) {
  const made = element("div");
  const to = letter.shown?.recipients[0] ?? letter.recipient;
  const filed = letter.filed ? " It is filed among your sent mails." : "";
  made.append(element("p", letter.shown?.by_mail ? `Sent to ${to}.${filed}` : `Printed for ${to}.`));
  if (letter.shown) made.append(link(letter.shown.by_mail ? "The mail as it went" : "The page", `/letters/file/kept?letter=${letter.id}`, { download: letter.shown.by_mail ? "letter.eml" : "letter.pdf" }));
  return made;
}
