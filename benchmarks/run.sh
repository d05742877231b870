#!/usr/bin/env bash
# The front door of the benchmarks: builds what a subject needs and measures it. Nothing else should run beside it.
# Usage: benchmarks/run.sh SUBJECT [OPTION…]      without a subject, or with --help, it lists all
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/eng/dotnet.sh"

subjects() {
  cat <<'LIST'
Usage: benchmarks/run.sh SUBJECT [OPTION…]      SUBJECT --help lists the options

  compare             time and memory beside plain TorchSharp and PyTorch on the same work: compare.json, docs/speed.md
  profile             milliseconds of each layer, without the kernels and with them: profile.md
  parts               small parts of a step, with managed allocations: parts.md
  scaling             time and memory of a step against batch, image, feature maps and data set: scaling.*
  mode-coverage       modes that several games find on a ring and a grid of Gaussians: mode-coverage.*
  stacked-digits      modes of 1,000 that games find on three digits a picture: stacked-digits.*
  anomaly             digits held out as anomalies: f-AnoGAN, AnoGAN, nearest neighbours, PCA: anomaly.*
  data-wait           share of the steps that a training waits for data, with and without random changes and workers
  decoder             images a second beside Pillow's on the same JPEG files: decoder.json; OPTION is the rounds
  soak                memory and live tensors over half an hour with all callbacks; status 1 where they grow
  guard-cost          share of a step that looking for numbers that are none takes; OPTION is the rounds
  mixed-precision     speed, memory and quality in bfloat16 beside float32
  conditional-digits  share of samples in which a classifier sees the digit that was asked for
  families            families of networks in equal processor time, on Fashion-MNIST and on emoji: families.*
  translation         pix2pix, super-resolution, inpainting, CycleGAN on real data beside baselines: translation.*
  stylegan-step       a step of StyleGAN2 beside the same written in plain TorchSharp
  tables              likelihoods beside the published, trees, a copula, DP-SGD and attacks on it: tables.*
  texts               SeqGAN and others beside likelihood: an oracle (--part oracle), English words (--part words)
  unrolled            modes of a ring that unrolled GANs find: unrolled.*
  chequerboard        how much of a DCGAN's samples alternates by the way its sides are doubled; OPTION is the folder
  shipping            errors, bytes, distances and time of shipped files: shipping.md
  watermark           bits and p-values of watermarks after JPEG, cuts, resizing, noise, int8: watermark.md
  distributed         a step in one process and in two, and a model of clusters: distributed.md
  serving             samples a second and delays of a server on loopback, its stop, mutated bodies: serving.*
  judge-samples       inception score and class shares of digits in a .npy file

Files go to benchmarks/results where nothing else is said.
LIST
}

build() { dotnet build -c Release --nologo -v q "$root/benchmarks/$1" >&2; }
program() { echo "$root/benchmarks/$1/bin/Release/net10.0/$1.dll"; }

# The four below write into the repository, whatever folder they are called from; paths given to the others are the caller's.
in_root() { cd "$root"; run "$@"; }
run() {
  local name=$1
  shift
  "$root/eng/setup.sh"
  build "$name"
  exec dotnet "$(program "$name")" "$@"
}

subject=${1:---help}
[ $# = 0 ] || shift
case $subject in
  compare) "$root/eng/setup.sh"; build peers/PlainTorchSharp; in_root Compare "$@" ;;
  profile) in_root Profile "$@" ;;
  parts) in_root Parts "$@" ;;
  scaling) in_root Scaling "$@" ;;
  mode-coverage) run ModeCoverage --out "$root/benchmarks/results" "$@" ;;
  stacked-digits) run StackedDigits --out "$root/benchmarks/results" "$@" ;;
  anomaly) run Anomaly --out "$root/benchmarks/results" "$@" ;;
  data-wait) run DataWait "$@" ;;
  decoder)
    case ${1:-} in -*) echo "Usage: benchmarks/run.sh decoder [ROUNDS]"; exit ;; esac
    "$root/eng/setup.sh" --tests
    build Decoder
    exec /usr/bin/python3 "$root/benchmarks/peers/decoder.py" "$(program Decoder)" "$root/benchmarks/results" "${1:-3}"
    ;;
  families) run Families --out "$root/benchmarks/results" "$@" ;;
  translation) run Translation --out "$root/benchmarks/results" "$@" ;;
  shipping) run Shipping --out "$root/benchmarks/results" "$@" ;;
  watermark) run Watermark --out "$root/benchmarks/results" "$@" ;;
  serving) run Serving --out "$root/benchmarks/results" "$@" ;;
  chequerboard) run Chequerboard "$@" ;;
  tables) run Tables --out "$root/benchmarks/results" "$@" ;;
  texts) run Texts --out "$root/benchmarks/results" "$@" ;;
  distributed) run Distributed --out "$root/benchmarks/results" "$@" ;;
  unrolled) run Unrolled --out "$root/benchmarks/results" "$@" ;;
  stylegan-step) run StyleGanStep "$@" ;;
  soak) run Soak "$@" ;;
  guard-cost)
    case ${1:-} in -*) echo "Usage: benchmarks/run.sh guard-cost [ROUNDS]"; exit ;; esac
    run GuardCost "$@"
    ;;
  mixed-precision) run MixedPrecision "$@" ;;
  conditional-digits) run ConditionalDigits "$@" ;;
  judge-samples) run JudgeSamples "$@" ;;
  -h | --help | help) subjects ;;
  *) echo "There is no subject '$subject'." >&2; subjects >&2; exit 1 ;;
esac
