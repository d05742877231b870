using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Processes;

/// <summary>Hooks on the layers of a user's own networks.</summary>
public sealed class SynchronisedNormsTests
{
    internal static GanBuilder Builder(Func<nn.Module<Tensor, Tensor>> norm) =>
        new GanBuilder()
            .WithData(GaussianMixture.Ring(count: 48))
            .WithNetworks(
                spec => GeneratorNetwork.Wrap(nn.Sequential(nn.Linear(spec.LatentSize, 6), norm(), nn.Linear(6, 2))),
                spec => DiscriminatorNetwork.Wrap(nn.Sequential(nn.Linear(2, 6), nn.Tanh(), nn.Linear(6, 1))),
                latentSize: 4
            )
            .WithOptimizers(new ProcessTrainingTests.Sgd(0.05))
            .WithTraining(new TrainingOptions { Steps = 3, BatchSize = 12 });

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
