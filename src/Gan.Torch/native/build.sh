#!/usr/bin/env bash
# Compiles gan_torch.cpp against the libtorch of this machine and leaves libgan_torch.so in the folder given.
# Usage: build.sh OUTPUT_FOLDER      LIBTORCH=/path chooses another libtorch: an unzipped archive or a wheel's "torch" folder.
# The result is keyed by source, compiler flags and libtorch, so a second call costs milliseconds.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$1
setup="sudo apt-get install -y libtorch-dev g++ libopenblas0-openmp"
fail() { echo "error GANTORCH: $1" >&2; exit 1; }

if [ -n "${LIBTORCH:-}" ]; then
  include=("-I$LIBTORCH/include" "-I$LIBTORCH/include/torch/csrc/api/include")
  lib=$LIBTORCH/lib
  [ -e "$lib/libtorch_cpu.so" ] || fail "LIBTORCH=$LIBTORCH has no lib/libtorch_cpu.so. Point it at an unzipped libtorch or at the 'torch' folder of a PyTorch wheel."
  version=$(cat "$LIBTORCH/build-version" 2>/dev/null || sed -n 's/^__version__ = .\(.*\)./\1/p' "$LIBTORCH/version.py" 2>/dev/null || echo unknown)
else
  lib=$(dirname "$(ls /usr/lib/*/libtorch_cpu.so /usr/lib/libtorch_cpu.so /usr/local/lib/libtorch_cpu.so 2>/dev/null | head -n 1)" 2>/dev/null || true)
  [ -e "$lib/libtorch_cpu.so" ] && [ -d /usr/include/torch ] || fail "libtorch is not installed. Install it with: $setup"
  include=("-I/usr/include/torch/csrc/api/include")
  version=$(basename "$(readlink -f "$lib/libtorch_cpu.so")")
fi
compiler=${CXX:-g++}
command -v "$compiler" >/dev/null || fail "no C++ compiler ($compiler). Install it with: $setup"

libs=(-ltorch -ltorch_cpu -lc10)
# Without --no-as-needed the linker drops libtorch_cuda, which registers its operators only by being loaded.
[ -e "$lib/libtorch_cuda.so" ] && libs=(-Wl,--no-as-needed -ltorch_cuda -lc10_cuda "${libs[@]}" -Wl,--as-needed)
# Wheels up to 2.5 were built with the old C++ ABI.
abi=1
command -v nm >/dev/null && ! nm -D --defined-only "$lib/libc10.so" | grep -q 'c10.*__cxx11' && abi=0
flags=(-std=c++17 -O2 -fPIC -shared -fvisibility=hidden -w "-D_GLIBCXX_USE_CXX11_ABI=$abi")
key=$(cat "$here/gan_torch.cpp" "$here/build.sh" <(echo "$version $lib ${flags[*]} ${libs[*]}") | sha256sum | cut -c 1-16)

mkdir -p "$out"
exec 9>"$out/.lock"; flock 9   # several projects may be built at once
[ -e "$out/libgan_torch.so" ] && [ "$(cat "$out/key" 2>/dev/null)" = "$key" ] && exit 0
"$compiler" "${flags[@]}" "${include[@]}" -o "$out/libgan_torch.so.new" "$here/gan_torch.cpp" "-L$lib" "-Wl,-rpath,$lib" "${libs[@]}" ||
  fail "gan_torch.cpp does not compile against libtorch $version in $lib. Supported: 1.13 to 2.x; the compiler's message is above."
mv "$out/libgan_torch.so.new" "$out/libgan_torch.so"
echo "$key" >"$out/key"
