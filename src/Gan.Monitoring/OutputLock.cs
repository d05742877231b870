using System.Security.Cryptography;
using System.Text;

namespace Gan.Monitoring;

/// <summary>
/// Keeps a second callback, of this training, another one or another process, from writing the same file or folder
/// while a training runs: each would destroy what the other writes, and nothing would tell.
/// </summary>
/// <remarks>The lock is a file among the temporary ones, because beside the output it would be in the way. The system
/// lets go of it when the process ends, in whatever way. It holds on one machine, for one user.</remarks>
/// <param name="path">The file or folder.</param>
/// <param name="kind">Which of both, for the message.</param>
internal sealed class OutputLock(string path, string kind = "file")
{
    private readonly string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
    private FileStream? file;

    /// <summary>Takes the path, and does what a training begins with; where that fails the path is free
    /// again.</summary>
    /// <exception cref="IOException">Another callback has the path.</exception>
    public void Take(Action start)
    {
        Release(); // of a start that nobody ended
        file = Open();
        try
        {
            start();
        }
        catch
        {
            Release();
            throw;
        }
    }

    /// <summary>Lets the next one have the path.</summary>
    public void Release()
    {
        file?.Dispose();
        file = null;
    }

    private FileStream? Open()
    {
        try
        {
            return new FileStream(
                LockFile(),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
        }
        catch (Exception failure) when (FileSharing.IsInUse(failure))
        {
            throw new IOException(
                $"'{path}' is being written by another training or callback, of this program or of another one. Two "
                    + $"cannot share a {kind}: end the other one, or give this one a {kind} of its own.",
                failure
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // without a place for it a training goes on as if there were no locks
        }
    }

    private string LockFile()
    {
        var name = OperatingSystem.IsWindows() ? path.ToUpperInvariant() : path;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return Path.Combine(Path.GetTempPath(), $"gan-net-{hash[..32]}.lock");
    }
}
