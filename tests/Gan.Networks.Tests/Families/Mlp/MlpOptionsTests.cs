using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

public class MlpOptionsTests
{
    [Fact]
    public void Options_with_equal_settings_are_equal()
    {
        new MlpOptions().Should().Be(MlpOptions.Tutorial);
        MlpOptions.Small.Should().NotBe(MlpOptions.Tutorial);
    }
}
