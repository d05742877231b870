using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

public class DcganDiscriminatorTests
{
    [Fact]
    public void The_discriminator_s_normalisation_is_as_chosen()
    {
        int Count<T>(DiscriminatorNorm norm, bool penalty)
        {
            using var d = new DcganOptions { FeatureMaps = 4, DiscriminatorNorm = norm }.Discriminator(new SampleSpec([1, 32, 32], 8, 0, penalty));
            return d.modules().OfType<T>().Count();
        }
        Count<BatchNorm>(DiscriminatorNorm.Auto, penalty: false).Should().Be(2);
        Count<BatchNorm>(DiscriminatorNorm.Auto, penalty: true).Should().Be(0);
        Count<InstanceNorm2d>(DiscriminatorNorm.Instance, penalty: true).Should().Be(2);
        Count<BatchNorm>(DiscriminatorNorm.None, penalty: false).Should().Be(0);
    }
}
