using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Gan.Monitoring;

/// <summary>
/// A film of pictures of one size as an animated PNG (W3C PNG recommendation, third
/// edition: acTL, fcTL and fdAT). Browsers play it; a viewer that knows no animation
/// shows the first picture. It runs for ever, and its last picture stays longer.
/// </summary>
internal sealed class AnimatedPng
{
    // of the tEXt chunk that lists the step of each picture, so that a resumed training can go on with the film
    private const string Keyword = "Steps";

    private readonly List<(long Step, byte[] Data)> frames = [];
    private byte[] header = [];
    private Provenance? provenance;

    public int Count => frames.Count;

    /// <summary>Appends a picture; one of another size begins a new film.</summary>
    public void Add(long step, PngImage picture)
    {
        var own = picture.Header();
        if (!own.AsSpan().SequenceEqual(header))
        {
            frames.Clear();
        }
        header = own;
        provenance = picture.Provenance; // that of the last picture, which has the most steps behind it
        frames.Add((step, picture.Compress().ToArray()));
    }

    /// <summary>Drops the pictures behind a step.</summary>
    public void CutBehind(long step) => frames.RemoveAll(frame => frame.Step > step);

    /// <summary>Drops every second picture, but neither the first nor the last.</summary>
    public void Thin()
    {
        for (var n = frames.Count - 2; n > 0; n -= 2)
        {
            frames.RemoveAt(n);
        }
    }

    /// <param name="path">Replaced by renaming, so that a reader sees the film before or the one after.</param>
    /// <param name="frame">Time of a picture, up to 65 s.</param>
    /// <param name="pause">Time of the last one.</param>
    public void Save(string path, TimeSpan frame, TimeSpan pause)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var beside = path + ".tmp";
        using (var file = File.Create(beside))
        {
            Write(file, frame, pause);
        }
        File.Move(beside, path, overwrite: true);
    }

    private void Write(Stream file, TimeSpan frame, TimeSpan pause)
    {
        file.Write(PngFile.Signature);
        PngChunk.Write(file, "IHDR"u8, header);
        provenance?.Mark.Write(file);
        PngChunk.Write(file, "tEXt"u8, Encoding.Latin1.GetBytes(StepsText()));
        PngChunk.Write(file, "acTL"u8, [.. Number(frames.Count), .. Number(0)]); // 0 plays: for ever
        var sequence = 0;
        foreach (var (n, (_, data)) in frames.Index())
        {
            PngChunk.Write(file, "fcTL"u8, Control(sequence++, n == frames.Count - 1 ? pause : frame));
            if (n == 0)
            {
                PngChunk.Write(file, "IDAT"u8, data);
            }
            else
            {
                PngChunk.Write(file, "fdAT"u8, [.. Number(sequence++), .. data]);
            }
        }
        PngChunk.Write(file, "IEND"u8, []);
    }

    private string StepsText()
    {
        var steps = frames.Select(frame => frame.Step.ToString(CultureInfo.InvariantCulture));
        return $"{Keyword}\0{string.Join(',', steps)}";
    }

    // Null for text that lists no steps.
    private static long[]? StepsOf(string text)
    {
        if (!text.StartsWith(Keyword + "\0", StringComparison.Ordinal))
        {
            return null;
        }
        var numbers = text[(Keyword.Length + 1)..].Split(',');
        var steps = new long[numbers.Length];
        for (var n = 0; n < numbers.Length; n++)
        {
            var isNumber = long.TryParse(numbers[n], NumberStyles.None, CultureInfo.InvariantCulture, out var step);
            steps[n] = isNumber ? step : -1;
        }
        return steps;
    }

    // Sequence number, width, height, x, y, delay as a fraction:
    // milliseconds over 1000; dispose 0 (nothing), blend 0 (replace).
    private byte[] Control(int sequence, TimeSpan time)
    {
        var delay = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(delay, (ushort)Math.Clamp(time.TotalMilliseconds, 0, ushort.MaxValue));
        BinaryPrimitives.WriteUInt16BigEndian(delay.AsSpan(2), 1000);
        return [.. Number(sequence), .. header[..8], .. Number(0), .. Number(0), .. delay, 0, 0];
    }

    /// <summary>Reads a film that <see cref="Save"/> wrote, to go on with
    /// it; an empty one where the file is missing or no such film.</summary>
    public static AnimatedPng Open(string path)
    {
        var film = new AnimatedPng();
        if (!File.Exists(path))
        {
            return film;
        }
        var bytes = File.ReadAllBytes(path);
        long[] steps = [];
        var data = new List<byte[]>();
        for (var at = PngFile.Signature.Length; at + 12 <= bytes.Length; )
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            if (length < 0 || length > bytes.Length - at - 12)
            {
                return new();
            }
            var content = bytes[(at + 8)..(at + 8 + length)];
            switch (Encoding.ASCII.GetString(bytes, at + 4, 4))
            {
                case "IHDR":
                    film.header = content;
                    break;
                case "tEXt":
                    steps = StepsOf(Encoding.Latin1.GetString(content)) ?? steps;
                    break;
                case "IDAT":
                    data.Add(content);
                    break;
                case "fdAT" when length > 4:
                    data.Add(content[4..]);
                    break;
            }
            at += length + 12;
        }
        if (data.Count != steps.Length || steps.Contains(-1))
        {
            return new();
        }
        for (var n = 0; n < steps.Length; n++)
        {
            film.frames.Add((steps[n], data[n]));
        }
        return film;
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
