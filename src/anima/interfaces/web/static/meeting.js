// The first meeting: voices to hear and choose from. Her questions come later, as conversation.

export class Meeting extends EventTarget {
  #section;
  #list;
  #button;
  #sound = new Audio();

  constructor(section) {
    super();
    this.#section = section;
    this.#list = section.querySelector("#voices");
    this.#button = section.querySelector("#choose-voice");
    section.querySelector("#voice-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = this.#list.querySelector("input:checked");
      if (!chosen) return;
      this.#sound.pause();
      this.dispatchEvent(new CustomEvent("chosen", { detail: chosen.value }));
    });
    this.#list.addEventListener("change", () => {
      this.#button.disabled = false;
    });
    this.#sound.addEventListener("ended", () => this.#quiet());
    this.#sound.addEventListener("pause", () => this.#quiet());
  }

  show(voices) {
    this.#section.hidden = false;
    if (this.#list.querySelector(".voice")) return;
    for (const voice of voices) this.#list.append(this.#card(voice));
  }

  hide() {
    this.#section.hidden = true;
    this.#sound.pause();
  }

  #card(voice) {
    const card = document.createElement("div");
    card.className = "voice";
    card.dataset.voice = voice.id;
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.name = "voice";
    radio.value = voice.id;
    radio.id = `voice-${voice.id}`;
    const label = document.createElement("label");
    label.htmlFor = radio.id;
    const title = document.createElement("strong");
    title.textContent = voice.label;
    const about = document.createElement("span");
    about.textContent = `${voice.description}. ${voice.accent}, ${voice.gender}.`;
    label.append(title, about);
    const play = document.createElement("button");
    play.type = "button";
    play.className = "play";
    play.setAttribute("aria-label", `Hear ${voice.label}`);
    play.addEventListener("click", () => this.#play(voice, play));
    card.append(radio, label, play);
    return card;
  }

  async #play(voice, button) {
    const again = button.dataset.playing !== undefined;
    this.#sound.pause();
    this.#quiet();
    if (again) return;
    button.dataset.playing = "";
    this.#sound.src = `/voices/${voice.id}.wav`;
    try {
      await this.#sound.play();
    } catch {
      this.#quiet();
      this.dispatchEvent(new CustomEvent("silent"));
    }
  }

  #quiet() {
    for (const button of this.#list.querySelectorAll("[data-playing]")) delete button.dataset.playing;
  }
}
