// The page: what the person does goes to the line, what comes from the line is shown.

import "/static/presence.js";
import { Line } from "/static/line.js";
import { Meeting } from "/static/meeting.js";
import { Microphone } from "/static/microphone.js";
import { Player } from "/static/player.js";
import { Reading } from "/static/reading.js";
import { Saying } from "/static/saying.js";
import { Search } from "/static/search.js";
import { Talking } from "/static/talking.js";
import { Teaching } from "/static/teaching.js";
import { Transcript } from "/static/transcript.js";
import { Unconfirmed } from "/static/unconfirmed.js";

const find = (id) => document.getElementById(id);
const body = document.body;
const line = new Line();
const player = new Player();
const microphone = new Microphone();
const meeting = new Meeting(find("meeting"));
const transcript = new Transcript(find("transcript"), find("scroll"));
const saying = new Saying(transcript);
const unconfirmed = new Unconfirmed(transcript);
const reading = new Reading(line, transcript, unconfirmed, find("older"));
const search = new Search(line, find("search-form"), find("results"));
const talking = new Talking(line, microphone, {
  hold: find("talk"),
  leave: find("microphone"),
  named: find("by-name"),
});
const teaching = new Teaching(line, microphone, talking, find("teaching"));
const presence = document.querySelector("anima-presence");
const composer = find("composer");

const WORDS = {
  waking: "waking",
  waiting: "waiting for a place",
  listening: "listening",
  hearing: "hearing you",
  thinking: "thinking",
  speaking: "speaking",
  offline: "offline, trying to reach her",
  elsewhere: "talking at another device",
};
const UNTOUCHED = "Touch the page or press a key, and you will hear her from then on.";
const LATER_MS = 2500;
const SAME_CONVERSATION_MS = 15 * 60 * 1000;

let ready = false;
// Whether this line's conversation has begun here; until then she wakes, or one waits for a place.
let arrived = false;
let told = "waking";
let greeted = false;
let muted = false;
let sounding = null;
let offered = "";
let leaving = false;
let asleep = false;

presence.loudness = () => (body.dataset.state === "speaking" ? player.level : microphone.level * 0.7);

function show(state) {
  body.dataset.state = state;
  presence.state = state;
  const sleeps = state === "listening" && asleep;
  const here = state === "listening" && !microphone.isOpen;
  const word = sleeps ? `asleep until you say “${find("name").textContent}”` : here ? "here" : (WORDS[state] ?? state);
  if (find("state").textContent !== word) find("state").textContent = word;
  find("stop").disabled = !["speaking", "thinking"].includes(state);
}

function notice(text) {
  find("notice").textContent = text;
  find("notice").hidden = !text;
}

function scene(name) {
  body.dataset.scene = name;
  const isTalk = name === "conversation";
  for (const id of ["conversation", "say", "controls", "search-form", "ear"]) find(id).hidden = !isTalk;
}

function identify({ name, met, stage }) {
  find("name").textContent = name || "Anima";
  find("by-name").hidden = !name;
  document.title = name || "Anima";
  transcript.name = name;
  search.name = name || "She";
  if (ready && stage !== "voice" && body.dataset.scene === "meeting") enter();
  if (!met && stage === "naming") return;
  offered = "";
  find("proposal").hidden = true;
}

// --- The line comes and goes -------------------------------------------------------------------

function tells(state) {
  told = state;
  if (line.isOpen) show(told);
}

line.addEventListener("her-waking", () => tells("waking"));
line.addEventListener("her-waiting", ({ detail }) => {
  tells("waiting");
  notice(detail.text);
});
line.addEventListener("her-awake", () => {
  if (told === "waiting" || leaving) notice("");
  leaving = false;
});
// She goes for a moment, to come back as another version; until then the line is broken.
line.addEventListener("her-leaving", ({ detail }) => {
  leaving = true;
  notice(detail.text);
});
// The network is gone and may be back in a moment: what sounds goes on, and nothing is lost.
line.addEventListener("away", () => {
  ready = false;
  show("offline");
  unconfirmed.offline();
});
line.addEventListener("back", async () => {
  ready = arrived;
  show(told);
  if (!ready) return;
  for (const entry of unconfirmed.waiting) if (!entry.id) await send(entry);
});
line.addEventListener("elsewhere", () => {
  greeted = true;
  find("elsewhere").hidden = false;
});
line.addEventListener("moved", () => {
  talking.leave();
  show("elsewhere");
  find("elsewhere").hidden = false;
});
line.addEventListener("came", ({ detail }) => {
  find("elsewhere").hidden = true;
  talking.adopt(detail);
});
find("here").addEventListener("click", async () => {
  await player.wake();
  // The microphone first: what is said while the line moves must not fall between two devices.
  await microphone.open().catch((error) => notice(error.message));
  line.move();
});
line.addEventListener("offline", () => {
  ready = false;
  arrived = false;
  show("offline");
  saying.hearsNothing();
  saying.ends();
  unconfirmed.offline();
  if (sounding) player.flush(sounding);
  sounding = null;
});
line.addEventListener("bot-ready", async () => {
  told = "listening";
  try {
    await arrive();
  } catch (error) {
    if (error.message !== "offline") notice(`She could not be reached: ${error.message}`);
  }
});

