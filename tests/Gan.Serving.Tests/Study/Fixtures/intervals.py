"""Intervals of shares by SciPy: python3 intervals.py > intervals.csv"""

from scipy.stats import binomtest

print("count,of,wilsonLow,wilsonHigh,exactLow,exactHigh")
for count, of in [(0, 1), (1, 1), (0, 10), (10, 10), (1, 10), (5, 10), (3, 40), (20, 40), (39, 40), (276, 1000),
                  (50_001, 100_000), (1, 100_000)]:
    test = binomtest(count, of)
    wilson = test.proportion_ci(0.95, "wilson")
    exact = test.proportion_ci(0.95, "exact")
    print(f"{count},{of},{wilson.low!r},{wilson.high!r},{exact.low!r},{exact.high!r}".replace("np.float64(", "").replace(")", ""))
