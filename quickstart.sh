#!/usr/bin/env bash
# Builds and trains a DCGAN with the hinge loss on MNIST digits; needs the .NET 10 SDK and nothing else. Leaves pictures in out/quickstart.
# Usage: ./quickstart.sh [--steps N] [--help …]      the options are samples/Quickstart's own
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/eng/dotnet.sh"
built=$root/samples/Quickstart/bin/Release/net10.0
stamp=$root/samples/Quickstart/obj/built-from

# A checksum of all that the program is built from: cheaper than asking the build, which needs seconds to see that nothing changed.
sources() {
  {
    echo "$root ${TorchBackend:-}"
    cd "$root"
    find src samples/Quickstart samples/*.props eng/*.props ./*.props ./*.targets global.json nuget.config \
      \( -name bin -o -name obj \) -prune -o -type f -print |
      LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum
  } | cksum
}
# Libraries are links into the NuGet folder, which may have been emptied since.
broken() { [ -n "$(find -L "$built" -type l -print)" ]; }

now=$(sources)
if [ ! -e "$built/Quickstart.dll" ] || [ "$(cat "$stamp" 2>/dev/null)" != "$now" ] || broken; then
  "$root/eng/setup.sh"
  rm -f "$stamp"
  if [ -d "$built" ] && broken; then rm -rf "$built"; fi
  echo "Building; the first time takes a minute or two." >&2
  log=$(mktemp)
  dotnet build "$root/samples/Quickstart" -c Release -v q --nologo >"$log" 2>&1 || { cat "$log"; rm -f "$log"; exit 1; }
  rm -f "$log"
  echo "$now" >"$stamp"
fi

out=(--out "$root/out/quickstart")
for argument in "$@"; do case $argument in --out | --out=* | --help | -h | -\?) out=() ;; esac; done
# The bash of macOS takes an empty array for one that is not set.
exec dotnet "$built/Quickstart.dll" ${out[@]+"${out[@]}"} "$@"
