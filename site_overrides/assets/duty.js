/* Who answers now, in China's time, as generator/duty/answer.py decides it; and today's shifts. */
(() => {
  "use strict";
  const box = document.querySelector("[data-duty]");
  const data = JSON.parse(box.dataset.duty);
  const rows = [...document.querySelectorAll(".posts > *")];
  let shown;

  const within = (spans, day) => spans.find((span) => span[0] <= day && day <= span[1]);

  function stretch(plan, weekday, minute) {
    return plan[0][plan[1][weekday]].filter((one) => one[0] <= minute).pop();
  }

  function write(element, words) {
    if (element.textContent !== words) { element.textContent = words; }
  }

  function tell() {
    const now = new Date(Date.now() + 288e5);
    const day = +now.toISOString().slice(0, 10).replace(/-/g, "");
    const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
    const weekday = data.on.includes(day) ? 7 : now.getUTCDay();
    const off = within(data.off, day);
    const [, open, words] = off ? [0, 0, off[2]] : stretch(data.plan, weekday, minute);
    const countyOpen = !off && stretch(data.countyPlan, weekday, minute)[1];
    const here = data.posts.filter((post) => !within(post[2], day));
    const lines = [...open ? [...here, data.hall] : [], data.duty, countyOpen && data.county, data.hotline];
    const line = lines.find((one) => one && one[1]);
    const first = data.posts[0];
    const why = open && first && first !== here[0] ? `${first[0].slice(0, 2)}今天不在` : words;

    const button = box.firstElementChild;
    button.href = `tel:${line[1].replace(/-/g, "")}`;
    write(button.firstElementChild, `现在打给：${line[0]}`);
    write(button.lastElementChild, line[1]);
    write(box.nextElementSibling, why + (day > data.settled ? "（节假日暂定）" : ""));
    if (shown !== day) { turnTo(day); }
  }

  /* Who is here stands before who is away; the day's shifts are open, other days' closed. */
  function turnTo(day) {
    shown = day;
    const away = (row, place) => within(data.posts[place][2], day);
    [...rows.filter((row, place) => !away(row, place)), ...rows.filter(away)].forEach((row) => row.parentNode.append(row));
    document.querySelectorAll("[data-day]").forEach((one) => {
      one.open = one.dataset.day === String(day);
      one.classList.toggle("today", one.open);
    });
  }

  function tick() {
    tell();
    setTimeout(tick, 60000 - Date.now() % 60000);
  }
  tick();
  document.addEventListener("visibilitychange", tell);
})();
