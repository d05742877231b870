using FluentAssertions;
using Xunit;

namespace Gan.Tests.Game;

public sealed class PlayerOptimizerTests
{
    [Fact]
    public void Half_the_factor_is_half_the_rate()
    {
        TrainedGan Trained(OptimizerOptions options) =>
            Tiny.Builder()
                .WithOptimizers(options)
                .WithTraining(
                    new()
                    {
                        Steps = 3,
                        BatchSize = 8,
                        Seed = 5,
                    }
                )
                .Train();
        using var scheduled = Trained(new AdamOptions(2e-3) { Schedule = new Half() });
        using var plain = Trained(new AdamOptions(1e-3));
        using var other = Trained(new AdamOptions(2e-3));
        using var scope = TorchSharp.torch.NewDisposeScope();
        Values(scheduled).Should().Equal(Values(plain)).And.NotEqual(Values(other));
    }

    private static float[] Values(TrainedGan gan) => gan.Sample(4, seed: 1).data<float>().ToArray();

    [Fact]
    public void A_factor_of_β2_is_another_β2()
    {
        TrainedGan Trained(OptimizerOptions options) =>
            Tiny.Builder()
                .WithOptimizers(options)
                .WithTraining(
                    new()
                    {
                        Steps = 3,
                        BatchSize = 8,
                        Seed = 5,
                    }
                )
                .Train();
        using var scheduled = Trained(new AdamOptions(1e-3, 0, 0.98) { Beta2Schedule = new Half() });
        using var plain = Trained(new AdamOptions(1e-3, 0, 0.49));
        using var other = Trained(new AdamOptions(1e-3, 0, 0.98));
        using var scope = TorchSharp.torch.NewDisposeScope();
        Values(scheduled).Should().Equal(Values(plain)).And.NotEqual(Values(other));
    }

    private sealed record Half : ILearningRateSchedule
    {
        public double Factor(long step, long steps) => 0.5;
    }
}
