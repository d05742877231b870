using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Parts;

public class MinibatchStdTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(3)]
    public void The_added_plane_is_the_one_worked_out_with_loops(int batch)
    {
        using var scope = NewDisposeScope();
        var wanted = PartCase.Of($"deviation {batch}");
        wanted.Check("y", new MinibatchStd().call(wanted.Input("x")));
    }

    [Fact]
    public void Equal_samples_and_a_single_one_have_no_deviation()
    {
        using var scope = NewDisposeScope();
        var same = ones(4, 2, 3, 3);
        new MinibatchStd()
            .call(same)
            .select(1, 2)
            .max()
            .ToDouble()
            .Should()
            .BeApproximately(1e-4, 1e-6, "the root of 1e-8");
        new MinibatchStd().call(randn(1, 2, 3, 3)).shape.Should().Equal(1, 3, 3, 3);
    }

    [Fact]
    public void Vectors_get_one_entry_more()
    {
        using var scope = NewDisposeScope();
        var x = tensor(
            new float[,]
            {
                { 0, 0 },
                { 2, 4 },
            }
        );
        var y = new MinibatchStd().call(x);
        y.shape.Should().Equal(2, 3);
        y[0, 2].ToDouble().Should().BeApproximately(1.5, 1e-6, "the deviations are 1 and 2");
    }

    [Fact]
    public void It_can_be_differentiated_twice()
    {
        using var scope = NewDisposeScope();
        var x = randn(4, 2, 3, 3).requires_grad_();
        var gradient = autograd.grad(
            [new MinibatchStd().call(x).square().sum()],
            [x],
            retain_graph: true,
            create_graph: true
        )[0];
        autograd.grad([gradient.square().sum()], [x])[0].isfinite().all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void A_group_has_at_least_two_samples() =>
        new Action(() => new MinibatchStd(1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("groupSize must be at least 2, but was 1.*");
}
