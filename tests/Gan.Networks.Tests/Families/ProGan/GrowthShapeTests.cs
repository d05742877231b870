using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.ProGan;

/// <summary>The resolutions, seen from the networks: a block each, of maps that double with each halving.</summary>
public sealed class GrowthShapeTests
{
    [Theory]
    [InlineData(32, 32, 4, 4, 4)]
    [InlineData(28, 28, 4, 4, 4)]
    [InlineData(48, 80, 4, 6, 10)]
    [InlineData(17, 64, 3, 5, 16)]
    [InlineData(4, 4, 1, 4, 4)]
    public void Sides_halve_rounding_up_down_to_about_4(long height, long width, int blocks, long h, long w)
    {
        using var scope = NewDisposeScope();
        var options = new ProGanOptions { GeneratorMaps = 2, MaxMaps = 6 };
        using var generator = options.Generator(new NetworkSpec([1, height, width], 3));
        var weights = generator.state_dict();
        weights.Keys.Count(name => name.StartsWith("images.") && name.EndsWith(".weight")).Should().Be(blocks);
        var maps = Math.Min(6, 2L << (blocks - 1));
        weights["blocks.0.dense.weight"].shape.Should().Equal(maps * h * w, 3);
        weights[$"images.{blocks - 1}.weight"].shape.Should().Equal(1, 2, 1, 1);
    }
}
