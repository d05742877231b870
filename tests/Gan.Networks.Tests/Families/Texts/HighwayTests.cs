using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Texts;

public class HighwayTests
{
    /// <summary>With c = −2 the gate opens by σ(−2 + Vx), so that it begins near the identity.</summary>
    [Fact]
    public void It_begins_by_letting_nearly_all_through()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var highway = new Highway(3);
        foreach (var (name, weight) in highway.named_parameters())
        {
            if (
                name.EndsWith("weight", StringComparison.Ordinal) || name.StartsWith("change", StringComparison.Ordinal)
            )
            {
                weight.zero_();
            }
        }
        var input = tensor(
            new[,]
            {
                { 1f, -2f, 3f },
            }
        );
        var open = 1 / (1 + Math.Exp(2));
        (highway.call(input) - (input * (1 - open))).abs().max().ToDouble().Should().BeLessThan(1e-6);
    }
}
