using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Tests.Building;

/// <summary>Parts from outside of the library are judged by what they say, as its own are.</summary>
public sealed class OwnPartsTests
{
    private sealed record OwnPenalty(bool Bounds) : IPenalty
    {
        public CriticSlope Slope => Bounds ? CriticSlope.Bounded : CriticSlope.Free;

        public Tensor Penalty(PenaltyContext context) => context.RealScores.square().mean();
    }

    private sealed record OwnFamily(bool Bounds) : INetworkFamily
    {
        public long LatentSize => 4;

        public CriticSlope Slope => Bounds ? CriticSlope.Bounded : CriticSlope.Free;

        public GeneratorNetwork Generator(NetworkSpec spec) => MlpOptions.Small.Generator(spec);

        public DiscriminatorNetwork Discriminator(NetworkSpec spec) => MlpOptions.Small.Discriminator(spec);
    }

    private static void Judge(GanBuilder builder, bool accepted)
    {
        var build = () => builder.WithLoss(new WassersteinLoss()).Build().Dispose();
        if (accepted)
        {
            build.Should().NotThrow();
        }
        else
        {
            build
                .Should()
                .Throw<GanConfigurationException>()
                .WithMessage("*A Wasserstein loss needs a critic with bounded slope, but nothing bounds it.*");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_penalty_says_whether_it_may_bound_the_slope(bool bounds) =>
        Judge(Tiny.Builder().WithMlp().AddPenalty(new OwnPenalty(bounds)), accepted: bounds);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_family_says_whether_it_bounds_the_slope(bool bounds) =>
        Judge(Tiny.Builder().WithNetworks(new OwnFamily(bounds)), accepted: bounds);
}
