using System.Globalization;

namespace Gan.Data.Tests.Images;

/// <summary>A line of Fixtures/images/cases.csv: how a file is read, and what Pillow made of it.</summary>
public sealed record PillowCase(
    string File,
    int Height,
    int Width,
    int Channels,
    ResizeRule Rule,
    Resampling Filter,
    int Offset,
    int Most,
    double Mean
)
{
    private static readonly Lazy<byte[]> Expected = new(() =>
    {
        using var all = NpyFile.Read(PathOf("expected.npy"));
        return all.Bytes();
    });

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "images", file);

    public static IEnumerable<PillowCase> All() =>
        System
            .IO.File.ReadLines(PathOf("cases.csv"))
            .Select(line => line.Split(','))
            .Select(f => new PillowCase(
                f[0],
                int.Parse(f[1]),
                int.Parse(f[2]),
                int.Parse(f[3]),
                Enum.Parse<ResizeRule>(f[4]),
                Enum.Parse<Resampling>(f[5]),
                int.Parse(f[6]),
                int.Parse(f[7]),
                double.Parse(f[8], CultureInfo.InvariantCulture)
            ));

    /// <summary>Only names and numbers, so that a runner can list each case.</summary>
    public static IEnumerable<object[]> Rows(bool resized) =>
        All()
            .Select((c, i) => (c, i))
            .Where(x => IsResized(x.c) == resized)
            .Select(x => new object[] { x.i, x.c.ToString() });

    public void Check()
    {
        var options = new ImageFolderOptions
        {
            Size = new ImageSize(Height, Width),
            Channels = Channels,
            Resize = Rule,
            Resampling = Filter,
        };
        using var tensor = ImageFolder.ReadFile(PathOf(File), options);
        tensor.shape.Should().Equal(Channels, Height, Width);
        var made = tensor.Bytes();
        var expected = Expected.Value[Offset..(Offset + made.Length)];
        int[] differences = [.. made.Select((m, i) => Math.Abs(m - expected[i]))];
        (differences.Max() <= Most && differences.Average() <= Mean)
            .Should()
            .BeTrue(
                "the largest difference from Pillow may be {0} and was {1}, the mean one {2} and was {3:f3}",
                Most,
                differences.Max(),
                Mean,
                differences.Average()
            );
    }

    private static bool IsResized(PillowCase c) =>
        c.File is "wide.png" or "tall.png" or "large.jpg" || c.Height != 17 && c.Width != 17;

    public override string ToString() => $"{File} to {Height}x{Width}x{Channels} {Rule} {Filter}";
}
