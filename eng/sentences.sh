#!/usr/bin/env bash
# Words per sentence of README, CHANGELOG, CONTRIBUTING, docs/ and benchmarks/README.md; a test holds the 90th percentile.
# Usage: eng/sentences.sh [words]      also lists the sentences with more words than that.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
. eng/dotnet.sh
exec dotnet run --project eng/Sentences -c Release -v q -- "$@"
