using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests;

public class IJudgeFamilyTests
{
    [Fact]
    public void The_discriminators_of_a_family_may_judge_translations()
    {
        using var scope = NewDisposeScope();
        IJudgeFamily judge = new JudgeOf(new DcganOptions { DiscriminatorNorm = DiscriminatorNorm.Spectral });
        judge.Slope.Should().Be(CriticSlope.Bounded);
        judge.CouplesSamples.Should().BeFalse();
        judge.Problems([3, 9, 6]).Should().ContainSingle();
        judge.Problems([3, 16, 16]).Should().BeEmpty();
        judge.Discriminator(new NetworkSpec([3, 16, 16], 0)).call(randn(2, 3, 16, 16), null).shape.Should().Equal(2);
        judge.Describe().Should().StartWith("JudgeOf { Networks = DcganOptions {");
        new Action(() => new JudgeOf(null!)).Should().Throw<ArgumentNullException>();
    }
}
