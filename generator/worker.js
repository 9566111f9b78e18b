/* Keeps what was looked at, for when there is no signal. Pages come from the network first;
   what has a version in its address is kept until there is a newer one. */
const scope = registration.scope, mine = `guides ${scope} `, name = mine + 1;
const first = FIRST, most = 300, patience = 4000;

const versioned = url => /\?[0-9a-f]{8}$/.test(url);
const clean = url => versioned(url) ? url : url.replace(/[?#].*/, "").replace(/\/$/, "/index.html");
const ours = url => url.startsWith(scope) && !url.includes("/api/") &&
  /(\/|\.(html|css|js|svg))$/.test(url.replace(/[?#].*/, ""));
const kept = async (url, how) => (await caches.open(name)).match(clean(url), how);

async function keep(url, response) {
  if (response.status !== 200 || response.redirected) return;
  const cache = await caches.open(name);
  if (versioned(url)) await cache.delete(url, { ignoreSearch: true });
  await cache.put(clean(url), response);
  const pages = (await cache.keys()).filter(one => !versioned(one.url));
  if (pages.length > most) await cache.delete(pages[0]);
}
async function load(event, url, redirect = "follow") {
  const response = await fetch(url, { cache: versioned(url) ? "default" : "no-cache", redirect });
  event.waitUntil(keep(url, response.clone()));
  return response;
}
const loadAll = (event, urls) => event.waitUntil(Promise.all(
  urls.filter(ours).map(async url => versioned(url) && await kept(url) || load(event, url))));

/* In place of a page that isn't kept: its lines in the township's list, or what can be opened. */
async function instead(url) {
  const id = clean(url).split("/").pop().slice(0, -5), list = new URL("bring.html", url).href;
  const lines = await kept(list);
  if (lines && (await lines.text()).includes(`id="${id}"`)) return Response.redirect(`${list}#${id}`);
  const html = await (await kept(scope + first[0])).text();
  const type = { headers: { "Content-Type": "text/html; charset=utf-8" } };
  return new Response(html.replace(/(href|src|action|data-root)="(?!\w+:|#)/g, `$1="${scope}`), type);
}
async function answer(event, url) {
  const old = await kept(url), { mode, redirect } = event.request;
  if (old && versioned(url)) return old;
  try {
    const fresh = load(event, url, redirect), late = done => setTimeout(done, old ? patience : 1e6);
    event.waitUntil(fresh.catch(Boolean));
    const response = await Promise.race([fresh, new Promise(late)]);
    return response && (response.status < 500 || !old) ? response : old;
  } catch (error) {
    if (mode === "navigate") return old || instead(url);
    return old || await kept(url, { ignoreSearch: true }) || Response.error();
  }
}

onfetch = event => {
  const { method, url } = event.request;
  if (method === "GET" && ours(url)) event.respondWith(answer(event, url));
};
onmessage = event => loadAll(event, event.data);
oninstall = event => { skipWaiting(); loadAll(event, first.map(path => scope + path)); };
onactivate = event => event.waitUntil(caches.keys().then(names => Promise.all([clients.claim(),
  ...names.filter(one => one.startsWith(mine) && one !== name).map(one => caches.delete(one))])));