async function arrive() {
  const state = await line.ask("state");
  await reading.catchUp();
  ready = true;
  arrived = true;
  show(told);
  identify(state);
  if (state.voice_note) notice(state.voice_note);
  if (state.stage === "voice") {
    scene("meeting");
    meeting.show(state.voices);
    return;
  }
  if (body.dataset.scene !== "conversation") enter();
  else talking.announce();
  const said = await sendWaiting();
  // After an upgrade she says that she is back, also in the midst of a talk; on one device.
  const returns = state.back && find("elsewhere").hidden;
  if (!said && (returns || (state.fresh && !greeted))) await greet();
}

// What went out just before the line broke may have arrived: only what the log lacks goes again.
async function sendWaiting() {
  if (unconfirmed.mayBeLost) await reading.settled();
  const entries = unconfirmed.waiting;
  for (const entry of entries) await send(entry);
  return entries.length > 0;
}

function enter() {
  meeting.hide();
  scene("conversation");
  talking.announce();
  transcript.toEnd();
}

async function greet() {
  const aloud = !muted && (await player.wake());
  line.tell("greet", { audio_response: aloud });
  if (!aloud && !muted) notice(UNTOUCHED);
}

addEventListener("online", () => line.hurry());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") line.hurry();
});
for (const gesture of ["pointerdown", "keydown"]) {
  addEventListener(gesture, async () => {
    if (player.canSound || !(await player.wake())) return;
    if (find("notice").textContent === UNTOUCHED) notice("");
  });
}

// --- What she does -----------------------------------------------------------------------------

line.addEventListener("her-state", ({ detail }) => tells(detail.value));
line.addEventListener("her-asleep", ({ detail }) => {
  asleep = detail.on;
  if (line.isOpen) show(told);
  showEar();
});
function showEar() {
  const ear = talking.ear(asleep);
  if (find("ear").textContent !== ear) find("ear").textContent = ear;
  find("ear").dataset.on = ear.startsWith("microphone on");
}
for (const source of [microphone, talking]) source.addEventListener("changed", showEar);
line.addEventListener("her-identity", ({ detail }) => identify(detail));
line.addEventListener("her-proposal", ({ detail }) => {
  offered = detail.name;
  // She says it herself first. After a reload she has said it already.
  if (!saying.isUnderWay) setTimeout(() => !saying.isUnderWay && offer(), LATER_MS);
});

function offer() {
  if (!offered) return;
  find("accept-name").textContent = `Yes, ${offered}`;
  find("proposal").hidden = false;
  offered = "";
}

// What was recalled for a reply, until the reply is stored.
const inMind = new Map();
line.addEventListener("her-recalled", ({ detail }) => inMind.set(detail.reply, detail.memories));
// What the system says, and not she.
line.addEventListener("her-notice", ({ detail }) => {
  find("from-system").hidden = false;
  find("from-system").textContent = detail.text;
});
line.addEventListener("her-reply", ({ detail }) => saying.begins(detail));
line.addEventListener("bot-llm-text", ({ detail }) => saying.text(detail.text));
line.addEventListener("bot-output", ({ detail }) => saying.sounds(detail));
let lastSaid = Date.now();
line.addEventListener("her-stored", ({ detail }) => {
  lastSaid = Date.now();
  if (detail.speaker === "companion") greeted = true;
  transcript.keepingPlace(() => {
    saying.stored(detail);
    unconfirmed.stored(detail);
    transcript.stored(detail, detail.speaker === "companion" ? inMind.get(detail.reply) : undefined);
  });
  if (detail.speaker === "companion") inMind.delete(detail.reply);
});
line.addEventListener("her-forgotten", ({ detail }) => {
  transcript.forget(detail.events);
  search.forgotten();
});
line.addEventListener("her-ended", ({ detail }) => {
  if (detail.reply === sounding) sounding = null;
  saying.ends();
  offer();
});
// The final words come with the log's own entry, which stands there already.
line.addEventListener("user-transcription", ({ detail }) => detail.final || saying.hears(detail.text));
line.addEventListener("user-stopped-speaking", () => setTimeout(() => saying.hearsNothing(), 5000));
line.addEventListener("error", ({ detail }) => notice(detail.error ?? ""));
line.addEventListener("error-response", ({ detail }) => {
  const text = unconfirmed.refused(detail.request);
  if (text && !composer.value) composer.value = text;
  notice(detail.error ?? "");
});
line.addEventListener("bot-tts-audio", ({ detail }) => {
  sounding = detail.reply;
  player.play(detail);
});
line.addEventListener("bot-interrupted", ({ detail }) => player.flush(detail.reply));
line.addEventListener("her-paused", ({ detail }) => player.pause(detail));
line.addEventListener("her-murmur", ({ detail }) => player.murmur(detail));
line.addEventListener("her-farewell", () => talking.hangUp());
player.addEventListener("played", ({ detail }) => line.tell("playout", detail));

