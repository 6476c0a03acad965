// The page that says who she is: mood, traits, changes to decide, facts of the two of them.

import { element } from "/static/element.js";
import { watchNight } from "/static/who-night.js";
import { growthPlot, moodPlot, traitsPlot } from "/static/who-plots.js";

const state = document.querySelector("#state");
const notice = document.querySelector("#notice");

const WISHES = [
  ["name", "What she calls you", "text"],
  ["directness", "How direct she may be", { gentle: "Gentle", balanced: "In between", frank: "Frank: she says what she thinks" }],
  ["growth", "When a change of hers holds", { ask: "When I accept it", show: "From the next morning; I can take it back" }],
  ["messages_a_day", "How often she may begin by herself, in a day", { 0: "Never", 1: "Once", 2: "Twice", 3: "Three times", 4: "Four times" }],
  ["quiet_from", "Quiet hours begin", "time"],
  ["quiet_until", "Quiet hours end", "time"],
  ["lock_screen", "What a message shows while the page is closed", { hide: "Only that there is one", show: "Her name and her words" }],
  ["voice_follows", "What the pace and loudness of her voice follow", { both: "Her mood and how fast I speak", mood: "Her mood", me: "How fast I speak", nothing: "Nothing: always the same" }],
  ["slow_at_night", "She speaks slower in the quiet hours", { no: "No", yes: "Yes" }],
  ["whisper_at_night", "She whispers in the quiet hours", { no: "No", yes: "Yes" }],
  ["wants", "What you want from her", "text"],
  ["people", "Whom she should know about", "text"],
  ["avoid", "What she should not touch", "text"],
];

const DECIDED = { waiting: "waits for you", accepted: "accepted", softened: "softened", taken_back: "taken back" };

async function ask(wish) {
  const options = wish
    ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(wish) }
    : {};
  const answer = await fetch("/who/state", options);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body;
}

async function wish(wanted, said) {
  notice.hidden = true;
  try {
    const who = await ask(wanted);
    show(who);
    state.textContent = said;
    notice.textContent = who.notice ?? "";
    notice.hidden = !who.notice;
  } catch (error) {
    notice.textContent = error.message || "She cannot be reached. Nothing was changed.";
    notice.hidden = false;
  }
}

function when(at) {
  return new Date(at).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
}

function quotes(moments) {
  const list = element("ul");
  list.append(
    ...moments.map((moment) => {
      const item = element("li");
      item.append(element("time", when(moment.at), { datetime: moment.at }), element("q", moment.text));
      return item;
    }),
  );
  return list;
}

// A line, with the moments that it came from behind it.
function reasoned(text, moments) {
  const item = element("li");
  if (!moments?.length) {
    item.append(element("p", text));
    return item;
  }
  const details = element("details");
  details.append(element("summary", text), quotes(moments));
  item.append(details);
  return item;
}

function action(label, change, decision) {
  const made = element("button", label, { type: "button", "aria-label": `${label}: ${change.text}` });
  made.addEventListener("click", () => wish({ action: decision, change: change.id }, `Noted: ${DECIDED[decision]}.`));
  return made;
}

function changeRow(change) {
  const item = element("li", "", { "data-id": change.id, "data-decision": change.decision });
  const details = element("details");
  const waits = change.decision === "waiting" && !change.holds;
  if (waits) details.open = true;
  const summary = element("summary", change.text);
  summary.append(element("em", change.decision === "waiting" && !waits ? "holds" : DECIDED[change.decision]));
  const cause = element("p", `Because ${change.causes.join(" and ")}.`, { class: "cause" });
  const night = element("time", `The night of ${change.night}`, { datetime: change.night });
  const actions = element("p", "", { class: "actions" });
  if (change.decision !== "accepted") actions.append(action("Accept", change, "accepted"));
  if (change.can_soften && change.decision !== "softened") actions.append(action("Soften", change, "softened"));
  if (change.decision !== "taken_back") actions.append(action("Take back", change, "taken_back"));
  details.append(summary, night, cause, quotes(change.moments), actions);
  item.append(details);
  return item;
}

function section(id, filled) {
  document.querySelector(id).hidden = !filled;
  return document.querySelector(id);
}

function showMood(mood) {
  const place = section("#mood", true);
  const cause = mood.cause ? `, because ${mood.cause}` : "";
  place.querySelector(".said").textContent = `She feels ${mood.words}${cause}.`;
  place.querySelector("div").replaceChildren(quotes(mood.moments));
  picture(document.querySelector("#mood-plot"), moodPlot(mood));
}

