using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Parts;

public class MinibatchDiscriminationTests
{
    [Fact]
    public void The_added_entries_are_the_ones_worked_out_with_loops()
    {
        using var scope = NewDisposeScope();
        var wanted = PartCase.Of("discrimination");
        var layer = new MinibatchDiscrimination(3, kernels: 2, size: 5).to(ScalarType.Float64);
        layer.load_state_dict(wanted.State("kernel"));
        wanted.Check("y", layer.call(wanted.Input("x")));
    }

    [Fact]
    public void Equal_samples_count_each_other_in_full()
    {
        using var scope = NewDisposeScope();
        var y = new MinibatchDiscrimination(3, kernels: 4).call(ones(5, 3));
        y.shape.Should().Equal(5, 7);
        y.narrow(1, 3, 4).allclose(5 * ones(5, 4)).Should().BeTrue();
    }

    [Fact]
    public void Sizes_are_at_least_one() =>
        new Action(() => new MinibatchDiscrimination(3, kernels: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("kernels must be at least 1, but was 0.*");
}
