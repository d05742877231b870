using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Tests.Building.Rules;

/// <summary>What each part says of itself, told by Build with everything else.</summary>
public sealed class PartRulesTests
{
    private static readonly GanBuilder Good = Tiny.Builder();

    [Fact]
    public void Losses_penalties_and_all_other_parts_are_among_the_problems_that_are_reported_at_once()
    {
        var bad = Good.WithLoss(new LeastSquaresLoss(double.NaN))
            .AddPenalty(new R1Penalty(-1))
            .AddGeneratorPenalty(new PathLength(-1, 2))
            .AddConstraint(new WeightClipping(0))
            .AddAugmentation(new InstanceNoise(-1))
            .WithConditioning(new LabelEmbedding(0));
        var error = new Action(() => bad.Build()).Should().Throw<GanConfigurationException>().Which;
        error
            .Problems.Should()
            .Contain([
                "LeastSquaresLoss: A must be finite, but was NaN.",
                "R1Penalty: Gamma must be at least 0, but was -1.",
                "PathLength: Lambda must be at least 0, but was -1.",
                "PathLength: Decay must be at most 1, but was 2.",
                "WeightClipping: Bound must be greater than 0, but was 0.",
                "InstanceNoise: Sigma must be at least 0, but was -1.",
                "LabelEmbedding: Size must be at least 1, but was 0.",
            ]);
        error.Details.Select(problem => problem.ToString()).Should().Equal(error.Problems);
    }

    private sealed record Margin(string Sentence) : IGanLoss
    {
        public IEnumerable<Problem> Problems() => [new(Sentence)];

        public Tensor Discriminator(Tensor real, Tensor fake) => real.mean();

        public Tensor Generator(Tensor fake, Func<Tensor> real) => fake.mean();
    }

    [Theory]
    [InlineData("Margin.Sentence is wrong.", "Margin.Sentence is wrong.")]
    [InlineData("Sentence is wrong.", "Margin: Sentence is wrong.")]
    public void A_parts_name_stands_once_before_what_it_says(string sentence, string told) =>
        new Action(() => Good.WithLoss(new Margin(sentence)).Build())
            .Should()
            .Throw<GanConfigurationException>()
            .Which.Problems.Should()
            .Equal(told);

    private sealed record Steep : IPenalty
    {
        public CriticSlope Slope => CriticSlope.One;

        public bool PenalisesGradient => true;

        public IEnumerable<Problem> Problems() => [new("Steep is wrong.", "Leave it out.")];

        public string Describe() => "Steep";

        public Tensor Penalty(PenaltyContext context) => context.RealScores.sum() * 0;
    }

    [Fact]
    public void A_part_of_the_user_s_own_is_judged_by_what_it_says_of_itself_as_the_library_s_are()
    {
        var own = Good.WithWgangp().AddPenalty(new Steep());
        var error = new Action(() => own.Build()).Should().Throw<GanConfigurationException>().Which;
        error.Problems.Should().HaveCount(2);
        error.Details.Should().Contain(new Problem("Steep: Steep is wrong.", "Leave it out."));
        error.Problems.Should().ContainMatch("Two gradient penalties are set*");
    }
}
