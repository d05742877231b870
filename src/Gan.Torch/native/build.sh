#!/usr/bin/env bash
# Compiles the native sources beside it against the libtorch of this machine and leaves libgan_torch.so in the folder given.
# Usage: build.sh OUTPUT_FOLDER      LIBTORCH=/path chooses another libtorch: an unzipped archive or a wheel's "torch" folder.
# The result is keyed by source, compiler flags and libtorch and kept in the user's cache, so that another call costs
# milliseconds and another project on this machine doesn't compile again. On failure the only output is one line.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$1
setup="sudo apt-get install -y libtorch-dev g++ libopenblas0-openmp"
fail() { echo "$1"; exit 1; }

if [ -n "${LIBTORCH:-}" ]; then
  root=$(cd "$LIBTORCH" 2>/dev/null && pwd) || fail "LIBTORCH=$LIBTORCH is no folder."
  lib=$root/lib headers=$root/include
  [ -e "$lib/libtorch_cpu.so" ] && [ -e "$headers/ATen/ATen.h" ] ||
    fail "LIBTORCH=$LIBTORCH has no lib/libtorch_cpu.so or no include/ATen. Point it at an unzipped libtorch or at the 'torch' folder of a PyTorch wheel."
else
  lib='' headers=''
  for found in /usr/lib/*/libtorch_cpu.so /usr/lib/libtorch_cpu.so /usr/local/lib/libtorch_cpu.so; do
    if [ -e "$found" ]; then lib=$(dirname "$found"); break; fi
  done
  for found in /usr/include /usr/local/include; do
    if [ -e "$found/ATen/ATen.h" ]; then headers=$found; break; fi
  done
  [ -n "$lib" ] && [ -n "$headers" ] ||
    fail "libtorch is not installed. Install it with: $setup (or set LIBTORCH=/path/to/libtorch, then build again)"
fi
compiler=${CXX:-g++}
command -v "$compiler" >/dev/null || fail "There is no C++ compiler ($compiler). Install it with: $setup"

api=$headers/torch/csrc/api/include
version=$(grep -ohE '"[0-9]+\.[0-9]+[^"]*"' "$api/torch/version.h" "$headers/torch/headeronly/version.h" 2>/dev/null | sed 's/"//g;q' || true)
case $version in 0.* | 1.[0-9].* | 1.1[0-2].*) fail "libtorch $version in $lib is too old: 1.13 to 2.x is supported. Set LIBTORCH to a newer one." ;; esac

standard=c++17
if grep -q 'C++20 or later' "$headers/ATen/ATen.h"; then standard=c++20; fi # from 2.14 on
# Wheels up to 2.5 were built with the old C++ ABI; c10's functions that take a std::string tell.
abi=1
if ! LC_ALL=C grep -aqE '_ZNK?3c10[0-9A-Za-z_]*__cxx11' "$lib/libc10.so"; then abi=0; fi
# -O3 and no errno let the compiler vectorise the optimiser's loop.
flags=("-std=$standard" -O3 -fno-math-errno -fPIC -shared -fvisibility=hidden -w "-D_GLIBCXX_USE_CXX11_ABI=$abi" "-I$headers" "-I$api")
libs=(-Wl,--no-undefined "-L$lib" "-Wl,-rpath,$lib" -ltorch -ltorch_cpu -lc10)
# libtorch_cuda registers its operators only by being loaded, and the linker would drop it as unused.
if [ -e "$lib/libtorch_cuda.so" ]; then libs+=(-Wl,--no-as-needed -ltorch_cuda -lc10_cuda); fi

key=$({ cat "$here"/*.cpp "$here"/*.h "$here/build.sh"; echo "$("$compiler" --version | head -n 1) $(uname -m) ${flags[*]} ${libs[*]} $version"; stat -Lc '%s %Y' "$lib/libtorch_cpu.so"; } | sha256sum | cut -c 1-16)
done_before() { [ -e "$out/libgan_torch.so" ] && [ "$(cat "$out/libgan_torch.key" 2>/dev/null)" = "$key" ]; }
done_before && exit 0

mkdir -p "$out"
if command -v flock >/dev/null; then exec 9>"$out/.lock"; flock 9; fi # several projects may be built at once
done_before && exit 0

cache=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/gan-torch/$key
log=$out/libgan_torch.log
new=$out/libgan_torch.so.$$
trap 'rm -f "$new" "$out"/*.o.$$' EXIT
if ! cp "$cache/libgan_torch.so" "$new" 2>/dev/null; then
  # Convolutions are compiled to two forms, of which the engine takes one at run time; where the compiler knows neither (older ones, other processors) they are left out.
  parts=()
  for source in winograd images; do
    for form in "avx512 x86-64-v4" "avx2 x86-64-v3"; do
      part=$out/$source.${form% *}.o.$$
      parts+=("$part")
      how=(-std=c++17 -O3 -fPIC -fvisibility=hidden -w "-DMETHOD=method_${form% *}" -c -o "$part")
      wide=("-march=${form#* }" -mprefer-vector-width=512)
      "$compiler" "${wide[@]}" -E -x c++ /dev/null >/dev/null 2>&1 || wide=()
      "$compiler" ${wide[@]+"${wide[@]}"} "${how[@]}" "$here/$source.cpp" >"$log" 2>&1 </dev/null ||
        fail "$source.cpp does not compile: $(grep -m 1 -iE 'error|cannot|not found' "$log" || tail -n 1 "$log") (all of it: $log)"
    done
  done
  "$compiler" "${flags[@]}" -o "$new" "$here/gan_torch.cpp" "${parts[@]}" "${libs[@]}" >"$log" 2>&1 </dev/null ||
    fail "gan_torch.cpp does not compile against libtorch ${version:-of unknown version} in $lib: $(grep -m 1 -iE 'error|cannot|not found' "$log" || tail -n 1 "$log") (all of it: $log)"
  # Renamed into place, because other builds may be reading the cache. A home that can't be written to costs only time.
  if mkdir -p "$cache" 2>/dev/null && cp "$new" "$cache/new.$$" 2>/dev/null; then mv -f "$cache/new.$$" "$cache/libgan_torch.so"; fi
fi
mv -f "$new" "$out/libgan_torch.so"
echo "$key" >"$out/libgan_torch.key"