function showRelationship(facts) {
  const place = section("#relationship", facts.since);
  const since = facts.since && new Date(facts.since).toLocaleDateString("en", { dateStyle: "long" });
  const days = facts.days === 1 ? "one day" : `${facts.days} days`;
  const talks = facts.talks === 1 ? "once" : `${facts.talks} times`;
  place.querySelector("p").textContent = `You have talked on ${days} since ${since}, ${talks}.`;
  const parts = [
    ["What happened in that time", facts.shared],
    ["What you laugh about", facts.jokes],
    ["What you set out to do", facts.your_promises],
    ["What she promised", facts.her_promises],
  ];
  place.querySelector("div").replaceChildren(
    ...parts.filter(([, held]) => held.length).flatMap(([title, held]) => {
      const list = element("ul");
      list.append(...held.map((each) => reasoned(each.text, each.moments ?? [])));
      return [element("h3", title), list];
    }),
  );
}

const PARTS = { day: "The day", learned: "What she learned", wrong: "What she got wrong", became: "Who she may become" };

function showJournal(entries) {
  const place = section("#journal", entries.length);
  place.querySelector("div").replaceChildren(
    ...entries.map((entry, number) => {
      const details = element("details");
      details.open = number === 0;
      const night = new Date(`${entry.night}T12:00`).toLocaleDateString("en", { dateStyle: "full" });
      details.append(element("summary", night));
      for (const [part, title] of Object.entries(PARTS)) {
        const lines = entry.lines.filter((line) => line.part === part);
        if (!lines.length) continue;
        const list = element("ul");
        list.append(...lines.map((line) => reasoned(line.text, line.moments)));
        details.append(element("h3", title), list);
      }
      return details;
    }),
  );
}

function field([key, label, kind], value) {
  const id = `wish-${key}`;
  const row = element("p", "", { class: "wish" });
  let input;
  if (typeof kind === "object") {
    input = element("select", "", { id });
    input.append(...Object.entries(kind).map(([choice, text]) => element("option", text, { value: choice })));
  } else {
    input = element("input", "", { id, type: kind, maxlength: "300" });
  }
  input.value = value;
  const asked = key === "name" ? { action: "call_me" } : { action: "prefer", key };
  input.addEventListener("change", () => wish({ ...asked, value: input.value }, "Noted. It holds from now on."));
  row.append(element("label", label, { for: id }), input);
  return row;
}

function showBegun(begun) {
  const place = section("#begun", begun.length);
  place.querySelector("ul").replaceChildren(
    ...begun.map((each) => {
      const item = element("li", "", { "data-id": each.id });
      const details = element("details", "", { open: "" });
      const actions = element("p", "", { class: "actions" });
      for (const [label, action, said] of [
        ["Not now", "aside", "She lets it go."],
        [`Never again about ${each.about}`, "stop", "She will leave it alone."],
      ]) {
        const made = element("button", label, { type: "button" });
        made.addEventListener("click", () => wish({ action, change: each.id }, said));
        actions.append(made);
      }
      details.append(element("summary", each.text), element("p", each.reason, { class: "cause" }), quotes(each.moments), actions);
      item.append(details);
      return item;
    }),
  );
}

function showName(name, reason) {
  const place = section("#her-name", name);
  const why = reason ? ` When she chose it she said: “${reason}”` : "";
  place.querySelector(".said").textContent = `She is called ${name}.${why}`;
  place.querySelector("#rename-to").value = name;
}

const sample = new Audio();

function showVoices(voices, hers) {
  const place = section("#voice", true);
  place.querySelector("ul").replaceChildren(
    ...voices.map((voice) => {
      const item = element("li", "", { "data-voice": voice.id });
      const about = `${voice.description}. ${voice.accent}, ${voice.gender}.`;
      const hear = element("button", "Hear it", { type: "button", "aria-label": `Hear it: ${voice.description}` });
      hear.addEventListener("click", async () => {
        sample.src = `/voices/${voice.id}.wav`;
        await sample.play().catch(() => { state.textContent = "That voice cannot be heard just now."; });
      });
      const actions = element("p", "", { class: "actions" });
      actions.append(hear);
      if (voice.id === hers) actions.append(element("em", "Hers"));
      else {
        const take = element("button", "Make it hers", { type: "button", "aria-label": `Make it hers: ${voice.description}` });
        take.addEventListener("click", () => wish({ action: "recast", value: voice.id }, "That is her voice from now on."));
        actions.append(take);
      }
      item.append(element("p", about), actions);
      return item;
    }),
  );
}

// A model is a place she thinks in: another one is tried first, and held when she would not be herself.
function showMind(mind) {
  const place = section("#mind", mind.lines.length);
  place.querySelector("div").replaceChildren(...mind.lines.map((line) => element("p", line)));
  const choices = [];
  if (mind.take) choices.push([`Take ${mind.take} all the same`, "take_model", `She answers by ${mind.take} from her next reply.`]);
  if (mind.back) choices.push([mind.back === mind.name ? `Stay with ${mind.back}` : `Go back to ${mind.back}`, "back_to_model", `She answers by ${mind.back}.`]);
  place.querySelector(".actions").replaceChildren(
    ...choices.map(([label, action, said]) => {
      const made = element("button", label, { type: "button" });
      made.addEventListener("click", () => wish({ action }, said));
      return made;
    }),
  );
}

