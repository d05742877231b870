#!/usr/bin/env bash
# Times the small parts of a step (operator call, scope, Adam, batch, convolutions, dropout) and writes benchmarks/results/parts.md.
# Usage: benchmarks/parts.sh [--filter PATTERN…] [--job default|short|dry] [--out DIR]      OMP_NUM_THREADS sets the threads of the operators
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/eng/dotnet.sh"
"$root/eng/setup.sh"
dotnet build -c Release --nologo -v q "$root/benchmarks/Parts"
cd "$root"
exec dotnet benchmarks/Parts/bin/Release/net10.0/Parts.dll "$@"
