/* Search, and remembering one's township. Everything else works without this file. */
(function () {
  "use strict";
  var body = document.body;
  var root = body.dataset.root || "";
  var assets = document.currentScript.src.replace(/[^/]*$/, "");

  function remembered() {
    try { return localStorage.getItem("township") || ""; } catch (error) { return ""; }
  }
  if (body.dataset.township) {
    try { localStorage.setItem("township", body.dataset.township); } catch (error) { /* private mode */ }
  }
  var mine = body.dataset.township || remembered();

  document.querySelectorAll(".towns a").forEach(function (link) {
    if (mine && link.getAttribute("href") === mine + "/index.html") {
      var item = link.parentNode;
      item.className = "mine";
      item.parentNode.prepend(item);
      link.querySelector("small").textContent = "您上次看的乡镇";
    }
  });

  document.querySelectorAll("[data-print]").forEach(function (button) {
    if (!window.print) { return; }
    button.hidden = button.closest("section").hidden = false;
    button.onclick = function () { print(); };
  });

  function openTarget() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") {
      target.open = true;
      target.scrollIntoView();
    }
  }
  openTarget();
  addEventListener("hashchange", openTarget);

  var waiting;
  function withIndex(use) {
    if (window.guideIndex) { use(window.guideIndex); return; }
    if (waiting) { waiting.push(use); return; }
    waiting = [use];
    var script = document.createElement("script");
    script.src = assets + "search-index.js";
    script.onload = function () { waiting.forEach(function (use) { use(window.guideIndex); }); };
    script.onerror = function () { waiting = undefined; };
    document.head.append(script);
  }

  /* How well a row fits one word: 0 not at all; names before sounds before materials. */
  function score(word, names, full, initials, rest) {
    for (var i = 0; i < names.length; i++) {
      if (names[i] === word) { return 100 - i; }
      if (names[i].indexOf(word) === 0) { return 80 - i; }
      if (names[i].indexOf(word) > 0) { return 60 - i; }
    }
    if (/^[a-z0-9]+$/.test(word)) {
      if ((" " + initials + " ").indexOf(" " + word + " ") >= 0) { return 50; }
      if ((" " + full).indexOf(" " + word) >= 0) { return 45; }
      if ((" " + initials).indexOf(" " + word) >= 0) { return 40; }
      if (word.length > 2 && full.indexOf(word) >= 0) { return 30; }
      if (word.length > 1 && initials.indexOf(word) >= 0) { return 20; }
    }
    return rest.indexOf(word) >= 0 ? 10 : 0;
  }
  function total(words, names, full, initials, rest) {
    var sum = 0;
    for (var i = 0; i < words.length; i++) {
      var one = score(words[i], names, full, initials, rest);
      if (!one) { return 0; }
      sum += one;
    }
    return sum;
  }

  function find(index, query) {
    var words = query.toLowerCase().split(/\s+/).filter(Boolean);
    var here = -1;
    index.towns.forEach(function (town, number) { if (town[0] === mine) { here = number; } });
    var found = [];
    index.services.forEach(function (row) {
      var names = [row[1], row[2], row[4]].filter(Boolean).map(function (name) { return name.toLowerCase(); });
      var fit = total(words, names, row[6], row[7], row[5].toLowerCase());
      if (!fit) { return; }
      var offered = here >= 0 && (!row[8].length || row[8].indexOf(here) >= 0);
      found.push([fit + 1, row[1] || row[2], (row[1] ? row[2] : "") + (offered ? " · " + index.towns[here][1] : " · 选乡镇"),
        offered ? mine + "/" + row[0] + ".html" : "area/" + row[3] + ".html#" + row[0]]);
    });
    index.towns.forEach(function (town) {
      var fit = total(words, [town[1]], town[2], town[3], "");
      if (fit) { found.push([fit, town[1], "乡镇", town[0] + "/index.html"]); }
    });
    index.villages.forEach(function (village) {
      var town = index.towns[village[1]];
      var fit = total(words, [village[0], town[1] + village[0]], village[3], village[4], "");
      if (fit) { found.push([fit, village[0], town[1], town[0] + "/" + village[2]]); }
    });
    function named(row, link, note) {
      var fit = total(words, [row[0].toLowerCase()].concat(row[3].split(" ")), row[4], row[5], "");
      if (fit) { found.push([fit, row[0], note, link]); }
    }
    /* An index kept from before may lack these. */
    (index.pages || []).forEach(function (row) { named(row, row[2], row[1]); });
    (index.here || []).forEach(function (row) {
      named(row, here < 0 ? "index.html#townships" : mine + "/" + row[2], here < 0 ? "选乡镇" : index.towns[here][1]);
    });
    return found.sort(function (a, b) { return b[0] - a[0]; });
  }

  function show(box, found, most) {
    box.textContent = "";
    box.hidden = false;
    if (!found.length) {
      var sorry = document.createElement("p");
      sorry.textContent = "没有找到。换个说法试试，或者打热线问。";
      box.append(sorry);
    }
    found.slice(0, most).forEach(function (row) {
      var link = document.createElement("a");
      var name = document.createElement("b");
      var note = document.createElement("small");
      link.href = root + row[3];
      name.textContent = row[1];
      note.textContent = row[2].replace(/^ · /, "");
      link.append(name, note);
      box.append(link);
    });
  }

  document.querySelectorAll("form.search").forEach(function (form) {
    var input = form.querySelector("input");
    var box = form.querySelector(".found");
    var results = document.getElementById("results");
    function search() {
      var query = input.value.trim();
      if (!query) { box.hidden = true; return; }
      withIndex(function (index) {
        if (input.value.trim() === query) { show(results || box, find(index, query), results ? 200 : 8); }
      });
    }
    input.addEventListener("input", search);
    input.addEventListener("click", search);
    input.addEventListener("focus", function () { withIndex(function () { /* fetched ahead */ }); });
    form.addEventListener("submit", function (event) {
      if (results) { event.preventDefault(); search(); }
    });
    document.addEventListener("click", function (event) { if (!form.contains(event.target)) { box.hidden = true; } });
    form.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { box.hidden = true; input.focus(); }
      var step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (!step || box.hidden) { return; }
      var stops = [input].concat(Array.from(box.querySelectorAll("a")));
      var next = stops[stops.indexOf(document.activeElement) + step];
      if (next) { event.preventDefault(); next.focus(); }
    });
    if (results) {
      input.value = new URLSearchParams(location.search).get("q") || "";
      search();
    }
  });
})();

