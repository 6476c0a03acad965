// The page about letters: the list, the correspondents, and the one letter that is open.

import { ask, doing } from "/static/letters-ask.js";
import { briefForm } from "/static/letters-brief.js";
import { element } from "/static/element.js";
import { leaveLetter, showLetter } from "/static/letters-one.js";
import { batch, bookMaker, publishers } from "/static/letters-many.js";
import { personForm, personRow } from "/static/letters-people.js";
import { putBack, typedIn } from "/static/letters-typed.js";
import { button, link, when } from "/static/letters-words.js";

const desk = document.querySelector("#desk");
const one = document.querySelector("#one");
const learn = document.querySelector("#learn");

let known;

function show(now) {
  known = now;
  const held = typedIn(desk);
  const list = desk.querySelector("#letters > ul");
  list.replaceChildren(...known.letters.map(row));
  if (!known.letters.length) list.append(element("li", known.people.length ? "None yet." : "None yet. Add somebody to write to first."));
  const begin = desk.querySelector("#new");
  begin.hidden = !known.people.length;
  begin.querySelector("div").replaceChildren(briefForm(known, undefined, "", (letter) => (location.hash = letter.id)));
  const open = new Set([...desk.querySelectorAll("#people details[open]")].map((each) => each.id));
  desk.querySelector("#people > ul").replaceChildren(...known.people.map((person) => personRow(person, show)));
  for (const each of desk.querySelectorAll("#people > ul details")) each.open = open.has(each.id);
  desk.querySelector("#new-person > div").replaceChildren(personForm(undefined, show));
  desk.querySelector("#new-person").open = !known.people.length;
  putBack(desk, held);
  if (!learn.elements.sender.value) learn.elements.sender.value = known.you;
}

function row(letter) {
  const item = element("li");
  const said = letter.replies ? `${letter.stage}, answered` : letter.stage;
  item.append(link(`To ${letter.recipient}`, `#${letter.id}`), element("span", `${letter.about ? ` ${letter.about}` : ""} · ${said}`), element("time", when(letter.at), { datetime: letter.at }));
  return item;
}

async function turn() {
  const id = location.hash.slice(1);
  await doing(null, "", async () => {
    show(await ask({ do: "all" }));
    if (id) showLetter(await ask({ do: "letter", letter: id }), known);
    desk.hidden = Boolean(id);
    one.hidden = !id;
    if (!id) leaveLetter();
  });
  document.title = id ? `To ${one.querySelector("h2")?.textContent.replace("To ", "") ?? ""}` : "Letters";
}

learn.addEventListener("submit", (event) => {
  event.preventDefault();
  doing(learn.querySelector("button"), "Drafts for this name sound like that from now on.", async () => {
    const sender = learn.elements.sender.value;
    let told;
    for (const file of learn.elements.files.files) told = await ask({ do: "learn", sender, name: file.name, text: await file.text() });
    const lines = [`${told.words} words of ${sender} are known.`, ...told.lines];
    document.querySelector("#portrait").replaceChildren(...lines.map((line) => element("li", line)));
  });
});

const replies = desk.querySelector("#look-for-replies");
replies.replaceWith(button("Look for replies", "Looked.", async () => show(await ask({ do: "replies" })), { id: "look-for-replies" }));
window.addEventListener("hashchange", turn);
await turn();
const anew = async () => show(await ask({ do: "all" }));
desk.querySelector("#batch > div").append(batch(() => known, anew));
desk.querySelector("#book > div").append(bookMaker(() => known));
desk.querySelector("#offers > div").append(await publishers(anew));
