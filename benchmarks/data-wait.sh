#!/usr/bin/env bash
# Prints the share of the training's steps that it waits for data, with and without random changes and workers.
# Usage: benchmarks/data-wait.sh [--steps N] [--workers N]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/eng/dotnet.sh"
"$root/eng/setup.sh"
exec dotnet run -c Release --project "$root/benchmarks/DataWait" -- "$@"
