#!/usr/bin/env bash
# Installs what is missing, builds, and trains a DCGAN with WGAN-GP on MNIST digits. Leaves pictures in out/quickstart.
# Usage: ./quickstart.sh [--steps N] [--help …]      the options are samples/Quickstart's own
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/eng/dotnet.sh"
"$root/eng/setup.sh"
echo "Building; the first time takes a minute or two." >&2
log=$(mktemp)
dotnet build "$root/samples/Quickstart" -c Release -v q --nologo >"$log" 2>&1 || { cat "$log"; rm -f "$log"; exit 1; }
rm -f "$log"
out=(--out "$root/out/quickstart")
for argument in "$@"; do case $argument in --out | --out=* | --help | -h | -\?) out=() ;; esac; done
exec dotnet run --project "$root/samples/Quickstart" -c Release --no-build -- "${out[@]}" "$@"
