using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

public class MlpNetworksTests
{
    [Fact]
    public void The_tutorial_s_layers_have_its_widths()
    {
        var spec = new NetworkSpec([1, 28, 28], 100);
        using var g = MlpOptions.Tutorial.Generator(spec);
        using var d = MlpOptions.Tutorial.Discriminator(spec);
        g.parameters().Where(p => p.dim() == 2).Select(p => p.shape[0]).Should().Equal(256, 512, 1024, 784);
        d.parameters().Where(p => p.dim() == 2).Select(p => p.shape[0]).Should().Equal(1024, 512, 256, 1);
        d.modules().Count(m => m.GetName() == "LayerDropout").Should().Be(3);
    }

    [Fact]
    public void Images_end_in_tanh_and_vectors_do_not()
    {
        using var scope = NewDisposeScope();
        MlpOptions.Small.Generator(new NetworkSpec([1, 8, 8], 4)).modules().OfType<Tanh>().Should().HaveCount(1);
        MlpOptions.Small.Generator(new NetworkSpec([2], 4)).modules().OfType<Tanh>().Should().BeEmpty();
        (MlpOptions.Small with { Tanh = true })
            .Generator(new NetworkSpec([2], 4))
            .modules()
            .OfType<Tanh>()
            .Should()
            .HaveCount(1);
    }
}
