using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Saving;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("gan").FullName, "t.safetensors");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    [Fact]
    public void A_file_in_the_place_of_a_folder_is_said_with_the_remedy()
    {
        var file = Path.Combine(Path.GetDirectoryName(path)!, "afile");
        File.WriteAllText(file, "");
        using var one = ones(1);
        var save = () =>
            Safetensors.Save(Path.Combine(file, "x.safetensors"), new Dictionary<string, Tensor> { ["a"] = one });
        save.Should().Throw<IOException>().WithMessage("*afile' is a file, not a folder. Choose another path.");
    }

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
