using Xunit.Abstractions;

namespace Gan.Losses.Tests.Penalties;

/// <summary>Values and gradients of the generator's penalties.</summary>
public sealed class PyTorchGeneratorPenaltyTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, IGeneratorPenalty> Penalties = new()
    {
        ["feature matching"] = new FeatureMatching(Lambda: 3),
        ["mode seeking"] = new ModeSeeking(Lambda: 0.7),
        ["path length"] = new PathLength(),
        ["pulling away"] = new PullingAway(),
        ["latent consistency"] = new LatentConsistency(),
        ["orthogonal"] = new OrthogonalRegularization(Beta: 0.01),
    };

    public static TheoryData<string> Cases() => [.. Terms.Generator.Select(c => c.Term)];

    [Theory, MemberData(nameof(Cases))]
    public void Value_and_gradients_agree_with_PyTorch(string term)
    {
        using var scope = NewDisposeScope();
        var expected = Terms.Generator.Single(c => c.Term == term);
        var weights = expected.Leaves();
        var context = expected.Context(weights);
        if (term == "path length")
        {
            Penalties[term].Penalty(context); // its second update stands in the fixture
        }
        var penalty = Penalties[term].Penalty(context);
        penalty.backward();
        var errors = weights.Zip(expected.Gradients, (w, g) => PyTorch.Error((w.grad ?? zeros_like(w)).Values(), g));
        var worst = errors.Append(PyTorch.Error([penalty.Value()], [expected.Value])).Max();
        output.WriteLine($"{term}: worst relative error {worst:e1}");
        worst.Should().BeLessThan(1e-12);
        context.Memory.Dispose();
    }

    [Fact]
    public void Every_penalty_of_the_fixture_is_tested() =>
        Penalties.Keys.Should().BeEquivalentTo(Terms.Generator.Select(c => c.Term));
}
