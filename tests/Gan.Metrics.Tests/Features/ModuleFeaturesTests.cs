using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Features;

public class ModuleFeaturesTests
{
    [Fact]
    public void Features_are_the_output_of_the_module_in_evaluation_mode_whatever_the_batch()
    {
        using var _ = NewDisposeScope();
        using var random = new Generator(2);
        using var module = nn.Sequential(
            ("flat", nn.Flatten()),
            ("norm", nn.BatchNorm1d(4)),
            ("drop", nn.Dropout(0.5))
        );
        var features = new ModuleFeatures("mine", module);
        var images = randn([230, 1, 2, 2], generator: random);
        var found = features.Extract(images);
        found.shape.Should().Equal(230, 4);
        found.requires_grad.Should().BeFalse();
        (found - images.flatten(1)).abs().max().ToDouble().Should().BeLessThan(1e-4); // running mean 0 and variance 1
        (found.narrow(0, 120, 5) - features.Extract(images.narrow(0, 120, 5))).abs().max().ToDouble().Should().Be(0);
        module.training.Should().BeTrue();
        (features.Name, features.Resize).Should().Be(("mine", "none"));
    }

    [Fact]
    public void The_hash_is_that_of_the_weights()
    {
        using var one = nn.Linear(2, 2);
        using var two = nn.Linear(2, 2);
        using (no_grad())
        {
            foreach (var parameter in one.parameters().Concat(two.parameters()))
            {
                parameter.fill_(1);
            }
        }
        var first = new ModuleFeatures("a", one).Hash;
        first.Should().HaveLength(64).And.Be(new ModuleFeatures("b", two).Hash);
        using (no_grad())
        {
            two.bias!.fill_(2);
        }
        new ModuleFeatures("b", two).Hash.Should().NotBe(first);
    }

    [Fact]
    public void A_module_that_gives_a_number_for_each_batch_is_refused()
    {
        using var _ = NewDisposeScope();
        using var module = nn.Sequential(("flat", nn.Flatten(0)));
        FluentActions
            .Invoking(() => new ModuleFeatures("mine", module).Extract(zeros(3, 1, 2, 2)))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("A feature network must give [N, D] for N = 3 images, but gave [12].");
    }
}
