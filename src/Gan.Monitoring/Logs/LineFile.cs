using System.Text;

namespace Gan.Monitoring;

/// <summary>
/// A text file with one line a step, in ascending order. Each line reaches the system when it is written. What a
/// training does again, after a resume or a return to a checkpoint, is cut off first, and so is a last line that a
/// crash cut short.
/// </summary>
/// <param name="path">The file; its folder is made if it is missing.</param>
/// <param name="header">The first line, or null for none.</param>
/// <param name="step">The step of a line; null for a line that is none of this kind.</param>
internal sealed class LineFile(string path, string? header, Func<string, long?> step) : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private FileStream? file;
    private long last;

    /// <summary>Goes on behind a step, or begins anew behind step 0.</summary>
    /// <returns>The line of the latest step that is kept; null for none.</returns>
    /// <exception cref="InvalidDataException">The file is no such log.</exception>
    public string? Open(long done)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (done > 0 && header is not null && File.Exists(path) && FirstLine() is { } found && found != header)
        {
            SetAside();
        }
        file = new FileStream(
            path,
            done > 0 ? FileMode.OpenOrCreate : FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.Read | FileShare.Delete
        );
        var kept = CutBehind(done);
        if (file.Length == 0 && header is not null)
        {
            Write(header);
        }
        last = done;
        return kept;
    }

    public void Append(long at, string line)
    {
        if (at <= last)
        {
            CutBehind(at - 1);
        }
        Write(line);
        last = at;
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

    private string? CutBehind(long done)
    {
        file!.Position = 0;
        var end = 0L;
        var kept = default(string);
        var first = true;
        var bytes = new List<byte>();
        var input = new BufferedStream(file, 1 << 16); // not disposed: it would take the file with it
        for (int next; (next = input.ReadByte()) >= 0; )
        {
            bytes.Add((byte)next);
            if (next != '\n')
            {
                continue;
            }
            var line = Utf8.GetString([.. bytes]).TrimEnd('\n', '\r');
            if (!(first && header is not null))
            {
                var number =
                    step(line)
                    ?? throw new InvalidDataException(
                        $"'{path}' has a line that is none of this log: '{Short(line)}'. Choose another file."
                    );
                if (number > done)
                {
                    break;
                }
                kept = line;
            }
            end = end + bytes.Count;
            first = false;
            bytes.Clear();
        }
        file.SetLength(end);
        file.Position = end;
        return kept;
    }

    private string? FirstLine()
    {
        using var reader = new StreamReader(path, Utf8);
        return reader.ReadLine();
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
