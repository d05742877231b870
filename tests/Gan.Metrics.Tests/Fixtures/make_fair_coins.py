"""Tails of the binomial law by SciPy, for FairCoinsTests. Run: python3 make_fair_coins.py > fair_coins.csv"""
from scipy.stats import binom

print("hits,trials,tail")
for trials in (8, 16, 32, 48, 64, 256):
    for hits in (0, 1, trials // 2, trials // 2 + 3, trials * 3 // 4, trials - 1, trials):
        print(f"{hits},{trials},{binom.sf(hits - 1, trials, 0.5)!r}")
