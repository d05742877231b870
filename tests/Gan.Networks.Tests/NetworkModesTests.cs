using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests;

public sealed class NetworkModesTests
{
    [Fact]
    public void Each_module_goes_back_to_the_mode_that_it_had()
    {
        using var network = Sequential(("first", Linear(2, 2)), ("second", Linear(2, 2)));
        network.train();
        network.named_children().First().module.eval();
        using (new NetworkModes(network))
        {
            network.eval();
        }
        network.training.Should().BeTrue();
        network.named_children().Select(child => child.module.training).Should().Equal(false, true);
    }
}
