// What the gallery's address says, so that a picture can be sent as a link.
import { seedOf } from './controls.mjs';

/** What is seen, as words behind the address. */
export function words(state) {
  const all = new URLSearchParams({ seed: String(state.seed) });
  if (state.row > 0) all.set('sample', String(state.row));
  if (state.label !== null) all.set('label', String(state.label));
  if (state.truncation !== null) all.set('truncation', String(state.truncation));
  if (state.way > 0) {
    all.set('other', String(state.other));
    all.set('way', String(state.way));
  }
  return all;
}

/** The words of an address; what is out of range is left out. */
export function read(hash, classes, samples) {
  const all = new URLSearchParams(hash.slice(1));
  const number = (name, low, high) => {
    const value = all.has(name) ? Number(all.get(name)) : NaN;
    return value >= low && value <= high ? value : null;
  };
  const label = number('label', 0, classes - 1);
  return {
    seed: seedOf(all.get('seed') ?? '') ?? 1n,
    other: seedOf(all.get('other') ?? '') ?? 2n,
    row: Math.floor(number('sample', 0, samples - 1) ?? 0),
    label: Number.isInteger(label) ? label : null,
    truncation: number('truncation', 0.1, 4),
    way: number('way', 0, 1) ?? 0,
  };
}
