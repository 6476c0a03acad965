// Talking with the microphone: held while a button is pressed, left open, or open for her name.

const LINGER_MS = 20000;

export class Talking extends EventTarget {
  #line;
  #microphone;
  #hold;
  #leave;
  #named;
  #mode = "held";
  #held = false;

  constructor(line, microphone, { hold, leave, named }) {
    super();
    this.#line = line;
    this.#microphone = microphone;
    this.#hold = hold;
    this.#leave = leave;
    this.#named = named;
    leave.addEventListener("click", () => this.#toggle("open"));
    named.addEventListener("click", () => this.#toggle("named"));
    this.#listenToHold();
    microphone.addEventListener("sound", ({ detail }) => {
      if (this.isOpen || this.#held) line.sound(detail);
    });
    microphone.addEventListener("lost", () => {
      this.#use("held");
      this.#tell("The microphone was disconnected. Connect it and open it again, or type.");
    });
  }

  // Whether the microphone is left open, be it for her name only.
  get isOpen() {
    return this.#mode !== "held";
  }

  // Whether the microphone is open for her name.
  get isNamed() {
    return this.#mode === "named";
  }

  // In a few words, what the microphone does just now.
  ear(asleep) {
    if (!this.#microphone.isOpen) return "microphone off";
    if (this.#mode === "named" && asleep) return "microphone on, for her name only";
    return this.isOpen || this.#held ? "microphone on" : "microphone ready, nothing is sent";
  }

  // Tell a new line how the microphone is used.
  announce() {
    this.#line.tell("microphone", { mode: this.#mode });
    if (!this.isOpen && this.#held) this.#line.tell("talk", { pressed: true });
  }

  // Go on as another device did that this one takes the line over from.
  adopt(mode) {
    if (["open", "named"].includes(mode) && this.#microphone.isOpen) this.#use(mode);
    else if (!this.isOpen && !this.#held) this.#microphone.close();
  }

  // Another device goes on: nothing is listened for here any more.
  leave() {
    this.#release();
    this.#use("held");
  }

  // Leave off for a while; returns how the microphone was used, to be adopted again.
  rest() {
    const before = this.#mode;
    this.#mode = "held";
    this.announce();
    return before;
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

  async #toggle(mode) {
    if (this.#mode === mode) this.#use("held");
    else if (await this.#start()) this.#use(mode);
  }

  // The call is over: the open microphone is closed, and that is seen on its button. One that is open
  // for her name stays so, because she is asleep.
  hangUp() {
    if (this.#mode === "open") this.#use("held");
  }

  #use(mode) {
    this.#mode = mode;
    if (!this.isOpen && !this.#held) this.#microphone.close();
    this.#leave.setAttribute("aria-pressed", String(mode === "open"));
    this.#named.setAttribute("aria-pressed", String(mode === "named"));
    this.#hold.disabled = this.isOpen;
    this.announce();
    this.dispatchEvent(new CustomEvent("changed"));
  }

  async #press() {
    if (this.#held || this.isOpen) return;
    this.#held = true;
    this.#hold.dataset.held = "";
    this.dispatchEvent(new CustomEvent("changed"));
    if (!(await this.#start())) this.#release();
    else if (this.#held) this.#line.tell("talk", { pressed: true });
  }

  #release() {
    if (!this.#held) return;
    this.#held = false;
    delete this.#hold.dataset.held;
    this.#line.tell("talk", { pressed: false });
    this.dispatchEvent(new CustomEvent("changed"));
    // Kept open a while: the next sentence often follows, and opening takes time.
    setTimeout(() => {
      if (!this.#held && !this.isOpen) this.#microphone.close();
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
