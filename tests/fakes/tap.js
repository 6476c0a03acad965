// Listens along in the page: what really goes to the loudspeaker, and what the microphone gives.
(() => {
  const record = (list) => (event) => {
    const samples = Int16Array.from(event.inputBuffer.getChannelData(0), (v) => Math.max(-1, Math.min(1, v)) * 32767);
    list.push({ at: performance.now(), samples });
  };
  const tap = (context, source, kind) => {
    window.tapped.rates[kind] = context.sampleRate;
    const node = context.createScriptProcessor(256, 1, 1);
    node.onaudioprocess = record(window.tapped[kind]);
    connect.call(source, node);
    connect.call(node, context.destination);
  };
  window.tapped = { played: [], heard: [], rates: {} };
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (target, ...rest) {
    const result = connect.call(this, target, ...rest);
    if (target instanceof AudioDestinationNode) tap(this.context, this, "played");
    return result;
  };
  const create = AudioContext.prototype.createMediaStreamSource;
  AudioContext.prototype.createMediaStreamSource = function (stream) {
    const source = create.call(this, stream);
    tap(this, source, "heard");
    return source;
  };
  // All that was taken so far, as base64 of 16-bit samples, and when each block came.
  window.takeTapped = (kind) => {
    const blocks = window.tapped[kind];
    const bytes = blocks.flatMap((block) => [...new Uint8Array(block.samples.buffer)]);
    let text = "";
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.slice(i, i + 8192));
    const times = blocks.map((block) => block.at);
    blocks.length = 0;
    return { times, samples: btoa(text) };
  };
})();
