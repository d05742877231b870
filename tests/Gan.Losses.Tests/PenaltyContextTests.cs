namespace Gan.Losses.Tests;

public sealed class PenaltyContextTests
{
    [Fact]
    public void Fakes_lose_their_graph_and_keep_their_values()
    {
        var fake = Tensors.Leaf([1, 2]) * 3;
        var context = Tensors.Context(Tensors.Make([0, 0]), fake, x => x);
        context.Fake.requires_grad.Should().BeFalse();
        context.Fake.Values().Should().Equal(3, 6);
        fake.requires_grad.Should().BeTrue("the caller's tensor stays as it is");
    }

    [Fact]
    public void Without_conditioning_there_is_no_condition() =>
        Tensors.Context(Tensors.Make([0]), Tensors.Make([0]), x => x).Condition.Should().BeNull();
}
