using System.Runtime.InteropServices;

namespace Gan;

/// <summary>
/// Makes a folder's entries survive a power cut. Unix wants folders flushed on their own, but .NET opens none
/// (File.OpenHandle refuses them); Windows journals them. The three calls have the same form on Linux and macOS, where
/// .NET finds libc under this name.
/// </summary>
internal static class DurableFolder
{
    internal static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var file = Open(folder, 0); // O_RDONLY is 0 everywhere
        if (file < 0)
        {
            throw Failed(folder, "opened");
        }
        try
        {
            if (Sync(file) != 0 && Marshal.GetLastPInvokeError() != InvalidArgument)
            {
                throw Failed(folder, "flushed");
            }
        }
        finally
        {
            _ = Close(file);
        }
    }

    private const int InvalidArgument = 22; // EINVAL: a file system that has nothing to flush for folders

    private static IOException Failed(string folder, string what) =>
        new($"The folder '{folder}' cannot be {what}: {Marshal.GetLastPInvokeErrorMessage()}.");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int file);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int file);
}
