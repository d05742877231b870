#!/usr/bin/env bash
# Times each layer of the MLP's, the ring's and both DCGANs' networks, without the kernels and with them, and writes benchmarks/results/profile.md.
# Usage: benchmarks/profile.sh [mlp|ring|dcgan28|dcgan64 …] [--rounds N] [--threads N] [--out FILE]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/eng/dotnet.sh"
"$root/eng/setup.sh"
dotnet build -c Release --nologo -v q "$root/benchmarks/Profile"
cd "$root"
exec dotnet benchmarks/Profile/bin/Release/net10.0/Profile.dll "$@"
