using Gan.Losses;
using TorchSharp;
using static Gan.Tests.StyledGan;
using static TorchSharp.torch;

namespace Gan.Tests;

public sealed class TrainedGanStylesTests
{
    [Fact]
    public void Truncation_draws_to_the_mean_style_and_1_changes_nothing()
    {
        using var gan = Styled();
        using var scope = NewDisposeScope();
        var whole = gan.Sample(16, seed: 1);
        (gan.Sample(16, seed: 1, truncation: 1) - whole).abs().max().ToDouble().Should().BeLessThan(1e-4);
        var one = gan.Sample(16, seed: 1, truncation: 0);
        (one - one[0]).abs().max().ToDouble().Should().BeLessThan(1e-5);
        Spread(gan.Sample(64, seed: 2, truncation: 0.3))
            .Should()
            .BeLessThan(Spread(gan.Sample(64, seed: 2, truncation: 0.7)));
        Spread(gan.Sample(64, seed: 2, truncation: 0.7)).Should().BeLessThan(Spread(gan.Sample(64, seed: 2)));
        gan.Invoking(g => g.Sample(1, truncation: -1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("truncation must be at least 0, but was -1.*");
    }

    [Fact]
    public void Truncation_of_latents_redraws_what_is_too_large_and_leaves_the_rest()
    {
        using var gan = Plain();
        using var scope = NewDisposeScope();
        // the generator passes latents on
        var whole = gan.Sample(4000, seed: 3);
        var cut = gan.Sample(4000, seed: 3, truncation: 0.5);
        var inside = whole.abs() <= 0.5;
        cut.masked_select(inside).equal(whole.masked_select(inside)).all().ToBoolean().Should().BeTrue();
        cut.abs().max().ToDouble().Should().BeLessThanOrEqualTo(0.5);
        // the variance of a normal number between -0.5 and 0.5: 1 - 2·0.5·φ(0.5) / (2Φ(0.5) - 1)
        cut.var().ToDouble().Should().BeApproximately(1 - 0.352065 / 0.382925, 2e-3);
        var redrawn = cut.masked_select(~inside);
        redrawn.var().ToDouble().Should().BeApproximately(1 - 0.352065 / 0.382925, 3e-3);
        gan.Invoking(g => g.Sample(1, truncation: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("truncation must be at least 0.01, but was 0.*");
        gan.Invoking(g => g.Sample(1, truncation: double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Styles_are_those_of_the_samples_of_the_seed()
    {
        using var gan = Styled();
        using var scope = NewDisposeScope();
        gan.HasStyles.Should().BeTrue();
        var styles = gan.Styles(3, seed: 5);
        styles.shape.Should().Equal(3, 6, 6);
        (gan.Synthesise(styles) - gan.Sample(3, seed: 5)).abs().max().ToDouble().Should().BeLessThan(1e-5);
        var walk = gan.Interpolate(7, 8, 5);
        (walk[0] - gan.Sample(1, seed: 7)[0]).abs().max().ToDouble().Should().BeLessThan(1e-5);
        (walk[4] - gan.Sample(1, seed: 8)[0]).abs().max().ToDouble().Should().BeLessThan(1e-5);
        var middle = (gan.Styles(1, seed: 7) + gan.Styles(1, seed: 8)) / 2;
        (walk[2] - gan.Synthesise(middle)[0]).abs().max().ToDouble().Should().BeLessThan(1e-5);
    }

    [Fact]
    public void A_mixture_has_the_coarse_layers_of_one_and_the_fine_layers_of_the_other()
    {
        using var gan = Styled();
        using var scope = NewDisposeScope();
        gan.Mix(1, 2, from: 6).equal(gan.Synthesise(gan.Styles(1, seed: 1))).all().ToBoolean().Should().BeTrue();
        gan.Mix(1, 2, from: 0).equal(gan.Synthesise(gan.Styles(1, seed: 2))).all().ToBoolean().Should().BeTrue();
        var grid = gan.MixGrid([1, 3], [2, 4, 5], from: 2);
        grid.shape.Should().Equal(12, 3, 16, 16);
        (grid[0] + 1).abs().max().ToDouble().Should().Be(0);
        (grid[3] - gan.Sample(1, seed: 5)[0]).abs().max().ToDouble().Should().BeLessThan(1e-5);
        (grid[8] - gan.Sample(1, seed: 3)[0]).abs().max().ToDouble().Should().BeLessThan(1e-5);
        (grid[10] - gan.Mix(3, 4, from: 2)[0]).abs().max().ToDouble().Should().BeLessThan(1e-5);
        gan.Invoking(g => g.Mix(1, 2, from: 7))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("from must be at most 6, but was 7.*");
        gan.Invoking(g => g.MixGrid([], [1], 1)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_generator_without_styles_says_so()
    {
        using var gan = Plain();
        gan.HasStyles.Should().BeFalse();
        gan.Invoking(g => g.Mix(1, 2, 1))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*has no styles. Train a generator that has, such as by WithStyleGan2().");
        gan.Invoking(g => g.Styles(1)).Should().Throw<InvalidOperationException>();
        gan.Invoking(g => g.Project(zeros(4))).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Styles_go_through_the_encoder_of_a_condition_and_through_a_file()
    {
        using var scope = NewDisposeScope();
        var plan = new NetworkPlan
        {
            Family = Options,
            SampleShape = [1, 8, 8],
            DataCondition = ConditionSpec.Labels(3),
            Conditioning = new LabelEmbedding(2),
        };
        using var network = plan.MakeGenerator();
        using var gan = TrainedGan.Of(network, plan, "digits", 1);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            gan.Save(path);
            using var again = TrainedGan.Load(path);
            again.Plan.Family.Should().Be(Options);
            again.Sample(4, seed: 1).equal(gan.Sample(4, seed: 1)).all().ToBoolean().Should().BeTrue();
            var one = again.Styles(1, label: 1, seed: 2);
            (again.Synthesise(one) - gan.Sample(1, label: 1, seed: 2)).abs().max().ToDouble().Should().BeLessThan(1e-5);
            (one - again.Styles(1, label: 2, seed: 2)).abs().max().ToDouble().Should().BeGreaterThan(1e-5);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Spread(Tensor samples) => (samples - samples.mean([0])).square().mean().ToDouble();

    private static TrainedGan Plain()
    {
        var family = new CustomNetworks(
            4,
            _ => GeneratorNetwork.Wrap(nn.Identity()),
            _ => throw new NotSupportedException()
        );
        var plan = new NetworkPlan { Family = family, SampleShape = [4] };
        using var network = plan.MakeGenerator();
        return TrainedGan.Of(network, plan, "latents", 1);
    }
}
