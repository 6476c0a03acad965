// Teaching her how the person says her name: a press, two seconds of the microphone, three times over.

const TAKE_MS = 2000;

export class Teaching {
  #line;
  #microphone;
  #talking;
  #dialog;
  #busy = false;

  constructor(line, microphone, talking, dialog) {
    this.#line = line;
    this.#microphone = microphone;
    this.#talking = talking;
    this.#dialog = dialog;
    this.#find("take").addEventListener("click", () => this.#during(() => this.#take()));
    this.#find("unlearn").addEventListener("click", () => this.#during(() => this.#ask("forget-name-sound")));
  }

  #find(name) {
    return this.#dialog.querySelector(`[data-name="${name}"]`);
  }

  // Show what she knows, and let nothing that is said meanwhile count as talking to her.
  async open() {
    const before = this.#talking.rest();
    this.#say("");
    this.#dialog.addEventListener("close", () => this.#talking.adopt(before), { once: true });
    this.#dialog.showModal();
    await this.#during(() => this.#ask("name-sound"));
  }

  async #during(work) {
    if (this.#busy) return;
    this.#busy = true;
    for (const button of this.#dialog.querySelectorAll("button")) button.disabled = true;
    try {
      await work();
    } catch (error) {
      this.#say(error.message === "offline" ? "She cannot be reached just now." : error.message);
    } finally {
      this.#busy = false;
      for (const button of this.#dialog.querySelectorAll("button")) button.disabled = false;
    }
  }

  async #take() {
    await this.#microphone.open();
    this.#say("Now …");
    const heard = await this.#record();
    this.#say("A moment …");
    await this.#ask("teach-name", { sound: base64(heard) });
  }

  async #record() {
    const pieces = [];
    const keep = ({ detail }) => pieces.push(new Uint8Array(detail.slice(0)));
    this.#microphone.addEventListener("sound", keep);
    await new Promise((resolve) => setTimeout(resolve, TAKE_MS));
    this.#microphone.removeEventListener("sound", keep);
    return pieces;
  }

  async #ask(t, d) {
    const { name, taught, enough, note } = await this.#line.ask(t, d);
    for (const place of this.#dialog.querySelectorAll("[data-her]")) place.textContent = name;
    this.#find("unlearn").hidden = taught === 0;
    const left = Math.max(0, enough - taught);
    const times = left === 1 ? "once more" : `${left} times`;
    const stand = left ? `Say it ${times}.` : `I know how you say it (${taught} times heard).`;
    this.#say(note || stand);
  }

  #say(text) {
    this.#find("told").textContent = text;
  }
}

function base64(pieces) {
  const letters = pieces.flatMap((piece) => Array.from(piece, (byte) => String.fromCharCode(byte)));
  return btoa(letters.join(""));
}