/* What a page says to a reader who comes from paper: that it is right, or what has changed since.
   The paper's mark (?v=…) has three letters for each part of the page, or "-" for one unsaid. */
(function () {
  "use strict";
  var box = document.querySelector(".age[data-mark]");
  if (!box || !/[?&]v=/.test(location.search)) { return; }
  var letters = /[0-9a-z]{3}|-/g;
  var then = new URLSearchParams(location.search).get("v") || "";
  var now = box.dataset.mark.match(letters);
  var parts = box.dataset.parts.split(";").map(function (part) { return part.split(" "); });

  function read(mark) {
    var found = mark.match(letters) || [];
    var whole = /^(-|[0-9a-hjkmnp-tv-z]{3})+$/.test(mark) && found.length <= now.length;
    return whole && /[^-]/.test(mark) ? found : null;
  }
  function sections(part) {
    return part.slice(1).map(function (id) { return document.getElementById(id); }).filter(Boolean);
  }
  function note(section) {
    var heading = section.querySelector("h2, .number");
    var badge = document.createElement("span");
    if (!heading || section.querySelector(".badge.since")) { return; }
    badge.className = "badge since";
    badge.textContent = "印好以后改过";
    heading.append(" ", badge);
  }
  function link(part) {
    var found = sections(part);
    var words = document.createElement(found.length ? "a" : "span");
    words.textContent = part[0];
    if (found.length) { words.href = "#" + found[0].id; }
    found.forEach(note);
    return words;
  }

  var said = read(then);
  var changed = said && parts.filter(function (part, place) {
    return (said[place] || "-") !== "-" && said[place] !== now[place];
  });
  if (!said) {
    box.textContent = "看不出" + box.dataset.paper + "是哪一版，请以本页为准。";
  } else if (!changed.length) {
    box.textContent = "✓ " + box.dataset.paper + "是最新的。";
    box.classList.add("newest");
  } else {
    box.textContent = box.dataset.paper + "印好以后，这些地方改了：";
    changed.forEach(function (part, place) { box.append(place ? "、" : "", link(part)); });
    box.append("。请以本页为准。");
    box.classList.add("warn");
  }
  box.hidden = false;

  var twin = document.querySelector("a.view");
  twin.href = twin.getAttribute("href") + location.search;
})();

/* Ratings: the script for them comes when somebody wants to rate, or looks at what others said, or
   when a rating is waiting on this phone to be sent. */
(function () {
  "use strict";
  var source = /^(.*\/)[^/]*?(\?.*)?$/.exec(document.currentScript.src);
  var link = document.querySelector("[data-rate]");
  var waiting, begun;
  try { waiting = localStorage.getItem("ratings"); } catch (error) { /* private mode */ }

  function load() {
    if (begun) { return; }
    begun = true;
    var script = document.createElement("script");
    script.src = source[1] + "rate.js" + (source[2] || "");
    script.onerror = function () {
      begun = false;
      if (link && link.dataset.rate) { location.href = link.href; }
    };
    document.head.append(script);
  }
  if (waiting) { load(); }
  if (!link) { return; }
  if (location.protocol.indexOf("http")) { link.parentNode.hidden = true; return; }
  link.addEventListener("click", function (event) {
    event.preventDefault();
    link.dataset.rate = "open";
    load();
  });
  if (window.IntersectionObserver) {
    new IntersectionObserver(function (seen) { if (seen[0].isIntersecting) { load(); } }).observe(link);
  }
})();

/* What was looked at is kept for when there is no signal (sw.js). A preview keeps nothing. */
addEventListener("load", function () {
  "use strict";
  var workers = navigator.serviceWorker;
  if (!workers || location.protocol.indexOf("http")) { return; }
  if (window.livereload) {
    workers.getRegistration().then(function (found) { if (found) { found.unregister(); } });
    return;
  }
  var root = new URL(document.body.dataset.root || ".", location.href).href;
  var own = document.querySelector("script[src*=\"assets/guide.js\"]").src;
  var town = document.body.dataset.township;
  var urls = workers.controller ? [] : performance.getEntriesByType("resource").map(function (one) { return one.name; });
  if (urls.length) { urls.push(location.href); }
  /* The questions of a rating too, so that one can be given where there is no signal. */
  if (document.querySelector("[data-rate]")) {
    urls.push(own.replace("guide.js", "rate.js"), own.replace(/guide\.js.*/, "rate-form.js"), own.replace(/guide\.js.*/, "rate.css"));
  }
  try {
    if (town && sessionStorage.getItem("kept") !== town && !(navigator.connection || {}).saveData) {
      urls.push(root + town + "/index.html", root + town + "/bring.html", own.replace(/guide\.js.*/, "search-index.js"));
      sessionStorage.setItem("kept", town);
    }
  } catch (error) { /* private mode */ }
  workers.register(own.replace(/assets\/guide\.js.*/, "sw.js")).then(function () { return workers.ready; }).then(function (found) {
    found.active.postMessage(urls);
  }).catch(function () { /* the site works without */ });
});
