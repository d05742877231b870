using Gan.Losses;

namespace Gan.Tests.Processes;

/// <summary>What several processes cannot share is refused with what is in the way.</summary>
public sealed class ProcessRulesTests
{
    private static void Refused(int count, Func<GanBuilder, GanBuilder> choose, string message)
    {
        using var data = Tiny.Images();
        var builder = choose(Tiny.Builder(data));
        FluentActions
            .Invoking(() => ThreadGroup.Run(count, group => builder.WithProcesses(group).Build()))
            .Should()
            .Throw<AggregateException>()
            .Which.InnerExceptions.Should()
            .HaveCount(count)
            .And.AllBeOfType<GanConfigurationException>()
            .And.AllSatisfy(e => e.Message.Should().Contain(message));
    }

    [Fact]
    public void A_batch_that_cannot_be_shared_alike() =>
        Refused(
            3,
            gan => gan,
            "A batch of 8 samples cannot be shared by 3 processes alike. Take a batch size that 3 divides, such as 9."
        );

    [Fact]
    public void Micro_batches_that_do_not_divide_a_process_s_rows() =>
        Refused(
            2,
            gan => gan.WithTraining(new TrainingOptions { BatchSize = 12, MicroBatch = 4 }),
            "Each of 2 processes has 6 samples of a batch, which cannot be split into parts of MicroBatch 4."
        );

    [Fact]
    public void Packs_that_a_process_cannot_make() =>
        Refused(4, gan => gan.WithPacking(4), "several processes 2 is not a multiple of the pack's 4 samples.");

    [Fact]
    public void A_loss_that_is_no_mean_over_samples() =>
        Refused(
            2,
            gan => gan.WithLoss(new RelativisticAverageLoss()),
            "RelativisticAverageLoss is no mean over samples"
        );

    [Fact]
    public void Layers_that_compare_samples() =>
        Refused(
            2,
            gan => gan.WithDcgan(new DcganOptions { FeatureMaps = 4, MinibatchStd = true }),
            "MinibatchStd compares the samples of a batch with each other, which several processes would split."
        );
}
