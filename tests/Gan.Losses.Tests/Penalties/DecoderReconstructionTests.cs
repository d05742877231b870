namespace Gan.Losses.Tests.Penalties;

public sealed class DecoderReconstructionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static PenaltyContext Context() =>
        PenaltyContext.ForDiscriminator(
            new Judged(ones(2, 1, 2, 2), zeros(2, 1, 2, 2), zeros(2), zeros(2)),
            samples => samples.mean([1, 2, 3]),
            new torch.Generator(1)
        );

    [Fact]
    public void It_is_the_sum_over_decoders_of_mean_squared_differences_on_real_samples()
    {
        var seen = new List<Tensor>();
        var context = Context() with
        {
            Reconstruct = samples =>
            {
                seen.Add(samples);
                return [new(samples + 2, samples), new(full(2, 3, 5.0f), full(2, 3, 2.0f))];
            },
        };
        new DecoderReconstruction().Penalty(context).ToDouble().Should().BeApproximately(4 + 9, 1e-6);
        seen.Should().ContainSingle().Which.mean().ToDouble().Should().Be(1, "the real samples are ones");
    }

    [Fact]
    public void Another_comparison_brings_its_own_weight()
    {
        var context = Context() with { Reconstruct = samples => [new(samples + 2, samples)] };
        var penalty = new DecoderReconstruction { Loss = new L1Reconstruction(Weight: 10) };
        penalty.Penalty(context).ToDouble().Should().BeApproximately(20, 1e-5);
        penalty.ToString().Should().Be("DecoderReconstruction { Loss = L1Reconstruction { Weight = 10 } }");
    }

    [Fact]
    public void A_discriminator_without_decoders_is_named_with_the_remedy()
    {
        var penalty = new DecoderReconstruction();
        FluentActions
            .Invoking(() => penalty.Penalty(Context()))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("This penalty reads the discriminator's decoders, but it has none. Use a network that*");
        FluentActions
            .Invoking(() => penalty.Penalty(Context() with { Reconstruct = _ => [] }))
            .Should()
            .Throw<InvalidOperationException>();
    }

    [Fact]
    public void Its_settings_are_those_of_the_comparison()
    {
        var bad = new DecoderReconstruction { Loss = new L2Reconstruction(-1) };
        bad.Problems().Should().Equal("Weight must be at least 0, but was -1.");
        FluentActions.Invoking(() => bad.Penalty(Context())).Should().Throw<GanConfigurationException>();
    }
}
