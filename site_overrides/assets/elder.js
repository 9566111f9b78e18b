/* 长辈版: how large letters are, and reading aloud. The page is whole without this file. */
(function () {
  "use strict";
  var tools = document.querySelector(".tools");
  var steps = tools.querySelectorAll("[data-step]");
  var speak = tools.querySelector("[data-speak]");
  var sizes = [24, 28, 32, 36, 40];
  var now = 0;
  try { now = Number(localStorage.getItem("elder-size")) || 0; } catch (error) { /* private mode */ }

  function resize(step) {
    now = Math.min(Math.max(now + step, 0), 4);
    document.documentElement.style.fontSize = now ? sizes[now] / 0.18 + "%" : "";
    steps[0].disabled = now === 0;
    steps[1].disabled = now === 4;
  }
  resize(0);
  steps.forEach(function (button) {
    button.onclick = function () {
      resize(Number(button.dataset.step));
      try { localStorage.setItem("elder-size", now); } catch (error) { /* not remembered */ }
    };
  });
  tools.hidden = false;

  /* Sentence by sentence, because browsers cut off what is long; numbers digit by digit. */
  var speech = window.speechSynthesis;
  var voice;
  function offer() {
    voice = speech.getVoices().find(function (one) { return /^(zh|cmn)/i.test(one.lang); });
    speak.hidden = !voice;
  }
  function sentences() {
    var parts = document.querySelectorAll("main h1, .official, .fact, .card, main > section .person, .prose > *");
    return Array.from(parts).map(function (part) { return part.innerText; }).join("\n")
      .replace(/\d[\d-]{4,}/g, function (number) { return number.match(/\d/g).join(" "); })
      .split(/[\n。；！？]+/).filter(function (words) { return words.trim(); });
  }
  function show(speaking) {
    speak.children[0].hidden = speaking;
    speak.children[1].hidden = !speaking;
  }
  function stop() {
    speech.cancel();
    show(false);
  }
  function start() {
    stop();
    sentences().forEach(function (words, number, all) {
      var said = new SpeechSynthesisUtterance(words);
      said.voice = voice;
      said.lang = voice.lang;
      said.rate = 0.85;
      if (number === all.length - 1) { said.onend = function () { show(false); }; }
      speech.speak(said);
    });
    show(true);
  }
  if (speech) {
    offer();
    speech.onvoiceschanged = offer;
    speak.onclick = function () { (speak.children[0].hidden ? stop : start)(); };
    addEventListener("pagehide", stop);
  }
})();
