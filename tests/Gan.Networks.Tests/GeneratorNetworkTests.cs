using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks;

public class GeneratorNetworkTests
{
    [Fact]
    public void Any_module_can_be_wrapped_and_keeps_its_parameters()
    {
        using var module = Linear(3, 5);
        using var network = GeneratorNetwork.Wrap(module);
        network.parameters().Should().HaveCount(2);
        using var made = network.call(zeros(2, 3), null);
        made.shape.Should().Equal(2, 5);
        new Action(() => GeneratorNetwork.Wrap(null!))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("module");
    }
}
