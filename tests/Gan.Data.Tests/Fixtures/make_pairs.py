"""Makes pairs.npz with Pillow 9.4 and NumPy: python3 make_pairs.py"""
import numpy as np
from PIL import Image

rng = np.random.default_rng(1)
rows, columns = np.mgrid[0:24, 0:32]
image = np.stack([
    128 + 90 * np.sin(rows / 4) * np.cos(columns / 5),
    np.where((rows - 11) ** 2 + (columns - 16) ** 2 < 64, 230, 40),
    columns * 8,
]) + rng.normal(0, 6, (3, 24, 32))
image = image.clip(0, 255).round().astype(np.uint8)
made = {"image": image}

filters = {"box": Image.BOX, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS}
for name, resample in filters.items():
    for factor in 2, 4, 8:
        size = (32 // factor, 24 // factor)
        small = [np.asarray(Image.fromarray(c.astype(np.float32)).resize(size, resample)) for c in image]
        made[f"{name}_{factor}"] = (np.stack(small) / 127.5 - 1).clip(-1, 1).astype(np.float32)

made["luma"] = np.asarray(Image.fromarray(image.transpose(1, 2, 0)).convert("L"))

# Sobel's operator by its definition: nine pixels and nine weights, the rim repeated.
smooth, slope = np.array([1, 2, 1]) / 4, np.array([-1, 0, 1])
red, green, blue = image / 255
grey = 0.299 * red + 0.587 * green + 0.114 * blue
padded = np.pad(grey, 1, mode="edge")
magnitude = np.zeros_like(grey)
for y in range(24):
    for x in range(32):
        window = padded[y:y + 3, x:x + 3]
        magnitude[y, x] = np.hypot(smooth @ window @ slope, slope @ window @ smooth)
for threshold in 0.1, 0.25, 0.5:
    assert np.abs(magnitude - threshold).min() > 1e-4, "a tie would be decided by rounding"
    made[f"edges_{round(100 * threshold)}"] = np.where(magnitude >= threshold, 1, -1).astype(np.float32)
    print(threshold, (magnitude >= threshold).mean())

np.savez_compressed("pairs.npz", **made)
