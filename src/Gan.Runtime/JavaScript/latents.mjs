// The latents of a seed by rule 1 of docs/latents.md: the same bits as Gan.Net's in C#.
const MASK = (1n << 64n) - 1n;
const GAMMA = 0x9e3779b97f4a7c15n;
const LN2 = 0.6931471805599453;
const HALF_PI = 1.5707963267948966;
const ROOT2 = 1.4142135623730951;
const view = new DataView(new ArrayBuffer(8));

/** Output n, from 0 on, of SplitMix64 that starts at a state. */
function output(state, n) {
  let z = (state + GAMMA * (n + 1n)) & MASK;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return z ^ (z >> 31n);
}

function log(x) {
  view.setFloat64(0, x);
  const high = view.getUint32(0);
  let exponent = (high >>> 20) - 1023;
  view.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  let m = view.getFloat64(0);
  if (m > ROOT2) {
    m *= 0.5;
    exponent += 1;
  }
  const t = (m - 1) / (m + 1);
  const square = t * t;
  let sum = 1 / 23;
  for (let k = 21; k > 0; k -= 2) sum = sum * square + 1 / k;
  return exponent * LN2 + 2 * t * sum;
}

function series(square, last, first) {
  let sum = 1;
  for (let k = last; k > first; k -= 2) sum = 1 - (square / (k * (k - 1))) * sum;
  return sum;
}

function turn(v) {
  const quarters = 4 * v;
  const nearest = Math.floor(quarters + 0.5);
  const x = (quarters - nearest) * HALF_PI;
  const cosine = series(x * x, 18, 1);
  const sine = x * series(x * x, 17, 2);
  return [[cosine, sine], [-sine, cosine], [-cosine, -sine], [sine, -cosine]][nearest & 3];
}

/** Two normal numbers of the outputs n and n + 1, rounded to float32. */
function pair(key, n) {
  const u = Number((output(key, n) >> 11n) + 1n) * 2 ** -53;
  const v = Number(output(key, n + 1n) >> 11n) * 2 ** -53;
  const radius = Math.sqrt(-2 * log(u));
  const [cosine, sine] = turn(v);
  return [Math.fround(radius * cosine), Math.fround(radius * sine)];
}

/**
 * Rows of latents, one after another.
 * @param {bigint|number} seed the seed, a whole number
 * @param {number} count rows
 * @param {number} size entries of a row
 * @param {number|null} bound entries beyond it are drawn again; null for none
 * @param {number} first number of the first row
 * @returns {Float32Array} count · size numbers
 * @throws {RangeError} a bound below 0.01, which hardly any number is within
 */
export function latents(seed, count, size, bound = null, first = 0) {
  if (bound !== null && !(bound >= 0.01)) throw new RangeError(`bound must be at least 0.01, but was ${bound}.`);
  const state = BigInt(seed) & MASK;
  const all = new Float32Array(count * size);
  for (let i = 0; i < count; i++) {
    const row = BigInt(first + i);
    const key = output(output(state, 7n), row);
    for (let j = 0; j < size; j += 2) {
      const [one, two] = pair(key, BigInt(j));
      all[i * size + j] = one;
      if (j + 1 < size) all[i * size + j + 1] = two;
    }
    if (bound === null) continue;
    const again = output(output(state, 11n), row);
    for (let j = 0; j < size; j++) {
      const own = output(again, BigInt(j));
      for (let draw = 0n; Math.abs(all[i * size + j]) > bound; draw += 2n) {
        const [one, two] = pair(own, draw);
        all[i * size + j] = Math.abs(one) > bound ? two : one;
      }
    }
  }
  return all;
}
