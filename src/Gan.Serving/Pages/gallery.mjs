import { read, words } from './address.mjs';
import { draw, seedOf, slider, told } from './controls.mjs';
import { latents } from './latents.mjs';
import { load } from './generator.mjs';
import { between, turned } from './latent-ways.mjs';
import { marked } from './png.mjs';

const SAMPLES = 16;
const STEPS = 8;
const DIRECTIONS = 6;
const DIRECTION_SEED = -1; // rows of this seed are the directions that the sliders turn to
const MOST_CONDITIONS = 32;
const at = (id) => document.getElementById(id);
const state = { seed: 1n, other: 2n, row: 0, label: null, truncation: null, way: 0, angles: [], condition: [], showsWay: false };
let generator;
let directions;
let wanted = 0; // the newest order; older ones end when they see it

function bound() {
  return generator.facts.styles ? null : state.truncation;
}

function row(seed, number) {
  return Array.from(latents(seed, 1, generator.facts.latent, bound(), number));
}

function latentOf(number, way) {
  const start = row(state.seed, number);
  const there = way === 0 ? start : between(start, row(state.other, number), way);
  return state.angles.reduce((latent, angle, k) => turned(latent, directions[k], angle), there);
}

function labelOf(number) {
  return state.label ?? (generator.facts.classes > 0 ? number % generator.facts.classes : 0);
}

function image(latent, number) {
  const share = generator.facts.styles ? state.truncation : null;
  return generator.picture(Float32Array.from(latent), labelOf(number), state.condition, share);
}

function className(label) {
  return generator.facts.classNames[label] ?? `class ${label}`;
}

function caption() {
  const parts = [`seed ${state.seed}`];
  if (state.row > 0) parts.push(`sample ${state.row}`);
  if (generator.facts.classes > 0) parts.push(className(labelOf(state.row)));
  if (state.way > 0) parts.push(`${Math.round(state.way * 100)} % of the way to seed ${state.other}`);
  if (state.angles.some((angle) => angle !== 0)) parts.push('turned');
  if (state.truncation !== null) parts.push(`truncation ${state.truncation}`);
  return parts.join(', ');
}

let running = Promise.resolve();

// One run at a time, and what has been overtaken is left out.
function redraw(withStrip = true) {
  wanted += 1;
  const mine = wanted;
  document.documentElement.dataset.state = 'drawing';
  history.replaceState(null, '', `#${words(state)}`);
  running = running.then(() => paint(mine, withStrip)).catch(failed);
  return running;
}

async function paint(mine, withStrip) {
  if (mine !== wanted) {
    owesStrip ||= withStrip;
    return;
  }
  draw(at('picture'), await image(latentOf(state.row, state.way), state.row));
  at('caption').textContent = caption();
  at('picture').setAttribute('aria-label', `Picture of ${caption()}`);
  const buttons = strip();
  if (withStrip || owesStrip) {
    owesStrip = true;
    for (const [i, button] of buttons.entries()) {
      const number = state.showsWay ? state.row : i;
      const way = state.showsWay ? i / (STEPS - 1) : 0;
      draw(button.firstChild, await image(state.showsWay ? latentOf(number, way) : row(state.seed, number), number));
      await new Promise((done) => setTimeout(done)); // the page stays alive between pictures
      if (mine !== wanted) return;
    }
    owesStrip = false;
  }
  if (mine === wanted) document.documentElement.dataset.state = 'ready';
}

let owesStrip = true;

// The small pictures: buttons, each with a canvas.
function strip() {
  const count = state.showsWay ? STEPS : SAMPLES;
  const box = at('strip');
  while (box.children.length > count) box.lastChild.remove();
  while (box.children.length < count) {
    const i = box.children.length;
    const button = document.createElement('button');
    button.type = 'button';
    button.append(document.createElement('canvas'));
    button.addEventListener('click', () => choose(i));
    box.append(button);
  }
  const chosen = state.showsWay ? Math.round(state.way * (STEPS - 1)) : state.row;
  const buttons = [...box.children];
  buttons.forEach((button, i) => {
    const share = Math.round((100 * i) / (STEPS - 1));
    button.setAttribute('aria-label', state.showsWay ? `${share} % of the way` : `Sample ${i}`);
    button.setAttribute('aria-pressed', String(i === chosen));
  });
  at('strip-title').textContent = state.showsWay ? 'The way to the other seed' : 'Samples of this seed';
  at('switch').textContent = state.showsWay ? 'Show the samples' : 'Show the way';
  at('switch').setAttribute('aria-pressed', String(state.showsWay));
  return buttons;
}

function choose(i) {
  if (state.showsWay) setWay(i / (STEPS - 1));
  else state.row = i;
  redraw(false);
}

function setWay(share) {
  state.way = share;
  at('way').value = String(share * 100);
  told(at('way'), `${Math.round(share * 100)} %`);
}

function seedField(id, change) {
  at(id).addEventListener('input', () => {
    const seed = seedOf(at(id).value);
    at(id).setAttribute('aria-invalid', String(seed === null));
    if (seed !== null) change(seed);
  });
}

