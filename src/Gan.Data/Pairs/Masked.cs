using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>The input is the target with a hole, and where the hole is: <c>[image · (1 − m), m]</c>, with one channel
/// more than the target. m is 1 in the hole, where the image is 0 (mid-grey), and 0 elsewhere.</summary>
/// <param name="Drawer">Draws a mask for each sample.</param>
public sealed record Masked(IMaskDrawer Drawer) : IPairing
{
    /// <inheritdoc/>
    public IReadOnlyList<long> InputShape(IReadOnlyList<long> shape)
    {
        TransformImages.ThrowIfUnfit(Problems(), Problems(shape), nameof(shape));
        return [shape[0] + 1, shape[1], shape[2]];
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The drawer made something else than masks.</exception>
    public Tensor Derive(Tensor targets, TransformRandom random)
    {
        TransformImages.CheckDerived(this, targets, random);
        using var scope = NewDisposeScope();
        var size = new ImageSize((int)targets.shape[2], (int)targets.shape[3]);
        var mask = Drawer.Draw(size, random);
        long[] wanted = [targets.shape[0], 1, size.Height, size.Width];
        if (mask.dtype != ScalarType.Float32 || !mask.shape.SequenceEqual(wanted))
        {
            throw new InvalidOperationException(
                $"{Drawer} drew {Text.Describe(mask)}, but masks are float32 {ShapeText.Of(wanted)}. Mend its Draw."
            );
        }

        mask = mask.to(targets.device);
        return cat([targets * (1 - mask), mask], 1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape) => TransformImages.Problems(nameof(Masked), shape);

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Drawer is null
            ? [new Problem("Drawer must not be null.", "Give one, such as new CentreMask().")]
            : Drawer.Problems();
}
