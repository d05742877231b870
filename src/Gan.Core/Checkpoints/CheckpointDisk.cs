namespace Gan;

/// <summary>Says what a full or read-only disk means for the checkpoints of a training.</summary>
internal sealed class CheckpointDisk(CheckpointFolder folder, IReadOnlyList<StatePart> parts)
{
    /// <param name="path">What is written, for messages.</param>
    /// <param name="action">Writes it.</param>
    /// <exception cref="CheckpointException">It cannot be written.</exception>
    internal void Do(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
            when (e
                    is UnauthorizedAccessException
                        or ArgumentOutOfRangeException
                        or IOException
                        and not CheckpointException
            )
        {
            // .NET calls a file that may not grow further (EFBIG) an argument out of range.
            var whole = folder.Steps();
            throw new CheckpointException(
                $"The checkpoint '{path}' could not be written: {e.Message.TrimEnd('.')}. It takes "
                    + $"{CheckpointFiles.Size(parts)} bytes and some thousands more, and {Free()} are free. "
                    + $"{(whole.Count > 0 ? $"The one of step {whole[0]} is whole" : "There is none yet")}. "
                    + "Make room, then go on with Resume = true.",
                path,
                e
            );
        }
    }

    private string Free()
    {
        try
        {
            return new DriveInfo(folder.Root).AvailableFreeSpace.ToString(
                System.Globalization.CultureInfo.InvariantCulture
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "an unknown number"; // this is said on the way to another error
        }
    }
}
