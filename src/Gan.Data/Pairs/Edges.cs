using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// The input is a drawing of the target's edges, 1 where there is one and −1 elsewhere: Sobel's operator on grey values
/// from 0 to 1 (ITU-R 601 luma of three channels), with a threshold.
/// </summary>
/// <remarks>
/// The slopes are those of [1, 2, 1] / 4 across and [−1, 0, 1] along each axis, the pixels at the rim repeated; the
/// magnitude is √(gx² + gy²), which is 1 at an upright step from black to white: √2 times scikit-image's
/// <c>filters.sobel</c>.
/// </remarks>
/// <param name="Threshold">The least magnitude that is an edge, in (0, 1].</param>
public sealed record Edges(double Threshold = 0.25) : IPairing
{
    /// <inheritdoc/>
    public IReadOnlyList<long> InputShape(IReadOnlyList<long> shape)
    {
        TransformImages.ThrowIfUnfit(Problems(), Problems(shape), nameof(shape));
        return [1, shape[1], shape[2]];
    }

    /// <inheritdoc/>
    public Tensor Derive(Tensor targets, TransformRandom random)
    {
        TransformImages.CheckDerived(this, targets, random);
        using var scope = NewDisposeScope();
        var grey = targets.shape[1] == 3 ? Grey.Luma(targets) : targets;
        var padded = Repeat(Repeat((grey + 1) / 2, 2), 3);
        var across = Slope(Smooth(padded, 2), 3);
        var down = Slope(Smooth(padded, 3), 2);
        var magnitude = (across.square() + down.square()).sqrt();
        return (magnitude.ge(Threshold).to(targets.dtype) * 2 - 1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        List<Problem> problems = [.. TransformImages.Problems(nameof(Edges), shape)];
        if (problems.Count == 0 && shape[0] is not (1 or 3))
        {
            problems.Add(
                new(
                    $"Edges reads grey or red, green and blue, but the samples have shape {ShapeText.Of(shape)}.",
                    "Read them with 1 or 3 channels."
                )
            );
        }

        return problems;
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.In("(0, 1]", Threshold));

    private static Tensor Repeat(Tensor x, int axis) =>
        cat([x.narrow(axis, 0, 1), x, x.narrow(axis, x.shape[axis] - 1, 1)], axis);

    private static Tensor Smooth(Tensor x, int axis) =>
        (Before(x, axis) + (x.narrow(axis, 1, x.shape[axis] - 2) * 2) + After(x, axis)) / 4;

    private static Tensor Slope(Tensor x, int axis) => After(x, axis) - Before(x, axis);

    private static Tensor Before(Tensor x, int axis) => x.narrow(axis, 0, x.shape[axis] - 2);

    private static Tensor After(Tensor x, int axis) => x.narrow(axis, 2, x.shape[axis] - 2);
}
