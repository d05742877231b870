#!/usr/bin/env python3
"""Makes ssim.json: structural similarity and PSNR of images, by scikit-image.

Run with scikit-image 0.19 (Debian: python3-skimage): /usr/bin/python3 make_ssim.py
The images are those of make_distances.py, which Fixtures/NumPy.cs makes by the same formula. Its means leave out the border
where the window does not fit, as scikit-image does.
"""
import json
import pathlib

import numpy as np
from skimage.metrics import peak_signal_noise_ratio, structural_similarity


def image(shape, phase):
    n, c, h, w = np.ogrid[tuple(slice(0, size) for size in shape)]
    return np.sin(0.31 * h + 0.17 * w * (c + 1) + n * phase) * 0.6 + np.cos(h * w * (0.013 * (phase + 1)) + n) * 0.4


def similarity(a, b):
    return structural_similarity(
        a, b, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=2, channel_axis=0)


cases = []
for shape in ([3, 1, 28, 28], [2, 3, 23, 40], [1, 1, 11, 11]):
    x = image(shape, 0.2)
    y = 0.7 * x + 0.3 * image(shape, 1.1)
    cases.append(dict(
        shape=shape,
        ssim=[similarity(a, b) for a, b in zip(y, x)],
        psnr=[peak_signal_noise_ratio(a, b, data_range=2) for a, b in zip(x, y)],
        psnrWithoutBorder=[
            peak_signal_noise_ratio(a[:, 2:-2, 2:-2], b[:, 2:-2, 2:-2], data_range=2) for a, b in zip(x, y)]))
pathlib.Path(__file__).with_name("ssim.json").write_text(json.dumps(cases, indent=1) + "\n")
print(cases)
