namespace Gan;

/// <summary>Says what a full or read-only disk and damaged files mean for the checkpoints of a training.</summary>
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

    /// <summary>Reads one of several checkpoints.</summary>
    /// <param name="from">Its step.</param>
    /// <param name="steps">The steps of all, the newest first.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="CheckpointException">It is damaged: says which earlier one is whole.</exception>
    internal T Read<T>(long from, IReadOnlyList<long> steps, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CheckpointException e)
        {
            var whole = steps.Where(s => s < from && IsWhole(s)).Select(s => (long?)s).FirstOrDefault();
            throw new CheckpointException(
                whole is { } before
                    ? $"{e.Message} The one before it, {folder.PathOf(before)}, is whole: ResumeFrom = "
                        + $"{before} takes it."
                    : $"{e.Message} No earlier one is whole.",
                e.Path,
                e
            );
        }
    }

    private bool IsWhole(long candidate)
    {
        try
        {
            CheckpointFiles.Verify(folder.PathOf(candidate), parts);
            return true;
        }
        catch (CheckpointException)
        {
            return false;
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
