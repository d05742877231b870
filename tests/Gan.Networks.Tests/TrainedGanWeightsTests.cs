using Gan.Tests.Saving;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

/// <summary>Weights from elsewhere in a network of this library.</summary>
public sealed class TrainedGanWeightsTests
{
    private static readonly NetworkPlan Plan = new()
    {
        Family = new MlpOptions
        {
            LatentSize = 3,
            GeneratorWidths = [5],
            DiscriminatorWidths = [5],
        },
        SampleShape = [1, 2, 2],
    };

    [Fact]
    public void A_network_of_PyTorch_gives_its_samples_here()
    {
        using var scope = NewDisposeScope();
        var weights = PthFile.Load(PthFixtures.PathOf("mlp.pth"));
        var names = Plan.MakeGenerator().state_dict().Keys.ToList();
        names.Should().HaveCount(4);
        var map = new Dictionary<string, string>
        {
            ["module.0"] = names[0][..names[0].LastIndexOf('.')],
            ["module.2"] = names[2][..names[2].LastIndexOf('.')],
        };
        using var gan = TrainedGan.FromWeights(WeightNames.Renamed(weights, map), Plan, "PyTorch");
        var samples = gan.Generator.forward(PthFixtures.Values("mlp", "latents"), null).flatten(1);
        var expected = PthFixtures.Values("mlp", "samples");
        (samples - expected).abs().max().ToDouble().Should().BeLessThan(1e-6);
        gan.DataSet.Should().Be("PyTorch");
    }

    [Fact]
    public void All_that_does_not_fit_is_said_at_once()
    {
        using var scope = NewDisposeScope();
        var weights = Plan.MakeGenerator().state_dict();
        var names = weights.Keys.ToList();
        weights.Remove(names[0]);
        weights[names[1]] = ones(7);
        weights[names[2]] = ones(2, 9);
        weights["strange"] = ones(1);
        var make = () => TrainedGan.FromWeights(weights, Plan, "none");
        make.Should()
            .Throw<ArgumentException>()
            .WithMessage($"*missing [{names[0]}], not known [strange]*")
            .WithMessage($"*'{names[1]}' is Float32[7], but the network has Float32[5]*")
            .WithMessage($"*'{names[2]}' is Float32[2, 9], but the network has Float32[4, 5]*");
    }

    [Fact]
    public void A_gan_takes_other_weights_and_keeps_its_own()
    {
        using var scope = NewDisposeScope();
        using var gan = TrainedGan.Of(Plan.MakeGenerator(), Plan, "data", 5);
        var zero = gan.Generator.state_dict().ToDictionary(one => one.Key, one => zeros_like(one.Value));
        using var other = gan.WithWeights(zero);
        other.Sample(2, seed: 1).abs().max().ToDouble().Should().Be(0);
        other.Step.Should().Be(5);
        gan.Sample(2, seed: 1).abs().max().ToDouble().Should().BeGreaterThan(0);
    }
}
