#!/usr/bin/env bash
# Says so where the .NET 10 SDK is missing: Gan.Net needs nothing else.
# Usage: eng/setup.sh [--tests]      --tests also installs, on Debian and Ubuntu, the programs that some tests take for witnesses:
#                                    PyTorch, Pillow, ONNX, gRPC, Node, MPICH, Chromium, readelf, Fashion-MNIST; and, by npm, ONNX Runtime for JavaScript
#                                    into ~/.cache/gan-net. Without them those tests are skipped and named.
# Safe to run again; costs milliseconds when nothing is missing.
set -euo pipefail

say() { echo "setup: $*" >&2; }
exists() { compgen -G "$1" >/dev/null; }
installable() { [ -n "$(apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: *//p' | grep -v '(none)')" ]; }

dotnet --list-sdks 2>/dev/null | grep -qE '^(1[0-9])\.' ||
  { say "the .NET 10 SDK is missing. Install it from https://dotnet.microsoft.com/download/dotnet/10.0 and see that 'dotnet' is on the PATH."; exit 1; }

[ "${1:-}" = --tests ] || exit 0

sudo=()
is_root() {
  [ "$(id -u)" = 0 ] && return
  sudo -n true 2>/dev/null || return 1
  sudo=(sudo -n)
}
apt() { ${sudo[@]+"${sudo[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@"; }

programs() {
  local missing=() have=() package log
  exists '/usr/lib/python3*/dist-packages/torch/version.py' || missing+=(python3-torch)
  exists '/usr/lib/python3/dist-packages/PIL/Image.py' || missing+=(python3-pil)
  exists '/usr/lib/python3/dist-packages/onnx/checker.py' || missing+=(python3-onnx)
  exists '/usr/lib/python3/dist-packages/grpc/__init__.py' || missing+=(python3-grpcio)
  command -v node >/dev/null || missing+=(nodejs)
  command -v mpirun.mpich >/dev/null || missing+=(mpich)
  command -v chromium >/dev/null || missing+=(chromium)
  command -v readelf >/dev/null || missing+=(binutils)
  exists '/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte*' || missing+=(dataset-fashion-mnist)
  [ ${#missing[@]} -gt 0 ] || return 0

  command -v apt-get >/dev/null || { say "this system has no apt-get to install ${missing[*]}; the tests that need them will be skipped."; return 1; }
  is_root || { say "needs root to install: sudo apt-get install -y --no-install-recommends ${missing[*]}"; return 1; }
  say "installs ${missing[*]}"
  apt update >/dev/null || say "apt-get update failed; goes on with the lists at hand"
  for package in "${missing[@]}"; do
    if installable "$package"; then have+=("$package")
    else say "this release has no $package; goes on without"; fi
  done
  [ ${#have[@]} -gt 0 ] || return 0
  log=$(mktemp)
  apt install -y --no-install-recommends "${have[@]}" >"$log" 2>&1 </dev/null ||
    { tail -n 20 "$log" >&2; say "could not install ${have[*]}; apt's words are above and in $log"; return 1; }
  rm -f "$log"
}

# ONNX Runtime for Node and for browsers, 220 MB once for all clones. Where npm or the network is missing, this alone is left out.
onnx=1.30.0
has_onnx() {
  local package
  for package in onnxruntime-node onnxruntime-web; do
    grep -qs "\"version\": \"$onnx\"" "$1/node_modules/$package/package.json" || return 1
  done
}
onnx_for_javascript() {
  local cache=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/gan-net log new
  local folder=$cache/onnx-node
  [ -n "${GAN_ONNX_NODE:-}" ] && return
  has_onnx "$folder" && return
  command -v node >/dev/null || return
  if ! command -v npm >/dev/null && installable npm && is_root; then
    say "installs npm"
    apt install -y --no-install-recommends npm >/dev/null 2>&1 </dev/null
  fi
  command -v npm >/dev/null || { say "there is no npm, which brings ONNX Runtime for JavaScript; goes on without"; return; }
  new=$(mkdir -p "$cache" && mktemp -d "$cache/onnx-node.XXXXXX") || { say "$cache cannot be written; goes on without ONNX Runtime for JavaScript"; return; }
  say "installs onnxruntime-node and onnxruntime-web into $folder"
  log=$(mktemp)
  # Without scripts: that of onnxruntime-node brings CUDA. The package holds the libraries of all systems; one is kept.
  # Without a HOME, npm would keep its own cache in a folder '~' of the place where it runs.
  npm_config_fetch_timeout=60000 npm install --prefix "$new" --cache "$new/npm" --ignore-scripts --no-audit --no-fund --fetch-retries=1 \
    "onnxruntime-node@$onnx" "onnxruntime-web@$onnx" >"$log" 2>&1 </dev/null || tail -n 3 "$log" >&2
  rm -rf "$log" "$new/npm"
  if ! has_onnx "$new"; then
    say "npm could not bring them; goes on without"
  elif ! has_onnx "$folder"; then # which another run may have filled meanwhile
    find "$new/node_modules/onnxruntime-node/bin" -mindepth 2 -maxdepth 2 ! -name "$(uname -s | tr A-Z a-z)" -exec rm -rf {} +
    rm -rf "$folder"
    mv "$new" "$folder"
  fi
  rm -rf "$new"
}

status=0
programs || status=1
onnx_for_javascript || true
exit $status
