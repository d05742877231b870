namespace Gan;

/// <summary>Why a file could not be opened. Compiled into each room.</summary>
internal static class FileSharing
{
    private const int SharingViolation = unchecked((int)0x80070020); // Windows, and the next line
    private const int LockViolation = unchecked((int)0x80070021);
    private const int WouldBlock = 11; // flock on Linux
    private const int WouldBlockOnMac = 35;

    /// <summary>Whether it is because something else has the file open and shares it with nobody.</summary>
    internal static bool IsInUse(Exception failure)
    {
        if (failure is not IOException)
        {
            return false;
        }
        if (OperatingSystem.IsWindows())
        {
            return failure.HResult is SharingViolation or LockViolation;
        }
        return failure.HResult == (OperatingSystem.IsLinux() ? WouldBlock : WouldBlockOnMac);
    }
}
