using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Saving;

/// <summary>TorchSharp's own files, with TorchSharp as the witness.</summary>
public sealed class DatFileTests : IDisposable
{
    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("gan").FullName, "t.dat");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    [Fact]
    public void What_a_module_saved_is_read_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var network = nn.Sequential(
            ("conv", nn.Conv2d(3, 300, 3)),
            ("norm", nn.BatchNorm2d(300)),
            ("half", nn.Linear(2, 3).to(ScalarType.Float16)),
            ("brain", nn.Linear(2, 3).to(ScalarType.BFloat16)),
            ("double", nn.Linear(2, 1).to(ScalarType.Float64))
        );
        network.save(path);
        var loaded = DatFile.Load(path);
        var state = network.state_dict();
        loaded.Keys.Should().BeEquivalentTo(state.Keys);
        foreach (var (name, tensor) in state)
        {
            loaded[name].dtype.Should().Be(tensor.dtype, name);
            loaded[name].shape.Should().Equal(tensor.shape, name);
            loaded[name].bytes.ToArray().Should().Equal(tensor.bytes.ToArray(), name);
            loaded[name].Dispose();
        }
    }

    [Theory]
    [InlineData(new byte[] { }, "*end*")]
    [InlineData(new byte[] { 200, 1 }, "*it claims 200 tensors in 2 bytes*")]
    [InlineData(new byte[] { 1, 1, 97, 99 }, "*'a' has the type 99*")]
    [InlineData(new byte[] { 1, 1, 97, 6, 1, 255, 255, 255, 255, 15 }, "*needs 17179869180 bytes, and 0 are left*")]
    [InlineData(new byte[] { 1, 1, 97, 6, 1, 0, 7 }, "*1 bytes are left behind*")]
    [InlineData(new byte[] { 1, 1, 97, 6, 100 }, "*'a' has 100 axes*")]
    [InlineData(new byte[] { 2, 1, 97, 0, 1, 1, 5, 1, 97 }, "*'a' appears twice*")]
    public void Damage_is_said(byte[] content, string message)
    {
        File.WriteAllBytes(path, content);
        var load = () => DatFile.Load(path);
        load.Should().Throw<InvalidDataException>().WithMessage(message);
    }
}
