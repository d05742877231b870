using Gan.Tests.Networks.Translation;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

public class GatedConvolutionTests
{
    [Fact]
    public void It_computes_what_PyTorch_computes()
    {
        using var layer = new GatedConvolution(3, 4, 3, dilation: 2);
        TranslatorWitness.Check("GatedConvolution", layer, 2, 3, 7, 6);
    }

    [Fact]
    public void A_closed_gate_lets_nothing_through()
    {
        using var scope = NewDisposeScope();
        using var layer = new GatedConvolution(1, 2, 3);
        using (no_grad())
        {
            layer.parameters().Single(p => p.dim() == 1)[2..] = -200;
        }
        layer.call(randn(1, 1, 5, 5)).abs().max().item<float>().Should().Be(0);
    }

    [Fact]
    public void A_signal_keeps_its_size_through_a_dozen_layers()
    {
        using var scope = NewDisposeScope();
        var maps = randn([4, 16, 12, 12], generator: new Generator(1, CPU));
        var before = maps.std().item<float>();
        for (var layer = 0; layer < 12; layer++)
        {
            maps = new GatedConvolution(16, 16, 3).call(maps);
        }
        var between = maps.std([0L], unbiased: true).mean().item<float>(); // of one place and map, over the samples
        between.Should().BeInRange(before / 50, before * 50); // PyTorch's weights leave a millionth
    }

    [Fact]
    public void Arguments_are_checked()
    {
        new Action(() => new GatedConvolution(1, 1, 4)).Should().Throw<ArgumentOutOfRangeException>();
        new Action(() => new GatedConvolution(0, 1, 3)).Should().Throw<ArgumentOutOfRangeException>();
        using var layer = new GatedConvolution(2, 1, 3);
        layer.Invoking(l => l.call(zeros(1, 3, 4, 4))).Should().Throw<ArgumentException>();
    }
}
