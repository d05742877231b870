using System.Reflection;
using System.Runtime.InteropServices;

namespace Gan.Distributed;

/// <summary>
/// Finds the MPI library. MPI.NET asks for that of Microsoft, whose binary interface is MPICH's and Intel's too.
/// Open MPI has another one.
/// </summary>
internal static class MpiLibrary
{
    /// <summary>The variable that names the file of the library.</summary>
    internal const string Variable = "GAN_MPI_LIBRARY";

    private static readonly string[] Names = ["libmpich.so.12", "libmpi.so.12", "libmpich.so", "libmpi.12.dylib"];

    private static readonly Lazy<nint> Handle = new(Load);

    /// <summary>Lets MPI.NET find it.</summary>
    /// <exception cref="ProcessException">It is not there.</exception>
    internal static void Use()
    {
        _ = Handle.Value;
        NativeLibrary.SetDllImportResolver(typeof(MPI.Communicator).Assembly, Resolve);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name.StartsWith("msmpi", StringComparison.OrdinalIgnoreCase) ? Handle.Value : 0;

    private static nint Load()
    {
        var stated = Environment.GetEnvironmentVariable(Variable);
        string[] names = OperatingSystem.IsWindows() ? ["msmpi.dll"] : Names;
        foreach (var name in string.IsNullOrEmpty(stated) ? names : [stated])
        {
            if (NativeLibrary.TryLoad(name, out var handle))
            {
                return handle;
            }
        }
        throw new ProcessException(
            string.IsNullOrEmpty(stated)
                ? "There is no MPI library of MPICH's kind. Install MPICH (Debian: mpich), Intel MPI or, on Windows, "
                    + $"MS-MPI, or name the library's file in the environment variable {Variable}."
                : $"{Variable} names '{stated}', which is no library that can be loaded. Name that of MPICH, Intel MPI "
                    + "or MS-MPI."
        );
    }
}
