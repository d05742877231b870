using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

/// <summary>What is asked of tensors before libtorch sees them.</summary>
public class LayerInputTests
{
    public static TheoryData<long[], ScalarType> Misfits =>
        new()
        {
            { [2, 3, 32, 31], ScalarType.Float32 },
            { [3, 32, 32], ScalarType.Float32 },
            { [0, 3, 32, 32], ScalarType.Float32 },
            { [2, 3, 32, 32], ScalarType.Int64 },
        };

    [Theory, MemberData(nameof(Misfits))]
    public void Samples_of_another_shape_or_type_are_refused_with_both(long[] shape, ScalarType type)
    {
        var plan = new NetworkPlan
        {
            Family = new DcganOptions { FeatureMaps = 4 },
            SampleShape = [3, 32, 32],
        };
        using var network = plan.MakeDiscriminator();
        using var judge = TrainedDiscriminator.Of(network, plan, "noise", 0);
        using var samples = zeros(shape, dtype: type);
        var score = () => judge.Scores(samples);
        score
            .Should()
            .Throw<ArgumentException>()
            .WithParameterName("samples")
            .WithMessage($"Samples must be floats [N, 3, 32, 32] with N at least 1, but were {type}*");
        FluentActions.Invoking(() => judge.Scores(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void A_layer_names_the_rows_that_it_reads_and_those_that_it_got()
    {
        using var layer = new InstanceNormalization(4);
        using var row = ones(4);
        var call = () => layer.call(row);
        call.Should().Throw<ArgumentException>().WithMessage("InstanceNormalization reads *[4]*");
    }
}
