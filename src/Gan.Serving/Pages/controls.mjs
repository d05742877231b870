// What the gallery's controls share.

/** A picture on a canvas, at its own size. */
export function draw(canvas, pixels) {
  canvas.width = pixels.width;
  canvas.height = pixels.height;
  canvas.classList.toggle('small', pixels.width < 256);
  canvas.getContext('2d').putImageData(pixels, 0, 0);
}

/** Says the value of a slider beside it, and to who hears the page. */
export function told(input, text) {
  input.parentElement.querySelector('output').textContent = text;
  input.setAttribute('aria-valuetext', text);
}

/** Adds a slider with a name; change gets each new number. */
export function slider(box, id, name, low, high, step, text, change) {
  const field = document.createElement('div');
  field.className = 'field';
  const label = document.createElement('label');
  label.htmlFor = id;
  label.textContent = name;
  const input = document.createElement('input');
  Object.assign(input, { id, type: 'range', min: low, max: high, step, value: 0 });
  field.append(label, input, document.createElement('output'));
  box.append(field);
  told(input, text(0));
  input.addEventListener('input', () => {
    change(Number(input.value));
    told(input, text(Number(input.value)));
  });
}

/** A seed as C# reads it, a whole number of 64 bits; null for another text. */
export function seedOf(text) {
  if (!/^-?\d{1,19}$/.test(text.trim())) return null;
  const seed = BigInt(text.trim());
  return BigInt.asIntN(64, seed) === seed ? seed : null;
}
