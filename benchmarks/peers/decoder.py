"""Makes JPEG files and times our decoder and Pillow on them, turn about: decoder.py PROGRAM OUT ROUNDS"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import PIL
from PIL import Image

program, out, rounds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
here = Path(__file__).parent
cores = len(os.sched_getaffinity(0))


def photograph(path, width, height, seed):
    random = np.random.RandomState(seed)
    small = random.rand(height // 25, width // 25, 3)
    coarse = np.asarray(Image.fromarray((small * 255).astype(np.uint8)).resize((width, height), Image.BICUBIC)).astype(float)
    noisy = coarse + random.randn(height, width, 1) * 12
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(path, quality=90)


def turn(command):
    """Images a second by the clock, and of the processor: the second says the same on a busy machine."""
    count, seconds, worked = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-3:]
    return round(int(count) / float(seconds), 1), round(int(count) / float(worked), 1)


result = {"cores": cores, "pillow": PIL.__version__, "load": os.getloadavg(), "rounds": rounds, "images": {}}
with tempfile.TemporaryDirectory() as folder:
    for name, width, height, count in [("500 x 375", 500, 375, 500), ("1600 x 1200", 1600, 1200, 100), ("128 x 128", 128, 128, 3000)]:
        files = Path(folder, name)
        files.mkdir()
        for i in range(count):
            if i < 16:
                photograph(files / f"{i:04}.jpg", width, height, i)
            else:
                shutil.copy(files / f"{i % 16:04}.jpg", files / f"{i:04}.jpg")
        ours = ["dotnet", program, "decode", str(files)]
        peer = [sys.executable, str(here / "decode_pil.py"), str(files)]
        turns = {"ours, 1 thread": ours + ["1"], "Pillow, 1 process": peer + ["1", "0"], "Pillow with draft, 1 process": peer + ["1", "1"]}
        if name == "500 x 375":
            turns |= {f"ours, {cores} threads": ours + [str(cores)], f"Pillow with draft, {cores} processes": peer + [str(cores), "1"]}
        taken = {who: [] for who in turns}
        for _ in range(rounds):
            for who, command in turns.items():
                taken[who].append(turn(command))
        result["images"][name] = {
            who: {
                "per second, median": statistics.median(t[0] for t in times), "per second, each turn": [t[0] for t in times],
                # The parent of several processes does not do their work.
                **({} if "processes" in who else {"per processor second, median": statistics.median(t[1] for t in times)}),
            } for who, times in taken.items()
        }
    lines = subprocess.run(["dotnet", program, "cache", folder, "100000"], check=True, capture_output=True, text=True).stdout.split("\n")
    starts = [line.split() for line in lines if line]
    result["cache"] = {s[0]: {"images": int(s[1]), "seconds": round(float(s[2]), 3), "processor seconds": round(float(s[3]), 3), "with the first batch": round(float(s[4]), 3), "bytes": int(s[5])} for s in starts}
result["load after"] = os.getloadavg()
out.mkdir(parents=True, exist_ok=True)
(out / "decoder.json").write_text(json.dumps(result, indent=2) + "\n")
print(json.dumps(result, indent=2))
