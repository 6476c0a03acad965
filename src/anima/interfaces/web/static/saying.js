// What is just being said: her reply as it sounds, and what is understood of the person so far.

const nothing = () => ({ reply: null, text: "", heard: 0, cursor: 0, places: new Map(), spoken: false, element: null });

export class Saying {
  #transcript;
  #said = nothing();
  #hearing = null;

  constructor(transcript) {
    this.#transcript = transcript;
  }

  get isUnderWay() {
    return this.#said.reply !== null;
  }

  // Her reply begins; spoken words appear as they sound, written ones as they come.
  begins({ reply, spoken }) {
    this.ends();
    this.#said = { ...nothing(), reply, spoken };
  }

  text(text) {
    this.#said.text += text;
    if (!this.#said.spoken) this.#show(this.#said.text.length);
  }

  // How far a clause of hers has sounded.
  sounds({ text, segment_id: segment, spoken_progress: progress }) {
    const said = this.#said;
    if (!progress) return;
    const clause = text.trim();
    if (!said.places.has(segment)) {
      const at = said.text.indexOf(clause, said.cursor);
      if (at < 0) return;
      said.places.set(segment, at);
      said.cursor = at + clause.length;
    }
    const heard = said.places.get(segment) + progress.accumulated_text.trimEnd().length;
    if (heard <= said.heard) return;
    said.heard = heard;
    this.#show(heard);
  }

  #show(length) {
    const text = this.#said.text.slice(0, length).trim();
    if (!text) return;
    this.#said.element ??= this.#transcript.provisional("companion");
    this.#transcript.keepingPlace(() => {
      this.#said.element.querySelector("p").textContent = text;
    });
  }

  ends() {
    this.#said.element?.remove();
    this.#said = nothing();
  }

  hears(text) {
    if (!text) return;
    this.#hearing ??= this.#transcript.provisional("person");
    this.#transcript.keepingPlace(() => {
      this.#hearing.querySelector("p").textContent = text;
    });
  }

  hearsNothing() {
    this.#hearing?.remove();
    this.#hearing = null;
  }

  // The log has it now: what stood there in the meantime goes.
  stored(turn) {
    if (turn.speaker === "person") this.hearsNothing();
    else if (turn.reply === this.#said.reply) this.ends();
  }
}