// --- What the person does ----------------------------------------------------------------------

async function say(text) {
  notice("");
  const entry = unconfirmed.add(text);
  if (ready) await send(entry);
}

async function send(entry) {
  const aloud = !muted && (await player.wake());
  const options = { run_immediately: true, audio_response: aloud };
  unconfirmed.sent(entry, line.send("send-text", { content: entry.text, options }));
}

find("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = composer.value.trim();
  if (!text) return;
  composer.value = "";
  fit();
  say(text);
});
composer.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    find("say").requestSubmit();
  }
});
composer.addEventListener("input", fit);

// As high as what is written, up to a few lines.
function fit() {
  composer.rows = 1;
  while (composer.rows < 6 && composer.scrollHeight > composer.clientHeight) composer.rows += 1;
}

find("accept-name").addEventListener("click", () => answerProposal("Yes."));
find("refuse-name").addEventListener("click", () => answerProposal("No, please choose another name."));

function answerProposal(text) {
  find("proposal").hidden = true;
  composer.focus();
  say(text);
}

function interrupt() {
  if (["speaking", "thinking"].includes(body.dataset.state)) line.tell("interrupt");
}

find("stop").addEventListener("click", () => {
  interrupt();
  composer.focus();
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") interrupt();
});

find("mute").addEventListener("click", () => {
  muted = !muted;
  player.muted = muted;
  find("mute").setAttribute("aria-pressed", String(muted));
});

talking.addEventListener("notice", ({ detail }) => notice(detail));
talking.addEventListener("changed", () => {
  show(body.dataset.state);
  find("teach").hidden = !talking.isNamed;
});
find("teach").addEventListener("click", () => teaching.open());
talking.addEventListener("started", async () => {
  notice("");
  await player.wake();
});

meeting.addEventListener("silent", () => notice("The sound could not be played. Is the device's sound on?"));
meeting.addEventListener("chosen", async ({ detail }) => {
  try {
    identify(await line.ask("choose-voice", { voice: detail }));
    enter();
    composer.focus();
    await greet();
  } catch {
    notice("That did not reach her. It will work again in a moment.");
  }
});

// --- Reading back ------------------------------------------------------------------------------

async function loadOlder() {
  find("older").disabled = true;
  try {
    await reading.before(50);
  } catch {
    notice("Earlier words can be read when she is reachable again.");
  } finally {
    find("older").disabled = false;
  }
}

find("older").addEventListener("click", loadOlder);
new IntersectionObserver(([entry]) => {
  if (entry.isIntersecting && ready && transcript.first) loadOlder();
}).observe(find("older"));

search.addEventListener("opened", () => {
  find("conversation").hidden = true;
});
search.addEventListener("closed", () => {
  find("conversation").hidden = body.dataset.scene !== "conversation";
});
search.addEventListener("failed", () => notice("Searching works when she is reachable again."));
search.addEventListener("chosen", async ({ detail: turn }) => {
  try {
    await reading.goTo(turn);
  } catch {
    notice("That place can be read when she is reachable again.");
  }
});

// --- Begin -------------------------------------------------------------------------------------

show("waking");
line.connect();
navigator.serviceWorker?.register("/worker.js").catch(() => {});
// Called by a notification to a page that was left open: come in anew, and she says what it is.
navigator.serviceWorker?.addEventListener("message", ({ data }) => {
  const left = Date.now() - lastSaid > SAME_CONVERSATION_MS;
  // What is typed or waits to be sent is in this page alone; an open microphone would be closed.
  const busy = composer.value || unconfirmed.waiting.length || microphone.isOpen;
  if (data === "come" && left && !busy) location.reload();
});
