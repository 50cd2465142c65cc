// Works for the whole platform: a shell and a page for when there is no connection, and the reader's own card.
// It keeps no other page, nothing of anybody else, and handles no form. The first line comes from mik.home.webapp.
"use strict";

const SETTINGS = {{ settings|safe }};
const SHELL = `kabuk-${SETTINGS.version}`;
const CARDS = "kart-";
const DAY = 24 * 60 * 60 * 1000;
const LOOSELY = { ignoreVary: true };

self.addEventListener("install", (event) => event.waitUntil(build().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));
self.addEventListener("message", (event) => event.waitUntil(meet(event.data)));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method !== "GET") {
    if (url.pathname === SETTINGS.signOut) event.waitUntil(forget(""));
    return;
  }
  if (request.mode === "navigate") event.respondWith(visit(request, url.pathname));
  else if (SETTINGS.shell.includes(url.pathname)) event.respondWith(orKept(request));
  else if (url.pathname.startsWith(SETTINGS.photos)) event.respondWith(orKept(request));
});

// --- the shell
async function build() {
  const cache = await caches.open(SHELL);
  const requests = SETTINGS.shell.map((url) => new Request(url, { credentials: "omit" }));
  // Without the session: the page is the same for everybody.
  requests.push(new Request(SETTINGS.offline, { credentials: "omit", cache: "reload" }));
  await cache.addAll(requests);
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("kabuk-") && name !== SHELL).map((name) => caches.delete(name)));
}

async function orKept(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request, LOOSELY)) ?? Response.error();
  }
}

async function visit(request, path) {
  try {
    return await fetch(request);
  } catch {
    const card = path === SETTINGS.card ? await kept() : undefined;
    return card ?? (await caches.match(SETTINGS.offline, LOOSELY)) ?? Response.error();
  }
}

// --- the reader's own card
const cardNames = async () => (await caches.keys()).filter((name) => name.startsWith(CARDS));

// Drop what was kept for anybody but this reader; for nobody, all.
async function forget(reader) {
  const others = (await cardNames()).filter((name) => !reader || name !== CARDS + reader);
  await Promise.all(others.map((name) => caches.delete(name)));
}

// A page was opened: by whom, and whether it is the page of the card.
async function meet({ reader, isCard }) {
  if (typeof reader !== "string") return;
  await forget(reader);
  if (reader && (isCard || (await isOld(reader)))) await keep(reader);
}

async function isOld(reader) {
  const names = await cardNames();
  if (!names.includes(CARDS + reader)) return false;
  const card = await caches.match(SETTINGS.card, { ...LOOSELY, cacheName: CARDS + reader });
  return card?.headers.get("X-Kept-With") !== SETTINGS.version;
}

// Only what the server marks for this very reader.
async function keep(reader) {
  const name = CARDS + reader;
  let answer;
  try {
    answer = await fetch(SETTINGS.pocket, { cache: "no-store", redirect: "manual" });
  } catch {
    return;
  }
  if (!answer.ok || answer.headers.get("X-Offline-Keep") !== reader) {
    await caches.delete(name);
    return;
  }
  const cache = await caches.open(name);
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", String(Date.now()));
  headers.set("X-Kept-With", SETTINGS.version);
  await cache.put(SETTINGS.card, new Response(await answer.blob(), { headers }));
  const also = (answer.headers.get("X-Offline-With") ?? "").split(" ").filter(Boolean);
  await Promise.allSettled(also.map((url) => cache.add(url)));
}

async function kept() {
  for (const name of await cardNames()) {
    const card = await caches.match(SETTINGS.card, { ...LOOSELY, cacheName: name });
    const at = Number(card?.headers.get("X-Kept-At"));
    if (card && Date.now() - at < SETTINGS.days * DAY) return card;
    await caches.delete(name);
  }
  return undefined;
}
