// The what-if of a plan: boxes to tick, and what the ticked actions lead to. It adds up and compares whole numbers that
// the program computed (as BigInt: they outgrow what a double holds) and says words that came with them. It stores
// nothing and asks nothing of a network. Without it the page shows the plan as it stands.
(() => {
const at = document.getElementById('wi'), m = JSON.parse(at.dataset.model), make = tag => document.createElement(tag);
const [panel, fold] = at.querySelector('template').content.children;
const status = panel.querySelector('[role]'), blank = status.cloneNode(true);
const table = document.querySelector('.t-conditions').cloneNode(true);
const put = (node, text) => {
  node.textContent = text;
  return node;
};
// The conditions, as the page's own table has them, without what they become after the whole plan.
put(table.caption, fold.textContent);
table.caption.className = 'vh';
fold.append(table);
[...table.rows].forEach(row => {
  row.cells[4]?.remove();
  row.cells[2].dataset.t = m.a;
});
put(table.rows[0].cells[2], m.a);
// A series is: unit, level of today, what each action adds; nothing stands for 0.
const all = m.s.map(one => one.split(',').map(BigInt)), [unit, today, ...lifts] = all[0];
const rows = [...at.querySelectorAll('.t-plan tbody tr')];
const boxes = rows.map(row => {
  const line = row.querySelector('th p'), label = make('label'), tick = make('input'), text = make('span');
  text.append(...line.childNodes);
  tick.type = 'checkbox';
  tick.autocomplete = 'off';
  tick.checked = true;
  tick.onchange = run;
  label.append(tick, text);
  line.append(label);
  return tick;
});
// A number over its unit, cut off or rounded up: with one place, or with up to two.
const say = (value, unit, places, up) => {
  const scaled = (value < 0n ? 0n : value) * 10n ** BigInt(places);
  const text = String((up ? scaled + unit - 1n : scaled) / unit).padStart(places + 1, '0'), end = text.length - places;
  const whole = end > 4 ? text.slice(0, end).replace(/\B(?=(\d{3})+$)/g, ',') : text.slice(0, end);
  const rest = places > 1 ? text.slice(end).replace(/0+$/, '') : text.slice(end);
  return rest ? whole + '.' + rest : whole;
};
// A bar: what there was, and what is added to it.
const draw = (of, start, more) => {
  const set = (kind, name, value) => of.querySelector('.s-' + kind)
    ?.setAttribute(name, Number(value * 10000n / unit) / 10000 + '%');
  set('total', 'width', start);
  set('gain', 'x', start);
  set('gain', 'width', more);
};
const mark = (word, kind, text) => {
  word.className = 'st ' + kind;
  return put(word, text);
};
function run() {
  const on = boxes.map(tick => tick.checked), ticked = one => one.slice(2).filter((lift, n) => on[n]);
  const level = one => ticked(one).reduce((sum, lift) => sum + lift, one[1]);
  // The rows: what is not ticked adds nothing, and reaches nothing.
  let far = today;
  rows.forEach((row, n) => {
    const lift = on[n] && lifts[n] || 0n;
    draw(row, far, lift);
    far += lift;
    put(row.lastElementChild, on[n] ? say(far, unit, 1) : '–');
  });
  // The stops that are left: one is lifted when all its actions are ticked.
  const left = m.h.filter(([, , of]) => !of.split(',').every(n => on[n])), sure = left.filter(one => one[1]);
  const titles = (sure[0] ? sure : left).map(one => one[0]).join(m.j);
  // The conditions: 0 passed, 1 failed, 2 undetermined, 3 not due. A kind of 1 is at least, -1 at most, -2 a count.
  const named = [[], [], [], []];
  m.c.split(';').forEach((one, n) => {
    const [kind, value, open, need] = one.split(','), cells = table.rows[n + 1].cells;
    let state = kind, text;
    if (value) {
      const own = all[value], sum = level(own), above = (sum - BigInt(need)) * BigInt(kind);
      state = above >= 0n ? 0 : open && above + level(all[open]) < 0n ? 1 : 2;
      text = kind < -1 ? sum || m.z : say(sum, own[0], 1, kind < 0);
    } else if (!kind) {
      state = sure[0] ? 1 : left[0] ? 2 : 0;
      text = titles || m.z;
    }
    if (text) {
      put(cells[2], text);
      cells[3].replaceChildren(mark(make('span'), m.v[state][0], m.v[state][2]));
    }
    named[state].push(kind ? cells[0].textContent : m.x.replace('{}', () => titles));
  });
  const fresh = blank.cloneNode(true), line = fresh.firstElementChild;
  mark(line.firstElementChild, ...m.v[named[1][0] ? 1 : named[2][0] ? 2 : 0]);
  put(line.lastElementChild, m.t.replace('{}', on.filter(tick => tick).length));
  // Person-days are rounded up, as everywhere.
  const figures = [say(far, unit, 1), say(level(all[1]), all[1][0], 1, true).replace('.0', ''),
    say(ticked(all[2]).reduce((top, weeks) => weeks > top ? weeks : top, 0n), all[2][0], 2)];
  if (m.m) figures.push(m.m.replace('{}', say(level(all[3]), all[3][0], 0, true)));
  fresh.querySelectorAll('b').forEach((one, n) => put(one, figures[n]));
  put(fresh.lastElementChild, [m.f, m.u].map((text, n) => named[n + 1][0]
    ? text.replace('{}', () => named[n + 1].join(m.l)) : '').join(''));
  draw(panel, today, far - today);
  // One change of the status, so that it is said once.
  status.replaceChildren(...fresh.childNodes);
}
panel.querySelectorAll('button').forEach((button, n) => {
  button.onclick = () => {
    boxes.forEach(tick => tick.checked = !n);
    run();
  };
});
at.prepend(panel);
at.append(fold);
run();
})();
