// The service worker: the page's own files are kept for when the machine cannot be reached.
// Conversation never passes through here: it is on a WebSocket, and nothing of it is kept.

const SHELF = "anima-page-8";
const PAGE = [
  "/",
  "/static/style.css",
  "/static/main.js",
  "/static/line.js",
  "/static/transcript.js",
  "/static/reading.js",
  "/static/saying.js",
  "/static/unconfirmed.js",
  "/static/search.js",
  "/static/talking.js",
  "/static/teaching.js",
  "/static/meeting.js",
  "/static/player.js",
  "/static/player-worklet.js",
  "/static/microphone.js",
  "/static/microphone-worklet.js",
  "/static/presence.js",
  "/memory",
  "/static/memory.js",
  "/static/memory-map.js",
  "/static/memory-time.js",
  "/letters",
  "/static/letters.js",
  "/static/letters-ask.js",
  "/static/letters-brief.js",
  "/static/letters-people.js",
  "/static/letters-one.js",
  "/static/letters-typed.js",
  "/static/letters-words.js",
  "/static/letters-going.js",
  "/static/letters-many.js",
  "/static/letters-table.js",
  "/who",
  "/static/who.js",
  "/static/who-night.js",
  "/static/who-plots.js",
  "/handover",
  "/static/handover.js",
  "/yours",
  "/static/yours.js",
  "/static/element.js",
  "/static/icon.svg",
];

// Where one person lives alone these may not be there, and the rest must do without them.
const WHERE_SEVERAL_LIVE = ["/enter", "/static/people.js", "/static/passkey.js"];

self.addEventListener("install", (event) => {
  event.waitUntil(shelve());
  self.skipWaiting();
});

async function shelve() {
  const shelf = await caches.open(SHELF);
  await shelf.addAll(PAGE);
  await Promise.allSettled(WHERE_SEVERAL_LIVE.map((path) => shelf.add(path)));
}

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== SHELF).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method !== "GET" || ![...PAGE, ...WHERE_SEVERAL_LIVE].includes(path)) return;
  // Fresh when it can be had, so that an update is never half there.
  event.respondWith(fresh(event.request));
});

async function fresh(request) {
  const shelf = await caches.open(SHELF);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await shelf.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await shelf.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

// What she begins with while the page is closed. It comes encrypted to this browser alone; whether her
// words show was decided where they were sent. One that comes again takes the place of itself.
self.addEventListener("push", (event) => {
  event.waitUntil(knock(event.data));
});

async function knock(data) {
  let told = {};
  try {
    told = data?.json() ?? {};
  } catch {
    // Something must be shown, or the browser says by itself that something happened here.
  }
  await self.registration.showNotification(told.title || "Anima", {
    body: told.body || "Come when you like.",
    tag: told.tag || "anima",
    icon: "/static/icon-192.png",
  });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(arrive());
});

async function arrive() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = pages.find((page) => new URL(page.url).pathname === "/");
  if (!open) return self.clients.openWindow("/");
  open.postMessage("come");
  return open.focus();
}

// The browser changed its mailbox: she is told the new one, and the old one ends by itself.
self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(moved(event.oldSubscription, event.newSubscription));
});

async function moved(old, now) {
  const key = old?.options.applicationServerKey;
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const made = now ?? (key && (await self.registration.pushManager.subscribe(options)));
  if (!made) return;
  await fetch("/who/state", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ action: "push_moved", change: old?.endpoint ?? "", value: JSON.stringify(made) }),
  });
}
