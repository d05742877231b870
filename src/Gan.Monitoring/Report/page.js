(() => {
  'use strict';
  const root = document.documentElement, id = name => document.getElementById(name);
  const fail = what => { root.dataset.errors = [root.dataset.errors, what].filter(Boolean).join(' | '); };
  addEventListener('error', e => fail(e.message || 'a picture did not load'), true);
  addEventListener('unhandledrejection', e => fail(String(e.reason)));
  document.addEventListener('securitypolicyviolation', e => fail('blocked: ' + e.blockedURI));
  const data = JSON.parse(id('data').textContent);

  // What the reader chose outlives the reload of a running page, in this tab.
  const place = 'gan-report:' + location.pathname;
  let state = { frame: null, smooth: null, log: {}, theme: null, y: 0 }, kept = false;
  try { const saved = sessionStorage.getItem(place); if (saved) { state = Object.assign(state, JSON.parse(saved)); kept = true; } } catch { /* a browser without storage */ }
  const keep = () => { state.y = scrollY; try { sessionStorage.setItem(place, JSON.stringify(state)); } catch { /* the same */ } };
  const hash = new URLSearchParams(location.hash.slice(1));

  // ---- theme
  const themed = name => { if (name) root.dataset.theme = name; else delete root.dataset.theme; };
  themed(hash.get('theme') || state.theme);
  id('theme').hidden = false;
  id('theme').onclick = () => {
    const dark = (root.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
    themed(state.theme = dark ? 'light' : 'dark');
  };

  // ---- numbers
  const count = n => Math.round(n).toLocaleString('en-US');
  const show = v => {
    if (v === null || !isFinite(v)) return 'not a number';
    const a = Math.abs(v);
    if (a !== 0 && (a < 0.001 || a >= 1e6)) return v.toExponential(2);
    return (a >= 1000 ? count(v) : String(+v.toPrecision(4))).replace('-', '−');
  };
  const tick = v => {
    const a = Math.abs(v);
    if (a >= 1e4) return String(+(v / 1000).toPrecision(4)).replace('-', '−') + 'k';
    return a !== 0 && a < 0.001 ? v.toExponential(0) : String(+v.toPrecision(6)).replace('-', '−');
  };
  const niceTicks = (low, high, most) => {
    const rough = (high - low) / most, power = 10 ** Math.floor(Math.log10(rough)), ratio = rough / power;
    const step = (ratio > 5 ? 10 : ratio > 2 ? 5 : ratio > 1 ? 2 : 1) * power, ticks = [];
    for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) ticks.push(k * step);
    return ticks;
  };
  const logTicks = (low, high) => {
    const ticks = [], decades = Math.log10(high / low);
    for (let p = Math.floor(Math.log10(low)); p <= Math.ceil(Math.log10(high)); p++) {
      if (decades > 8 && p % 2) continue;
      for (const m of decades < 2.5 ? [1, 2, 5] : [1]) { const v = m * 10 ** p; if (v >= low * 0.999 && v <= high * 1.001) ticks.push(v); }
    }
    return ticks;
  };

  // ---- charts
  const make = (name, attributes, parent, text) => {
    const node = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    if (text !== undefined) node.textContent = text;
    if (parent) parent.appendChild(node);
    return node;
  };
  const element = (name, className, text) => { const node = document.createElement(name); node.className = className || ''; if (text !== undefined) node.textContent = text; return node; };
  const smoothed = (ys, weight) => {
    let mean = 0, norm = 0;
    return ys.map(y => { if (y === null) return null; mean = weight * mean + (1 - weight) * y; norm = weight * norm + (1 - weight); return mean / norm; });
  };
  const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(q * (sorted.length - 1))))];
  let weight = state.smooth ?? 0.7;
  const charts = data.charts.map((chart, number) => new Chart(chart, number));

  function Chart(chart, number) {
    const box = element('section', 'chart'), head = element('div', 'row'), legend = element('div', 'legend'), log = element('button', '', 'log');
    const svg = make('svg', { role: 'img', tabindex: 0 }), tip = element('div', 'tip');
    const values = chart.series.flatMap(s => s.y).filter(v => v !== null), positive = values.length > 0 && values.every(v => v > 0);
    head.append(element('h3', '', chart.title), log);
    log.hidden = !positive;
    log.type = 'button';
    log.setAttribute('aria-label', 'Logarithmic scale for ' + chart.title);
    tip.hidden = true;
    box.append(head, legend, svg, tip);
    id('charts').appendChild(box);
    const last = chart.series.map(s => s.y.findLast(v => v !== null) ?? null);
    chart.series.forEach((s, i) => {
      const item = element('span', 'k' + i % 4);
      item.append(element('i'), s.name, element('b', '', show(last[i])));
      legend.appendChild(item);
    });
    svg.setAttribute('aria-label', `${chart.title} up to step ${count(data.step)}. ` + chart.series.map((s, i) => `${s.name}: last ${show(last[i])}`).join(', ') + '. Arrow keys read single steps.');
    let scale = null, at = -1;
    const logarithmic = () => positive && (state.log[chart.title] ?? chart.log);

    this.draw = () => {
      const width = Math.max(220, svg.clientWidth), height = 220, left = 50, right = 12, top = 8, bottom = 24;
      svg.replaceChildren();
      svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
      const lines = chart.series.map(s => (chart.raw ? s.y : smoothed(s.y, s.y.length > 20 ? weight : 0)));
      const sorted = values.toSorted((a, b) => a - b), calm = lines.flat().filter(v => v !== null);
      if (!sorted.length) { make('text', { x: width / 2, y: height / 2, 'text-anchor': 'middle' }, svg, 'no values yet'); return; }
      // A single spike must not flatten the rest: it leaves the picture instead.
      let low = Math.min(quantile(sorted, 0.01), ...calm), high = Math.max(quantile(sorted, 0.99), ...calm);
      const isLog = logarithmic();
      log.setAttribute('aria-pressed', isLog);
      if (isLog) { low /= 1.15; high *= 1.15; } else {
        if (chart.zero && low > 0) low = 0;
        const pad = (high - low || Math.abs(high) || 1) * 0.06;
        low = chart.zero && low === 0 ? 0 : low - pad; high += pad;
      }
      const x0 = data.start, x1 = Math.max(data.step, x0 + 1);
      const x = v => left + (v - x0) / (x1 - x0) * (width - left - right);
      const part = isLog ? v => Math.log(v / low) / Math.log(high / low) : v => (v - low) / (high - low);
      const y = v => Math.max(-50, Math.min(height + 50, height - bottom - part(v) * (height - top - bottom)));
      for (const v of isLog ? logTicks(low, high) : niceTicks(low, high, 5)) {
        make('line', { class: 'grid', x1: left, x2: width - right, y1: y(v), y2: y(v) }, svg);
        make('text', { x: left - 8, y: y(v) + 4, 'text-anchor': 'end' }, svg, tick(v));
      }
      for (const v of niceTicks(x0, x1, Math.max(3, width / 90)).filter(v => Number.isInteger(v) && x(v) > left + 20))
        make('text', { x: x(v), y: height - 6, 'text-anchor': x(v) > width - 30 ? 'end' : 'middle' }, svg, tick(v));
      make('text', { x: left - 8, y: height - 6, 'text-anchor': 'end' }, svg, 'step');
      make('line', { class: 'axis', x1: left, x2: width - right, y1: height - bottom, y2: height - bottom }, svg);
      for (const f of data.findings.filter(f => f.since >= x0 && f.since <= x1)) {
        const mark = make('line', { class: 'mark', x1: x(f.since), x2: x(f.since), y1: top, y2: height - bottom }, svg);
        make('title', {}, mark, `${f.kind} since step ${count(f.since)}`);
      }
      const clip = make('clipPath', { id: 'clip' + number }, make('defs', {}, svg));
      make('rect', { x: left, y: top - 4, width: width - left - right + 4, height: height - bottom - top + 8 }, clip);
      const plot = make('g', { 'clip-path': `url(#clip${number})` }, svg);
      const line = (s, ys, name) => {
        let points = [];
        const flush = () => { if (points.length > 1) make('polyline', { class: name, points: points.join(' ') }, plot); else if (points.length) { const [cx, cy] = points[0].split(','); make('circle', { class: name, cx, cy, r: 2.5 }, plot); } points = []; };
        ys.forEach((v, i) => { if (v === null) flush(); else points.push(`${x(s.x[i]).toFixed(1)},${y(v).toFixed(1)}`); });
        flush();
      };
      if (!chart.raw && weight > 0) chart.series.forEach((s, i) => s.y.length > 20 && line(s, s.y, `raw k${i % 4}`));
      chart.series.forEach((s, i) => line(s, lines[i], 'k' + i % 4));
      scale = { x, y, width, x0, x1, left, right, lines, cross: make('g', {}, svg) };
      if (at >= 0) point(at);
    };

    const point = index => {
      if (!scale) return;
      const longest = chart.series.reduce((a, b) => (b.x.length > a.x.length ? b : a));
      at = Math.max(0, Math.min(longest.x.length - 1, index));
      const step = longest.x[at], px = scale.x(step);
      scale.cross.replaceChildren();
      make('line', { class: 'cross', x1: px, x2: px, y1: 8, y2: 196 }, scale.cross);
      tip.replaceChildren(element('b', '', 'step ' + count(step)));
      chart.series.forEach((s, i) => {
        const near = s.x.reduce((best, v, k) => (Math.abs(v - step) < Math.abs(s.x[best] - step) ? k : best), 0);
        const row = element('div', 'k' + i % 4);
        row.append(element('i'), `${s.name} ${show(s.y[near])}`);
        tip.appendChild(row);
        if (scale.lines[i][near] !== null) make('circle', { class: 'k' + i % 4, cx: scale.x(s.x[near]), cy: scale.y(scale.lines[i][near]), r: 4 }, scale.cross);
      });
      tip.hidden = false;
      const shift = px / scale.width * svg.clientWidth;
      tip.style.top = svg.offsetTop + 10 + 'px';
      tip.style.left = (shift + tip.offsetWidth + 16 < box.clientWidth ? shift + 12 : Math.max(0, shift - tip.offsetWidth - 12)) + 'px';
    };
    const leave = () => { at = -1; tip.hidden = true; if (scale) scale.cross.replaceChildren(); };
    svg.addEventListener('pointermove', e => {
      if (!scale) return;
      const bounds = svg.getBoundingClientRect(), px = (e.clientX - bounds.left) / bounds.width * scale.width;
      const step = scale.x0 + (px - scale.left) / (scale.width - scale.left - scale.right) * (scale.x1 - scale.x0);
      const longest = chart.series.reduce((a, b) => (b.x.length > a.x.length ? b : a));
      point(longest.x.reduce((best, v, k) => (Math.abs(v - step) < Math.abs(longest.x[best] - step) ? k : best), 0));
    });
    svg.addEventListener('pointerleave', leave);
    svg.addEventListener('blur', leave);
    svg.addEventListener('keydown', e => {
      const move = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[e.key];
      if (move) { e.preventDefault(); point(at < 0 ? (move < 0 ? 1e9 : 0) : at + move); }
    });
    log.onclick = () => { state.log[chart.title] = !logarithmic(); this.draw(); };
  }

  const drawAll = () => charts.forEach(chart => chart.draw());
  id('smooth').value = weight;
  id('smooth').oninput = e => { weight = state.smooth = +e.target.value; drawAll(); };
  let wide = 0;
  const resized = () => { const now = id('charts').clientWidth; if (now !== wide) { wide = now; drawAll(); } };
  new ResizeObserver(resized).observe(id('charts'));
  resized();

  // ---- timeline
  const slider = id('slider');
  let playing = null, dragging = false;
  if (slider) {
    const frames = data.frames, image = id('frame'), label = id('frame-step'), play = id('play');
    const go = n => {
      const frame = frames[n];
      image.src = frame.src;
      image.alt = `${data.what} at step ${count(frame.step)}`;
      label.textContent = 'step ' + count(frame.step);
      slider.value = n;
      slider.setAttribute('aria-valuetext', 'step ' + count(frame.step));
    };
    const nearest = step => frames.reduce((best, f, i) => (Math.abs(f.step - step) < Math.abs(frames[best].step - step) ? i : best), 0);
    slider.max = frames.length - 1;
    const wanted = kept ? state.frame : hash.has('step') ? +hash.get('step') : null;
    go(wanted === null ? frames.length - 1 : nearest(wanted));
    // The newest frame stays the newest after a reload.
    const choose = n => { go(n); state.frame = n === frames.length - 1 ? null : frames[n].step; };
    slider.oninput = () => choose(+slider.value);
    slider.onpointerdown = () => { dragging = true; };
    addEventListener('pointerup', () => { dragging = false; });
    play.onclick = () => {
      if (playing) { clearInterval(playing); playing = null; play.textContent = 'Play'; return; }
      play.textContent = 'Stop';
      if (+slider.value === frames.length - 1) choose(0);
      playing = setInterval(() => { if (+slider.value >= frames.length - 1) play.onclick(); else choose(+slider.value + 1); }, 250);
    };
    addEventListener('hashchange', () => { const step = new URLSearchParams(location.hash.slice(1)).get('step'); if (step !== null) choose(nearest(+step)); });
  }

  // ---- while it trains
  if (kept && state.y) scrollTo(0, state.y);
  addEventListener('pagehide', keep);
  if (data.running) {
    const late = Math.max(120000, 6 * data.refresh), status = id('status');
    const check = () => {
      const age = Date.now() - data.written;
      if (age > late) { status.className = 'pill stopped'; status.textContent = 'No news for ' + (age < 7200000 ? Math.round(age / 60000) + ' min' : Math.round(age / 3600000) + ' h'); }
      if (document.hidden || dragging || playing) setTimeout(check, 1000); else { keep(); location.reload(); }
    };
    setTimeout(check, data.refresh);
  }
  addEventListener('load', () => { const all = [...document.images]; root.dataset.images = `${all.filter(i => i.naturalWidth > 0).length}/${all.length}`; });
  root.dataset.ready = 'true';
})();
