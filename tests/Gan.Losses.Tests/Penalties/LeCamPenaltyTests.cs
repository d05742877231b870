namespace Gan.Losses.Tests.Penalties;

public sealed class LeCamPenaltyTests
{
    [Fact]
    public void The_first_anchors_are_the_means_of_the_first_batch() =>
        // real 1 and 3 to the fake mean 0; fake −1 and 1 to the real mean 2
        new LeCamPenalty(Lambda: 1)
            .Penalty(Context([1, 3], [-1, 1], new PenaltyMemory()))
            .Value()
            .Should()
            .Be((1 + 9) / 2.0 + (9 + 1) / 2.0);

    [Fact]
    public void Anchors_follow_the_scores_slowly()
    {
        using var memory = new PenaltyMemory();
        var penalty = new LeCamPenalty(Lambda: 1, Decay: 0.75);
        penalty.Penalty(Context([8], [0], memory));
        penalty.Penalty(Context([0], [4], memory)).Value().Should().Be(1 * 1 + 2 * 2); // anchors: 6 of real, 1 of fake
        memory.Values["real scores"].Values().Should().Equal(6);
        memory.Values["fake scores"].Values().Should().Equal(1);
    }

    [Fact]
    public void Two_trainings_do_not_share_their_anchors()
    {
        var penalty = new LeCamPenalty();
        using var first = new PenaltyMemory();
        penalty.Penalty(Context([100], [-100], first));
        penalty.Penalty(Context([1], [1], new PenaltyMemory())).Value().Should().Be(0);
    }

    [Fact]
    public void No_gradient_flows_through_the_anchors()
    {
        var real = Tensors.Leaf([1, 3]);
        var context = PenaltyContext.ForDiscriminator(
            new Judged(real, real, real, Tensors.Make([-1, 1])),
            x => x,
            new torch.Generator(1)
        );
        new LeCamPenalty(Lambda: 1).Penalty(context).backward();
        real.grad!.Values().Should().Equal(1, 3); // 2 (r − 0) / 2, and nothing of the real mean in the other term
    }

    [Fact]
    public void Settings_out_of_range_are_refused_with_bound_and_value()
    {
        new LeCamPenalty(-1).Problems().Should().Equal("Lambda must be at least 0, but was -1.");
        new LeCamPenalty(Decay: 1.5).Problems().Should().Equal("Decay must be at most 1, but was 1.5.");
    }

    private static PenaltyContext Context(double[] real, double[] fake, PenaltyMemory memory) =>
        PenaltyContext.ForDiscriminator(
            new Judged(Tensors.Make(real), Tensors.Make(fake), Tensors.Make(real), Tensors.Make(fake)),
            x => x,
            new torch.Generator(1)
        ) with
        {
            Memory = memory,
        };
}
