#!/usr/bin/env bash
# Builds everything with warnings as errors and runs all tests; needs the .NET 10 SDK and nothing else.
# Usage: ./test.sh [--filter …]      options go to each 'dotnet test'. The last line is "N passed, N failed, N skipped".
# For Linux: it takes timeout and sed of GNU. Elsewhere 'dotnet test Gan.Net.sln -c Release' runs the same tests.
# Text and files are the same in every culture: each test program runs under another one, or all under the one that
# GAN_TEST_CULTURE names, such as fa-IR.
# Some tests take a program of the machine for a witness and are skipped, by name, where it is missing: eng/setup.sh --tests installs all.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
. eng/dotnet.sh
eng/setup.sh || exit 1

began=$SECONDS
dotnet build Gan.Net.sln -c Release -warnaserror --nologo -v q || { echo "The build failed." >&2; exit 1; }
echo "Built in $((SECONDS - began)) s."

results=artifacts/test-results
rm -rf "$results" && mkdir -p "$results"
counter() { grep -m 1 -o '<Counters [^>]*' "$2" | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p"; }
# Each test that was not run, with the reason that its attribute gave.
skips() {
  tr '\n' ' ' <"$1" | sed 's/<UnitTestResult /\n&/g; s/<.UnitTestResult>/\n/g' | sed -n '/^<UnitTestResult [^>]*outcome="NotExecuted"/{
    s/.* testName="\([^"]*\)".*<\(Message\|StdOut\)>\([^<]*\)<.*/  skipped: \1: \3/; s/.* testName="\([^"]*\)".*/  skipped: \1/; p; }'
}
passed=0 failed=0 skipped=0 names=
cultures=(de-DE tr-TR ar-SA fa-IR) programs=0
# One test program after another: each uses all cores for its tensors, and a crash of one leaves the others' results.
for project in tests/*.Tests/; do
  name=$(basename "$project")
  started=$SECONDS
  culture=${GAN_TEST_CULTURE:-${cultures[programs % ${#cultures[@]}]}}
  programs=$((programs + 1))
  GAN_TEST_CULTURE=$culture timeout -k 30 1800 dotnet test "$project/bin/Release/net10.0/$name.dll" --nologo "$@" --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" </dev/null >"artifacts/$name.log" 2>&1
  status=$?
  trx=$results/$name.trx
  p=0 f=0 s=0
  if [ -e "$trx" ]; then
    p=$(counter passed "$trx") total=$(counter total "$trx") f=$((total - p)) s=$((total - $(counter executed "$trx")))
    f=$((f - s))
    [ "$s" = 0 ] || names+=$(skips "$trx")$'\n'
  fi
  if [ "$status" != 0 ]; then
    cat "artifacts/$name.log"
    echo "$name ran under GAN_TEST_CULTURE=$culture."
    [ "$f" -gt 0 ] || { f=1; echo "$name ended with status $status before its tests were done."; }
  fi
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  printf '%-26s %s %5d passed %4d failed %4d skipped %5d s\n' "$name" "$culture" "$p" "$f" "$s" $((SECONDS - started))
done

[ $((passed + failed)) -gt 0 ] || { echo "No test ran." >&2; exit 1; }
echo "All in $((SECONDS - began)) s."
printf '%s' "$names"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
