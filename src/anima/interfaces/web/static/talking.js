// Talking with the microphone: held while a button is pressed, or left open.

const LINGER_MS = 20000;

export class Talking extends EventTarget {
  #line;
  #microphone;
  #hold;
  #leave;
  #open = false;
  #held = false;

  constructor(line, microphone, { hold, leave }) {
    super();
    this.#line = line;
    this.#microphone = microphone;
    this.#hold = hold;
    this.#leave = leave;
    leave.addEventListener("click", () => this.#toggle());
    this.#listenToHold();
    microphone.addEventListener("sound", ({ detail }) => {
      if (this.#open || this.#held) line.sound(detail);
    });
    microphone.addEventListener("lost", () => {
      this.#setOpen(false);
      this.#tell("The microphone was disconnected. Connect it and open it again, or type.");
    });
  }

  get isOpen() {
    return this.#open;
  }

  // Tell a new line how the microphone is used.
  announce() {
    this.#line.tell("microphone", { mode: this.#open ? "open" : "held" });
    if (!this.#open && this.#held) this.#line.tell("talk", { pressed: true });
  }

  // Go on as another device did that this one takes the line over from.
  adopt(mode) {
    if (mode === "open" && this.#microphone.isOpen) this.#setOpen(true);
    else if (!this.#open && !this.#held) this.#microphone.close();
  }

  #tell(notice) {
    this.dispatchEvent(new CustomEvent("notice", { detail: notice }));
  }

  async #start() {
    try {
      await this.#microphone.open();
      this.dispatchEvent(new CustomEvent("started"));
      return true;
    } catch (error) {
      this.#tell(error.message);
      return false;
    }
  }

  async #toggle() {
    if (this.#open) this.#setOpen(false);
    else if (await this.#start()) this.#setOpen(true);
  }

  // The call is over: the open microphone is closed, and that is seen on its button.
  hangUp() {
    if (this.#open) this.#setOpen(false);
  }

  #setOpen(value) {
    this.#open = value;
    if (!value && !this.#held) this.#microphone.close();
    this.#leave.setAttribute("aria-pressed", String(value));
    this.#hold.disabled = value;
    this.announce();
    this.dispatchEvent(new CustomEvent("changed"));
  }

  async #press() {
    if (this.#held || this.#open) return;
    this.#held = true;
    this.#hold.dataset.held = "";
    if (!(await this.#start())) this.#release();
    else if (this.#held) this.#line.tell("talk", { pressed: true });
  }

  #release() {
    if (!this.#held) return;
    this.#held = false;
    delete this.#hold.dataset.held;
    this.#line.tell("talk", { pressed: false });
    // Kept open a while: the next sentence often follows, and opening takes time.
    setTimeout(() => {
      if (!this.#held && !this.#open) this.#microphone.close();
    }, LINGER_MS);
  }

  #listenToHold() {
    const hold = this.#hold;
    hold.addEventListener("pointerdown", (event) => {
      hold.setPointerCapture(event.pointerId);
      this.#press();
    });
    for (const end of ["pointerup", "pointercancel", "blur"]) hold.addEventListener(end, () => this.#release());
    hold.addEventListener("keydown", (event) => {
      if (![" ", "Enter"].includes(event.key)) return;
      event.preventDefault();
      if (!event.repeat) this.#press();
    });
    hold.addEventListener("keyup", (event) => {
      if ([" ", "Enter"].includes(event.key)) this.#release();
    });
    hold.addEventListener("contextmenu", (event) => event.preventDefault());
  }
}
