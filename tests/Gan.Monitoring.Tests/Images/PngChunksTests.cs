using static TorchSharp.torch;

namespace Gan.Monitoring.Tests.Images;

/// <summary>Files that are no whole PNG file: each is told, and left as it is.</summary>
public sealed class PngChunksTests : IDisposable
{
    private const int HeaderData = 16; // behind the signature, the length and the type of IHDR

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Changed(Func<byte[], byte[]> change)
    {
        using var samples = zeros(1, 1, 8, 8);
        var path = folder["a.png"];
        SampleGrid.Draw(samples).From(null).Save(path);
        File.WriteAllBytes(path, change(File.ReadAllBytes(path)));
        return path;
    }

    private static byte[] With(byte[] bytes, int place, byte value)
    {
        bytes[place] = value;
        return bytes;
    }

    public static TheoryData<string, Func<byte[], byte[]>> Damages =>
        new()
        {
            { "it does not begin as one", bytes => With(bytes, 1, (byte)'X') },
            { "it does not begin as one", _ => [] },
            { "it is cut short", bytes => bytes[..^12] },
            { "a chunk claims more bytes than there are", bytes => With(bytes, 8, 0x7f) },
            { "the checksum of a chunk is wrong", bytes => With(bytes, HeaderData, 1) },
        };

    [Theory, MemberData(nameof(Damages))]
    public void Damage_is_told_and_the_file_stays(string reason, Func<byte[], byte[]> change)
    {
        var path = Changed(change);
        var before = File.ReadAllBytes(path);
        FluentActions
            .Invoking(() => PngProvenance.Add(path, new Provenance()))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage($"*a.png' is no PNG file that can be marked: {reason}.");
        File.ReadAllBytes(path).Should().Equal(before);
    }
}
