#!/usr/bin/env bash
# Images/s of our decoder beside Pillow's on the same generated JPEG files, turn about; starts with a cache of 100,000 images.
# Usage: benchmarks/decoder.sh [ROUNDS]      writes benchmarks/results/decoder.json
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/eng/dotnet.sh"
"$root/eng/setup.sh" --tests
dotnet build -c Release -v q --nologo "$root/benchmarks/Decoder"
exec /usr/bin/python3 "$root/benchmarks/peers/decoder.py" "$root/benchmarks/Decoder/bin/Release/net10.0/Decoder.dll" "$root/benchmarks/results" "${1:-3}"
