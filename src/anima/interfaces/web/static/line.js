// The line to her: one WebSocket that speaks RTVI 2.2, comes back by itself, and loses no word.

const LABEL = "rtvi-ai";
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
const ANSWER_MS = 4000;

export class Line extends EventTarget {
  #socket = null;
  #wait = FIRST_WAIT_MS;
  #timer = 0;
  #next = 1;
  #asked = new Map();

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  connect() {
    clearTimeout(this.#timer);
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/ws`);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.#wait = FIRST_WAIT_MS;
      this.send("client-ready", { version: "2.2.0", about: { library: "anima-page" } });
    });
    socket.addEventListener("message", (event) => this.#receive(socket, event.data));
    socket.addEventListener("close", () => this.#closed(socket));
  }

  // Try again now: the network is back, or the person looks at the page. A line that looks open
  // after a sleep may be dead without knowing; it has to answer.
  async hurry() {
    if (!this.isOpen) {
      this.#wait = FIRST_WAIT_MS;
      this.connect();
      return;
    }
    const socket = this.#socket;
    const silent = setTimeout(() => this.#closed(socket), ANSWER_MS);
    await this.ask("state").catch(() => {});
    clearTimeout(silent);
  }

  send(type, data) {
    if (!this.isOpen) return "";
    const id = String(this.#next++);
    this.#socket.send(JSON.stringify({ label: LABEL, type, id, data }));
    return id;
  }

  tell(t, d = {}) {
    return this.send("client-message", { t, d });
  }

  // Ask for something; resolves with the answer, rejects when refused or when the line breaks.
  ask(t, d = {}) {
    return new Promise((resolve, reject) => {
      const id = this.tell(t, d);
      if (!id) reject(new Error("offline"));
      else this.#asked.set(id, { resolve, reject });
    });
  }

  sound(buffer) {
    if (this.isOpen) this.#socket.send(buffer);
  }

  #receive(socket, text) {
    if (socket !== this.#socket) return;
    const message = JSON.parse(text);
    if (message.label !== LABEL) return;
    const asked = this.#asked.get(message.id);
    if (asked && (message.type === "server-response" || message.type === "error-response")) {
      this.#asked.delete(message.id);
      if (message.type === "server-response") asked.resolve(message.data.d);
      else asked.reject(new Error(message.data.error));
      return;
    }
    if (message.type === "error-response") message.data.request = message.id;
    const ours = message.type === "server-message";
    const name = ours ? `her-${message.data.type}` : message.type;
    this.dispatchEvent(new CustomEvent(name, { detail: message.data ?? {} }));
  }

  #closed(socket) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    socket.close();
    for (const { reject } of this.#asked.values()) reject(new Error("offline"));
    this.#asked.clear();
    this.dispatchEvent(new CustomEvent("offline"));
    this.#timer = setTimeout(() => this.connect(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }
}
