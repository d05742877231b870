namespace Gan.Games.Tests;

/// <summary>The accountant beside closed forms and what others published.</summary>
public sealed class AccountantTests
{
    /// <summary>Opacus, accountants_test.py, which converts by the same bound: σ = 1.5, q = 0.04, 2,250
    /// updates.</summary>
    [Fact]
    public void The_budget_is_that_of_Opacus() =>
        new Accountant(0.04, 1.5).Epsilon(2250, 1e-5).Should().BeApproximately(7.32911117143, 1e-6);

    /// <summary>TensorFlow Privacy's table of MNIST in batches of 256, with two digits, and Abadi et al. 2016, section
    /// 3.2. Both convert by Mironov's bound of 2017, divergence + ln(1 / δ) / (α − 1), which is looser than
    /// ours.</summary>
    [Theory]
    [InlineData(1.12, 256 / 60000.0, 60 * 60000 / 256, 2.92)]
    [InlineData(0.6, 256 / 60000.0, 30 * 60000 / 256, 9.74)]
    [InlineData(1.2, 256 / 60000.0, 10 * 60000 / 256, 1.20)]
    [InlineData(4, 0.01, 10000, 1.26)]
    public void Published_budgets_come_out(double noise, double rate, long updates, double published)
    {
        var accountant = new Accountant(rate, noise);
        var mironov = accountant
            .Divergences()
            .Zip(Accountant.Orders, (each, order) => (updates * each) + (Math.Log(1e5) / (order - 1)))
            .Min();
        mironov.Should().BeApproximately(published, 0.015);
        accountant.Epsilon(updates, 1e-5).Should().BeLessThan(mironov);
    }

    /// <summary>Opacus, accountants_test.py: ε = 8, δ = 1e-5, q = 0.04, 90 epochs; its search stops within 0.01 of
    /// the noise.</summary>
    [Fact]
    public void The_least_noise_is_the_published_one()
    {
        var found = Accountant.For(8, 1e-5, 0.04, 2250);
        found.NoiseMultiplier.Should().BeInRange(1.425307617 - 0.01, 1.425307617);
        found.Epsilon(2250, 1e-5).Should().BeInRange(7.9999, 8);
    }

    [Fact]
    public void The_most_updates_are_within_the_budget_and_one_more_is_not()
    {
        var accountant = new Accountant(0.02, 1.2);
        var most = accountant.Updates(2, 1e-6);
        accountant.Epsilon(most, 1e-6).Should().BeLessThanOrEqualTo(2);
        accountant.Epsilon(most + 1, 1e-6).Should().BeGreaterThan(2);
        accountant.Epsilon(0, 1e-6).Should().Be(0);
        new Accountant(1, 0.1).Updates(0.5, 1e-6).Should().Be(0);
    }

    /// <summary>The Gaussian mechanism has an exact curve (Balle and Wang 2018, theorem 8): no conversion may promise
    /// less than is told.</summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(3.0)]
    public void No_promise_is_below_the_exact_curve(double noise)
    {
        var epsilon = new Accountant(1, noise).Epsilon(1, 1e-5);
        var a = 1 / (2 * noise) - (epsilon * noise);
        var exact = Phi(a) - (Math.Exp(epsilon) * Phi(-(1 / (2 * noise)) - (epsilon * noise)));
        exact.Should().BeLessThanOrEqualTo(1e-5).And.BeGreaterThan(1e-7);

        static double Phi(double x) => 0.5 * Math.Exp(ErrorFunction.LogComplement(-x / Math.Sqrt(2)));
    }

    [Fact]
    public void What_is_out_of_range_is_said()
    {
        var rate = () => new Accountant(1.1, 1).Epsilon(1, 1e-5);
        rate.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*(0, 1]*1.1*");
        var delta = () => new Accountant(0.1, 1).Epsilon(1, 0);
        delta.Should().Throw<ArgumentOutOfRangeException>();
        var few = () => Accountant.Epsilon([1], 0.1);
        few.Should().Throw<ArgumentException>().WithMessage("*one for each order, but were 1*");
    }
}
