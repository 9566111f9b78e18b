/* Narrows the list of issues to what is typed. Without this file the whole list is there. */
(function () {
  "use strict";
  var input = document.getElementById("filter");
  if (!input) { return; }
  var rows = Array.from(document.querySelectorAll(".leads li"));
  var none = document.querySelector(".filter-none");
  input.parentNode.hidden = false;
  input.addEventListener("input", function () {
    var words = input.value.trim().toLowerCase().split(/\s+/);
    var left = rows.filter(function (row) {
      var text = row.textContent.toLowerCase();
      row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
      return !row.hidden;
    });
    none.hidden = left.length > 0;
  });
})();
