using System.Buffers.Binary;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Saving;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("gan").FullName, "t.safetensors");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    [Fact]
    public void Tensors_of_every_kind_come_back_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var saved = new Dictionary<string, Tensor>
        {
            ["f32"] = randn(3, 4),
            ["f64"] = randn(2, dtype: ScalarType.Float64),
            ["i64"] = arange(5),
            ["u8"] = tensor(new byte[] { 1, 2 }),
            ["bool"] = tensor(new[] { true, false }),
            ["f16"] = randn(3).half(),
            ["empty"] = zeros(0, 2),
            ["scalar"] = tensor(2.5f),
            ["view"] = randn(3, 4).t(),
        };
        Safetensors.Save(path, saved, new Dictionary<string, string> { ["about"] = "täst" });
        var (loaded, metadata) = Safetensors.Load(path);
        metadata.Should().Equal(new Dictionary<string, string> { ["about"] = "täst" });
        loaded.Keys.Should().BeEquivalentTo(saved.Keys);
        foreach (var (name, t) in saved)
        {
            loaded[name].dtype.Should().Be(t.dtype, name);
            loaded[name].shape.Should().Equal(t.shape, name);
            loaded[name].bytes.ToArray().Should().Equal(t.contiguous().bytes.ToArray(), name);
        }
    }

    /// <summary>PyTorch reads the file by the format's description alone, with no library of ours or theirs.</summary>
    [PythonFact("torch")]
    public void PyTorch_reads_what_a_trained_gan_saved()
    {
        using var gan = Tiny.Builder().Train();
        gan.Save(path);
        const string script = """
            import json, struct, sys, torch
            raw = open(sys.argv[1], 'rb').read()
            n = struct.unpack('<q', raw[:8])[0]
            head = json.loads(raw[8:8 + n])
            kinds = {'F32': torch.float32, 'I64': torch.int64}
            for name in sorted(k for k in head if k != '__metadata__'):
                e = head[name]; a, b = e['data_offsets']
                t = torch.frombuffer(bytearray(raw[8 + n + a:8 + n + b]), dtype=kinds[e['dtype']]).reshape(e['shape'])
                print(name, list(t.shape), '%.6e' % t.double().sum().item())
            print(head['__metadata__']['gan.networks'])
            """;
        var (status, output, errors) = Witness.Run(Witness.Python("torch")!, "-c", script, path);
        status.Should().Be(0, errors);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[^1].Should().Be("DcganOptions");
        var state = gan.Generator.state_dict();
        lines[..^1].Should().HaveCount(state.Count);
        foreach (var line in lines[..^1])
        {
            var name = line[..line.IndexOf(' ')];
            line.Should().Contain($"[{string.Join(", ", state[name].shape)}]");
            double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture)
                .Should()
                .BeApproximately(state[name].to(ScalarType.Float64).sum().ToDouble(), 1e-4, name);
        }
    }

    private void Write(string header, int data = 0, long? claimed = null)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var all = new byte[8 + json.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(all, claimed ?? json.Length);
        json.CopyTo(all, 8);
        File.WriteAllBytes(path, all);
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

    [Fact]
    public void A_failed_save_leaves_the_older_file_whole()
    {
        Safetensors.Save(path, new Dictionary<string, Tensor> { ["x"] = ones(2) });
        var before = File.ReadAllBytes(path);
        var disposed = ones(2);
        disposed.Dispose();
        new Action(() => Safetensors.Save(path, new Dictionary<string, Tensor> { ["x"] = disposed }))
            .Should()
            .Throw<ObjectDisposedException>();
        File.ReadAllBytes(path).Should().Equal(before);
        Directory.GetFiles(Path.GetDirectoryName(path)!).Should().HaveCount(1);
    }
}
