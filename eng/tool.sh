#!/usr/bin/env bash
# Packs the command line 'gan' as a dotnet tool: a package for each system, with its libtorch, and a small one that leads to them.
# Usage: eng/tool.sh [linux-x64|win-x64|osx-arm64 …]      without names, for all three; leaves them in artifacts/packages, or in $OUT
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/eng/dotnet.sh"
out=${OUT:-$root/artifacts/packages}
if [ $# = 0 ]; then set -- linux-x64 win-x64 osx-arm64; fi

web=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/gan-net/onnx-node/node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm
[ -e "$web" ] || echo "tool: packs without ONNX Runtime for browsers, which eng/setup.sh --tests brings; 'gan gallery' will say what to run" >&2

pack() { dotnet pack "$root/src/Gan.Tool" -c Release -v q --nologo -p:PackTool=true "-p:PackageOutputPath=$out" "$@"; }
for system in "$@"; do
  pack -r "$system"
done
# The small one alone. The SDK would pack the others with it, with one libtorch for all of them; tools compiled ahead are
# what it spares that.
pack -p:_InnerToolsPublishAot=true
echo "dotnet tool install --global --add-source $out Gan.Tool"
