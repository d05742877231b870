using System.Text.RegularExpressions;

namespace Gan;

/// <summary>Systems whose C or C++ library is older than the one that libtorch or TorchSharp was built for.</summary>
internal static partial class MissingVersion
{
    /// <summary>Says what is missing and who has it; null where the loader failed for another reason.</summary>
    /// <param name="failure">From loading a library.</param>
    // Of several versions the loader names the first alone. The
    // systems are those with glibc 2.34 and the libstdc++ of GCC 12.
    internal static TorchBackendException? Problem(Exception failure)
    {
        var version = VersionText().Match(failure.Message);
        return version.Success
            ? new TorchBackendException(
                $"This system's C or C++ library is too old for libtorch: it lacks {version.Groups[1].Value}; run the "
                    + "program on Debian 12, Ubuntu 22.04, RHEL 10 or newer, or in a container of one of these.",
                failure
            )
            : null;
    }

    // Words of glibc's loader, such as: libc.so.6: version `GLIBC_2.34' not found (required by …).
    [GeneratedRegex("version [`']([A-Z]+_[0-9.]+)' not found")]
    private static partial Regex VersionText();
}
