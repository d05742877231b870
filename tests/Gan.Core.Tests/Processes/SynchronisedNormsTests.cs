using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Processes;

/// <summary>Batch normalisation over several processes beside libtorch's over the whole batch, in networks of a
/// user's own.</summary>
public sealed class SynchronisedNormsTests : IDisposable
{
    private readonly GaussianMixture data = GaussianMixture.Ring(count: 48);

    public void Dispose() => data.Dispose();

    private GanBuilder Builder(Func<nn.Module<Tensor, Tensor>> norm) =>
        new GanBuilder()
            .WithData(data)
            .WithNetworks(
                spec => GeneratorNetwork.Wrap(nn.Sequential(nn.Linear(spec.LatentSize, 6), norm(), nn.Linear(6, 2))),
                spec => DiscriminatorNetwork.Wrap(nn.Sequential(nn.Linear(2, 6), nn.Tanh(), nn.Linear(6, 1))),
                latentSize: 4
            )
            .WithOptimizers(new ProcessTrainingTests.Sgd(0.05))
            .WithTraining(new TrainingOptions { Steps = 3, BatchSize = 12 });

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
        using var alone = Builder(Kinds[name]).Build();
        _ = alone.Steps().Count();
        using var expected = ProcessTrainingTests.Weights(alone);
        var all = ThreadGroup.Run(
            3,
            group =>
            {
                using var trainer = Builder(Kinds[name]).WithProcesses(group).Build();
                _ = trainer.Steps().Count();
                return ProcessTrainingTests.Weights(trainer);
            }
        );
        foreach (var weights in all)
        {
            (weights - expected).abs().max().ToDouble().Should().BeLessThan(5e-6);
        }
    }

    [Fact]
    public void What_one_process_does_by_itself_waits_for_nobody() =>
        ThreadGroup
            .Run(
                2,
                group =>
                {
                    using var trainer = Builder(() => nn.BatchNorm1d(6))
                        .AddCallback(new Sampling())
                        .WithProcesses(group)
                        .Build();
                    return trainer.Steps().Count();
                }
            )
            .Should()
            .Equal(3, 3);

    private sealed class Sampling : ITrainingCallback
    {
        public void OnStep(TrainingContext context, StepReport report)
        {
            using var _ = no_grad();
            using var latents = randn(4, 4);
            using var statistics = context.Generator.state_dict().Values.Last().clone();
            using var made = context.Generator.call(latents, null); // in training mode
            context.Generator.state_dict().Values.Last().copy_(statistics);
        }
    }
}
