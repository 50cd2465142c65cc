// The web app: registers its worker and tells it who reads, so that it drops what was kept for anybody else.
(() => {
  "use strict";

  const reader = document.querySelector("meta[name=reader]");
  if (!("serviceWorker" in navigator) || !reader) return;

  const isCard = document.querySelector("[data-keep-offline]") !== null;

  navigator.serviceWorker
    .register("/sw.js", { updateViaCache: "none" })
    .then(() => navigator.serviceWorker.ready)
    .then((registration) => registration.active?.postMessage({ reader: reader.content, isCard }))
    .catch(() => {}); // a browser that forbids workers: the platform works without
})();
