using Xunit.Abstractions;

namespace Gan.Losses.Tests.Penalties;

/// <summary>Values and gradients of the discriminator's penalties, for critics of single samples, of packs, and of two
/// discriminators.</summary>
public sealed class PyTorchPenaltyTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, IPenalty> Penalties = new()
    {
        ["gradient penalty"] = new GradientPenalty(),
        ["r1"] = new R1Penalty(),
        ["r2"] = new R2Penalty(Gamma: 3),
        ["one-sided"] = new OneSidedGradientPenalty(),
        ["dragan"] = new DraganPenalty(),
        ["wgan-div"] = new WganDivPenalty(),
        ["lecam"] = new LeCamPenalty(),
        ["bcr"] = new BalancedConsistency(new Negative(), LambdaFake: 3),
    };

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var c in Terms.Discriminator.Where(c => Penalties.ContainsKey(c.Term)))
        {
            cases.Add(c.Term, c.Critic);
        }
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Value_and_gradients_agree_with_PyTorch(string term, string critic)
    {
        using var scope = NewDisposeScope();
        var expected = Terms.Discriminator.Single(c => c.Term == term && c.Critic == critic);
        var weights = Terms.Critic(critic).Leaves();
        using var memory = new PenaltyMemory();
        if (term == "lecam")
        {
            Penalties[term].Penalty(Terms.Critic(critic).Context(weights, memory: memory, exchanged: true));
        }
        var penalty = Penalties[term].Penalty(Terms.Critic(critic).Context(weights, memory: memory));
        penalty.backward();
        var errors = weights.Zip(expected.Gradients, (w, g) => PyTorch.Error((w.grad ?? zeros_like(w)).Values(), g));
        var worst = errors.Append(PyTorch.Error([penalty.Value()], [expected.Value])).Max();
        output.WriteLine($"{term} of {critic}: worst relative error {worst:e1}");
        worst.Should().BeLessThan(1e-12);
    }

    [Fact]
    public void Every_penalty_of_the_fixture_is_tested() =>
        Terms.Discriminator.Select(c => c.Term).Distinct().Should().BeEquivalentTo(Penalties.Keys);

    [Fact]
    public void Penalties_on_gradients_say_so_and_others_do_not() =>
        Penalties
            .Where(p => p.Value.PenalisesGradient)
            .Select(p => p.Key)
            .Should()
            .BeEquivalentTo("gradient penalty", "r1", "r2", "one-sided", "dragan", "wgan-div");

    private sealed record Negative : IAugmentation
    {
        public Tensor Apply(Tensor samples, AugmentationContext context) => -0.5 * samples;
    }
}