function setSeed(seed) {
  state.seed = BigInt.asIntN(64, seed);
  at('seed').value = String(state.seed);
  at('seed').setAttribute('aria-invalid', 'false');
  redraw();
}

function recall() {
  Object.assign(state, read(location.hash, generator.facts.classes, SAMPLES));
  if (!canTruncate()) state.truncation = null;
  setWay(state.way);
  at('label').value = state.label === null ? '' : String(state.label);
  showTruncation();
  at('seed').value = String(state.seed);
  at('other').value = String(state.other);
}

function canTruncate() {
  return !generator.facts.styles || generator.feedsTruncation;
}

// The end of the slider stands for none: hardly any number is beyond 4.
function noTruncation() {
  return generator.facts.styles ? 1 : 4;
}

function showTruncation() {
  at('truncation').value = String(state.truncation ?? noTruncation());
  told(at('truncation'), state.truncation === null ? 'none' : String(state.truncation));
}

function truncations() {
  if (!canTruncate()) {
    at('untruncated').hidden = false;
    at('untruncated').textContent = 'This file takes no truncation in browsers: export it with truncation as an input.';
    return;
  }
  const input = at('truncation');
  Object.assign(input, { min: 0.1, max: noTruncation(), step: 0.05 });
  input.addEventListener('input', () => {
    state.truncation = Number(input.value) >= noTruncation() ? null : Number(input.value);
    showTruncation();
    redraw();
  });
  at('truncations').hidden = false;
}

function labels() {
  if (generator.facts.classes === 0) return;
  const select = at('label');
  select.append(new Option('They take turns', ''));
  for (let label = 0; label < generator.facts.classes; label++) select.append(new Option(className(label), String(label)));
  select.addEventListener('change', () => {
    state.label = select.value === '' ? null : Number(select.value);
    redraw();
  });
  at('labels').hidden = false;
}

function conditions() {
  const count = generator.facts.condition;
  state.condition = Array(count).fill(0);
  if (count === 0) return;
  const box = at('conditions');
  box.hidden = false;
  for (let k = 0; k < Math.min(count, MOST_CONDITIONS); k++) {
    slider(box, `condition-${k}`, `Number ${k + 1}`, -2, 2, 0.05, String, (value) => {
      state.condition[k] = value;
      redraw();
    });
  }
}

function turns() {
  const size = generator.facts.latent;
  directions = Array.from({ length: size > 1 ? DIRECTIONS : 0 }, (_, k) => Array.from(latents(DIRECTION_SEED, 1, size, null, k)));
  state.angles = directions.map(() => 0);
  directions.forEach((_, k) => {
    slider(at('directions'), `turn-${k}`, `Direction ${k + 1}`, -90, 90, 1, (angle) => `${angle}°`, (angle) => {
      state.angles[k] = angle;
      redraw();
    });
  });
}

function straight() {
  for (const input of at('directions').querySelectorAll('input')) {
    input.value = '0';
    told(input, '0°');
  }
  state.angles.fill(0);
  setWay(0);
  redraw();
}

async function download() {
  const blob = await new Promise((done) => at('picture').toBlob(done, 'image/png'));
  const file = marked(new Uint8Array(await blob.arrayBuffer()), `${generator.facts.name}, ${caption()}`);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `${generator.facts.name}-${state.seed}${state.row > 0 ? `-${state.row}` : ''}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function listen() {
  seedField('seed', (seed) => {
    state.seed = seed;
    redraw();
  });
  seedField('other', (seed) => {
    state.other = seed;
    redraw();
  });
  at('before').addEventListener('click', () => setSeed(state.seed - 1n));
  at('next').addEventListener('click', () => setSeed(state.seed + 1n));
  at('random').addEventListener('click', () => setSeed(BigInt(crypto.getRandomValues(new Uint32Array(1))[0])));
  at('way').addEventListener('input', () => {
    setWay(Number(at('way').value) / 100);
    redraw(false);
  });
  at('switch').addEventListener('click', () => {
    state.showsWay = !state.showsWay;
    redraw();
  });
  at('reset').addEventListener('click', straight);
  at('download').addEventListener('click', download);
  at('controls').addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('hashchange', () => {
    recall();
    redraw();
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = /^(INPUT|SELECT)$/.test(document.activeElement?.tagName ?? '');
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowRight') setSeed(state.seed + 1n);
    if (event.key === 'ArrowLeft') setSeed(state.seed - 1n);
  });
}

function failed(fault) {
  document.documentElement.dataset.state = 'failed';
  at('state').hidden = false;
  at('state').classList.add('wrong');
  at('state').textContent = fault.message;
}

async function start() {
  generator = await load();
  const { facts } = generator;
  document.title = facts.name;
  at('name').textContent = facts.name;
  const about = [`${facts.shape[2]} × ${facts.shape[1]} pixels`];
  if (facts.data) about.push(`trained with ${facts.data}`);
  if (facts.step > 0) about.push(`${facts.step} steps`);
  if (facts.licence) about.push(facts.licence);
  at('facts').textContent = about.join(' · ');
  conditions();
  labels();
  truncations();
  turns();
  recall();
  listen();
  at('state').hidden = true;
  document.querySelector('main').hidden = false;
  await redraw();
}

start().catch(failed);
