#!/usr/bin/env bash
# Trains for 30 minutes with all callbacks on and reports how process memory, managed heap and live tensors grow; soak.csv has a row a second.
# Usage: benchmarks/soak.sh [--minutes N] [--out DIR] [--bound MIB_AN_HOUR]      status 1 when it grows
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/eng/dotnet.sh"
"$root/eng/setup.sh"
exec dotnet run -c Release --project "$root/benchmarks/Soak" -- "$@"
