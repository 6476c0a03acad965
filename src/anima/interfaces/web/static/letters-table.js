// Several letters that were shown as they would go: one yes to all, and how far they have gone.

import { ask, tell } from "/static/letters-ask.js";
import { element } from "/static/element.js";
import { button, folded, link } from "/static/letters-words.js";

// Draws what `wish` makes ready into `place`; `changed` is called when letters have come or gone.
export async function makeReady(wish, place, changed) {
  const shown = [];
  const held = [];
  const bar = element("progress", "", { "aria-label": "Written" });
  const list = element("ul");
  place.replaceChildren(bar, list);
  await tell(wish, (told) => {
    if ("writing" in told) {
      bar.max = told.total;
      bar.value = told.writing;
      return;
    }
    if (told.digest) shown.push({ letter: told.letter, digest: told.digest });
    if (told.holds && told.stage !== "sent") held.push({ letter: told.letter });
    list.append(row(told));
  });
  bar.remove();
  if (!list.children.length) list.append(element("li", "Nothing is due."));
  if (shown.length || held.length) place.append(answer(shown, held, place, changed));
  await changed();
}

function row(told) {
  const item = element("li");
  item.append(link(`To ${told.recipient}`, `#${told.letter}`));
  if (told.holds) item.append(told.stage === "sent" ? " went before." : " has your yes already.");
  if (told.left_out) item.append(element("p", `Left out. ${told.left_out}`, { class: "trouble" }));
  if (told.mail) item.append(folded(`mail-${told.letter}`, "The mail as it would go", element("p", told.mail, { class: "words" })));
  return item;
}

function answer(shown, held, place, changed) {
  const count = shown.length + held.length;
  const what = count === 1 ? "this letter" : `these ${count} letters`;
  const row = element("p", "", { class: "actions" });
  row.append(
    button(`Yes, send exactly ${what}`, "See below what became of each.", async () => {
      if (shown.length) await ask({ do: "yes-all", letters: shown });
      row.remove();
      await sendAll([...shown, ...held], place);
      await changed();
    }, { class: "main" }),
    button("No", "Nothing goes.", async () => {
      if (shown.length) await ask({ do: "no-all", letters: shown });
      place.replaceChildren();
      await changed();
    }),
  );
  return row;
}

async function sendAll(letters, place) {
  const bar = element("progress", "", { "aria-label": "Sent", max: String(letters.length), value: "0" });
  const troubles = element("ul");
  const end = element("p");
  place.append(bar, troubles, end);
  let sent = 0;
  await tell({ do: "send-all", letters }, ({ done, letter }) => {
    bar.value = done;
    if (letter.stage === "sent") sent += 1;
    else {
      const item = element("li");
      item.append(link(`To ${letter.recipient}`, `#${letter.id}`), element("p", letter.trouble, { class: "trouble" }));
      troubles.append(item);
    }
  });
  const left = letters.length - sent;
  end.textContent = `${sent} sent.${left ? ` ${left} did not go: give the same table again to go on.` : ""}`;
}
