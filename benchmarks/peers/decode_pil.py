"""The same work with Pillow: folder, processes, draft (0 or 1). Prints images, seconds and processor seconds (of this process) after a warm-up."""
import sys
import time
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from PIL import Image

SIDE = 64


def read(job):
    path, draft = job
    with Image.open(path) as image:
        if draft:
            image.draft("RGB", (2 * SIDE, 2 * SIDE))  # the JPEG decoder shrinks, to no less than twice the size
        image = image.convert("RGB")
        scale = SIDE / min(image.size)
        size = [max(SIDE, round(s * scale)) for s in image.size]
        left, top = (size[0] - SIDE) // 2, (size[1] - SIDE) // 2
        image = image.resize(size, Image.LANCZOS).crop((left, top, left + SIDE, top + SIDE))
    return np.ascontiguousarray(np.asarray(image).transpose(2, 0, 1))


if __name__ == "__main__":
    folder, processes, draft = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "1"
    jobs = [(str(p), draft) for p in sorted(Path(folder).rglob("*.jpg"))]
    pool = Pool(processes) if processes > 1 else None
    run = (lambda: pool.map(read, jobs, chunksize=16)) if pool else (lambda: [read(j) for j in jobs])
    run()
    began, worked = time.perf_counter(), time.process_time()
    images = np.stack(run())
    print(len(images), time.perf_counter() - began, time.process_time() - worked)
