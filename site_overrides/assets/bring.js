/* A guide's own script. The cases: answers choose one of the sections that are listed in full
   without this file. The bring-list: what is ticked is remembered on this phone, and the list can
   be sent to the family; boxes can be ticked and printed without this file too. */
(function () {
  "use strict";
  var ask = document.querySelector("form.ask");
  function showCase() {
    var fields = Array.from(ask.querySelectorAll("fieldset"));
    var left = Array.from(document.querySelectorAll(".case"));
    var open = false;
    function answers(section) { return section.id.split("-").slice(1); }
    fields.forEach(function (field, number) {
      var asked = !open && left.some(function (section) { return answers(section)[number] !== "0"; });
      var chosen = asked ? field.querySelector("input:checked") : null;
      field.hidden = !asked;
      if (asked && !chosen) { open = true; return; }
      if (!open) {
        left = left.filter(function (section) { return answers(section)[number] === (chosen ? chosen.value : "0"); });
      }
    });
    document.querySelectorAll(".case").forEach(function (section) {
      section.hidden = open || left.indexOf(section) < 0;
    });
    ask.querySelector(".share").hidden = open;
    ask.querySelector(".more").hidden = !open || !ask.querySelector("input:checked");
    /* A paper stays on the list while some case that is still possible needs it. */
    document.querySelectorAll("[data-cases]").forEach(function (paper) {
      var needed = paper.dataset.cases.split(" ");
      paper.hidden = !left.some(function (section) { return needed.indexOf(section.id.slice(5)) >= 0; });
    });
    return open ? "" : left[0].id;
  }
  function answerFromAddress() {
    var given = /^#case-([\w-]+)$/.exec(location.hash);
    if (!given) { return; }
    given[1].split("-").forEach(function (value, number) {
      var input = ask.querySelector("input[name=q" + (number + 1) + "][value=\"" + value + "\"]");
      if (input) { input.checked = true; }
    });
    var id = showCase();
    if (id) { document.getElementById(id).scrollIntoView(); }
  }
  if (ask) {
    ask.hidden = false;
    showCase();
    answerFromAddress();
    addEventListener("hashchange", answerFromAddress);
    ask.addEventListener("change", function () {
      var id = showCase();
      history.replaceState(null, "", id ? "#" + id : location.pathname + location.search);
    });
  }
})();

(function () {
  "use strict";
  var boxes = Array.from(document.querySelectorAll("input.tick"));
  var ready = document.querySelector(".ready");
  if (!boxes.length || !ready) { return; }
  var key = "ticks:" + location.pathname.split("/").slice(-2).join("/");
  var said = ready.querySelector("b");

  function load() {
    try { return JSON.parse(localStorage.getItem(key)) || []; } catch (error) { return []; }
  }
  function save(names) {
    try {
      if (names.length) { localStorage.setItem(key, JSON.stringify(names)); }
      else { localStorage.removeItem(key); }
    } catch (error) { /* private mode: ticked until the page is closed */ }
  }
  function once(names) {
    return names.filter(function (name, place) { return names.indexOf(name) === place; });
  }
  function nameOf(box) { return box.dataset.tick; }
  function ticked() { return once(boxes.filter(function (box) { return box.checked; }).map(nameOf)); }
  /* What this applicant brings: the list of the chosen case, else the whole list. */
  function wanted() {
    var own = boxes.filter(function (box) {
      var one = box.closest(".case");
      return one && !one.hidden && document.querySelectorAll(".case:not([hidden])").length === 1;
    });
    return own.length ? own : boxes.filter(function (box) { return box.closest(".materials li:not([hidden])"); });
  }
  function show() {
    var left = wanted().filter(function (box) { return !box.checked; }).length;
    said.textContent = left ? "还差 " + left + " 样" : "都备齐了";
    ready.hidden = false;
  }
  function set(names) {
    boxes.forEach(function (box) { box.checked = names.indexOf(nameOf(box)) >= 0; });
    show();
  }
  function words() {
    var lines = once(wanted().map(function (box) {
      return (box.checked ? "☑ " : "☐ ") + box.parentNode.textContent.trim();
    }));
    return [ready.dataset.title + "，要带："].concat(lines, location.href).join("\n");
  }
  function tell(text) {
    said.textContent = text;
    setTimeout(show, 4000);
  }
  function send() {
    var text = words();
    if (navigator.share) {
      navigator.share({ text: text }).catch(function () { /* closed again */ });
    } else if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(
        function () { tell("已复制，去微信里粘贴"); }, function () { prompt("请复制", text); });
    } else { prompt("请复制", text); }
  }

  boxes.forEach(function (box) {
    box.addEventListener("change", function () {
      boxes.forEach(function (other) {
        if (nameOf(other) === nameOf(box)) { other.checked = box.checked; }
      });
      save(ticked());
      show();
    });
  });
  var buttons = ready.querySelectorAll("button");
  buttons[0].addEventListener("click", send);
  buttons[1].addEventListener("click", function () { save([]); set([]); });
  document.querySelectorAll(".ask").forEach(function (ask) { ask.addEventListener("change", show); });
  addEventListener("storage", function (event) { if (event.key === key) { set(load()); } });
  set(load());
})();
