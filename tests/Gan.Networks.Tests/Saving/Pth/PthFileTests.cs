using TorchSharp;
using static Gan.Tests.Saving.PthFixtures;
using static TorchSharp.torch;

namespace Gan.Tests.Saving;

/// <summary>PyTorch's files, with PyTorch as the witness.</summary>
public sealed class PthFileTests : IDisposable
{
    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("gan").FullName, "t.pth");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    private static Dictionary<string, Tensor> Kinds() =>
        new()
        {
            ["f64"] = randn(2, dtype: ScalarType.Float64),
            ["f32"] = randn(3, 4),
            ["f16"] = randn(3).half(),
            ["bf16"] = randn(3).bfloat16(),
            ["i64"] = arange(5) - (1L << 40),
            ["i32"] = arange(5, dtype: ScalarType.Int32),
            ["i16"] = arange(5, dtype: ScalarType.Int16),
            ["i8"] = arange(5, dtype: ScalarType.Int8),
            ["u8"] = tensor(new byte[] { 1, 255 }),
            ["bool"] = tensor(new[] { true, false }),
            ["empty"] = zeros(0, 2),
            ["scalar"] = tensor(2.5f),
            ["view"] = randn(3, 4).t(),
            ["größe"] = randn(300, 3),
        };

    [Fact]
    public void Tensors_of_every_kind_are_what_PyTorch_wrote() =>
        PthFile.Read(PathOf("kinds.pth"), tensors => Check("kinds", tensors));

    [Fact]
    public void Weights_are_found_in_a_checkpoint_and_by_their_name()
    {
        PthFile.Read(PathOf("checkpoint.pth"), tensors => Check("state_dict", tensors));
        PthFile.Read(PathOf("checkpoint.pth"), tensors => Check("state_dict", tensors), "state_dict");
        PthFile.Read(PathOf("several.pth"), tensors => Check("state_dict", tensors), "g");
        PthFile.Read(PathOf("several.pth"), tensors => tensors.Keys.Should().Equal("w"), "g_ema");
    }

    [Theory]
    [InlineData("several.pth", "*it holds several dictionaries of tensors: g, g_ema. Name the one that is meant.")]
    [InlineData("old.pth", "*the format of PyTorch before 1.6*torch.save(torch.load(path), path).")]
    [InlineData("module.pth", "*it names 'torch.nn.modules.linear.Linear', which is not on the list*state_dict()*")]
    [InlineData("namespace.pth", "*it names 'argparse.Namespace', which is not on the list*")]
    [InlineData("list.pth", "*it holds no dictionary*")]
    [InlineData("script.pth", "*it is a TorchScript program*")]
    [InlineData("big.pth", "*its bytes are not in little-endian order*")]
    [InlineData("packed.pth", "*is packed, which PyTorch never does.")]
    [InlineData("make.py", "*it is no zip archive*")]
    public void What_is_not_read_is_said(string name, string message)
    {
        var load = () => PthFile.Load(PathOf(name));
        load.Should().Throw<InvalidDataException>().WithMessage($"'{PathOf(name)}' is no .pth file {message}");
    }

    [Fact]
    public void An_entry_that_is_not_there_is_said_with_those_there_are()
    {
        var load = () => PthFile.Load(PathOf("several.pth"), "ema");
        load.Should().Throw<InvalidDataException>().WithMessage("*no dictionary 'ema'*g, g_ema*");
    }

    [Fact]
    public void What_is_written_is_read_back_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var saved = Kinds();
        PthFile.Save(path, saved);
        PthFile.Read(path, loaded => Same(loaded, saved));
        var before = File.ReadAllBytes(path);
        PthFile.Save(path, saved);
        File.ReadAllBytes(path).Should().Equal(before, "equal tensors give equal files");
    }

    /// <summary>PyTorch writes what it read as plain bytes, which are those of the tensors.</summary>
    [PythonFact("torch")]
    public void PyTorch_reads_what_is_written_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var saved = Kinds();
        PthFile.Save(path, saved);
        const string script = """
            import sys, torch
            for name, t in torch.load(sys.argv[1], weights_only=True).items():
                raw = t.contiguous().reshape(-1)
                if raw.numel() and raw.dtype != torch.bool:
                    raw = raw.view(torch.uint8)
                raw = bytes(raw.tolist())
                print(name.encode().hex(), str(t.dtype).removeprefix('torch.'), list(t.shape), raw.hex())
            """;
        var (status, output, errors) = Witness.Run(Witness.Python("torch")!, "-c", script, path);
        status.Should().Be(0, errors);
        output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Should()
            .Equal(saved.Select(one => Line(one.Key, one.Value)));
    }

    private static string Line(string name, Tensor tensor)
    {
        var key = Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(name));
        var type = tensor.dtype == ScalarType.Byte ? "uint8" : tensor.dtype.ToString().ToLowerInvariant();
        var bytes = tensor.numel() == 0 ? [] : tensor.contiguous().bytes.ToArray();
        return $"{key} {type} [{string.Join(", ", tensor.shape)}] {Convert.ToHexStringLower(bytes)}";
    }

    private static void Same(Dictionary<string, Tensor> loaded, Dictionary<string, Tensor> saved)
    {
        loaded.Keys.Should().Equal(saved.Keys);
        foreach (var (name, tensor) in saved)
        {
            Line(name, loaded[name]).Should().Be(Line(name, tensor));
        }
    }

    [Fact]
    public void A_flipped_bit_of_a_weight_is_said()
    {
        using var one = ones(4);
        PthFile.Save(path, new Dictionary<string, Tensor> { ["a"] = one });
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf(one.bytes)] ^= 1;
        File.WriteAllBytes(path, bytes);
        var load = () => PthFile.Load(path);
        load.Should().Throw<InvalidDataException>().WithMessage("*'archive/data/0' is damaged*");
    }

    [Fact]
    public void Complex_numbers_are_refused_before_a_file_is_written()
    {
        using var complex = zeros(2, dtype: ScalarType.ComplexFloat32);
        var save = () => PthFile.Save(path, new Dictionary<string, Tensor> { ["c"] = complex });
        save.Should().Throw<ArgumentException>().WithMessage("*'c'*cannot hold*");
        File.Exists(path).Should().BeFalse();
    }
}
