// Searching everything said, and going to where it was said.

const PAUSE_MS = 150;
const MANY = 30;

export class Search extends EventTarget {
  #line;
  #field;
  #results;
  #asked = 0;
  #timer = 0;
  name = "She";

  constructor(line, form, results) {
    super();
    this.#line = line;
    this.#field = form.querySelector("input");
    this.#results = results;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#search();
    });
    this.#field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#search(), PAUSE_MS);
    });
    this.#field.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isOpen) {
        event.stopPropagation();
        this.close();
      }
    });
    results.querySelector("#close-results").addEventListener("click", () => {
      this.close();
      this.#field.focus();
    });
  }

  get isOpen() {
    return !this.#results.hidden;
  }

  close() {
    this.#asked += 1;
    clearTimeout(this.#timer);
    this.#field.value = "";
    this.#results.hidden = true;
    this.#results.querySelector("ol").replaceChildren();
    this.dispatchEvent(new CustomEvent("closed"));
  }

  // Something was forgotten, and is not to be found any more.
  forgotten() {
    if (this.isOpen) this.#search();
  }

  async #search() {
    const query = this.#field.value.trim();
    if (!query) {
      if (this.isOpen) this.close();
      return;
    }
    this.#asked += 1;
    const mine = this.#asked;
    try {
      const { turns } = await this.#line.ask("search", { query, limit: MANY });
      if (mine === this.#asked) this.#show(turns);
    } catch {
      this.dispatchEvent(new CustomEvent("failed"));
    }
  }

  #show(turns) {
    const places = turns.length === 1 ? "one place" : `${turns.length} places`;
    this.#results.querySelector("h2").textContent = turns.length ? `Found in ${places}` : "Nothing was said with these words";
    this.#results.querySelector("ol").replaceChildren(...turns.map((turn) => this.#result(turn)));
    this.#results.hidden = false;
    this.dispatchEvent(new CustomEvent("opened"));
  }

  #result(turn) {
    const when = document.createElement("time");
    when.dateTime = turn.at;
    when.textContent = new Date(turn.at).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
    const words = document.createElement("span");
    words.textContent = `${turn.speaker === "person" ? "You" : this.name}: ${turn.text}`;
    const button = document.createElement("button");
    button.type = "button";
    button.append(when, words);
    button.addEventListener("click", () => {
      this.close();
      this.dispatchEvent(new CustomEvent("chosen", { detail: turn }));
    });
    const item = document.createElement("li");
    item.append(button);
    return item;
  }
}
