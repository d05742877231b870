using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Parts;

public class ConditionalBatchNorm2dTests
{
    [Fact]
    public void Outputs_in_both_modes_and_statistics_are_those_of_PyTorch()
    {
        using var scope = NewDisposeScope();
        var wanted = PartCase.Of("conditional");
        var layer = new ConditionalBatchNorm2d(3, 4).to(ScalarType.Float64);
        layer.load_state_dict(wanted.State("scale", "shift"), strict: false);
        var x = wanted.Input("x");
        var labels = wanted.Input("labels").to(ScalarType.Int64);
        wanted.Check("y", layer.call(x, labels));
        layer.call(2 * x, labels);
        layer.eval();
        wanted.Check("eval", layer.call(x, labels));
        wanted.Check("eval", layer.call(x, nn.functional.one_hot(labels, 4).to(ScalarType.Float64)));
        wanted.Check("mean", layer.get_buffer("norm.running_mean")!);
        wanted.Check("var", layer.get_buffer("norm.running_var")!);
    }

    [Fact]
    public void It_starts_as_plain_batch_normalisation()
    {
        using var scope = NewDisposeScope();
        var x = randn(6, 2, 3, 3);
        var expected = nn.BatchNorm2d(2).call(x);
        new ConditionalBatchNorm2d(2, 5)
            .call(x, arange(6, dtype: ScalarType.Int64) % 5)
            .allclose(expected, atol: 1e-6)
            .Should()
            .BeTrue();
    }

    [Fact]
    public void What_it_cannot_take_is_named()
    {
        using var scope = NewDisposeScope();
        var layer = new ConditionalBatchNorm2d(2, 5);
        var x = randn(6, 2, 3, 3);
        new Action(() => layer.call(x, null))
            .Should()
            .Throw<ArgumentNullException>()
            .WithMessage(
                "Conditional batch normalisation needs a condition for each sample, but got none. "
                    + "Use WithConditioning(…), or leave ConditionalBatchNorm out.*"
            );
        new Action(() => layer.call(x, zeros(4, dtype: ScalarType.Int64)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The condition must be labels int64 [6] or vectors [6, 5], but was Int64 [4].*");
        new Action(() => layer.call(x, zeros(6, 4)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*vectors [6, 5], but was Float32 [6, 4].*");
        new Action(() => new ConditionalBatchNorm2d(2, 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("classes must be at least 1, but was 0.*");
    }
}
