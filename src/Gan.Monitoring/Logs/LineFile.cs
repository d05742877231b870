using System.Text;

namespace Gan.Monitoring;

/// <summary>
/// A text file with one line a step, in ascending order. Each line reaches the
/// system when it is written. What a training does again, after a resume or a return
/// to a checkpoint, is cut off first, and so is a last line that a crash cut short.
/// </summary>
/// <param name="path">The file with its whole path; its folder is made if it is missing.</param>
/// <param name="header">The first line, or null for none.</param>
/// <param name="step">The step of a line; null for a line that is none of this kind.</param>
internal sealed class LineFile(string path, string? header, Func<string, long?> step) : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private const int Beginning = 4096; // characters of a first line that tell what a file is
    private FileStream? file;
    private long last;

    /// <summary>Refuses a file that is no log of this kind before it is cut or replaced.</summary>
    /// <param name="path">The file, which may be missing or empty.</param>
    /// <param name="isOwn">Whether a first line is of this kind; a crash or a bound may have cut it short.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static void Check(string path, Func<string, bool> isOwn)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
        {
            return;
        }
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Utf8);
        var start = new char[Beginning];
        var line = new string(start, 0, reader.ReadBlock(start)).Split('\n')[0].TrimEnd('\r');
        if (!isOwn(line))
        {
            throw NotOwn(path, line);
        }
    }

    /// <summary>Whether a line begins in such a way, or would if it had not been cut short.</summary>
    public static bool Begins(string line, string own) =>
        line.StartsWith(own, StringComparison.Ordinal)
        || (line.Length > 0 && own.StartsWith(line, StringComparison.Ordinal));

    /// <summary>Goes on behind a step, or begins anew behind step 0.</summary>
    /// <returns>The line of the latest step up to that one; null for none.</returns>
    /// <exception cref="InvalidDataException">The file is no such log.</exception>
    public string? Open(long lastStep)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var goesOn = lastStep > 0;
        if (goesOn && HasOtherHeader())
        {
            SetAside();
        }
        file = new FileStream(
            path,
            goesOn ? FileMode.OpenOrCreate : FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.Read | FileShare.Delete
        );
        try
        {
            var line = CutBehind(lastStep);
            if (file.Length == 0 && header is not null)
            {
                Write(header);
            }
            last = lastStep;
            return line;
        }
        catch
        {
            Dispose(); // nobody ends what failed at its start
            throw;
        }
    }

    public void Append(long stepOfLine, string line)
    {
        if (stepOfLine <= last)
        {
            CutBehind(stepOfLine - 1);
        }
        Write(line);
        last = stepOfLine;
    }

    public void Dispose()
    {
        file?.Dispose();
        file = null;
    }

    private void Write(string line)
    {
        file!.Write(Utf8.GetBytes(line + "\n")); // at once, so that at most a line is cut
        file.Flush();
    }

    // Gives the last line that stays, if it is not the header.
    private string? CutBehind(long lastStep)
    {
        file!.Position = 0;
        var end = 0L;
        string? last = null;
        var isHeader = header is not null;
        var bytes = new List<byte>();
        var input = new BufferedStream(file, 1 << 16); // not disposed: it would take the file with it
        for (var next = input.ReadByte(); next >= 0; next = input.ReadByte())
        {
            bytes.Add((byte)next);
            if (next != '\n')
            {
                continue;
            }
            if (!isHeader)
            {
                var line = Utf8.GetString([.. bytes]).TrimEnd('\n', '\r');
                if (StepOf(line) > lastStep)
                {
                    break;
                }
                last = line;
            }
            end += bytes.Count;
            isHeader = false;
            bytes.Clear();
        }
        file.SetLength(end);
        file.Position = end;
        return last;
    }

    private long StepOf(string line) => step(line) ?? throw NotOwn(path, line);

    private static InvalidDataException NotOwn(string path, string line) =>
        new($"'{path}' has a line that is none of this log: '{Short(line)}'. Choose another file.");

    private bool HasOtherHeader()
    {
        if (header is null || !File.Exists(path))
        {
            return false;
        }
        using var reader = new StreamReader(path, Utf8);
        var line = reader.ReadLine();
        return line is not null && line != header;
    }

    // Columns have changed, such as by another metric: lines of both kinds in one file could not be read.
    private void SetAside()
    {
        var target = path + ".aside";
        for (var n = 2; File.Exists(target); n++)
        {
            target = FormattableString.Invariant($"{path}.aside{n}");
        }
        File.Move(path, target);
    }

    private static string Short(string line) => line.Length <= 60 ? line : line[..60] + "…";
}
