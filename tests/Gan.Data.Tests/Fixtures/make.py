"""Makes the fixtures with NumPy itself: python3 make.py"""
import io
import os

import numpy as np

table = np.array([[0, -1, 0.5], [1, 3.25, -2]], dtype="<f4")
np.save("float32.npy", table)
np.save("uint8.npy", np.arange(24, dtype="u1").reshape(2, 3, 4))
np.save("int64.npy", np.array([-1, 0, 1, 2**40, -2**63], dtype="<i8"))
np.save("float64.npy", np.array(np.pi))
np.save("int8.npy", np.array([[-128, -1], [0, 127]], dtype="i1"))
np.save("int16.npy", np.array([-32768, 258, 32767], dtype="<i2"))
np.save("int32.npy", np.array([-2**31, 66051, 2**31 - 1], dtype="<i4"))
np.save("float16.npy", np.array([0, 1.5, -65504, 6e-8], dtype="<f2"))
np.save("bool.npy", np.array([True, False, True]))
np.save("fortran.npy", np.asfortranarray(table))
np.save("fortran3.npy", np.asfortranarray(np.arange(24, dtype="<i4").reshape(2, 3, 4)))
for code in "i2", "i4", "i8", "f2", "f4", "f8":
    np.save(f"big-endian-{code}.npy", np.array([[1, 2, -3], [100, -0.0, 7]]).astype(">" + code))
np.save("uint16.npy", np.array([[0, 1], [32768, 65535]], dtype="<u2"))
np.save("uint32.npy", np.array([0, 2**31, 2**32 - 1], dtype="<u4"))
np.save("uint64.npy", np.array([1, 2**63 - 1], dtype="<u8"))
np.save("big-endian-u2.npy", np.array([[1, 2, 3], [258, 32768, 65535]], dtype=">u2"))
np.save("big-endian-u4.npy", np.array([258, 2**32 - 2], dtype=">u4"))
np.save("complex.npy", np.array([1j]))
np.save("structured.npy", np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f4")]))
for version in (2, 0), (3, 0):
    newer = io.BytesIO()
    np.lib.format.write_array(newer, table, version=version)
    with open(f"version{version[0]}.npy", "wb") as file:
        file.write(newer.getvalue())

arrays = {"images": np.arange(2 * 2 * 3 * 4, dtype="u1").reshape(2, 2, 3, 4), "labels": np.array([2, 0], dtype="<i4"), "table": table}
np.savez("stored.npz", **arrays)
np.savez_compressed("deflated.npz", **arrays)
np.savez_compressed("zeros.npz", np.zeros(20_000, dtype="<f4"))

# CIFAR: five training files of two records each; the pixels of record r are (r * 7 + plane * 50 + row * 3 + column) mod 256.
def record(r, *labels):
    c, y, x = np.mgrid[0:3, 0:32, 0:32]
    return bytes(labels) + ((r * 7 + c * 50 + y * 3 + x) % 256).astype("u1").tobytes()

os.makedirs("cifar-10-batches-bin", exist_ok=True)
for b in range(5):
    with open(f"cifar-10-batches-bin/data_batch_{b + 1}.bin", "wb") as file:
        file.write(record(2 * b, 2 * b) + record(2 * b + 1, 9 - 2 * b))
with open("cifar-10-batches-bin/test_batch.bin", "wb") as file:
    file.write(record(100, 3))
os.makedirs("cifar-100-binary", exist_ok=True)
with open("cifar-100-binary/train.bin", "wb") as file:
    file.write(record(0, 19, 99) + record(1, 4, 0) + record(2, 0, 57))
with open("cifar-100-binary/test.bin", "wb") as file:
    file.write(record(5, 7, 41))
