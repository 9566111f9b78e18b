/* 长辈版: how large the letters are, and reading aloud. Without this file the page is whole. */
(function () {
  "use strict";
  var page = document.documentElement;
  var tools = document.querySelector(".tools");
  var sizes = [24, 28, 32, 36, 40];
  var steps = tools.querySelectorAll("[data-step]");
  var speak = tools.querySelector("[data-speak]");
  var now = 0;
  try { now = Number(localStorage.getItem("elder-size")) || 0; } catch (error) { /* private mode */ }

  function resize(step) {
    now = Math.min(Math.max(now + step, 0), sizes.length - 1);
    page.style.fontSize = now ? sizes[now] / 18 * 100 + "%" : "";
    steps[0].disabled = now === 0;
    steps[1].disabled = now === sizes.length - 1;
  }
  resize(0);
  steps.forEach(function (button) {
    button.onclick = function () {
      resize(Number(button.dataset.step));
      try { localStorage.setItem("elder-size", now); } catch (error) { /* not remembered */ }
    };
  });
  tools.hidden = false;

  /* Reading aloud: what the page is about, sentence by sentence, for long ones are cut off. */
  var speech = window.speechSynthesis;
  var voice;
  function offer() {
    voice = speech.getVoices().find(function (one) { return /^(zh|cmn)/i.test(one.lang); });
    speak.hidden = !voice;
  }
  function sentences() {
    var parts = document.querySelectorAll("main h1, main .official, .fact, main .card, .person, .prose > *");
    return Array.from(parts).filter(function (part) {
      return part.offsetHeight && !(part.className === "person" && part.closest(".fact, .card"));
    }).map(function (part) {
      return part.innerText.replace(/\d[\d-]{4,}/g, function (digits) { return digits.replace(/-/g, "").split("").join(" "); });
    }).join("\n").split(/[\n。；！？]+/).filter(function (words) { return words.trim(); });
  }
  function show(speaking) {
    speak.setAttribute("aria-pressed", speaking);
    speak.children[0].hidden = speaking;
    speak.children[1].hidden = !speaking;
  }
  function stop() { speech.cancel(); show(false); }
  function start() {
    speech.cancel();
    var rest = sentences();
    rest.forEach(function (words, number) {
      var said = new SpeechSynthesisUtterance(words);
      said.voice = voice;
      said.lang = voice.lang;
      said.rate = 0.85;
      if (number === rest.length - 1) { said.onend = function () { show(false); }; }
      speech.speak(said);
    });
    show(true);
  }
  if (speech && window.SpeechSynthesisUtterance) {
    offer();
    if (speech.addEventListener) { speech.addEventListener("voiceschanged", offer); }
    speak.onclick = function () { if (speak.getAttribute("aria-pressed") === "true") { stop(); } else { start(); } };
    addEventListener("pagehide", stop);
  }
})();
