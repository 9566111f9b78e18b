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

    const [button] = box.children;
    const [name, phone] = button.children;
    button.href = `tel:${line[1].replace(/-/g, "")}`;
    write(name, `现在打给：${line[0]}`);
    write(phone, line[1]);
    write(box.nextElementSibling, why + (day > data.settled ? "（节假日暂定）" : ""));
    if (shown !== day) { turnTo(day); }
  }

  /* Who is here stands before who is away; today's shifts stand first and alone are open. */
  function turnTo(day) {
    shown = day;
    const here = (row, place) => !within(data.posts[place][2], day);
    rows.filter(here).reverse().forEach((row) => row.parentNode.prepend(row));
    if (!document.getElementById(`d${day}`)) { return; }
    document.querySelectorAll(".week details").forEach((one) => {
      const its = +one.id.slice(1);
      one.open = its === day;
      one.classList.toggle("today", one.open);
      one.parentNode.hidden = one.hidden = its < day;
    });
  }

  function tick() {
    tell();
    setTimeout(tick, 60000 - Date.now() % 60000);
  }
  tick();
  document.addEventListener("visibilitychange", tell);
})();
