using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks;

public class DiscriminatorNetworkTests
{
    [Fact]
    public void A_wrapped_module_s_column_of_scores_becomes_a_row()
    {
        using var network = DiscriminatorNetwork.Wrap(Linear(3, 1));
        using var scores = network.call(zeros(4, 3), null);
        scores.shape.Should().Equal(4);
        new Action(() => DiscriminatorNetwork.Wrap(null!)).Should().Throw<ArgumentNullException>().WithParameterName("module");
    }
}
