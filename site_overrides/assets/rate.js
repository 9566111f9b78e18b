/* 评一评 in place. What is handed in is kept on this phone first and then sent, so that it is
   there when the line is not, when the tab is closed, and once only: its id tells the service.
   Without this file the link leads to a page with the same questions. */
(function () {
  "use strict";
  var KEY = "ratings";
  var assets = document.currentScript.src.replace(/[^/]*$/, "");
  var link = document.querySelector("[data-rate]");
  var memory = [];
  var form, box, later, failed;

  function load() {
    try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch (error) { return memory; }
  }
  function save(all) {
    memory = all;
    try {
      if (all.length) { localStorage.setItem(KEY, JSON.stringify(all)); } else { localStorage.removeItem(KEY); }
    } catch (error) { /* private mode: kept until the page is closed */ }
    show();
  }
  function change(id, values) {
    save(load().map(function (one) { return one.id === id ? Object.assign({}, one, values) : one; }));
  }
  function drop(id) { save(load().filter(function (one) { return one.id !== id; })); }
  function mine() {
    return load().filter(function (one) { return link && one.to === link.pathname; });
  }
  function uuid() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 15 | 64;
    bytes[8] = bytes[8] & 63 | 128;
    return Array.from(bytes, function (byte, place) {
      return ([4, 6, 8, 10].indexOf(place) < 0 ? "" : "-") + (byte + 256).toString(16).slice(1);
    }).join("");
  }

  /* One tab sends at a time, and looks again at what another has sent meanwhile. */
  function sendAll() {
    clearTimeout(later);
    if (navigator.locks) { return navigator.locks.request(KEY, sendNext); }
    return sendNext();
  }
  function sendNext() {
    var next = load().find(function (one) { return one.typed && !one.refused; });
    return next && send(next).then(function (seconds) {
      failed = seconds > 0;
      if (!failed) { return sendNext(); }
      later = setTimeout(sendAll, seconds * 1000);
      show();
      return undefined;
    });
  }
  /* While the service is flooded it asks each phone for a little work: a number that, hashed with
     the rating's id, begins with so many zero bits. */
  function prove(one, bits) {
    var text = new TextEncoder();
    function fits(number) {
      return crypto.subtle.digest("SHA-256", text.encode(one.id + ":" + number)).then(function (hash) {
        return new DataView(hash).getUint32(0) >>> (32 - bits) === 0;
      });
    }
    function search(from) {
      var some = Array.from({ length: 256 }, function (nothing, place) { return from + place; });
      return Promise.all(some.map(fits)).then(function (found) {
        var place = found.indexOf(true);
        return place < 0 ? search(from + 256) : String(from + place);
      });
    }
    return search(0).then(function (proof) {
      var proved = { proved: true, typed: one.typed.concat([["proof", proof]]) };
      change(one.id, proved);
      return Object.assign({}, one, proved);
    });
  }
  /* Gives the seconds to wait before it is tried again, or 0 when it is settled. */
  function send(one) {
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, 20000);
    return fetch(one.to, {
      method: "POST", credentials: "omit", signal: stop.signal,
      headers: { Accept: "application/json" }, body: new URLSearchParams(one.typed),
    }).then(function (answer) {
      var bits = Number(answer.headers.get("Proof-Of-Work"));
      if (bits && crypto.subtle && !one.proved) { return prove(one, bits).then(send); }
      if (answer.status === 429 || answer.status >= 500) { return Number(answer.headers.get("Retry-After")) || 30; }
      return answer.json().then(function (said) {
        if (answer.ok) { change(one.id, { receipt: said.receipt, typed: undefined }); }
        else { change(one.id, { refused: said.errors }); }
        return 0;
      });
    }).catch(function () { return 30; }).then(function (seconds) {
      clearTimeout(timer);
      return seconds;
    });
  }

  function part(name, text, press) {
    var made = document.createElement(name);
    made.textContent = text;
    if (press) {
      made.type = "button";
      made.className = "button";
      made.addEventListener("click", press);
    }
    return made;
  }
  function state(one) {
    var row = document.createElement("div");
    row.className = "card";
    if (one.receipt) {
      row.append(part("b", "已收到，谢谢您。"), part("p", "回执号 " + one.receipt.replace(/(.{4})(?=.)/g, "$1-") + "。请截图或者抄下来，凭它能查办到哪一步。"),
        part("button", "从这部手机里删掉", function () { drop(one.id); }));
    } else if (one.refused) {
      row.append(part("b", "没有收下："), part("p", one.refused.map(function (wrong) { return wrong.message; }).join("；")),
        part("button", "改一改再交", function () { open(one); }), " ", part("button", "不交了", function () { drop(one.id); }));
    } else {
      row.append(part("b", failed || !navigator.onLine ? "已保存在手机里，有信号时自动发送。" : "已保存在手机里，正在发送。"),
        part("p", "关掉这一页也不会丢，下次打开这个网站会接着发。"), part("button", "现在发送", sendAll));
    }
    return row;
  }
  function show() {
    if (!link) { return; }
    box.textContent = "";
    mine().forEach(function (one) { if (!form || form.elements.id.value !== one.id) { box.append(state(one)); } });
  }

  function field(type, name, value) {
    var made = document.createElement("input");
    made.type = type;
    made.name = name;
    made.value = value;
    return made;
  }
  function offerPapers() {
    var list = form.querySelector("[data-of=missing]");
    var names = Array.from(document.querySelectorAll(".materials [data-tick], .materials .free h3")).map(function (one) {
      return one.dataset.tick || one.firstChild.textContent.trim();
    });
    names.filter(function (name, place) { return names.indexOf(name) === place; }).reverse().forEach(function (name) {
      var label = document.createElement("label");
      var item = document.createElement("li");
      label.append(field("checkbox", "missing", name), name);
      item.append(label);
      list.prepend(item);
    });
  }
  function fill(one) {
    one.typed.forEach(function (pair) {
      Array.from(form.elements).forEach(function (input) {
        if (input.name !== pair[0]) { return; }
        if (/radio|checkbox/.test(input.type)) { input.checked = input.checked || input.value === pair[1]; } else { input.value = pair[1]; }
        if (input.checked || pair[1]) { var fold = input.closest("details"); if (fold && !/hidden/.test(input.type)) { fold.open = true; } }
      });
    });
    (one.refused || []).forEach(function (wrong) {
      var place = form.querySelector("[data-wrong=\"" + wrong.field + "\"]");
      if (place) { place.textContent = wrong.message; place.hidden = false; }
    });
  }
  function hidden() {
    var given = new URLSearchParams(link.search);
    return [["id", uuid()], ["v", given.get("v") || ""], ["village", given.get("village") || ""]];
  }
  function build(one) {
    link.closest("p").insertAdjacentHTML("afterend", window.rateForm);
    form = link.closest("section").querySelector("form");
    form.querySelector("[data-of=who]").textContent = document.body.dataset.name + "便民服务中心和" + form.dataset.county;
    hidden().forEach(function (pair) { form.append(field("hidden", pair[0], pair[1])); });
    offerPapers();
    if (one) { fill(one); }
    form.elements.phone.addEventListener("input", function () { form.elements.consent.required = form.elements.phone.value !== ""; });
    form.addEventListener("submit", function (event) { event.preventDefault(); handIn(); });
    link.closest("p").hidden = true;
    show();
    form.scrollIntoView();
    form.querySelector("input").focus({ preventScroll: true });
  }
  function open(one) {
    if (form) { form.remove(); form = undefined; }
    if (window.rateForm) { build(one); return; }
    var style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = assets + "rate.css";
    document.head.append(style);
    var script = document.createElement("script");
    script.src = assets + "rate-form.js";
    script.onload = function () { build(one); };
    script.onerror = function () { location.href = link.href; };
    document.head.append(script);
  }
  function handIn() {
    var typed = Array.from(new FormData(form));
    var id = form.elements.id.value;
    form.remove();
    form = undefined;
    link.closest("p").hidden = false;
    save(load().filter(function (one) { return one.id !== id; }).concat({ id: id, to: link.pathname, typed: typed }));
    box.scrollIntoView({ block: "nearest" });
    sendAll();
  }

  function refresh() {
    var figures = document.querySelector("[data-figures]");
    fetch(link.pathname + "/figures", { credentials: "omit" }).then(function (answer) {
      return answer.ok ? answer.text() : "";
    }).then(function (html) { if (html) { figures.innerHTML = html; } }).catch(function () { /* as built */ });
  }

  addEventListener("online", sendAll);
  addEventListener("offline", show);
  addEventListener("storage", function (event) { if (event.key === KEY) { show(); } });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { sendAll(); } });
  if (link) {
    box = document.createElement("div");
    box.setAttribute("role", "status");
    link.closest("p").after(box);
    link.addEventListener("click", function (event) { event.preventDefault(); open(); });
    if (link.dataset.rate) { open(); }
    show();
    refresh();
  }
  sendAll();
})();
