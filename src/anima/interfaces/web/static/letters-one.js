// One letter: its words with marks, drafts, changes by talk, versions, the coach, and whose words.

import { ask, tell } from "/static/letters-ask.js";
import { briefForm } from "/static/letters-brief.js";
import { element } from "/static/element.js";
import { letGo, onPaper } from "/static/letters-going.js";
import { replied } from "/static/letters-people.js";
import { comeBack, given, leave, putBack, typed, typedIn } from "/static/letters-typed.js";
import { area, button, change, folded, form, input, labelled, link, marked, pieces, when } from "/static/letters-words.js";

const STAGES = {
  briefed: "not drafted yet", drafted: "drafted", shown: "waits for your yes or no", approved: "has your yes",
  sending: "on its way", unclear: "whether it arrived is not known", failed: "did not go", sent: "gone",
};

const one = document.querySelector("#one");

// Draws a letter anew; what was open stays open, what was typed stands, and the keyboard stays where
// it was.
export function showLetter(letter, known) {
  if (one.dataset.letter !== letter.id) leaveLetter();
  one.dataset.letter = letter.id;
  const held = [...typedIn(one), ...comeBack(letter.id)];
  const typing = document.activeElement;
  const open = new Set([...one.querySelectorAll("details[open]")].map((each) => each.id));
  const place = document.activeElement?.closest("#one section")?.id;
  const show = (now) => showLetter(now, known);
  const wording = `${letter.id} ${letter.versions.length}`;
  const sheets = one.dataset.wording === wording && one.querySelector("#paper .sheets");
  one.dataset.wording = wording;
  const heading = element("h2", `To ${letter.recipient}`, { tabindex: "-1" });
  one.replaceChildren(link("All letters", "#"), heading, element("p", `${letter.about ? `${letter.about} · ` : ""}${STAGES[letter.stage]}`, { class: "sure" }));
  one.append(words(letter, show));
  if (letter.replies.length) one.append(replies(letter));
  if (letter.open) one.append(writing(letter, known, show));
  if (letter.text) one.append(onPaper(letter), letGo(letter, known, show));
  one.append(away(letter));
  if (sheets) one.querySelector("#paper .sheets")?.replaceWith(sheets);
  for (const each of one.querySelectorAll("details")) each.open = open.has(each.id);
  putBack(one, held);
  if (one.contains(typing)) return typing.focus({ preventScroll: true });
  const back = place && one.querySelector(`#${place} :is(h2, h3)`);
  (back ?? heading).setAttribute("tabindex", "-1");
  (back ?? heading).focus({ preventScroll: Boolean(back) });
}

// The letter is closed; what was typed at it waits until it is opened again.
export function leaveLetter() {
  if (one.dataset.letter) leave(one.dataset.letter, one);
  delete one.dataset.letter;
  one.replaceChildren();
}

// Asks once more before a letter goes for good.
function away(letter) {
  const gone = button("Throw it away for good", "It is gone.", async () => {
    await ask({ do: "discard", letter: letter.id });
    one.replaceChildren();
    location.hash = "";
  });
  return folded("away", "Throw this letter away", element("p", "With all its versions, and the replies to it. It cannot be brought back.", { class: "sure" }), gone);
}

function words(letter, show) {
  const section = element("section", "", { id: "words" });
  section.append(element("h3", "The letter"));
  if (!letter.text) {
    section.append(element("p", "Not written yet."));
    return section;
  }
  section.append(marked(letter.marked));
  if (letter.claims.length) section.append(claims(letter, show));
  const sound = element("audio", "", { controls: "", preload: "none", src: `/letters/file/aloud.wav?letter=${letter.id}&at=${letter.versions.length}` });
  const aloud = folded("aloud", "Hear it in her voice", sound);
  section.append(aloud, whose(letter), versions(letter, show));
  return section;
}

function claims(letter, show) {
  const list = element("ul", "", { class: "claims" });
  for (const claim of letter.claims) {
    const item = element("li", `Nobody told this ${claim.kind}: “${claim.text}”. `);
    item.append(button("It is true", "Taken on your word.", async () => show(await ask({ do: "confirm", letter: letter.id, claim: claim.text })), { "aria-label": `It is true: ${claim.text}` }));
    list.append(item);
  }
  return list;
}

function whose(letter) {
  const cut = pieces(letter.whose.pieces, (text) => element("em", text, { class: "other" }));
  const share = `${letter.whose.theirs} of ${letter.whose.whole} words are yours. Those in italics are not.`;
  return folded("whose", "Whose words", element("p", share), cut);
}

