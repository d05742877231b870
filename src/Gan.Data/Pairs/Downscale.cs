using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>The input is the target in a smaller size: super-resolution. Antialiased by the filters that
/// <see cref="ImageFolder"/> resizes with, on floats and without rounding to bytes; clamped to [−1, 1].</summary>
/// <param name="Factor">How many times smaller each side is, from 2 to 64; must divide height and width.</param>
/// <param name="Filter">The filter. Super-resolution is mostly measured with the default, bicubic.</param>
public sealed record Downscale(int Factor, Resampling Filter = Resampling.Bicubic) : IPairing
{
    /// <inheritdoc/>
    public IReadOnlyList<long> InputShape(IReadOnlyList<long> shape)
    {
        TransformImages.ThrowIfUnfit(Problems(), Problems(shape), nameof(shape));
        return [shape[0], shape[1] / Factor, shape[2] / Factor];
    }

    /// <inheritdoc/>
    public Tensor Derive(Tensor targets, TransformRandom random)
    {
        TransformImages.CheckDerived(this, targets, random);
        using var scope = NewDisposeScope();
        var narrow = targets.matmul(Weights(targets, 3));
        return narrow
            .transpose(2, 3)
            .matmul(Weights(targets, 2))
            .transpose(2, 3)
            .contiguous()
            .clamp_(-1, 1)
            .MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        List<Problem> problems = [.. TransformImages.Problems(nameof(Downscale), shape)];
        if (problems.Count == 0 && Factor >= 1 && (shape[1] % Factor != 0 || shape[2] % Factor != 0))
        {
            problems.Add(
                new(
                    $"Downscale makes images {Factor} times smaller, but the samples have shape {ShapeText.Of(shape)}.",
                    "Choose a size whose height and width the factor divides."
                )
            );
        }

        return problems;
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.Within(2, 64, Factor), Bounds.Named(Filter));

    // [size, size / factor]: what each position of an axis gives to each of the smaller one.
    private Tensor Weights(Tensor targets, int axis)
    {
        var size = (int)targets.shape[axis];
        var weights = AxisWeights.For(size, size / Factor, 0, size / Factor, Filter);
        return tensor(weights.ToMatrix(size), [size / Factor, size]).T.to(targets.device);
    }
}
