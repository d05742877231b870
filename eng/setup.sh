#!/usr/bin/env bash
# Installs what Gan.Net needs beside the .NET 10 SDK on Debian and Ubuntu: libtorch, a C++ compiler, an OpenBLAS; libvips for image files.
# Usage: eng/setup.sh [--tests]      --tests adds what only the tests use: PyTorch for the checks against it, Fashion-MNIST,
#                                    Pillow to make image files, Chromium to open the training report.
# Safe to run again; costs milliseconds when nothing is missing. Without root and sudo it prints the command to run instead.
#   LIBTORCH=/path             use that libtorch (1.13 to 2.x) and don't install one
#   TorchProvider=TorchSharp   use the TorchSharp package; nothing native is needed then
set -euo pipefail

say() { echo "setup: $*" >&2; }
exists() { compgen -G "$1" >/dev/null; }
installable() { [ -n "$(apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: *//p' | grep -v '(none)')" ]; }

needed=()
native=true; [ "${TorchProvider:-System}" = TorchSharp ] && native=false
if $native; then
  command -v "${CXX:-g++}" >/dev/null || needed+=(g++)
  if [ -n "${LIBTORCH:-}" ]; then
    [ -e "$LIBTORCH/lib/libtorch_cpu.so" ] ||
      { say "LIBTORCH=$LIBTORCH has no lib/libtorch_cpu.so. Point it at an unzipped libtorch or at the 'torch' folder of a PyTorch wheel."; exit 1; }
  else
    exists '/usr/include/torch/csrc/api/include/torch/version.h' && exists '/usr/lib/*/libtorch_cpu.so' || needed+=(libtorch-dev)
    # Reference BLAS multiplies matrices many times slower. Of the OpenBLAS builds the OpenMP one shares libtorch's thread
    # pool, where the pthread one keeps a second pool that competes for the same cores.
    exists '/usr/lib/*/openblas*/libblas.so.3' || needed+=(libopenblas0-openmp)
  fi
fi
[ -e /etc/ssl/certs/ca-certificates.crt ] || needed+=(ca-certificates) # restoring packages needs it; a bare container lacks it

optional=()
exists '/usr/lib/*/libvips.so.42' || optional+=(libvips42) # only folders of images need it; everything else goes on without
if [ "${1:-}" = --tests ]; then
  exists '/usr/lib/python3*/dist-packages/torch/version.py' || optional+=(python3-torch)
  exists '/usr/lib/python3/dist-packages/PIL/Image.py' || optional+=(python3-pil)
  command -v chromium >/dev/null || optional+=(chromium)
  exists '/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte*' || optional+=(dataset-fashion-mnist)
fi

if [ ${#needed[@]} -gt 0 ] || [ ${#optional[@]} -gt 0 ]; then
  command -v apt-get >/dev/null ||
    { say "needs a C++17 compiler (g++) and libtorch 1.13 to 2.x. This system has no apt: install them by its own means and set LIBTORCH=/path/to/libtorch."; exit 1; }
  all=("${needed[@]}" "${optional[@]}")
  sudo=()
  if [ "$(id -u)" != 0 ]; then
    if sudo -n true 2>/dev/null; then sudo=(sudo -n)
    else
      [ ${#needed[@]} -gt 0 ] || { say "goes on without what image folders or some tests use; to get it: sudo apt-get install -y ${optional[*]}"; all=(); }
      [ ${#all[@]} -eq 0 ] || { say "packages are missing. Run this, then start again:"; echo "sudo apt-get update && sudo apt-get install -y --no-install-recommends ${all[*]}"; exit 1; }
    fi
  fi
  if [ ${#all[@]} -gt 0 ]; then
    say "installs ${all[*]}"
    apt=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
    "${apt[@]}" update >/dev/null || say "apt-get update failed; goes on with the lists at hand"
    if [[ " ${needed[*]} " == *" libtorch-dev "* ]]; then
      version=$(apt-cache policy libtorch-dev | sed -n 's/^ *Candidate: *//p')
      version=${version/(none)/}
      if ! dpkg --compare-versions "${version:-0}" ge 1.13; then
        say "this release's libtorch-dev is ${version:-absent}, but 1.13 or later is needed. Unzip a libtorch (cxx11 ABI) from pytorch.org or"
        say "take the 'torch' folder of an installed PyTorch, then start again with: LIBTORCH=/path/to/libtorch"
        exit 1
      fi
    fi
    have=()
    for package in "${optional[@]}"; do
      if installable "$package"; then have+=("$package")
      elif installable "${package}t64"; then have+=("${package}t64") # Debian 13's name for libraries rebuilt with 64-bit times
      else say "this release has no $package; goes on without, and what needs it says so"; fi
    done
    all=("${needed[@]}" "${have[@]}")
    if [ ${#all[@]} -gt 0 ]; then
      log=$(mktemp)
      "${apt[@]}" install -y --no-install-recommends "${all[@]}" >"$log" 2>&1 </dev/null ||
        { tail -n 20 "$log" >&2; say "could not install ${all[*]}; apt's words are above and in $log"; exit 1; }
      rm -f "$log"
    fi
  fi
fi

if $native && [ -z "${LIBTORCH:-}" ]; then
  for blas in /usr/lib/*/libblas.so.3; do
    case $(readlink -f "$blas") in */blas/libblas.so.3*)
      name=libblas.so.3-$(basename "$(dirname "$blas")")
      say "libblas.so.3 is still the slow reference BLAS, chosen by hand; to let OpenBLAS serve: sudo update-alternatives --auto $name" ;;
    esac
  done
fi

dotnet --list-sdks 2>/dev/null | grep -qE '^(1[0-9])\.' ||
  { say "the .NET 10 SDK is missing. Install it from https://dotnet.microsoft.com/download/dotnet/10.0 and see that 'dotnet' is on the PATH."; exit 1; }
