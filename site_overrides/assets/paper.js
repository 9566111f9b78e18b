/* What a page says to a reader who comes from paper: that it is right, or what has changed since.
   The paper's mark (?v=…) has three letters for each part of the page, or "-" for one unsaid. */
(function () {
  "use strict";
  var box = document.querySelector(".age");
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
