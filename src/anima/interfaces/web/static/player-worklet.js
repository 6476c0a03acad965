// Plays her voice sample by sample and reports, for each reply, how many have really sounded.

const REPORT_SAMPLES = 1200;
const FADE_SAMPLES = 120;
// A pause is short. Where the word that ends it is lost, she goes on by herself.
const LONGEST_PAUSE_SAMPLES = 4 * sampleRate;
// Her clause can be begun again: 5 s in pieces of 0.2 s.
const KEPT_CHUNKS = 25;

class Player extends AudioWorkletProcessor {
  #queue = [];
  #reply = "";
  #played = 0;
  #unreported = 0;
  #silenced = "";
  #paused = "";
  #sounded = [];
  #waited = 0;
  #level = 1;

  constructor() {
    super();
    this.port.onmessage = ({ data }) => {
      if (data.type === "sound" && data.reply !== this.#silenced) this.#queue.push({ ...data, at: 0 });
      else if (data.type === "flush") this.#flush(data.reply);
      else if (data.type === "pause") this.#pause(data);
    };
  }

  #flush(reply) {
    this.#silenced = reply;
    if (!this.#has(reply)) this.#report(reply, true);
  }

  #pause({ reply, on, from, lead }) {
    this.#paused = on ? reply : "";
    this.#waited = 0;
    if (on || from === undefined || reply !== this.#reply) return;
    this.#goBack(from);
    if (lead) this.#queue.unshift({ reply, offset: from, samples: lead, at: 0, aside: true });
  }

  // What sounded a moment ago is kept, so that she can begin her word again.
  #goBack(from) {
    const first = this.#queue[0];
    if (first && first.reply !== this.#reply) return;
    let again = false;
    while (this.#sounded.length && (this.#queue[0]?.offset ?? Infinity) > from) {
      if (this.#queue[0]) this.#queue[0].at = 0;
      this.#replay();
      again = true;
    }
    const chunk = this.#queue[0];
    if (!chunk || chunk.aside) return;
    const at = Math.min(Math.max(0, from - chunk.offset), chunk.samples.length - 1);
    chunk.at = again ? at : Math.min(chunk.at, at);
  }

  #replay() {
    const chunk = this.#sounded.pop();
    if (chunk.reply === this.#reply) this.#queue.unshift({ ...chunk, at: 0 });
  }

  #has(reply) {
    return this.#queue.some((chunk) => chunk.reply === reply);
  }

  #drop() {
    this.#queue = this.#queue.filter((chunk) => chunk.reply !== this.#silenced);
    this.#level = 1;
    this.#report(this.#silenced, true);
  }

  #wait(samples) {
    this.#waited += samples;
    if (this.#waited > LONGEST_PAUSE_SAMPLES) this.#paused = "";
  }

  #report(reply, stopped) {
    this.#unreported = 0;
    this.port.postMessage({ reply, samples: reply === this.#reply ? this.#played : 0, stopped });
  }

  #next() {
    const chunk = this.#queue[0];
    if (!chunk) return null;
    if (chunk.reply !== this.#reply) {
      this.#reply = chunk.reply;
      this.#played = 0;
      this.#report(chunk.reply, false);
    }
    return chunk;
  }

  process(_inputs, [[out]]) {
    for (let i = 0; i < out.length; i += 1) {
      const chunk = this.#next();
      if (!chunk) break;
      const silenced = chunk.reply === this.#silenced;
      const hushed = silenced || chunk.reply === this.#paused;
      if (hushed && this.#level === 0) {
        if (!silenced) {
          this.#wait(out.length - i);
          break;
        }
        this.#drop();
        continue;
      }
      this.#level = Math.max(0, Math.min(1, this.#level + (hushed ? -1 : 1) / FADE_SAMPLES));
      out[i] = chunk.samples[chunk.at] * this.#level;
      chunk.at += 1;
      // What leads back to her words is none of them, and not counted as heard.
      if (!chunk.aside) {
        this.#played = chunk.offset + chunk.at;
        this.#unreported += 1;
      }
      if (chunk.at === chunk.samples.length) {
        this.#queue.shift();
        if (!chunk.aside) this.#sounded.push(chunk);
        if (this.#sounded.length > KEPT_CHUNKS) this.#sounded.shift();
        if (silenced && !this.#has(chunk.reply)) this.#drop();
        else if (!this.#queue.length) this.#report(this.#reply, false);
      }
    }
    if (this.#unreported >= REPORT_SAMPLES) this.#report(this.#reply, false);
    return true;
  }
}

registerProcessor("player", Player);
