#!/usr/bin/env bash
# Measures time and memory of a step against batch, image, feature maps and data set, and writes benchmarks/results/scaling.json, .md and scaling-*.svg.
# Usage: benchmarks/scaling.sh [--out DIR] [--axes batch|image|maps|data …] [--rounds N] [--threads N]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/eng/dotnet.sh"
"$root/eng/setup.sh"
dotnet build -c Release --nologo -v q "$root/benchmarks/Scaling"
cd "$root"
exec dotnet benchmarks/Scaling/bin/Release/net10.0/Scaling.dll "$@"
