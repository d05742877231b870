#!/usr/bin/env bash
# Says so where the .NET 10 SDK is missing: Gan.Net needs nothing else.
# Usage: eng/setup.sh [--tests]      --tests also installs, on Debian and Ubuntu, the programs that some tests take for witnesses:
#                                    PyTorch, Pillow, ONNX, Node, Chromium, readelf, Fashion-MNIST. Without them those tests are skipped and named.
# Safe to run again; costs milliseconds when nothing is missing.
set -euo pipefail

say() { echo "setup: $*" >&2; }
exists() { compgen -G "$1" >/dev/null; }
installable() { [ -n "$(apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: *//p' | grep -v '(none)')" ]; }

dotnet --list-sdks 2>/dev/null | grep -qE '^(1[0-9])\.' ||
  { say "the .NET 10 SDK is missing. Install it from https://dotnet.microsoft.com/download/dotnet/10.0 and see that 'dotnet' is on the PATH."; exit 1; }

[ "${1:-}" = --tests ] || exit 0
missing=()
exists '/usr/lib/python3*/dist-packages/torch/version.py' || missing+=(python3-torch)
exists '/usr/lib/python3/dist-packages/PIL/Image.py' || missing+=(python3-pil)
exists '/usr/lib/python3/dist-packages/onnx/checker.py' || missing+=(python3-onnx)
command -v node >/dev/null || missing+=(nodejs)
command -v chromium >/dev/null || missing+=(chromium)
command -v readelf >/dev/null || missing+=(binutils)
exists '/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte*' || missing+=(dataset-fashion-mnist)
[ ${#missing[@]} -gt 0 ] || exit 0

command -v apt-get >/dev/null || { say "this system has no apt-get to install ${missing[*]}; the tests that need them will be skipped."; exit 1; }
sudo=()
if [ "$(id -u)" != 0 ]; then
  sudo -n true 2>/dev/null || { say "needs root to install: sudo apt-get install -y --no-install-recommends ${missing[*]}"; exit 1; }
  sudo=(sudo -n)
fi
apt=(${sudo[@]+"${sudo[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
say "installs ${missing[*]}"
"${apt[@]}" update >/dev/null || say "apt-get update failed; goes on with the lists at hand"
have=()
for package in "${missing[@]}"; do
  if installable "$package"; then have+=("$package")
  else say "this release has no $package; goes on without"; fi
done
[ ${#have[@]} -gt 0 ] || exit 0
log=$(mktemp)
"${apt[@]}" install -y --no-install-recommends "${have[@]}" >"$log" 2>&1 </dev/null ||
  { tail -n 20 "$log" >&2; say "could not install ${have[*]}; apt's words are above and in $log"; exit 1; }
rm -f "$log"
