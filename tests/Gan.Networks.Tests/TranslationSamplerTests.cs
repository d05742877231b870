using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

public class TranslationSamplerTests
{
    [Theory]
    [InlineData(3, 16, 16)]
    [InlineData(1, 0, 16)]
    [InlineData(1, 16, 18)]
    public void An_input_of_which_the_network_makes_nothing_is_refused_by_name(long channels, long height, long width)
    {
        using var scope = NewDisposeScope();
        var plan = new TranslatorPlan
        {
            Family = new ResNetTranslator { Blocks = 1, FeatureMaps = 2 },
            InputShape = [1, 16, 16],
            OutputShape = [1, 16, 16],
        };
        using var network = plan.MakeTranslator();
        var sampler = new TranslationSampler(network, plan, CPU);
        var refuse = () => sampler.Translate(zeros(2, channels, height, width));
        refuse.Should().Throw<ArgumentException>().Which.ParamName.Should().Be("input");
        sampler.Translate(zeros(2, 1, 16, 20)).shape.Should().Equal(2, 1, 16, 20);
    }
}
