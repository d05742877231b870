using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Processes;

/// <summary>Batch normalisation over several processes beside libtorch's over the whole batch.</summary>
public sealed class NormFunctionTests
{
    public static TheoryData<string> Norms => [.. Kinds.Keys];

    private static Dictionary<string, Func<nn.Module<Tensor, Tensor>>> Kinds { get; } =
        new()
        {
            ["as it is"] = () => nn.BatchNorm1d(6),
            ["without weights"] = () => nn.BatchNorm1d(6, affine: false),
            ["another momentum"] = () => nn.BatchNorm1d(6, momentum: 0.4),
        };

    [Theory, MemberData(nameof(Norms))]
    public void Weights_and_statistics_are_those_of_one_process(string name)
    {
        using var alone = SynchronisedNormsTests.Builder(Kinds[name]).Build();
        _ = alone.Steps().Count();
        using var expected = ProcessTrainingTests.Weights(alone);
        var all = ThreadGroup.Run(
            3,
            group =>
            {
                using var trainer = SynchronisedNormsTests.Builder(Kinds[name]).WithProcesses(group).Build();
                _ = trainer.Steps().Count();
                return ProcessTrainingTests.Weights(trainer);
            }
        );
        foreach (var weights in all)
        {
            (weights - expected).abs().max().ToDouble().Should().BeLessThan(5e-6);
        }
    }
}
