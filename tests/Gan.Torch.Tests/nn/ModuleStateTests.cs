using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Torch.Tests.Nn;

/// <summary>The file format is TorchSharp's: counts and sizes as LEB128, names with their length, values as they lie in memory.</summary>
public sealed class ModuleStateTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void A_saved_layer_is_laid_out_byte_by_byte_as_TorchSharp_does()
    {
        using var layer = Linear(2, 1);
        using (no_grad()) layer.weight.copy_(tensor(new[] { 1f, 2f }).view(1, 2));
        using (no_grad()) layer.bias!.fill_(3);
        using var stream = new MemoryStream();
        layer.save(stream);
        byte[] expected =
        [
            2, 6, .. "weight"u8, 6, 2, 1, 2, .. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(2f), // Float32 is 6; 2 dimensions, 1 x 2
            4, .. "bias"u8, 6, 1, 1, .. BitConverter.GetBytes(3f),
        ];
        stream.ToArray().Should().Equal(expected);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(20)]
    public void A_file_cut_short_changes_nothing(int length)
    {
        using var layer = Linear(2, 2);
        using var stream = new MemoryStream();
        Linear(2, 2).save(stream);
        var before = layer.weight.clone();
        var act = () => layer.load(new MemoryStream(stream.ToArray()[..length]));
        act.Should().Throw<Exception>();
        layer.weight.allclose(before, 0, 0).Should().BeTrue();
    }

    [Fact]
    public void A_size_beyond_the_file_is_refused_before_memory_is_taken()
    {
        using var layer = Linear(2, 2);
        byte[] file = [1, 6, .. "weight"u8, 6, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0x3f]; // 2^41 floats
        var act = () => layer.load(new MemoryStream(file));
        act.Should().Throw<EndOfStreamException>();
    }

    [Fact]
    public void Moving_keeps_the_objects_and_takes_the_gradients_along()
    {
        using var net = Sequential(Linear(2, 3), BatchNorm1d(3));
        net.call(randn(4, 2)).sum().backward();
        var before = net.parameters().ToArray();
        net.to(float64);
        net.parameters().Should().Equal(before);
        before.Should().OnlyContain(p => p.dtype == float64 && p.grad!.dtype == float64 && p.is_leaf && p.requires_grad);
        net.get_buffer("1.running_mean")!.dtype.Should().Be(float64);
        net.get_buffer("1.num_batches_tracked")!.dtype.Should().Be(int64);
        net.call(randn([4, 2], float64)).sum().backward();
    }

    public void Dispose() => scope.Dispose();
}
