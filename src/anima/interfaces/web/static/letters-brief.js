// The form of a brief. What she remembers is offered with its moments, and used only when picked.

import { ask } from "/static/letters-ask.js";
import { element } from "/static/element.js";
import { area, choice, form, input, labelled, lines, when } from "/static/letters-words.js";

const TONES = [["plain", "Plain"], ["warm", "Warm"], ["tender", "Tender"], ["cheerful", "Cheerful"], ["formal", "Formal"], ["sorry", "Sorry"]];
const LENGTHS = [["short", "A postcard"], ["medium", "A page"], ["long", "Two pages"]];

export function briefForm(known, brief, letter, done) {
  const remembered = element("fieldset", "", { class: "remembered" });
  remembered.hidden = true;
  const people = known.people.map((person) => [person.id, person.name]);
  const to = choice("to", [["", "Choose …"], ...people], brief?.to ?? "");
  to.required = true;
  to.addEventListener("change", () => offer(remembered, to.value && to.selectedOptions[0].text, []));
  if (brief) offer(remembered, brief.recipient, brief.memories);
  const parts = [
    labelled("To", to),
    labelled("Who signs", input("sender", brief?.sender ?? known.you, { required: "", maxlength: "200" })),
    labelled("Why now?", input("occasion", brief?.occasion, { maxlength: "500" }), "Birthday, thanks; may stay empty."),
    labelled("What happened?", area("happened", brief?.happened.join("\n")), "A sentence a line, in your words."),
    labelled("What must be said?", area("say", brief?.say.join("\n")), "A sentence a line."),
    labelled("What must not come up?", area("avoid", brief?.avoid.join("\n"), 2), "A word or matter a line."),
    remembered,
    labelled("How should it feel?", choice("tone", TONES, brief?.tone ?? "warm")),
    labelled("How long?", choice("length", LENGTHS, brief?.length ?? "medium")),
  ];
  const label = letter ? "Keep the brief" : "Begin the letter";
  return form(parts, label, letter ? "The brief is kept. Draft it anew to see it told." : "Begun.", async (given, made) => {
    const facts = [...made.querySelectorAll("[name=facts]:checked")].map((box) => box.value);
    const told = { happened: lines(given.happened), say: lines(given.say), avoid: lines(given.avoid) };
    done(await ask({ do: "brief", letter: letter ?? "", ...given, ...told, facts }));
  }, { class: "brief" });
}

async function offer(place, who, picked) {
  place.hidden = true;
  if (!who) return;
  let facts = [];
  try {
    ({ facts } = await ask({ do: "remembered", name: who }));
  } catch {
    // The letter can be written without what she remembers.
  }
  const there = new Set(facts.map((fact) => fact.id));
  const all = [...picked.filter((memory) => !there.has(memory.source)).map((memory) => ({ id: memory.source, text: memory.text, moments: [] })), ...facts];
  place.replaceChildren(element("legend", `What she remembers of ${who}. Only what you tick may be in the letter.`), ...all.map((fact) => box(fact, picked)));
  place.hidden = !all.length;
}

function box(fact, picked) {
  const made = element("div");
  const label = element("label");
  const check = element("input", "", { type: "checkbox", name: "facts", value: fact.id });
  check.checked = picked.some((memory) => memory.source === fact.id);
  label.append(check, element("span", fact.text));
  made.append(label);
  for (const moment of fact.moments.slice(0, 2)) {
    const source = element("p", "", { class: "sure" });
    source.append(element("time", when(moment.at), { datetime: moment.at }), element("q", moment.text ?? ""));
    made.append(source);
  }
  return made;
}