function versions(letter, show) {
  const list = element("ol");
  for (const each of letter.versions) {
    const item = element("li");
    const by = each.by === "you" ? "by you" : `by ${each.by}`;
    item.append(element("strong", `${each.number}.`), ` ${by}, ${when(each.at)}${each.why ? `: ${each.why}` : ""}`);
    if (each.change) item.append(folded(`change-${each.number}`, "What changed", change(each.change)));
    if (letter.open && each.number < letter.versions.length)
      item.append(button("Go back to this", "It is the newest wording now.", async () => show(await ask({ do: "back", letter: letter.id, number: each.number })), { "aria-label": `Go back to version ${each.number}` }));
    list.append(item);
  }
  return folded("versions", `Versions (${letter.versions.length})`, list);
}

function writing(letter, known, show) {
  const section = element("section", "", { id: "writing" });
  section.append(element("h3", "Write it"));
  if (letter.text) section.append(...changing(letter, show));
  const drafts = element("div");
  const label = letter.text ? "Draft it anew" : "Draft two alternatives";
  const again = button(label, "Keep one of the two, or have them drafted again.", () => draft(letter, drafts, show), { id: "draft", class: letter.text ? "" : "main" });
  section.append(again, drafts);
  section.append(folded("own", "Write it yourself", ownWords(letter, show)));
  section.append(coach(letter, show));
  section.append(folded("brief", "The brief", briefForm(known, letter.brief, letter.id, show)));
  return section;
}

function changing(letter, show) {
  const outcome = element("div", "", { id: "outcome" });
  const request = labelled("What shall be different?", input("text", "", { required: "", maxlength: "2000" }), "Less sweet; mention the lake; she hates exclamation marks.");
  const made = form([request], "Change it", "This is what became of it. Nothing else was touched.", async ({ text }) => {
    const { letter: now, outcomes } = await ask({ do: "edit", letter: letter.id, text });
    show(now);
    document.querySelector("#outcome").replaceChildren(...outcomes.map((each) => told(each, now, show)), latest(letter, now));
  }, { class: "row" });
  return [made, outcome];
}

function latest(before, now) {
  const newest = now.versions.at(-1);
  return now.versions.length > before.versions.length && newest.change ? change(newest.change) : element("p", "The letter is as it was.");
}

function told(outcome, letter, show) {
  const made = element("div");
  if (outcome.done) made.append(element("p", `Done: ${outcome.wish}`));
  else {
    made.append(element("p", `Not done: ${outcome.wish}. ${outcome.reason}`, { class: "trouble" }));
    if (outcome.would) made.append(element("p", "It would have been:"), change(outcome.would));
    if (outcome.offered) made.append(button("Take it so", "Taken.", async () => show(await ask({ do: "take", letter: letter.id }))));
  }
  return made;
}

async function draft(letter, place, show) {
  const places = [1, 2].map((number) => {
    const made = element("section", "", { class: "alternative", id: `alternative-${number}` });
    made.append(element("h4", `Alternative ${number}`), element("div", "", { class: "words" }));
    return made;
  });
  place.replaceChildren(...places);
  await tell({ do: "draft", letter: letter.id }, (event) => {
    const at = places[event.alternative - 1];
    if (event.delta) {
      at.querySelector(".words").append(event.delta);
      return;
    }
    at.querySelector(".words").replaceWith(marked(event.marked));
    if (event.distance !== null) at.append(element("p", `Distance from how you write: ${event.distance.toFixed(2)}; 1 is usual for you.`, { class: "sure" }));
    at.append(button("Keep this one", "Kept.", async () => show(await ask({ do: "keep", letter: letter.id, number: event.alternative })), { "aria-label": `Keep alternative ${event.alternative}` }));
  });
}

function ownWords(letter, show) {
  return form([labelled("The whole letter", area("text", letter.text, 14, { required: "" }))], "Keep my words", "Your words are the newest wording.", async ({ text }) =>
    show(await ask({ do: "write", letter: letter.id, text })));
}

function coach(letter, show) {
  const place = element("div", "", { "data-called": "coach" });
  place.addEventListener("input", () => typed(place));
  const next = async (answers) => {
    const { question } = await ask({ do: "coach", letter: letter.id, answers });
    const step = question
      ? form([labelled(question, area("answer", "", 3))], "Next", "", ({ answer }) => next([...answers, answer.trim()]))
      : form(
          [labelled("How do you begin?", input("greeting"), "Empty: Dear …"), labelled("And how do you end?", input("closing"), "Empty: your name.")],
          "Make the letter of my words", "Every word of it is yours.",
          async (ends) => {
            const now = await ask({ do: "coached", letter: letter.id, answers, ...ends });
            given(place);
            show(now);
          },
        );
    place.replaceChildren(step);
    step.querySelector("textarea, input").focus();
  };
  place.append(button("Ask me", "Answer as if you spoke. An empty answer passes a question over.", () => next([])));
  return folded("coach", "Be asked, and write it in your own voice", element("p", "She asks, and writes nothing.", { class: "sure" }), place);
}

function replies(letter) {
  const section = element("section", "", { id: "replies" });
  section.append(element("h3", "Replies"), ...letter.replies.map(replied));
  return section;
}
