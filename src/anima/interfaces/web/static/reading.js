// Reading back: what the log has and the page has not, earlier or later, and what the log has lost.

const LATER_MS = 2500;
const SETTLE_MS = 700;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Reading {
  #line;
  #transcript;
  #unconfirmed;
  #older;

  constructor(line, transcript, unconfirmed, older) {
    this.#line = line;
    this.#transcript = transcript;
    this.#unconfirmed = unconfirmed;
    this.#older = older;
  }

  // Everything that the log has after what this page has.
  async catchUp() {
    const since = this.#transcript.last;
    if (!since) {
      const { turns, more } = await this.#line.ask("history", { before: null, limit: 50 });
      this.#transcript.merge(turns);
      this.#older.hidden = !more;
      this.#transcript.toEnd();
      return;
    }
    // What she was saying when the line broke may be stored only a moment later: look once more.
    setTimeout(() => this.#after(since).catch(() => {}), LATER_MS);
    await this.#after(since);
  }

  // What went out just before the line broke, and arrived, is in the log a moment later.
  async settled() {
    await sleep(SETTLE_MS);
    await this.#after(this.#transcript.last);
  }

  async #after(since) {
    let after = since;
    let more = true;
    while (more) {
      const answer = await this.#line.ask("history", { after, limit: 200 });
      this.#transcript.forget(answer.forgotten ?? []);
      this.#transcript.merge(answer.turns);
      answer.turns.forEach((turn) => this.#unconfirmed.stored(turn));
      after = answer.turns.at(-1)?.sequence ?? after;
      more = answer.more;
    }
  }

  // So many turns before the first that is here; whether there were any.
  async before(limit) {
    const { turns, more } = await this.#line.ask("history", { before: this.#transcript.first, limit });
    this.#transcript.merge(turns);
    this.#older.hidden = !more;
    return turns.length > 0;
  }

  // Go to a turn. Everything between it and the present is loaded, so that reading on is seamless.
  async goTo(turn) {
    while (!this.#transcript.has(turn.id) && this.#transcript.first > turn.sequence) {
      if (!(await this.before(200))) break;
    }
    this.#transcript.jumpTo(turn.id);
  }
}
