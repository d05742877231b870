// Ways through latents that keep their length: numbers of a normal distribution lie on a sphere.
const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const size = (a) => Math.sqrt(dot(a, a));

/** From one latent to another along the sphere, at a share of the way in [0, 1]. */
export function between(from, to, share) {
  if (share === 0) return from;
  const cosine = Math.min(1, Math.max(-1, dot(from, to) / (size(from) * size(to))));
  const angle = Math.acos(cosine);
  const sine = Math.sin(angle);
  const flat = !(sine > 1e-6);
  const one = flat ? 1 - share : Math.sin((1 - share) * angle) / sine;
  const two = flat ? share : Math.sin(share * angle) / sine;
  return from.map((value, i) => one * value + two * to[i]);
}

/** A latent turned towards a direction, by an angle in degrees. Its length stays. */
export function turned(latent, direction, degrees) {
  if (degrees === 0) return latent;
  const length = size(latent);
  const share = dot(latent, direction) / (length * length);
  const across = direction.map((value, i) => value - share * latent[i]);
  const scale = length / size(across);
  if (!Number.isFinite(scale)) return latent; // a latent of one number has no direction across
  const angle = (degrees * Math.PI) / 180;
  return latent.map((value, i) => Math.cos(angle) * value + Math.sin(angle) * scale * across[i]);
}
