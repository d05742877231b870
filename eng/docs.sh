#!/usr/bin/env bash
# Builds the pages and the API reference into artifacts/site; a link that leads nowhere is an error.
# Usage: eng/docs.sh [--serve]      --serve then shows the site at http://localhost:8080.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. eng/dotnet.sh
site=https://github.com/gan-net/Gan.Net/blob/main
stage=artifacts/docs
rm -rf "$stage" artifacts/site
mkdir -p "$stage"

dotnet tool restore >/dev/null
dotnet restore src/Gan.Net -v q

cp -r docs CHANGELOG.md CONTRIBUTING.md "$stage"
mkdir -p "$stage/benchmarks"
cp -r benchmarks/README.md benchmarks/results "$stage/benchmarks"
cp README.md "$stage/index.md"
mv "$stage/docs/docfx.json" "$stage/docs/toc.yml" "$stage"
rm "$stage/docs/package.md"
# What the site does not hold is in the repository.
find "$stage" -name '*.md' -exec sed -i.bak -E \
  -e "s#\]\((\.\./)*((src|samples|tests|eng)(/[^)]*)?|LICENSE|THIRD-PARTY-NOTICES\.md)\)#](${site}/\2)#g" {} +
find "$stage" -name '*.bak' -delete

dotnet docfx "$stage/docfx.json" --warningsAsErrors
[ "${1:-}" != --serve ] || exec dotnet docfx serve artifacts/site
