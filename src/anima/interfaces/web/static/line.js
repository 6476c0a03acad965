// The line to her: RTVI 2.2 over one WebSocket after the other. It comes back by itself and loses no
// word: both sides count their messages, and what the other lacks goes again.

const LABEL = "rtvi-ai";
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8000;
const ANSWER_MS = 4000;
const OPENING_MS = 5000;
const ACKNOWLEDGE_EVERY = 50;
// Half a minute of the microphone and all that is said beside it.
const MOST_KEPT = 2000;

export class Line extends EventTarget {
  #socket = null;
  #wait = FIRST_WAIT_MS;
  #timer = 0;
  #next = 1;
  #asked = new Map();
  #id = "";
  #have = 0;
  #kept = [];
  #firstKept = 0;
  #carries = false;
  #moving = false;
  #gone = false;
  #silent = 0;

  get isOpen() {
    return this.#carries;
  }

  // Whether what is sent now reaches her: at once, or when the network is back.
  get isHeld() {
    return this.#id !== "" && !this.#gone;
  }

  connect() {
    clearTimeout(this.#timer);
    if (this.#gone || (this.#socket && this.#socket.readyState <= WebSocket.OPEN)) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const asked = new URLSearchParams({ line: this.#id, have: this.#have });
    if (this.#moving) asked.set("move", "yes");
    const socket = new WebSocket(`${scheme}//${location.host}/ws?${asked}`);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    // A network that swallows everything gives no error for a long time.
    const late = setTimeout(() => this.#closed(socket), OPENING_MS);
    socket.addEventListener("open", () => clearTimeout(late));
    socket.addEventListener("message", (event) => this.#receive(socket, event.data));
    socket.addEventListener("close", () => {
      clearTimeout(late);
      this.#closed(socket);
    });
  }

  // Take the conversation over from another device.
  move() {
    this.#moving = true;
    this.#gone = false;
    const socket = this.#socket;
    if (this.#carries) this.send("disconnect-bot");
    this.#socket = null;
    this.#carries = false;
    socket?.close();
    this.connect();
  }

  // Try again now: the network is back, or the person looks at the page. A line that looks open
  // after a sleep may be dead without knowing; it has to answer. The line itself does, and not she:
  // while she wakes, or one waits for a place, nobody reads what is said.
  hurry() {
    if (!this.isOpen) {
      this.#wait = FIRST_WAIT_MS;
      this.connect();
      return;
    }
    const socket = this.#socket;
    clearTimeout(this.#silent);
    this.#silent = setTimeout(() => this.#closed(socket), ANSWER_MS);
    this.tell("have", { count: this.#have, answer: true });
  }

  send(type, data) {
    if (!this.isHeld) return "";
    const id = String(this.#next++);
    this.#put(JSON.stringify({ label: LABEL, type, id, data }));
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
    if (this.isHeld) this.#put(buffer);
  }

  #put(message) {
    this.#kept.push(message);
    // A line that is just closing takes nothing more; what is kept goes over the next one.
    if (this.#carries && this.#socket.readyState === WebSocket.OPEN) this.#socket.send(message);
    if (this.#kept.length > MOST_KEPT) {
      // Away for too long: she cannot be given the middle of it without the beginning.
      if (!this.#carries) this.#lose();
      else this.#letGo(this.#firstKept + 1);
    }
  }

  #letGo(count) {
    this.#kept.splice(0, Math.max(0, count - this.#firstKept));
    this.#firstKept = Math.max(this.#firstKept, count);
  }

  #receive(socket, text) {
    if (socket !== this.#socket) return;
    const message = JSON.parse(text);
    if (message.label !== LABEL) return;
    if (!this.#carries) {
      if (message.data?.type === "line") this.#arrived(message.data);
      return;
    }
    if (message.data?.type === "moved") {
      this.#gone = true;
      this.#lose();
      this.dispatchEvent(new CustomEvent("moved"));
      return;
    }
    this.#count();
    if (message.data?.type === "taken") {
      clearTimeout(this.#silent);
      this.#letGo(message.data.count);
    } else this.#deliver(message);
  }

  #count() {
    this.#have += 1;
    if (this.#have % ACKNOWLEDGE_EVERY === 0) this.tell("have", { count: this.#have });
  }

  #deliver(message) {
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

  // The first message of a connection says whether it goes on with the line that we had.
  #arrived({ line, resumed, taken, given, microphone, elsewhere }) {
    const came = this.#id === line && resumed && !this.#moving;
    const moved = this.#moving && resumed;
    if (!came) {
      if (this.#id) this.#lose();
      this.#id = line;
      this.#have = given;
      this.#kept = [];
      this.#firstKept = taken;
    }
    this.#moving = false;
    this.#wait = FIRST_WAIT_MS;
    this.#carries = true;
    this.#letGo(taken);
    for (const message of this.#kept) this.#socket.send(message);
    if (came) this.dispatchEvent(new CustomEvent("back"));
    else this.send("client-ready", { version: "2.2.0", about: { library: "anima-page" } });
    if (moved) this.dispatchEvent(new CustomEvent("came", { detail: microphone }));
    else if (elsewhere) this.dispatchEvent(new CustomEvent("elsewhere"));
  }

  // The line is lost: what was asked is not answered any more, and a new one begins from the log.
  #lose() {
    this.#id = "";
    this.#have = 0;
    this.#kept = [];
    this.#firstKept = 0;
    this.#carries = false;
    for (const { reject } of this.#asked.values()) reject(new Error("offline"));
    this.#asked.clear();
    this.dispatchEvent(new CustomEvent("offline"));
  }

  #closed(socket) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    this.#carries = false;
    socket.close();
    if (this.#gone) return;
    this.dispatchEvent(new CustomEvent(this.isHeld ? "away" : "offline"));
    this.#timer = setTimeout(() => this.connect(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }
}
