/* Lists the pages that this phone keeps, the last seen first. */
(function () {
  "use strict";
  var root = new URL(document.body.dataset.root || ".", location.href).href;
  var list = document.getElementById("kept");
  if (!/\/offline\.html$/.test(location.pathname)) {
    document.getElementById("unreached").hidden = false;
    addEventListener("online", function () { location.reload(); });
  }

  function titleOf(html) {
    var found = /<title>([^]*?)<\/title>/.exec(html);
    var words = new DOMParser().parseFromString(found ? found[0] : "", "text/html").title;
    return words.replace(/ - [^-]*$/, "");
  }
  function row(url, html) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    link.href = url;
    link.textContent = titleOf(html) || url.slice(root.length);
    item.append(link);
    return item;
  }
  function show(cache) {
    return cache.keys().then(function (requests) {
      var urls = requests.map(function (one) { return one.url; }).filter(function (url) {
        return /\.html$/.test(url) && !/\/(offline|404)\.html$/.test(url);
      }).reverse();
      return Promise.all(urls.map(function (url) {
        return cache.match(url).then(function (kept) { return kept.text(); }).then(function (html) { return row(url, html); });
      }));
    });
  }

  if (!window.caches) { return; }
  caches.keys().then(function (names) {
    return names.filter(function (name) { return name.indexOf("guides " + root + " ") === 0; });
  }).then(function (names) {
    return names.length ? caches.open(names[0]).then(show) : [];
  }).then(function (rows) {
    list.textContent = "";
    rows.forEach(function (one) { list.append(one); });
    document.getElementById("none").hidden = rows.length > 0;
  }).catch(function () { /* the words of the page stay */ });
})();
