#!/usr/bin/env bash
# Times Gan.Net beside plain TorchSharp and PyTorch on the same work, turn about, and writes benchmarks/results/compare.json and docs/speed.md.
# Usage: benchmarks/compare.sh [WORKLOAD…] [--rounds N] [--isa avx2] [--also NAME=FOLDER/Compare.dll] [--quick]      --help lists all
# PyTorch takes part where python3-torch is installed, as by eng/setup.sh --tests.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/eng/dotnet.sh"
"$root/eng/setup.sh"
dotnet build -c Release --nologo -v q "$root/benchmarks/Compare"
dotnet build -c Release --nologo -v q "$root/benchmarks/peers/PlainTorchSharp"
cd "$root"
exec dotnet benchmarks/Compare/bin/Release/net10.0/Compare.dll "$@"