// While this page is closed: what this browser has, and what she has of it, need not be the same.
async function showPush(push) {
  const place = section("#push", true);
  const [about, actions] = [place.querySelector(".said"), place.querySelector(".actions")];
  if (!("serviceWorker" in navigator && "PushManager" in window)) {
    about.textContent = "This browser cannot be told here: that takes https, or the machine that she runs on. On an iPhone, put her page on the home screen first.";
    actions.replaceChildren();
    return;
  }
  const worker = await navigator.serviceWorker.getRegistration("/");
  const mine = await worker?.pushManager.getSubscription();
  const told = Boolean(mine) && push.told.some((each) => each.endpoint === mine.endpoint);
  const others = push.told.length - (told ? 1 : 0);
  const also = others ? ` She also tells ${others === 1 ? "one other browser" : `${others} other browsers`}.` : "";
  about.textContent = (told
    ? "What she begins with is shown by this browser, within the same hours and number."
    : "What she begins with can be shown by this browser, within the same hours and number.") + also;
  const choices = [told ? ["Tell me here no more", () => endPush(mine)] : ["Tell me here", () => beginPush(push.key)]];
  if (others) choices.push(["Tell no browser any more", () => endPush(mine, "")]);
  actions.replaceChildren(
    ...choices.map(([label, act]) => {
      const made = element("button", label, { type: "button" });
      made.addEventListener("click", () => act().catch(refused));
      return made;
    }),
  );
}

function refused() {
  notice.textContent = "Your browser did not agree: look at what it allows this page to notify, and whether it is a private window.";
  notice.hidden = false;
}

async function beginPush(known) {
  notice.hidden = true;
  if ((await Notification.requestPermission()) !== "granted") return refused();
  const key = known || (await ask({ action: "push_key" })).push.key;
  await navigator.serviceWorker.register("/worker.js");
  const worker = await navigator.serviceWorker.ready;
  // One that was made for another key, as before a move, would be refused.
  await (await worker.pushManager.getSubscription())?.unsubscribe();
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await wish({ action: "push_on", value: JSON.stringify(subscription) }, "She may tell you here.");
}

async function endPush(mine, endpoint = mine.endpoint) {
  await wish({ action: "push_off", value: endpoint }, endpoint ? "She tells you here no more." : "She tells no browser any more.");
  await mine?.unsubscribe();
}

function show(who) {
  showPush(who.push).catch(() => section("#push", false));
  showMind(who.mind);
  showBegun(who.begun);
  showMood(who.mood);
  section("#traits", true);
  picture(document.querySelector("#traits-plot"), traitsPlot(who.traits));
  picture(document.querySelector("#growth-plot"), growthPlot(who.traits));
  const changes = section("#changes", who.changes.length);
  changes.querySelector("ul").replaceChildren(...who.changes.map(changeRow));
  showJournal(who.journal);
  showRelationship(who.relationship);
  const opinions = section("#opinions", who.opinions.length);
  opinions.querySelector("ul").replaceChildren(...who.opinions.map((each) => reasoned(each.text, each.moments)));
  showName(who.name, who.name_reason);
  showVoices(who.voices, who.voice);
  section("#preferences", true);
  document.querySelector("#wishes").replaceChildren(...WISHES.map((each) => field(each, each[0] === "name" ? who.person : who.preferences[each[0]])));
  document.title = who.name ? `Who ${who.name} is` : "Who she is";
  document.querySelector("h1").textContent = document.title;
  state.textContent = who.changes.length ? "" : "She is as she was on the first day. Changes are proposed at night.";
}

function picture(figure, drawn) {
  figure.hidden = !drawn;
  figure.querySelector("svg")?.remove();
  if (drawn) figure.prepend(drawn);
}

document.querySelector("#back").addEventListener("submit", (event) => {
  event.preventDefault();
  const day = document.querySelector("#back-day").value;
  if (day) wish({ action: "back", day }, `She is as she was before ${day}.`);
});
document.querySelector("#rename").addEventListener("submit", (event) => {
  event.preventDefault();
  const value = document.querySelector("#rename-to").value;
  wish({ action: "call_her", value }, "That is her name from now on.");
});
document.querySelector("#wishes").addEventListener("submit", (event) => event.preventDefault());

try {
  show(await ask());
  watchNight(document.querySelector("#night"), async () => show(await ask())).catch(() => {});
} catch {
  state.textContent = "";
  notice.textContent = "She cannot be reached. Start her, then load this page again.";
  notice.hidden = false;
}
