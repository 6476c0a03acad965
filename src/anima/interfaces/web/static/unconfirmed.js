// What the person typed, from the moment of typing until the log has it: nothing is lost between.

const plain = (text) => text.replace(/\s+/g, " ").trim();

export class Unconfirmed {
  #transcript;
  #entries = [];

  constructor(transcript) {
    this.#transcript = transcript;
  }

  add(text) {
    const element = this.#transcript.provisional("person", text);
    const note = document.createElement("em");
    element.append(note);
    const entry = { text, element, note, id: "" };
    this.#entries.push(entry);
    this.#mark(entry, "");
    this.#transcript.toEnd();
    return entry;
  }

  // It went out under this id; without one it waits for the line to come back.
  sent(entry, id) {
    this.#mark(entry, id);
  }

  #mark(entry, id) {
    entry.id = id;
    entry.element.classList.toggle("waiting", !id);
    entry.note.textContent = id ? "" : "waiting to be sent";
  }

  // The log has a turn of the person: if it was typed here, it has arrived.
  stored(turn) {
    if (turn.speaker !== "person") return;
    const entry = this.#entries.find(({ id, text }) => id && plain(text) === plain(turn.text));
    if (entry) this.#remove(entry);
  }

  // It could not be used; gives the text back.
  refused(id) {
    const entry = this.#entries.find((each) => each.id === id);
    if (!entry) return "";
    this.#remove(entry);
    return entry.text;
  }

  #remove(entry) {
    entry.element.remove();
    this.#entries = this.#entries.filter((each) => each !== entry);
  }

  // The line broke: what was sent and not confirmed may not have arrived.
  get mayBeLost() {
    return this.#entries.some(({ id }) => id);
  }

  // Everything that has to be sent now, in order.
  get waiting() {
    return [...this.#entries];
  }

  offline() {
    for (const { element, note } of this.#entries) {
      element.classList.add("waiting");
      note.textContent = "waiting to be sent";
    }
  }
}
