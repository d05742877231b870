using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Decorators;

/// <summary>Networks that read a condition beside the same networks that read it joined by hand.</summary>
public sealed class ConditionedTests : IDisposable
{
    private const int Classes = 4;

    private static readonly MlpOptions Family = new()
    {
        LatentSize = 5,
        GeneratorWidths = [8],
        DiscriminatorWidths = [8],
        Dropout = 0,
    };

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor labels = tensor(new long[] { 3, 0, 2 });

    public ConditionedTests() => manual_seed(9);

    public void Dispose() => scope.Dispose();

    private static NetworkPlan Plan(IConditioning conditioning) =>
        new()
        {
            Family = Family,
            SampleShape = [1, 4, 4],
            DataCondition = ConditionSpec.Labels(Classes),
            Conditioning = conditioning,
        };

    [Fact]
    public void A_generator_reads_latents_with_the_condition_behind()
    {
        using var conditioned = Plan(new LabelConcatenation()).MakeGenerator();
        var plain = Family.Generator(new NetworkSpec([1, 4, 4], 5 + Classes));
        plain.load_state_dict(Inner(conditioned));
        var latents = randn(3, 5);
        var joined = cat([latents, functional.one_hot(labels, Classes).to(float32)], 1);
        Same(conditioned.call(latents, labels), plain.call(joined, null));
    }

    [Fact]
    public void A_discriminator_reads_samples_with_the_condition_behind()
    {
        using var conditioned = Plan(new LabelConcatenation()).MakeDiscriminator();
        var plain = Family.Discriminator(new NetworkSpec([1 + Classes, 4, 4], 5));
        plain.load_state_dict(Inner(conditioned));
        var samples = randn(3, 1, 4, 4);
        var planes = functional.one_hot(labels, Classes).to(float32).view(3, Classes, 1, 1).expand(3, Classes, 4, 4);
        var joined = cat([samples, planes], 1);
        Same(conditioned.call(samples, labels), plain.call(joined, null));
        Same(conditioned.Features(samples, labels), plain.Features(joined, null));
        conditioned.FeatureSize.Should().Be(8);
        Same(conditioned.Score(conditioned.Features(samples, labels)), conditioned.call(samples, labels));
    }

    // Miyato and Koyama 2018, equation 3: the score of the features, and their product with the row of the class.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_head_on_the_features_is_added_to_every_score(int discriminators)
    {
        using var conditioned = (
            Plan(new ProjectionConditioning()) with
            {
                Discriminators = discriminators,
            }
        ).MakeDiscriminator();
        var samples = randn(3, 1, 4, 4);
        var features = conditioned.Features(samples, labels);
        var rows = conditioned.state_dict()["scoreHead.embedding.weight"].index_select(0, labels);
        var term = (features * rows).sum(1, keepdim: true);
        var scores = conditioned.Score(features).view(3, -1);
        scores.size(1).Should().Be(discriminators);
        Same(conditioned.call(samples, labels).view(3, -1), scores + term);
    }

    [Fact]
    public void An_auxiliary_head_classifies_by_the_features()
    {
        using var conditioned = Plan(new AuxiliaryClassifier()).MakeDiscriminator();
        var samples = randn(3, 1, 4, 4);
        var state = conditioned.state_dict();
        var weight = state.Single(s =>
            s.Key.StartsWith("auxiliaryHead", StringComparison.Ordinal) && s.Value.dim() == 2
        );
        var bias = state.Single(s => s.Key.StartsWith("auxiliaryHead", StringComparison.Ordinal) && s.Value.dim() == 1);
        var expected = functional.linear(conditioned.Features(samples, labels), weight.Value, bias.Value);
        expected.shape.Should().Equal(3, Classes);
        Same(conditioned.Auxiliary(samples, labels), expected);
    }

    [Fact]
    public void Whoever_couples_samples_is_not_samplewise()
    {
        Plan(new LabelConcatenation()).MakeDiscriminator().IsSamplewise.Should().BeTrue();
        (Plan(new LabelConcatenation()) with { PackSize = 2 }).MakeDiscriminator().IsSamplewise.Should().BeFalse();
        Plan(new Saving.OwnConditioning()).MakeDiscriminator().IsSamplewise.Should().BeTrue();
    }

    // A decorator's own network is named "network" in its state.
    private static Dictionary<string, Tensor> Inner(nn.Module conditioned) =>
        conditioned
            .state_dict()
            .Where(s => s.Key.StartsWith("network.", StringComparison.Ordinal))
            .ToDictionary(s => s.Key["network.".Length..], s => s.Value);

    private static void Same(Tensor result, Tensor expected)
    {
        result.shape.Should().Equal(expected.shape);
        result.allclose(expected, rtol: 1e-5, atol: 1e-6).Should().BeTrue();
    }
}
