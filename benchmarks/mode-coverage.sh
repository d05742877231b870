#!/usr/bin/env bash
# Trains GAN, PacGAN2, WGAN-GP, hinge + R1 and RpGAN + R1 + R2 on a ring and a grid of Gaussians and writes benchmarks/results/mode-coverage.*.
# Usage: benchmarks/mode-coverage.sh [--iterations N] [--seeds N] [--games …] [--sets …]      --help lists all
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/eng/dotnet.sh"
"$root/eng/setup.sh"
exec dotnet run -c Release --project "$root/benchmarks/ModeCoverage" -- --out "$root/benchmarks/results" "$@"
