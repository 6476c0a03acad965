// A page of somebody else's: pipecat's client with its WebSocket transport, as their guide shows it.

import { PipecatClient } from "@pipecat-ai/client-js";
import { ProtobufFrameSerializer, WavMediaManager, WebSocketTransport } from "@pipecat-ai/websocket-transport";

const seen = (window.seen = []);
const note = (name) => (data) => seen.push({ name, data: data ?? null, at: performance.now() });

// Its other media manager fetches a script from elsewhere before it opens a microphone.
const media = new WavMediaManager(undefined, 16000);
const transport = new WebSocketTransport({
  serializer: new ProtobufFrameSerializer(),
  mediaManager: media,
});

// What the callback of this name was called with, where it holds these values.
window.called = (name, values) =>
  seen
    .filter((each) => each.name === name)
    .map((each) => each.data)
    .filter((data) => Object.entries(values).every(([key, value]) => data[key] === value));

// How much of her sound the transport was given to play, in samples at 24 kHz.
window.sounding = 0;
const play = media.bufferBotAudio.bind(media);
media.bufferBotAudio = (samples, ...rest) => {
  window.sounding += samples.length;
  return play(samples, ...rest);
};

const names = [
  "Connected",
  "Disconnected",
  "BotReady",
  "Error",
  "MessageError",
  "UserStartedSpeaking",
  "UserStoppedSpeaking",
  "UserTranscript",
  "BotStartedSpeaking",
  "BotStoppedSpeaking",
  "BotLlmText",
  "BotLlmStopped",
  "BotTtsText",
  "BotInterrupted",
  "ServerMessage",
];
const callbacks = Object.fromEntries(names.map((name) => [`on${name}`, note(name)]));

window.client = new PipecatClient({ transport, enableMic: true, enableCam: false, callbacks });
