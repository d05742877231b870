namespace Gan.Data.Tests.Tables;

public sealed class GammaFunctionsTests
{
    [Fact]
    public void Both_functions_are_SciPys()
    {
        foreach (var (x, log, slope) in ModesFixture.Gamma)
        {
            GammaFunctions.Log(x).Should().BeApproximately(log, 1e-12 * Math.Max(1, Math.Abs(log)), "x is {0}", x);
            GammaFunctions
                .Digamma(x)
                .Should()
                .BeApproximately(slope, 1e-12 * Math.Max(1, Math.Abs(slope)), "x is {0}", x);
        }

        // B(2, 3) = 1! 2! / 4!
        GammaFunctions.LogBeta(2, 3).Should().BeApproximately(Math.Log(1 / 12.0), 1e-13);
    }
}
