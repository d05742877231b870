using Gan.Losses;

namespace Gan.Games.Tests;

public sealed class PrivacyLedgerTests
{
    private static readonly DifferentialPrivacy Budget = new(2, 1e-5) { Seed = 1 };
    private static readonly Accountant Accountant = new(0.1, 2);

    private static PrivacyLedger Ledger(PenaltyMemory memory) => new(memory, Accountant, Budget);

    [Fact]
    public void What_is_spent_adds_up_as_the_accountant_says()
    {
        using var memory = new PenaltyMemory();
        var ledger = Ledger(memory);
        ledger.Epsilon.Should().Be(0);
        for (var update = 0; update < 3; update++)
        {
            ledger.Spend().Dispose();
        }
        ledger.Updates.Should().Be(3);
        ledger.Epsilon.Should().BeApproximately(Accountant.Epsilon(3, 1e-5), 1e-12);
        ledger.After(2).Should().BeApproximately(Accountant.Epsilon(5, 1e-5), 1e-12);
    }

    [Fact]
    public void Each_update_has_random_numbers_of_its_own()
    {
        using var memory = new PenaltyMemory();
        var ledger = Ledger(memory);
        using var one = ledger.Spend();
        using var other = ledger.Spend();
        one.Normal(4).Should().NotEqual(other.Normal(4));
    }

    /// <summary>The stopping rule may be left out, and going back to a checkpoint repeats steps: neither goes
    /// unnoticed.</summary>
    [Fact]
    public void No_step_goes_beyond_the_budget_or_is_played_twice()
    {
        using var memory = new PenaltyMemory();
        var ledger = Ledger(memory);
        ledger.Begin(1, 1);
        var again = () => ledger.Begin(1, 1);
        again.Should().Throw<InvalidOperationException>().WithMessage("Step 1 was played already*");
        var most = Accountant.Updates(2, 1e-5);
        var beyond = () => ledger.Begin(2, most + 1);
        beyond.Should().Throw<InvalidOperationException>().WithMessage("Step 2 would spend more than ε = 2*");
    }
}
