#!/usr/bin/env bash
# Formats all C# of the repository with CSharpier at 120 columns (.csharpierrc, .config/dotnet-tools.json).
# Usage: eng/format.sh [--check] [PATH…]      --check changes nothing and ends with status 1 where a file would change
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. eng/dotnet.sh
verb=format
if [ "${1:-}" = --check ]; then verb=check; shift; fi
dotnet tool restore >/dev/null
[ $# -gt 0 ] || set -- .
exec dotnet csharpier "$verb" "$@"
