using System.Buffers.Binary;
using System.Text;
using static TorchSharp.torch;

namespace Gan.Tests.Saving;

/// <summary>A header is read as the format describes it, and damage is named.</summary>
public sealed class SafetensorsHeaderTests : IDisposable
{
    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("gan").FullName, "t.safetensors");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    [Fact]
    public void A_header_that_is_whole_gives_every_tensor_by_its_offsets()
    {
        const string Header =
            """{"__metadata__":{"who":"me"},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},"""
            + """ "a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";
        Write(Header, 12);
        using (var file = File.OpenWrite(path))
        {
            file.Seek(-12, SeekOrigin.End);
            foreach (var value in new[] { 1.5f, -2, 7 })
            {
                file.Write(BitConverter.GetBytes(value));
            }
        }
        using var scope = NewDisposeScope();
        var (tensors, metadata) = Safetensors.Load(path);
        metadata.Should().Equal(new Dictionary<string, string> { ["who"] = "me" });
        tensors["a"].data<float>().ToArray().Should().Equal(1.5f, -2);
        tensors["b"].data<float>().ToArray().Should().Equal(7);
    }

    private const string Good = """{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    public static TheoryData<string, int, long?, string> Damaged() =>
        new()
        {
            { Good, 4, null, "*claims bytes 0 to 8 of 4*truncated*" },
            { Good, 8, long.MaxValue, "*its header claims 9223372036854775807 bytes*" },
            { Good, 8, -1, "*its header claims -1 bytes*" },
            { """{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, null, "*negative size*" },
            {
                """{"x":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,8]}}""",
                8,
                null,
                "*its offsets span 8*"
            },
            {
                """{"x":{"dtype":"F32","shape":[0,4611686018427387904,4],"data_offsets":[0,0]}}""",
                0,
                null,
                "*'x' has sizes that are too large in [0, 4611686018427387904, 4]*"
            },
            {
                """{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""",
                8,
                null,
                "*needs 12 bytes, but its offsets span 8*"
            },
            { """{"x":{"dtype":"Q7","shape":[2],"data_offsets":[0,8]}}""", 8, null, "*dtype Q7; known are*" },
            {
                """{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"""
                    + """ "y":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""",
                12,
                null,
                "*overlaps*"
            },
            { """{"x":{"dtype":"F32","shape":[2]}}""", 8, null, "*its header cannot be read*" },
            { """{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", 8, null, "*its header cannot be read*" },
            { """{"x":[[[[[[[[[[[[1]]]]]]]]]]]]}""", 0, null, "*its header cannot be read*" },
        };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Damage_is_named_with_the_file(string header, int data, long? claimed, string message)
    {
        Write(header, data, claimed);
        new Action(() => Safetensors.Load(path))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage($"'{path}' is no valid safetensors file: {message}");
    }

    [Fact]
    public void A_file_shorter_than_its_prefix_is_refused()
    {
        File.WriteAllBytes(path, [1, 2, 3]);
        new Action(() => Safetensors.Load(path))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*expected at least 8 bytes, found 3*");
    }

    private void Write(string header, int data = 0, long? claimed = null)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var all = new byte[8 + json.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(all, claimed ?? json.Length);
        json.CopyTo(all, 8);
        File.WriteAllBytes(path, all);
    }
}
