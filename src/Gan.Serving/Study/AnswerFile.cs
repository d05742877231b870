using System.Text;
using System.Text.Json;
using Gan.Serving.Http;

namespace Gan.Serving.Study;

/// <summary>Answers as JSON Lines: a head with the study's mode and secret, then a line for each answer, on the disk
/// before the participant hears of it.</summary>
internal sealed class AnswerFile : IDisposable
{
    private readonly FileStream file;
    private readonly FileStream hold;
    private readonly TimeProvider clock;
    private readonly Lock use = new();
    private readonly HashSet<(string, string)> given;

    private AnswerFile(
        FileStream file,
        FileStream hold,
        AnswerHead head,
        IEnumerable<StudyAnswer> answers,
        TimeProvider clock
    )
    {
        this.file = file;
        this.hold = hold;
        this.clock = clock;
        Head = head;
        given = [.. answers.Select(answer => answer.Key)];
    }

    public AnswerHead Head { get; }

    /// <summary>Opens a file, or begins one.</summary>
    /// <exception cref="InvalidDataException">It is of another mode, or no file of answers.</exception>
    /// <exception cref="IOException">Another server has it.</exception>
    public static AnswerFile Open(string path, StudyMode mode, TimeProvider clock)
    {
        var hold = Hold(path);
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (file.Length == 0)
            {
                var head = AnswerHead.New(mode);
                Append(file, head.Write);
                return new(file, hold, head, [], clock);
            }
            var (found, answers, end) = Read(path, file);
            if (found.Mode != mode)
            {
                throw new InvalidDataException($"'{path}' has answers of mode {found.Mode}. Name another file.");
            }
            file.SetLength(end); // half a line is an answer of which nobody was told
            file.Position = end;
            return new(file, hold, found, answers, clock);
        }
        catch
        {
            file?.Dispose();
            hold.Dispose();
            throw;
        }
    }

    /// <summary>All that a file holds.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no file of answers, or damaged.</exception>
    public static (AnswerHead Head, IReadOnlyList<StudyAnswer> Answers) Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file '{path}'.", path);
        }
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var (head, answers, _) = Read(path, file);
        return (head, answers);
    }

    /// <summary>Whether a question is answered.</summary>
    public bool Has(string participant, string item)
    {
        lock (use)
        {
            return given.Contains((participant, item));
        }
    }

    /// <summary>Adds an answer; it is on the disk when this returns.</summary>
    /// <returns>Whether it is the first to its question.</returns>
    public bool Add(StudyAnswer answer)
    {
        lock (use)
        {
            if (given.Contains(answer.Key))
            {
                return false;
            }
            Append(file, json => answer.Write(json, clock.GetUtcNow()));
            given.Add(answer.Key);
            return true;
        }
    }

    public void Dispose()
    {
        file.Dispose();
        hold.Dispose();
    }

    // A file beside it, since other programs may read the answers meanwhile.
    private static FileStream Hold(string path)
    {
        var name = $"{path}.lock";
        try
        {
            return new(name, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException fault) when (File.Exists(name))
        {
            throw new IOException($"Another study adds to '{path}'. Name another file of answers.", fault);
        }
    }

    private static void Append(FileStream file, Action<Utf8JsonWriter> write)
    {
        var before = file.Position;
        try
        {
            byte[] line = [.. Messages.Written(write).WrittenSpan, (byte)'\n'];
            file.Write(line);
            file.Flush(flushToDisk: true);
        }
        catch
        {
            file.SetLength(before); // what a full disk left is no answer
            throw;
        }
    }

    private static (AnswerHead Head, List<StudyAnswer> Answers, long End) Read(string path, FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        var lines = Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var number = 0;
        try
        {
            var head = AnswerHead.Read(JsonElement.Parse(lines.FirstOrDefault() ?? ""));
            var answers = new List<StudyAnswer>();
            foreach (var line in lines.Skip(1))
            {
                number += 1;
                answers.Add(StudyAnswer.Read(JsonElement.Parse(line)));
            }
            return (head, answers, end);
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            throw new InvalidDataException($"'{path}' is no file of a study's answers: see line {number + 1}.", fault);
        }
    }
}
