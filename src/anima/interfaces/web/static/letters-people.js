// Correspondents: what you share, how you address each other, and what went to and fro.

import { ask } from "/static/letters-ask.js";
import { element } from "/static/element.js";
import { area, folded, form, input, labelled, lines, link, when } from "/static/letters-words.js";

export function personForm(person, done) {
  const text = (name, label, hint = "", attributes = {}) => labelled(label, input(name, person?.[name], { maxlength: "200", ...attributes }), hint);
  const parts = [
    text("name", "Name", "", { required: "" }),
    text("bond", "What they are to you", "Sister, old friend."),
    text("address", "Mail address", "", { type: "email" }),
    text("greeting", "How you address them", "My dear Fanny; empty: by the tone."),
    text("closing", "How you sign to them"),
    labelled("What you share", area("notes", person?.notes)),
    labelled("Postal address", area("lines", person?.lines.join("\n")), "For the envelope, a line each."),
  ];
  const said = person ? "It is noted." : "They are among your correspondents.";
  return form(parts, person ? "Keep" : "Add", said, async (given) => {
    done(await ask({ do: "note", id: person?.id ?? "", ...given, lines: lines(given.lines) }));
  }, { class: "brief" });
}

export function personRow(person, done) {
  const item = element("li");
  const count = person.letters.length === 1 ? "1 letter" : `${person.letters.length} letters`;
  const title = `${person.name}${person.bond ? `, ${person.bond}` : ""}: ${count}`;
  const made = folded(`person-${person.id}`, title);
  if (person.notes) made.append(element("p", person.notes, { class: "words" }));
  const address = [person.greeting && `You address them “${person.greeting}”.`, person.closing && `You sign “${person.closing}”.`];
  for (const line of address.filter(Boolean)) made.append(element("p", line, { class: "sure" }));
  if (person.letters.length) made.append(written(person.letters));
  made.append(folded(`change-${person.id}`, "Change what is noted", personForm(person, done)));
  item.append(made);
  return item;
}

function written(rows) {
  const list = element("ol");
  for (const { letter, replies } of rows) {
    const item = element("li");
    item.append(element("time", when(letter.at), { datetime: letter.at }), link(letter.about || "A letter", `#${letter.id}`), element("span", ` · ${letter.stage}`));
    for (const reply of replies) item.append(replied(reply));
    list.append(item);
  }
  return list;
}

export function replied(reply) {
  const made = element("blockquote");
  made.append(element("p", `${reply.sender}, ${when(reply.at)}`, { class: "sure" }), element("p", reply.summary));
  if (reply.text.trim() !== reply.summary.trim()) {
    const whole = element("details");
    whole.append(element("summary", "The whole reply"), element("p", reply.text, { class: "words" }));
    made.append(whole);
  }
  return made;
}
