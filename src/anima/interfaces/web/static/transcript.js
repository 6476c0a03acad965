// Everything said, as it is in the log; below it, what is just being said until the log has it.

const DAY = new Intl.DateTimeFormat("en", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const TIME = new Intl.DateTimeFormat("en", { hour: "numeric", minute: "2-digit" });
const NEAR_END = 80;

const dayOf = (element) => DAY.format(new Date(element.dataset.at));

export class Transcript {
  #log;
  #scroll;
  #name = "She";
  #kept = new Map();
  #gone = new Set();
  first = null;
  last = 0;

  constructor(log, scroll) {
    this.#log = log;
    this.#scroll = scroll;
  }

  set name(name) {
    this.#name = name || "She";
    for (const who of this.#log.querySelectorAll('.turn[data-speaker="companion"] .who')) who.textContent = this.#name;
  }

  has(id) {
    return this.#kept.has(id);
  }

  toEnd() {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
  }

  // Change something; whoever was reading the end still does, and whoever was not is left alone.
  keepingPlace(change) {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroll;
    change();
    if (scrollHeight - scrollTop - clientHeight < NEAR_END) this.toEnd();
  }

  // Turns of the log that were read back; a screen reader does not announce them.
  merge(turns) {
    const before = this.#scroll.scrollHeight;
    const older = turns.length > 0 && this.first !== null && turns[0].sequence < this.first;
    this.#log.setAttribute("aria-busy", "true");
    if (older) {
      for (const turn of turns) this.#keep(turn);
      this.#scroll.scrollTop += this.#scroll.scrollHeight - before;
    } else {
      this.keepingPlace(() => turns.forEach((turn) => this.#keep(turn)));
    }
    requestAnimationFrame(() => this.#log.removeAttribute("aria-busy"));
  }

  // The log has this now; with it, what she had in mind.
  stored(turn, memories = []) {
    this.keepingPlace(() => {
      this.#keep(turn);
      const there = memories.filter(({ sources }) => !sources.some((source) => this.#gone.has(source)));
      if (there.length) this.#kept.get(turn.id)?.append(inMind(there));
    });
  }

  // The log has lost the words of these entries. They are not shown any more, nor what she had in mind
  // of them; what tells of them late is passed over.
  forget(events) {
    for (const id of events) this.#gone.add(id);
    this.keepingPlace(() => {
      for (const id of events) this.#remove(id);
      for (const memory of this.#log.querySelectorAll(".in-mind li")) {
        if (memory.dataset.sources.split(" ").some((source) => this.#gone.has(source))) memory.remove();
      }
      for (const minded of this.#log.querySelectorAll(".in-mind:not(:has(li))")) minded.remove();
    });
  }

  #remove(id) {
    const element = this.#kept.get(id);
    if (!element) return;
    const next = element.nextElementSibling;
    const mark = element.previousElementSibling;
    element.remove();
    this.#kept.delete(id);
    if (mark?.className === "day" && !next?.dataset.at) mark.remove();
  }

  #keep(turn) {
    if (this.#kept.has(turn.id) || this.#gone.has(turn.id)) return;
    const element = this.#element(turn.speaker, turn.text);
    element.dataset.id = turn.id;
    element.dataset.sequence = turn.sequence;
    element.dataset.at = turn.at;
    const time = document.createElement("time");
    time.dateTime = turn.at;
    time.textContent = TIME.format(new Date(turn.at));
    element.querySelector(".who").after(time);
    this.#log.insertBefore(element, this.#following(turn.sequence));
    this.#kept.set(turn.id, element);
    this.first = Math.min(this.first ?? turn.sequence, turn.sequence);
    this.last = Math.max(this.last, turn.sequence);
    this.#markDay(element);
    let next = element.nextElementSibling;
    if (next?.className === "day") next = next.nextElementSibling;
    if (next?.dataset.at) this.#markDay(next);
  }

  #following(sequence) {
    if (sequence > this.last) return this.#log.querySelector(".provisional");
    const turns = [...this.#log.querySelectorAll(".turn")];
    return turns.find((other) => !other.dataset.sequence || Number(other.dataset.sequence) > sequence) ?? null;
  }

  // The date stands above the first turn of each day.
  #markDay(element) {
    let previous = element.previousElementSibling;
    if (previous?.className === "day") {
      const mark = previous;
      previous = mark.previousElementSibling;
      mark.remove();
    }
    if (previous && dayOf(previous) === dayOf(element)) return;
    const mark = document.createElement("h2");
    mark.className = "day";
    mark.textContent = dayOf(element);
    element.before(mark);
  }

  #element(speaker, text) {
    const turn = document.createElement("article");
    turn.className = "turn";
    turn.dataset.speaker = speaker;
    const who = document.createElement("span");
    who.className = "who";
    who.textContent = speaker === "person" ? "You" : this.#name;
    const words = document.createElement("p");
    words.textContent = text;
    turn.append(who, words);
    return turn;
  }

  // A turn that the log does not have yet. It is announced once, when the log has it.
  provisional(speaker, text = "") {
    const element = this.#element(speaker, text);
    element.classList.add("provisional");
    element.setAttribute("aria-live", "off");
    this.keepingPlace(() => this.#log.append(element));
    return element;
  }

  jumpTo(id) {
    const element = this.#kept.get(id);
    if (!element) return;
    element.scrollIntoView({ block: "center" });
    element.classList.add("found");
    setTimeout(() => element.classList.remove("found"), 4000);
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }
}

function inMind(memories) {
  const details = document.createElement("details");
  details.className = "in-mind";
  const summary = document.createElement("summary");
  summary.textContent = "What she had in mind";
  const list = document.createElement("ul");
  for (const memory of memories) {
    const item = document.createElement("li");
    item.textContent = memory.text;
    item.dataset.sources = memory.sources.join(" ");
    list.append(item);
  }
  details.append(summary, list);
  return details;
}
