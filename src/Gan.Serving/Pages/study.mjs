// People judge pictures. The server chooses them, and takes one answer to each.
const MEMORY = 'gan.study';
const at = (id) => document.getElementById(id);
const ANSWERS = {
  RealOrFake: [['real', 'Real'], ['fake', 'Made by an algorithm']],
  Pair: [['left', 'Left'], ['right', 'Right']],
};
let participant;
let trial;
let since = null; // when the pictures came into sight

async function ask(path, body) {
  const how = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(path, how);
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  const said = await answer.json().catch(() => null);
  throw Object.assign(new Error(said?.error ?? `The server answered with status ${answer.status}.`), { status: answer.status });
}

function remembered() {
  try {
    return sessionStorage.getItem(MEMORY);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function keep(name) {
  try {
    sessionStorage.setItem(MEMORY, name);
  } catch {
    // then a reload begins anew
  }
}

async function begin() {
  const { participant: name } = await ask('participants', {});
  participant = name;
  keep(name);
  await next();
}

async function picture(id) {
  const answer = await fetch(`pictures/${id}`);
  if (!answer.ok) throw new Error('A picture cannot be read.');
  return createImageBitmap(await answer.blob());
}

async function next() {
  document.documentElement.dataset.state = 'drawing';
  since = null;
  trial = await ask(`participants/${participant}/trial`);
  at('welcome').hidden = true;
  at('question').textContent = trial.question;
  at('progress').textContent = `${trial.answered} of ${trial.of} answered`;
  if (trial.pictures.length === 0) {
    at('trial').hidden = true;
    at('question').textContent = 'Thank you';
    say('That was the last question. You may close this page.');
    document.documentElement.dataset.state = 'done';
    return;
  }
  buttons();
  const images = await Promise.all(trial.pictures.map(picture));
  await show(images);
}

function buttons() {
  const answers = ANSWERS[trial.mode];
  at('answers').replaceChildren(
    ...answers.map(([word, text], i) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = text;
      button.disabled = true;
      button.setAttribute('aria-keyshortcuts', `${i + 1}`);
      button.addEventListener('click', () => give(word));
      return button;
    }),
  );
  at('keys').textContent = `Keys: 1 or ← for “${answers[0][1]}”, 2 or → for “${answers[1][1]}”.`;
}

const frame = () => new Promise((done) => requestAnimationFrame(done));

async function show(images) {
  at('trial').hidden = false;
  const canvases = images.map((image, i) => {
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.classList.toggle('small', image.width < 256);
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', images.length === 1 ? 'The picture' : `Picture on the ${i === 0 ? 'left' : 'right'}`);
    return canvas;
  });
  at('pictures').replaceChildren(...canvases);
  await frame();
  canvases.forEach((canvas, i) => canvas.getContext('2d').drawImage(images[i], 0, 0));
  await frame();
  since = performance.now();
  for (const button of at('answers').children) button.disabled = false;
  document.documentElement.dataset.state = 'ready';
  if (trial.exposure > 0) hide(canvases, trial);
}

async function hide(canvases, shown) {
  while (performance.now() - since < shown.exposure) {
    await frame();
    if (trial !== shown || since === null) return;
  }
  for (const canvas of canvases) canvas.getContext('2d').clearRect(0, 0, canvas.width, canvas.height);
}

async function give(word) {
  if (since === null) return; // one answer to each
  const milliseconds = performance.now() - since;
  since = null;
  for (const button of at('answers').children) button.disabled = true;
  try {
    await ask('answers', { participant, item: trial.pictures.join('-'), answer: word, milliseconds });
  } catch (fault) {
    if (fault.status !== 409) {
      since = performance.now() - milliseconds; // it may be sent again
      for (const button of at('answers').children) button.disabled = false;
      throw fault;
    }
  }
  at('state').hidden = true;
  await next();
}

function say(text) {
  at('state').textContent = text;
  at('state').hidden = false;
}

function failed(fault) {
  document.documentElement.dataset.state = 'failed';
  say(fault.message);
}

window.addEventListener('unhandledrejection', (event) => failed(event.reason));
at('begin').addEventListener('click', () => begin());
document.addEventListener('keydown', (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  const place = { 1: 0, ArrowLeft: 0, 2: 1, ArrowRight: 1 }[event.key];
  if (place !== undefined && trial && !at('trial').hidden) at('answers').children[place]?.click();
});

document.documentElement.dataset.state = 'ready';
participant = remembered();
if (participant) next().catch(() => (at('welcome').hidden = false)); // of another study
