using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>The input is the target without its colours: colourisation. Luma of ITU-R 601, as
/// <see cref="ImageFolder"/> makes grey images.</summary>
public sealed record Grey : IPairing
{
    /// <inheritdoc/>
    public IReadOnlyList<long> InputShape(IReadOnlyList<long> shape)
    {
        TransformImages.ThrowIfUnfit([], Problems(shape), nameof(shape));
        return [1, shape[1], shape[2]];
    }

    /// <inheritdoc/>
    public Tensor Derive(Tensor targets, TransformRandom random)
    {
        TransformImages.CheckDerived(this, targets, random);
        return Luma(targets);
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        List<Problem> problems = [.. TransformImages.Problems(nameof(Grey), shape)];
        if (problems.Count == 0 && shape[0] != 3)
        {
            problems.Add(
                new(
                    $"Grey makes grey of red, green and blue, but the samples have shape {ShapeText.Of(shape)}.",
                    "Read them with 3 channels."
                )
            );
        }

        return problems;
    }

    /// <summary>[N, 1, H, W] of [N, 3, H, W]. The weights sum to 1, so that [−1, 1] stays.</summary>
    internal static Tensor Luma(Tensor images)
    {
        using var scope = NewDisposeScope();
        var luma =
            (images.narrow(1, 0, 1) * PixelRow.RedWeight)
            + (images.narrow(1, 1, 1) * PixelRow.GreenWeight)
            + (images.narrow(1, 2, 1) * PixelRow.BlueWeight);
        return luma.clamp(-1, 1).MoveToOuterDisposeScope();
    }
}
