"""Makes the .npy fixtures with NumPy itself: python3 make.py"""
import io

import numpy as np

table = np.array([[0, -1, 0.5], [1, 3.25, -2]], dtype="<f4")
np.save("float32.npy", table)
np.save("uint8.npy", np.arange(24, dtype="u1").reshape(2, 3, 4))
np.save("int64.npy", np.array([-1, 0, 1, 2**40, -2**63], dtype="<i8"))
np.save("float64.npy", np.array(np.pi))
np.save("fortran.npy", np.asfortranarray(table))
np.save("big-endian.npy", table.astype(">f4"))
newer = io.BytesIO()
np.lib.format.write_array(newer, table, version=(2, 0))
with open("version2.npy", "wb") as file:
    file.write(newer.getvalue())
