"""Makes images/ with Pillow, and what Pillow makes of them: python3 make_images.py

images/cases.csv has a line for each case: file, height, width, channels, rule, filter, where its bytes [C, H, W] begin in expected.npy, the
largest difference allowed and the mean difference allowed, in levels of 0 to 255.
"""
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

FOLDER = Path(__file__).parent / "images"
FOLDER.mkdir(exist_ok=True)
for old in FOLDER.iterdir():
    old.unlink()
FILTERS = {"Lanczos": Image.LANCZOS, "Bicubic": Image.BICUBIC, "Bilinear": Image.BILINEAR, "Box": Image.BOX}
lines, expected = [], []


def picture(height, width, channels, seed):
    """Waves, an edge and some noise: smooth enough for JPEG, sharp enough to show a wrong filter."""
    y, x = np.mgrid[0:height, 0:width] / max(height, width)
    random = np.random.RandomState(seed)
    planes = []
    for c in range(channels):
        plane = 0.5 + 0.3 * np.sin(9 * x + 2 * c) * np.cos(7 * y + c) + 0.2 * ((x + y) > 0.8 + 0.1 * c) + 0.04 * random.randn(height, width)
        planes.append(np.clip(plane, 0, 1))
    return np.stack(planes, 2)


def levels(values, most=255):
    return np.round(values * most).astype(np.uint8 if most == 255 else np.uint16)


def png16(path, values):
    """Pillow writes no 16-bit colour."""
    height, width, channels = values.shape
    raw = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", width, height, 16, {1: 0, 2: 4, 3: 2, 4: 6}[channels], 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


def bmp16(path, values, masks, top_down):
    """16 bits: 5-5-5 without masks, or 5-6-5 with them."""
    height, width, _ = values.shape
    v = values.astype(np.uint32)
    if masks:
        words = (v[..., 0] >> 3 << 11) | (v[..., 1] >> 2 << 5) | (v[..., 2] >> 3)
    else:
        words = (v[..., 0] >> 3 << 10) | (v[..., 1] >> 3 << 5) | (v[..., 2] >> 3)
    rows = [row.astype("<u2").tobytes() + b"\0" * (-2 * width % 4) for row in words]
    body = b"".join(rows if top_down else rows[::-1])
    extra = struct.pack("<III", 0xF800, 0x7E0, 0x1F) if masks else b""
    head = struct.pack("<IiiHHIIiiII", 40, width, -height if top_down else height, 1, 16, 3 if masks else 0, len(body), 2835, 2835, 0, 0)
    offset = 14 + len(head) + len(extra)
    path.write_bytes(b"BM" + struct.pack("<IHHI", offset + len(body), 0, 0, offset) + head + extra + body)


def case(file, size, channels, rule, resampling, pixels, most, mean):
    pixels = np.asarray(pixels)
    pixels = pixels[None] if pixels.ndim == 2 else pixels.transpose(2, 0, 1)
    assert pixels.shape == (channels, *size) and pixels.dtype == np.uint8, (file, pixels.shape, pixels.dtype)
    lines.append(f"{file},{size[0]},{size[1]},{channels},{rule},{resampling},{sum(e.size for e in expected)},{most},{mean}")
    expected.append(pixels.ravel())


def opened(file):
    image = Image.open(FOLDER / file)
    image.seek(0)
    return ImageOps.exif_transpose(image)


def shown(image, channels):
    """What a viewer shows on white; with 4 channels the alpha is kept."""
    blank = "transparency" in image.info
    if image.mode in ("LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
    if channels == 4:
        values = np.array(image.convert("RGBA"))
        if blank:
            values[values[..., 3] == 0] = 0  # what colour has a pixel that is not there?
        return Image.fromarray(values)
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, (255, 255, 255, 255)), image)
    return image.convert({1: "L", 3: "RGB"}[channels])


def plan(width, height, size, rule):
    """The size to scale to and the corner of the cut, in whole numbers."""
    high, wide = size
    scaled = lambda value, over, under: (2 * value * over + under) // (2 * under)
    if rule == "Stretch":
        return wide, high, 0, 0
    decides = high * width >= wide * height
    if rule == "CropCenter":
        h = high if decides else max(high, scaled(height, wide, width))
        w = max(wide, scaled(width, high, height)) if decides else wide
        return w, h, (w - wide) // 2, (h - high) // 2
    h = min(max(scaled(height, wide, width), 1), high) if decides else high
    w = wide if decides else min(max(scaled(width, high, height), 1), wide)
    return w, h, 0, 0


