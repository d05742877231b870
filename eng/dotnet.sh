# Sourced by the entry scripts: how dotnet is run here.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# On Linux the SDK stops at its start where ICU is not installed, as in a bare container, unless it is told to do without.
if [ "$(uname)" = Linux ] && ! compgen -G '/usr/lib*/libicuuc.so.*' >/dev/null && ! compgen -G '/usr/lib/*/libicuuc.so.*' >/dev/null; then
  export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
fi
