using static TorchSharp.torch;

namespace Gan.Tests.Training;

public class TrainingContextTests
{
    [Fact]
    public void Samples_come_from_the_moving_average_and_equal_seeds_stay_equal_while_it_stands()
    {
        using var trainer = Tiny.Builder().Build();
        using var before = trainer.Context.Sample(4, seed: 9);
        using var again = trainer.Context.Sample(4, seed: 9);
        trainer.Steps().ToList();
        using var after = trainer.Context.Sample(4, seed: 9);
        using var gan = trainer.Finish();
        using var final = gan.Sample(4, seed: 9);
        again.allclose(before, rtol: 0, atol: 0).Should().BeTrue();
        after.allclose(before).Should().BeFalse();
        final.allclose(after, rtol: 0, atol: 0).Should().BeTrue("the trained GAN is the moving average");
    }

    [Fact]
    public void Sampling_leaves_the_training_as_it_was()
    {
        using var sampled = Tiny.Builder().Build();
        using var plain = Tiny.Builder().Build();
        foreach (var _ in sampled.Steps()) sampled.Context.Sample(3).Dispose();
        plain.Steps().ToList();
        using var a = sampled.Context.Sample(2);
        using var b = plain.Context.Sample(2);
        a.allclose(b, rtol: 0, atol: 0).Should().BeTrue();
    }
}