def in_floats(image, size, resampling):
    """Pillow's resize of floats, which neither rounds nor cuts off between its two passes; alpha multiplied in."""
    values = np.atleast_3d(np.asarray(image)).astype(np.float32)
    if values.shape[2] == 4:
        values[..., :3] *= values[..., 3:] / 255
    values = np.stack([np.asarray(Image.fromarray(v).resize(size, FILTERS[resampling])) for v in np.moveaxis(values, 2, 0)], 2)
    if values.shape[2] == 4:
        with np.errstate(all="ignore"):
            values[..., :3] = np.where(values[..., 3:] > 0, values[..., :3] * 255 / values[..., 3:], 0)
    return Image.fromarray(np.clip(np.floor(values + 0.5), 0, 255).astype(np.uint8).squeeze(), image.mode)


def resized(image, size, rule, resampling, floats=False):
    w, h, left, top = plan(*image.size, size, rule)
    image = in_floats(image, (w, h), resampling) if floats else image.resize((w, h), FILTERS[resampling])
    if rule == "CropCenter":
        return image.crop((left, top, left + size[1], top + size[0]))
    if rule == "Stretch":
        return image
    white = {"L": 255, "RGB": (255, 255, 255), "RGBA": (255, 255, 255, 0)}[image.mode]
    whole = Image.new(image.mode, (size[1], size[0]), white)
    whole.paste(image, ((size[1] - w) // 2, (size[0] - h) // 2))
    return whole


def same(file, channels, most=0, mean=0.0):
    image = opened(file)
    case(file, (image.height, image.width), channels, "Stretch", "Lanczos", shown(image, channels), most, mean)


H, W = 17, 23
rgb, grey, alpha = levels(picture(H, W, 3, 1)), levels(picture(H, W, 1, 2))[..., 0], levels(picture(H, W, 1, 3))[..., 0]
alpha[:3] = 0
alpha[-3:] = 255
color, gray = Image.fromarray(rgb), Image.fromarray(grey)
both = Image.merge("RGBA", [*color.split(), Image.fromarray(alpha)])
pale = Image.merge("LA", [gray, Image.fromarray(alpha)])
palette = color.quantize(32)
spots = palette.copy()
cmyk = Image.fromarray(levels(picture(H, W, 4, 4)), "CMYK")
bits = gray.convert("1")

# Files of every kind.
for name, image, options in [
    ("grey.png", gray, {}), ("grey-alpha.png", pale, {}), ("rgb.png", color, {}), ("rgba.png", both, {}), ("palette.png", palette, {}),
    ("palette-alpha.png", spots, {"transparency": 3}), ("one-bit.png", bits, {}),
    ("rgb.jpg", color, {"quality": 95, "subsampling": 0}), ("rgb420.jpg", color, {"quality": 90}), ("grey.jpg", gray, {"quality": 95}),
    ("progressive.jpg", color, {"quality": 90, "progressive": True}), ("cmyk.jpg", cmyk, {"quality": 95}),
    ("rgb.webp", color, {"lossless": True}), ("rgba.webp", both, {"lossless": True, "exact": True}), ("lossy.webp", color, {"quality": 90}),
    ("rgb.gif", palette, {}), ("grey.gif", gray, {}), ("transparent.gif", spots, {"transparency": 3}),
    ("rgb.tif", color, {}), ("lzw.tif", color, {"compression": "tiff_lzw"}), ("deflate.tif", color, {"compression": "tiff_adobe_deflate"}),
    ("rgba.tif", both, {}), ("grey.tif", gray, {}), ("cmyk.tif", cmyk, {}), ("one-bit.tif", bits, {"compression": "group4"}), ("palette.tif", palette, {}),
    ("rgb.bmp", color, {}), ("grey.bmp", gray, {}), ("palette.bmp", palette, {}), ("one-bit.bmp", bits, {}), ("rgba.bmp", both, {}),
]:
    image.save(FOLDER / name, **options)
    lossy = name.endswith("jpg") or name == "lossy.webp"
    channels = {"1": 1, "L": 1, "LA": 1}.get(image.mode, 3)
    blends = "alpha" in name or "rgba" in name or "transparent" in name
    # Two builds of a lossy codec may differ by a rounding, and so may two ways to blend.
    same(name, channels, *((2, 0.6) if lossy else (1, 0.5) if blends else (0, 0.0)))
for name, most in [("rgb.png", 0), ("rgb.gif", 0), ("rgba.png", 1), ("rgb.jpg", 2), ("cmyk.jpg", 2)]:
    same(name, 1, most, 0.6 if most else 0.0)
for name in ["rgba.png", "rgb.png", "grey-alpha.png", "rgba.webp", "transparent.gif", "rgba.tif"]:
    same(name, 4)
palette.save(FOLDER / "animated.gif", save_all=True, append_images=[palette.transpose(Image.ROTATE_180)], duration=50)
same("animated.gif", 3)
color.save(FOLDER / "animated.webp", save_all=True, append_images=[color.transpose(Image.ROTATE_180)], lossless=True, duration=50)
same("animated.webp", 3)
for masks in (False, True):
    file = "masks565.bmp" if masks else "plain555.bmp"
    bmp16(FOLDER / file, rgb, masks, top_down=masks)
    cut = rgb.astype(np.uint32)
    wide = [(cut[..., 0] >> 3) * 255 // 31, (cut[..., 1] >> 2) * 255 // 63 if masks else (cut[..., 1] >> 3) * 255 // 31, (cut[..., 2] >> 3) * 255 // 31]
    case(file, (H, W), 3, "Stretch", "Lanczos", np.stack(wide, 2).astype(np.uint8), 0, 0.0)

# 16 bits: the nearest of 256 levels.
deep = {n: levels(picture(H, W, n, 10 + n), 65535) for n in (1, 3, 4)}
nearest = lambda v: np.floor(v / 257 + 0.5).astype(np.uint8)
Image.fromarray(deep[1][..., 0]).save(FOLDER / "grey16.tif")
for n, name in [(1, "grey16.png"), (3, "rgb16.png"), (4, "rgba16.png")]:
    png16(FOLDER / name, deep[n])
for name in ("grey16.png", "grey16.tif"):
    case(name, (H, W), 1, "Stretch", "Lanczos", nearest(deep[1][..., 0]), 0, 0.0)
case("rgb16.png", (H, W), 3, "Stretch", "Lanczos", nearest(deep[3]), 0, 0.0)
case("rgba16.png", (H, W), 4, "Stretch", "Lanczos", nearest(deep[4]), 0, 0.0)
small = Image.fromarray(deep[1][..., 0].astype(np.float32)).resize((9, 8), Image.LANCZOS)
case("grey16.png", (8, 9), 1, "Stretch", "Lanczos", np.clip(nearest(np.asarray(small)), 0, 255), 0, 0.0)

# The eight orientations.
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    color.save(FOLDER / f"orientation{orientation}.jpg", quality=95, subsampling=0, exif=exif)
    same(f"orientation{orientation}.jpg", 3, 2, 0.6)
exif = Image.Exif()
exif[0x0112] = 6
for file, options in [("orientation6.png", {}), ("orientation6.webp", {"lossless": True}), ("orientation6.tif", {})]:
    color.save(FOLDER / file, exif=exif, **options)
    # Pillow 9.4's exif_transpose passes TIFF by, so the turn is made here.
    case(file, (W, H), 3, "Stretch", "Lanczos", color.transpose(Image.ROTATE_270), 0, 0.0)

# Resizing, against Pillow's, which rounds to bytes between its two passes.
Image.fromarray(levels(picture(40, 60, 3, 5))).save(FOLDER / "wide.png")
Image.fromarray(levels(picture(60, 40, 1, 6))[..., 0]).save(FOLDER / "tall.png")
for rule in ("CropCenter", "FitPad", "Stretch"):
    for file, channels in [("wide.png", 3), ("tall.png", 1)]:
        for resampling in FILTERS:
            case(file, (16, 16), channels, rule, resampling, resized(shown(opened(file), channels), (16, 16), rule, resampling), 1, 0.3)
        for size in [(10, 30), (24, 12), (50, 64)]:
            case(file, size, channels, rule, "Lanczos", resized(shown(opened(file), channels), size, rule, "Lanczos", floats=True), 1, 0.01)
for resampling in FILTERS:
    case("rgba.png", (12, 12), 4, "CropCenter", resampling, resized(opened("rgba.png"), (12, 12), "CropCenter", resampling, floats=True), 1, 0.01)
case("rgba.png", (12, 12), 3, "CropCenter", "Lanczos", resized(shown(opened("rgba.png"), 3), (12, 12), "CropCenter", "Lanczos"), 1, 0.5)

# A photograph's size, so that the JPEG decoder shrinks on its own first; Pillow decodes it whole.
exif[0x0112] = 8
Image.fromarray(levels(picture(300, 400, 3, 7))).resize((400, 300)).save(FOLDER / "large.jpg", quality=60, exif=exif)
for size, rule in [((32, 32), "CropCenter"), ((64, 48), "FitPad"), ((24, 40), "Stretch")]:
    case("large.jpg", size, 3, rule, "Lanczos", resized(shown(opened("large.jpg"), 3), size, rule, "Lanczos"), 6, 1.0)

np.save(FOLDER / "expected.npy", np.concatenate(expected))
(FOLDER / "cases.csv").write_text("\n".join(lines) + "\n")
print(len(lines), "cases,", sum(f.stat().st_size for f in FOLDER.iterdir()), "bytes")
