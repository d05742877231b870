using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>The input is what a function of your own makes of the targets.</summary>
/// <param name="Shape">Shape of the input of one sample.</param>
/// <param name="Function">Makes float32 <c>[N, …Shape]</c> of the targets <c>[N, …]</c>, from any thread, with
/// <see cref="TransformRandom"/> as the only source of random numbers.</param>
/// <param name="Name">What a training compares when it is resumed, since a function has no text: another name for
/// another function.</param>
public sealed record FromFunction(
    IReadOnlyList<long> Shape,
    Func<Tensor, TransformRandom, Tensor> Function,
    string Name = "a function"
) : IPairing
{
    /// <inheritdoc/>
    public IReadOnlyList<long> InputShape(IReadOnlyList<long> shape)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        return [.. Shape];
    }

    /// <inheritdoc/>
    public Tensor Derive(Tensor targets, TransformRandom random)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(random);
        return Function(targets, random);
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(
            Shape is null || Shape.Any(size => size < 1)
                ? new Problem("Shape must be sizes of at least 1.", "Give the shape of one input.")
                : null,
            Function is null ? new Problem("Function must not be null.", "Give one.") : null
        );

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
