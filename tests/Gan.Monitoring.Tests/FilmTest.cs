namespace Gan.Monitoring.Tests;

/// <summary>A training's film and its chunks.</summary>
public abstract class FilmTest : IDisposable
{
    // What Pillow, which shares no line with the encoder, sees: size, loops, then duration and sum of the pixels of
    // each picture.
    private protected const string Pillow = """
        import sys
        from PIL import Image, ImageSequence
        film = Image.open(sys.argv[1])
        print(film.size[0], film.size[1], film.mode, film.n_frames, film.info["loop"])
        for frame in ImageSequence.Iterator(film):
            print(int(frame.info["duration"]), sum(frame.convert("L").getdata()))
        """;

    private protected readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private protected string Film => folder["film.png"];

    private protected static long Sum(string path) => Png.Open(path).Pixels.Sum(p => (long)p);

    private protected static long[] Steps(string path)
    {
        var texts = Chunks(path)
            .Where(c => c.Name == "tEXt")
            .Select(c => System.Text.Encoding.Latin1.GetString(c.Data));
        return
        [
            .. texts
                .Single(text => text.StartsWith("Steps\0", StringComparison.Ordinal))
                .Split('\0')[1]
                .Split(',')
                .Select(long.Parse),
        ];
    }

    private protected static IEnumerable<int> Frames(string path) =>
        Chunks(path)
            .Where(c => c.Name is "fcTL" or "fdAT")
            .Select(c => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(c.Data));

    private protected static IEnumerable<(string Name, byte[] Data)> Chunks(string path)
    {
        var file = File.ReadAllBytes(path);
        for (var at = 8; at < file.Length; )
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            yield return (System.Text.Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]);
            at += length + 12;
        }
    }
}
